package import CommandGrammar
package import Primitives
import Timekeeping

/// Plans a session like another one at another time.
package struct CloneSession: Command {
  package static let description = CommandDescription(
    "session clone", aliases: ["session copy", "session repeat"], audience: .facilitators,
    usage: "!session clone [session] <when>",
    summary: "Plans a session again: same title, length, place and seats at another time.",
    examples: ["!session clone S1 2026-12-17 16:00", "!session clone 2026-12-17 16:00"],
    instead: "!topic <your idea>", deed: .init("session planned", "sessions planned"),
    isUndoable: true)

  private let session: SessionReference
  private let words: [String]

  package init(reading arguments: inout Arguments) throws(UsageError) {
    session = SessionReference(readingLetter: &arguments)
    words = arguments.remaining.map(\.text)
    if words.isEmpty { throw .missing("when the copy takes place") }
    while arguments.take() != nil {}
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let session: Sessions.Session
    if let known = try self.session.known(in: context) {
      session = known
    } else if let last = context.community.sessions.all.last(where: { $0.status == .planned }) {
      session = last
    } else {
      throw .noSessionPlanned
    }
    let when = try When(reading: words, zone: session.time.zone, in: context)
    let rest = words.dropFirst(when.wordCount)
    if !rest.isEmpty {
      throw .unreadable(rest.joined(separator: " "), like: Self.description.examples[0])
    }
    return try context.planning(
      SessionEvent.Plan(
        id: context.community.sessions.nextID, title: session.title, time: when.time,
        minutes: session.minutes, place: session.place, capacity: session.capacity,
        topic: session.topic, room: session.room, creator: context.author.id,
        facilitator: session.facilitator ?? context.author.id, at: context.now, start: when.start),
      when)
  }
}
