package import CommandGrammar
import OrderedCollections
package import Primitives

/// Passes over a member at a session.
package struct SkipInRota: Command {
  package static let description = CommandDescription(
    "rota skip", audience: .facilitators,
    usage: "!rota skip <@name> [session] [role]",
    summary: "Passes somebody over at a session; the next one in order is asked.",
    examples: ["!rota skip @bo", "!rota skip @bo S1"],
    instead: "!skip", deed: .init("turn", "turns"), isUndoable: true)

  private let words: RotaWords

  package init(reading arguments: inout Arguments) throws(UsageError) {
    words = RotaWords(reading: &arguments)
    try words.requireNames(1, "who is passed over")
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let (members, role) = try words.meaning(in: context)
    let session: Sessions.Session
    if let known = try words.session.known(in: context) {
      session = known
    } else {
      guard let next = context.turns(of: members[0]).first(where: { $0.role == role }) else {
        throw .noTurnOf(context.name(members[0]), role)
      }
      session = next.session
    }
    try session.requireAhead(of: context.now)
    try context.requireOwn(session)
    let turn = context.community.turn(of: role, at: session)
    if turn.declined.contains(members[0]) {
      throw .passedOver(context.name(members[0]), session.id)
    }
    return context.declining(role, at: session, by: members[0])
  }
}
