package import CommandGrammar
package import Primitives

/// Says that a session takes place for sure, however few come.
package struct ConfirmSession: Command {
  package static let description = CommandDescription(
    "session confirm", aliases: ["session keep"], audience: .facilitators,
    usage: "!session confirm [session]",
    summary: "Says that a session takes place for sure, however few come, and tells the room.",
    examples: ["!session confirm", "!session confirm S1"],
    instead: "!rsvp yes", deed: .init("session confirmed", "sessions confirmed"), isUndoable: true)

  private let session: SessionReference

  package init(reading arguments: inout Arguments) throws(UsageError) {
    session = SessionReference(reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let session: Sessions.Session
    switch try self.session.choice(in: context) {
    case .several(let sessions):
      return context.choosing(among: sessions) { "session confirm \($0)" }
    case .one(let meant): session = meant
    }
    try session.requireAhead(of: context.now)
    if session.isConfirmed { throw .confirmedAlready(session.id) }
    return Decision(
      [.sessions(.confirmed(session.id, true))],
      undoing: .init(
        "session \(session.id) confirmed", [.sessions(.confirmed(session.id, false))]),
      saying: [
        Reply("\(context.community.label(of: session)) is confirmed, and I tell the room."),
        .confirmed(session, context),
      ])
  }
}

extension Reply {
  fileprivate static func confirmed(
    _ session: Sessions.Session, _ context: CommandContext
  ) -> Reply {
    let community = context.community
    let headline = community.headline(
      of: session, in: community.clocks(of: session), at: context.now)
    return Reply(
      "It takes place for sure: \(headline). \(session.counts.capitalisedFirst).",
      to: .room(session.room), about: session.id.description)
  }
}
