package import CommandGrammar
package import Primitives

/// Takes an answer back, as though it had never been given.
package struct WithdrawRSVP: Command {
  package static let description = CommandDescription(
    "rsvp clear", aliases: ["r clear", "rsvp withdraw"],
    usage: "!rsvp clear [session]",
    summary: "Takes your answer back; taking your reaction away does the same.",
    examples: ["!rsvp clear", "!rsvp clear S1"],
    deed: .init("RSVP", "RSVPs"), isUndoable: true,
    accepts: { words in
      words.isEmpty || words.count == 1 && SessionID(words.first?.folded ?? "") != nil
    })

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
      return context.choosing(among: sessions) { "rsvp clear \($0)" }
    case .one(let meant): session = meant
    }
    try session.requireAhead(of: context.now)
    let member = context.author.id
    guard let old = session.attendance[member] else { throw .notAnswered(session.id) }
    let settlement = session.settling(nil, of: member)
    return Decision(
      settlement.events,
      undoing: .init("RSVP \(session.id) taken back", [session.restoring(old, member)]),
      saying: [.withdrawn(old, session, context)]
        + context.community.promotionNotices(
          of: settlement.promoted, for: session, charter: context.charter, at: context.now))
  }
}

extension Reply {
  fileprivate static func withdrawn(
    _ old: Attendance.Answer, _ session: Sessions.Session, _ context: CommandContext
  ) -> Reply {
    Reply(
      "Your \(old.choice.rawValue) to \(context.community.label(of: session)) is taken back: "
        + "you have not answered now.")
  }
}
