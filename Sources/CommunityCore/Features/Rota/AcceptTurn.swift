package import CommandGrammar
import OrderedCollections
package import Primitives

/// Says yes to one's turn.
package struct AcceptTurn: Command {
  package static let description = CommandDescription(
    "accept",
    usage: "!accept [session]",
    summary: "Says yes to your turn, or to standing in.",
    examples: ["!accept", "!accept S1"],
    deed: .init("turn", "turns"), isUndoable: true)

  private let session: SessionReference

  package init(reading arguments: inout Arguments) throws(UsageError) {
    session = SessionReference(reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let member = context.author.id
    let own = try context.ownTurns(session)
    let open = own.first { session, role in
      let turn = context.community.turn(of: role, at: session)
      // A yes to another time is none to this one.
      let hasAgreed = turn.isAccepted && turn.heard.last.map { $0 == session.start } ?? true
      return turn.origin != .planned && (!hasAgreed || turn.holder != member)
    }
    guard let (session, role) = open else { throw .hasTurn(own[0].session.id, own[0].role) }
    let old = context.community.turn(of: role, at: session)
    if old.isAccepted, let holder = old.holder, holder != member {
      throw .turnTaken(session.id, role, by: context.name(holder))
    }
    var turn = old
    var together = ""
    if turn.holder != member { turn.companion = nil }
    turn.holder = member
    turn.agree(to: session.start)
    turn.standIn = nil
    let event = Event.rota(.turned(session.id, role: role, turn))
    var decision = preparing(session, role, after: event, in: context)
    decision.events.insert(event, at: 0)
    let companion = context.community.companion(of: role, at: session, asking: context.now)
    if turn.companion != nil, let companion {
      let told = context.community.settling(
        turn, of: role, at: session, telling: .beside, context.charter, context.now)
      decision.events += told.events.dropFirst()
      decision.replies += told.replies
      together = " \(context.name(companion)) hears that they can sit beside you."
    }
    decision.undoing = .init(
      "yes to being \(RoleName.bearer(role)) at \(session.id)",
      [.rota(.turned(session.id, role: role, old))])
    let isEarly = !session.reminded.contains(.preparation) && role == Rotas.facilitator
    decision.replies.insert(
      Reply(
        "Thank you! You are \(RoleName.bearer(role)) at \(context.headline(session))."
          + together + (isEarly ? " Two days before I tell you how things stand." : "")), at: 0)
    return decision
  }

  /// How things stand, for a facilitator who was found after the others had been told.
  private func preparing(
    _ session: Sessions.Session, _ role: String, after event: Event, in context: CommandContext
  ) -> Decision {
    guard role == Rotas.facilitator, session.reminded.contains(.preparation),
      session.facilitator != context.author.id, session.start > context.now
    else { return Decision() }
    var settled = context.community
    settled.apply(event)
    let notice = Notice(
      session: settled.sessions[session.id] ?? session, matter: .rung(.preparation),
      community: settled, charter: context.charter, now: context.now)
    return notice.delivered(to: [context.author.id])
  }
}
