package import CommandGrammar
package import Primitives

/// Ends a session that is on; one that is forgotten ends by itself.
package struct EndSession: Command {
  package static let description = CommandDescription(
    "session end", aliases: ["session stop", "session close"],
    usage: "!session end [session]",
    summary: "Ends a session that is on; the draft of its minutes follows after 30 quiet minutes.",
    examples: ["!session end", "!session end S1"],
    deed: .init("session ended", "sessions ended"), isUndoable: true)

  private let session: SessionReference

  package init(reading arguments: inout Arguments) throws(UsageError) {
    session = SessionReference(reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let session: Sessions.Session
    switch try context.atHand(self.session, orThrow: { .noneLive(next: $0) }) {
    case .several(let sessions):
      return context.choosing(among: sessions) { "session end \($0)" }
    case .one(let meant): session = meant
    }
    try context.requireRunning(session)
    guard session.startedAt != nil else { throw .notLive(session.id) }
    if session.endedAt != nil { throw .sessionOver(session.id) }
    return Decision(
      [.live(.ended(session.id, at: context.now))],
      undoing: .init("session \(session.id) ended", [.live(.ended(session.id, at: nil))]),
      saying: [.ended(session, context)])
  }
}

extension Reply {
  fileprivate static func ended(_ session: Sessions.Session, _ context: CommandContext) -> Reply {
    let here = session.attendance.here.count
    return Reply(
      "\(context.community.label(of: session)) has ended; \(here == 1 ? "1 was" : "\(here) were") "
        + "there. `!wrap` says now what remains; otherwise a draft follows in half an hour.")
  }
}
