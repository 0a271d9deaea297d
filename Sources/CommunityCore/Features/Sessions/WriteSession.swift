package import CommandGrammar
package import Primitives
import Timekeeping

/// Lets a session run in writing, in its thread, for a day or more.
package struct WriteSession: Command {
  package static let description = CommandDescription(
    "session async", aliases: ["session written"], audience: .facilitators,
    usage: "!session async [session] [48h]",
    summary: "Lets a session run in writing from its start on, two days long if nothing is said.",
    examples: ["!session async", "!session async S1 24h"],
    instead: "!rsvp maybe", deed: .init("session in writing", "sessions in writing"),
    isUndoable: true)

  /// How long a session in writing takes where nothing is said.
  static let usualMinutes = 48 * 60

  private let session: SessionReference
  private let minutes: Int

  package init(reading arguments: inout Arguments) throws(UsageError) {
    session = SessionReference(readingLetter: &arguments)
    let words = arguments.remaining.map(\.text)
    do throws(DurationProblem) {
      let length = try DurationReading(words, bounds: 60...Sessions.longestMinutes)
      minutes = length?.minutes ?? Self.usualMinutes
      for _ in 0..<(length?.wordCount ?? 0) { _ = arguments.take() }
    } catch {
      throw .invalid(words.joined(separator: " "), expected: "a length from `1h` to `168h`")
    }
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let session: Sessions.Session
    switch try self.session.choice(in: context) {
    case .several(let sessions):
      return context.choosing(among: sessions) { "session async \($0) \(minutes / 60)h" }
    case .one(let meant): session = meant
    }
    try session.requireAhead(of: context.now)
    if session.isWritten, session.minutes == minutes {
      throw .alreadyThen(context.dated(session))
    }
    return Decision(
      [.sessions(.written(session.id, true, minutes: minutes))],
      undoing: .init(
        "session \(session.id) in writing",
        [.sessions(.written(session.id, session.isWritten, minutes: session.minutes))]),
      saying: [
        Reply("\(context.dated(session)) runs in writing, and I tell the room."),
        .written(session, minutes: minutes, context),
      ])
  }
}

extension Reply {
  fileprivate static func written(
    _ session: Sessions.Session, minutes: Int, _ context: CommandContext
  ) -> Reply {
    let community = context.community
    let zone = community.clocks(of: session)
    let end = TimeEcho.dated(session.start + .minutes(Int64(minutes)), in: zone)
    return Reply(
      "In writing: \(community.headline(of: session, in: zone, at: context.now)), until \(end). "
        + "Nobody need be there at an hour: answer below this message when it suits you.",
      to: .room(session.room), about: session.id.description)
  }
}
