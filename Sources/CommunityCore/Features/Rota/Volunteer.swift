package import CommandGrammar
import OrderedCollections
package import Primitives

/// Joins the rota of a role, or takes a role at one session.
package struct Volunteer: Command {
  package static let description = CommandDescription(
    "volunteer",
    usage: "!volunteer [role] [session]",
    summary: "Takes turns as facilitator or in another role; with a session, takes just that one.",
    examples: ["!volunteer", "!volunteer notes S1"],
    deed: .init("volunteer", "volunteers"), isUndoable: true)

  private let role: String
  private let session: SessionReference

  package init(reading arguments: inout Arguments) throws(UsageError) {
    var session = SessionReference(readingLetter: &arguments)
    _ = arguments.take(ifMeaning: { ["to", "as", "for"].contains($0) ? $0 : nil })
    role = RoleName.take(&arguments) ?? Rotas.facilitator
    _ = arguments.take(ifMeaning: { ["at", "for"].contains($0) ? $0 : nil })
    if session.id == nil { session = SessionReference(readingLetter: &arguments) }
    if session.id == nil, let word = arguments.next {
      throw .invalid(word.text, expected: "a role of one word, or a session such as `S1`")
    }
    self.session = session
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    guard session.id != nil, let session = try session.known(in: context) else {
      return try context.enrolling(context.author.id, in: role)
    }
    try session.requireAhead(of: context.now)
    let turn = context.community.turn(of: role, at: session)
    let member = context.author.id
    if turn.holder == member {
      if turn.isAccepted || turn.origin == .planned { throw .hasTurn(session.id, role) }
    } else if let holder = turn.holder,
      turn.isAccepted || turn.origin == .named
        || turn.origin == .planned && session.occurrence == nil
    {
      throw .turnTaken(session.id, role, by: context.name(holder))
    }
    if context.community.rota.turns[session.id]?[role] == nil,
      context.community.rota.turns[session.id]?.count ?? 0 >= Rotas.rolesLimit
    {
      throw .full("roles at that session", limit: Rotas.rolesLimit)
    }
    var decision = context.giving(role, at: session, to: member)
    decision.replies.insert(.given(role, session, member, context), at: 0)
    return decision
  }
}
