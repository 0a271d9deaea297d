package import CommandGrammar
package import Primitives

/// Sets the scene: says in the session what it is for, how people take part, and when it ends.
package struct FrameSession: Command {
  package static let description = CommandDescription(
    "frame",
    usage: "!frame [session] [what there should be by the end]",
    summary: "Says in the session what it is about, what people can do, and when it ends.",
    examples: ["!frame", "!frame One thing to try next week"],
    deed: .init("purpose", "purposes"), isUndoable: true)

  private let session: SessionReference
  private let purpose: String

  package init(reading arguments: inout Arguments) throws(UsageError) {
    session = SessionReference(readingLetter: &arguments)
    purpose = try arguments.text("a purpose", limitBytes: Sessions.Hour.purposeBytes)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let session: Sessions.Session
    switch try self.session.choice(in: context) {
    case .several(let sessions):
      return context.choosing(among: sessions) { "frame \($0) \(purpose)" }
    case .one(let meant): session = meant
    }
    try session.requireAhead(of: context.now)
    try context.requireRunning(session)
    var decision = Decision()
    var framed = context.community
    if !purpose.isEmpty {
      let event = Event.live(
        .framed(session.id, purpose: context.community.people.stored(purpose)))
      framed.apply(event)
      decision = Decision(
        [event],
        undoing: .init(
          "purpose of \(session.id)",
          [.live(.framed(session.id, purpose: session.hour.purpose))]))
    }
    let card = SessionFrame(
      session: framed.sessions[session.id] ?? session, community: framed, charter: context.charter)
    decision.replies = [Reply(card.text)]
    return decision
  }
}
