package import CommandGrammar
import OrderedCollections
package import Primitives

/// Names who takes a role at a session.
package struct AssignTurn: Command {
  package static let description = CommandDescription(
    "rota assign", audience: .facilitators,
    usage: "!rota assign <@name> [session] [role]",
    summary: "Names who takes a role at a session; they are asked whether they can.",
    examples: ["!rota assign @bo S1", "!rota assign @bo S1 notes"],
    instead: "!volunteer", deed: .init("turn", "turns"), isUndoable: true)

  private let words: RotaWords

  package init(reading arguments: inout Arguments) throws(UsageError) {
    words = RotaWords(reading: &arguments)
    try words.requireNames(1, "who takes it")
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let (members, role) = try words.meaning(in: context)
    try context.community.requireKnown(role)
    let session: Sessions.Session
    switch try words.session.choice(in: context) {
    case .several(let sessions):
      let name = members[0].text
      return context.choosing(among: sessions) { "rota assign @\(name) \($0) \(role)" }
    case .one(let meant): session = meant
    }
    try session.requireAhead(of: context.now)
    try context.requireOwn(session)
    try context.requireChange(of: role, at: session, to: members[0])
    var decision = context.giving(role, at: session, to: members[0])
    decision.replies.insert(.given(role, session, members[0], context), at: 0)
    return decision
  }
}
