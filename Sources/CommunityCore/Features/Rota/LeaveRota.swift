package import CommandGrammar
import OrderedCollections
package import Primitives

/// Ends one's own turns in a role.
package struct LeaveRota: Command {
  package static let description = CommandDescription(
    "rota leave", aliases: ["rota quit", "unvolunteer"],
    usage: "!rota leave [role]",
    summary: "Ends your turns as facilitator or in another role; what is settled ahead stays.",
    examples: ["!rota leave", "!rota leave notes"],
    deed: .init("rota", "rotas"), isUndoable: true)

  private let role: String

  package init(reading arguments: inout Arguments) throws(UsageError) {
    role = RoleName.take(&arguments) ?? Rotas.facilitator
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let roster = try context.community.requireRoster(of: role)
    let author = context.author
    guard roster.members.contains(author.id) else { throw .notInRota(author.name, role) }
    return Decision(
      [.rota(.dismissed(role: role, author.id))],
      undoing: .init("your leaving the rota of \(role)", context.restoring(roster)),
      saying: [
        Reply(
          "You take no turns as \(RoleName.bearer(role)) any more. What is settled for sessions ahead "
            + "stays: `!skip` passes it on.")
      ])
  }
}
