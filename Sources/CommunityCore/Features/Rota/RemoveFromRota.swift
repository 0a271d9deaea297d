package import CommandGrammar
import OrderedCollections
package import Primitives

/// Takes a member out of the rota of a role.
package struct RemoveFromRota: Command {
  package static let description = CommandDescription(
    "rota remove", aliases: ["rota drop"], audience: .facilitators,
    usage: "!rota remove <@name> [role]",
    summary: "Ends somebody's turns; what is settled for sessions ahead stays.",
    examples: ["!rota remove @bo", "!rota remove @bo notes"],
    instead: "!skip", deed: .init("rota", "rotas"), isUndoable: true)

  private let words: RotaWords

  package init(reading arguments: inout Arguments) throws(UsageError) {
    words = RotaWords(reading: &arguments)
    try words.requireNames(1, "who takes no turns any more")
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let (members, role) = try words.meaning(in: context)
    let roster = try context.community.requireRoster(of: role)
    guard roster.members.contains(members[0]) else {
      throw .notInRota(context.name(members[0]), role)
    }
    return Decision(
      [.rota(.dismissed(role: role, members[0]))],
      undoing: .init(
        "\(People.mention(members[0])) out of the rota of \(role)", context.restoring(roster)),
      saying: [
        Reply(
          "\(context.name(members[0])) takes no turns as \(RoleName.bearer(role)) any more. What is settled for "
            + "sessions ahead stays: `!rota`.")
      ])
  }
}
