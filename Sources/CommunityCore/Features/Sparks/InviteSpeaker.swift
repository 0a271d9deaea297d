package import CommandGrammar
package import Primitives
import Timekeeping

/// Gives somebody a part of the session to speak, or shows who speaks.
package struct InviteSpeaker: Command {
  package static let description = CommandDescription(
    "speaker", aliases: ["speakers"],
    usage: "!speaker [@name] [15m] [\"Title\"]",
    summary:
      "Notes who speaks at the session, how long and about what; alone it shows them.",
    examples: ["!speaker @bo 15m \"Buddies for newcomers\"", "!speaker"],
    deed: .init("speaker", "speakers"), isUndoable: true)

  private static let bounds = 1...120
  private let name: MemberReference?
  private let duration: Result<DurationReading?, DurationProblem>
  private let title: String

  package init(reading arguments: inout Arguments) throws(UsageError) {
    name = try arguments.take().map { word throws(UsageError) in try MemberReference(word.text) }
    duration = Self.duration(arguments.remaining.map(\.text))
    if case .success(let reading?) = duration {
      for _ in 0..<reading.wordCount { _ = arguments.take() }
    }
    title = try arguments.text("a title", limitBytes: Sparks.titleBytes)
  }

  private static func duration(
    _ words: [String]
  ) -> Result<DurationReading?, DurationProblem> {
    do throws(DurationProblem) {
      return .success(try DurationReading(words, bounds: bounds))
    } catch {
      return .failure(error)
    }
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let session = try context.firstSessionToPrepare()
    let speakers = context.community.sparks.speakers[session.id] ?? []
    guard let name else { return Decision(saying: .list(speakers, session, context)) }
    try context.requireOwn(session)
    try session.requireAhead(of: context.now)
    let minutes = try minutes()
    let member = try name.member(in: context)
    let others = speakers.filter { $0.member != member }
    guard others.count < Sparks.speakersLimit else {
      throw .full("speakers at \(session.id)", limit: Sparks.speakersLimit)
    }
    let known = speakers.first { $0.member == member }
    let title = title.isEmpty ? known?.title ?? "" : context.community.people.stored(title)
    let speaker = Sparks.Speaker(member: member, minutes: minutes, title: title)
    return Decision(
      [.sparks(.spoken(session.id, others + [speaker]))],
      undoing: .init(
        "\(People.mention(member)) speaking at \(session.id)",
        [.sparks(.spoken(session.id, speakers))]),
      saying: [.noted(speaker, others, session, context)])
  }

  private func minutes() throws(Refusal) -> Int {
    switch duration {
    case .success(let reading?): return reading.minutes
    case .success(nil): return 15
    case .failure(let problem): throw .speakingTime("\(problem)")
    }
  }
}

extension CommandContext {
  /// Who speaks, how long and about what: `Bo, 15m, “Buddies”`.
  fileprivate func words(_ speaker: Sparks.Speaker) -> String {
    "\(name(speaker.member)), \(DurationReading.words(minutes: speaker.minutes))"
      + (speaker.title.isEmpty ? "" : ", “\(shown(speaker.title))”")
  }
}

extension Reply {
  fileprivate static func noted(
    _ speaker: Sparks.Speaker, _ others: [Sparks.Speaker], _ session: Sessions.Session,
    _ context: CommandContext
  ) -> Reply {
    let label = context.community.label(of: session)
    var text = "Noted for \(label): \(context.words(speaker))."
    let talk = others.reduce(speaker.minutes) { $0 + $1.minutes }
    if talk * 100 > session.minutes * 40 {
      text +=
        " That makes \(talk) of \(session.minutes) minutes of talk: at most 40 in 100 leaves room "
        + "for questions, which people come for."
    }
    return Reply(text)
  }

  fileprivate static func list(
    _ speakers: [Sparks.Speaker], _ session: Sessions.Session, _ context: CommandContext
  ) -> Reply {
    let label = context.community.label(of: session)
    guard !speakers.isEmpty else {
      return Reply(
        "Nobody has a part of \(label) to speak. "
          + "`\(InviteSpeaker.description.examples[0])` gives somebody one.")
    }
    return Reply("At \(label): \(speakers.map(context.words).joined(separator: " · ")).")
  }
}
