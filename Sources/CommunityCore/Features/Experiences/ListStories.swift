import OrderedCollections
package import CommandGrammar
package import Primitives

/// Shows what members told: stories, what they tried, and the effects that may be quoted.
package struct ListStories: Command {
  package static let description = CommandDescription(
    "stories", aliases: ["experiences", "story list"],
    usage: "!stories [experience|session|topic]",
    summary: "Shows what members tried, what it changed, and their stories, the latest first.",
    examples: ["!stories", "!stories X1"])

  private let id: ExperienceID?
  private let session: SessionID?
  private let topic: TopicID?

  package init(reading arguments: inout Arguments) throws(UsageError) {
    let word = arguments.take()
    id = word.flatMap { ExperienceID(lettered: $0.folded) }
    session = word.flatMap { SessionReference.id($0) }
    topic = word.flatMap { word in
      word.folded.utf8.contains { $0 | 0x20 == UInt8(ascii: "t") } ? TopicID(word.folded) : nil
    }
    if let word, id == nil, session == nil, topic == nil {
      throw .invalid(word.text, expected: "a number, such as `X7`, `S1` or `T2`")
    }
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    if let id {
      let experience = try context.experience(id) { _ in false }
      guard experience.isForMembers || experience.author == context.author.id else {
        throw .experiences(.noSuchExperience(id))
      }
      // What others may not read is no more for a room because its author asks.
      guard experience.isForMembers || context.isDirect else {
        return try context.privately(context.whole(experience))
      }
      return Decision(saying: Reply(context.whole(experience)))
    }
    let all = context.community.experiences.forMembers.filter { experience in
      (session == nil || experience.session == session)
        && (topic == nil || experience.topic == topic)
    }
    guard !all.isEmpty else { throw .experiences(.nothingToRead) }
    let page = context.page(of: all.count, size: 6)
    var lines = all[page.range].map { "• \(context.line($0))" }
    if let tail = page.tail { lines.append(tail) }
    lines.append("`!stories X7` shows one as a whole. No names are shown.")
    return Decision(
      page.events, saying: [Reply("Told by members:\n" + lines.joined(separator: "\n"))])
  }
}

extension Experiences.Experience {
  /// The beginnings of the parts of a story that has several.
  static let headings = ["Where it began", "Tried", "What happened", "Next time"]

  /// What it is, in a word or two.
  var noun: String {
    switch kind {
    case .tried: "tried"
    case .impact: "in work"
    case .story: isCase ? "case" : "story"
    }
  }
}

extension CommandContext {
  /// How much of a story a line shows, in bytes.
  private static let lineBytes = 240

  /// An experience on one line, without a name: `X3 tried (S1) “…”`.
  func line(_ experience: Experiences.Experience) -> String {
    let text = experience.parts.map(shown).joined(separator: " | ")
    let short = Prose.prefix(text, bytes: Self.lineBytes)
    return "\(experience.id) \(experience.noun)\(source(of: experience)) "
      + "“\(short)\(short == text ? "" : "…")”"
  }

  /// An experience with all of its parts, a line each.
  func whole(_ experience: Experiences.Experience) -> String {
    guard experience.parts.count > 1 else {
      return "\(experience.id) \(experience.noun)\(source(of: experience)) "
        + "“\(experience.parts.map(shown).joined())”"
    }
    let parts = zip(Experiences.Experience.headings, experience.parts).map { heading, part in
      "• \(heading): “\(shown(part))”"
    }
    return "\(experience.id) \(experience.noun)\(source(of: experience)):\n"
      + parts.joined(separator: "\n")
  }

  private func source(of experience: Experiences.Experience) -> String {
    let names = [experience.session?.description, experience.topic?.description].compactMap { $0 }
    return names.isEmpty ? "" : " (\(names.joined(separator: ", ")))"
  }
}
