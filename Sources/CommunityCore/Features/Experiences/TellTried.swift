package import CommandGrammar
package import Primitives

/// Keeps what happened when a member tried something from a session.
package struct TellTried: Command {
  package static let description = CommandDescription(
    "tried", aliases: ["applied"],
    usage: "!tried [session|topic] <what happened>",
    summary:
      "Tells what happened when you tried something, by default from the last session you were "
      + "at; members read it without your name.",
    examples: ["!tried Pairs of buddies worked for two of three", "!tried T1 Nobody came"],
    deed: .init("report of what was tried", "reports of what was tried"), isUndoable: true)

  /// How much of a text before a colon may name a topic, in bytes.
  private static let headBytes = 60

  private let subject: ExperienceSubject
  private let text: String

  package init(reading arguments: inout Arguments) throws(UsageError) {
    subject = ExperienceSubject(reading: &arguments)
    text = try arguments.text("what happened", limitBytes: Experiences.textBytes)
    guard text.isEmpty || Prose.saysSomething(text) else {
      throw .missing("what happened, in words")
    }
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    var choice = try subject.choice(in: context)
    var words = text
    if !subject.isNamed, let (topic, rest) = Self.topic(at: text, in: context) {
      choice = .one(nil, topic)
      words = rest
    }
    switch choice {
    case .several(let sessions):
      if words.isEmpty { return Decision(saying: .invitation(nil)) }
      return context.choosing(among: sessions) { "tried \($0) \(words)" }
    case .one(let session, let topic):
      let label = context.label(session, topic)
      if words.isEmpty { return invitation(session, label, in: context) }
      let told = try context.experience(.tried, [words], of: session, about: topic)
      let about = label.map { " about \($0)" } ?? ""
      return context.telling(
        told, asksConsent: false,
        saying:
          "\(told.id) is kept\(about), thank you: members find it by `!stories`, without your "
          + "name. `!undo` takes it back.")
    }
  }

  /// Asks for the words; alone with the bot they may simply follow another yes.
  private func invitation(
    _ session: SessionID?, _ label: String?, in context: CommandContext
  ) -> Decision {
    guard let session, context.isDirect, context.isInquiryOpen else {
      return Decision(saying: .invitation(label))
    }
    return Decision(
      [.dialogue(.asked(context.author.id, .whatTried(session, at: context.now)))],
      saying: [.invitation(label, isDirect: true)])
  }

  /// The one topic that the words before a colon name, and what stands behind it.
  private static func topic(
    at text: String, in context: CommandContext
  ) -> (TopicID, String)? {
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let head = String(text[..<colon])
    let rest = Prose.clean(String(text[colon...].dropFirst()))
    guard head.utf8.count <= headBytes, Prose.saysSomething(rest) else { return nil }
    let found = context.community.topics.matching(head)
    return found.count == 1 ? (found[0], rest) : nil
  }
}

extension CommandContext {
  /// What an experience comes from, in words: `S1 Onboarding`, `T7 “Buddies”`; nil for nothing.
  func label(_ session: SessionID?, _ topic: TopicID?) -> String? {
    if let session = session.flatMap({ community.sessions[$0] }) {
      return community.label(of: session)
    }
    return topic.flatMap { community.topics[$0] }.map { "\($0.id) “\(shown($0.text))”" }
  }
}

extension Reply {
  fileprivate static func invitation(_ label: String?, isDirect: Bool = false) -> Reply {
    let about = label.map { ", as things are about \($0)" } ?? ""
    return Reply(
      "What happened? \(isDirect ? "`yes <what happened>`" : "`!tried <what happened>`") tells "
        + "it\(about); `!tried T7 …` and `!tried S1 …` say what it is about.")
  }
}
