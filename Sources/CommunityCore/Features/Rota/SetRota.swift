package import CommandGrammar
import OrderedCollections
package import Primitives

/// Says who takes turns in a role, and nobody else.
package struct SetRota: Command {
  package static let description = CommandDescription(
    "rota set", audience: .facilitators,
    usage: "!rota set <@name> <@name> … [role]",
    summary: "Says who takes turns, and nobody else.",
    examples: ["!rota set @ana @bo @cy", "!rota set @ana @bo notes"],
    instead: "!volunteer", deed: .init("rota", "rotas"), isUndoable: true)

  private let words: RotaWords

  package init(reading arguments: inout Arguments) throws(UsageError) {
    words = RotaWords(reading: &arguments)
    try words.requireNames(1, "who takes turns")
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let (members, role) = try words.meaning(in: context)
    let community = context.community
    if community.rota[role] == nil { try community.requireRoom(for: role) }
    if members.count > Rotas.membersLimit {
      throw .full("people in that rota", limit: Rotas.membersLimit)
    }
    let old = community.rota[role]
    let undo: [Event] =
      old.map { context.restoring($0) } ?? members.map { .rota(.dismissed(role: role, $0)) }
    return Decision(
      [.rota(.listed(role: role, members, at: context.now))],
      undoing: .init("rota of \(role) set", undo),
      saying: [
        Reply(
          "Turns as \(RoleName.bearer(role)) go round among \(members.map(context.name).joined(separator: ", ")). "
            + context.laterNote(members, isStarting: old == nil) + "`!rota` shows who is next.")
      ])
  }
}
