package import CommandGrammar
import OrderedCollections
package import Primitives

/// Opens a session: from now on whoever speaks there counts as there, and the scene is set.
package struct StartSession: Command {
  package static let description = CommandDescription(
    "session start", aliases: ["session begin", "session open"],
    usage: "!session start [session]",
    summary: "Opens a session and says what it is about; whoever speaks there counts as there.",
    examples: ["!session start", "!session start S1"],
    deed: .init("session started", "sessions started"), isUndoable: true)

  private let session: SessionReference

  package init(reading arguments: inout Arguments) throws(UsageError) {
    session = SessionReference(reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let session: Sessions.Session
    switch try context.atHand(self.session, orThrow: { .notStartable($0) }) {
    case .several(let sessions):
      return context.choosing(among: sessions) { "session start \($0)" }
    case .one(let meant): session = meant
    }
    try context.requireRunning(session)
    if session.isLive { throw .isLive(session.id) }
    if session.endedAt != nil { throw .sessionOver(session.id) }
    guard session.start - Sessions.Session.mostEarly <= context.now,
      context.now < session.end + .hours(1)
    else {
      throw .notStartable(context.headline(session))
    }
    var events: [Event] = [.live(.started(session.id, at: context.now))]
    if !session.attendance.here.contains(context.author.id) {
      events.append(.attendance(.arrived(session.id, context.author.id)))
    }
    var begun = context.community
    events.forEach { begun.apply($0) }
    let started = begun.sessions[session.id] ?? session
    return Decision(
      events,
      undoing: .init(
        "session \(session.id) started", [.live(.started(session.id, at: nil))]),
      saying: [
        .live(started, in: begun),
        Reply(
          SessionFrame(session: started, community: begun, charter: context.charter).text,
          to: context.charter.place(of: session), about: session.id.description),
      ])
  }
}

extension Reply {
  fileprivate static func live(_ session: Sessions.Session, in community: Community) -> Reply {
    let here = session.attendance.here.count
    let first = session.newcomers(in: community.sessions).count
    let firsts = first == 0 ? "" : ", \(first) for the first time"
    return Reply(
      "\(community.label(of: session)) is live: \(here) here\(firsts). Whoever speaks counts as "
        + "there. `!wrap` ends it with a summary, `!session end` without.")
  }
}
