package import CommandGrammar
import OrderedCollections
package import Primitives

/// Puts a member into the rota of a role.
package struct AddToRota: Command {
  package static let description = CommandDescription(
    "rota add", audience: .facilitators,
    usage: "!rota add <@name> [role]",
    summary: "Lets somebody take turns as facilitator, or in another role such as notes.",
    examples: ["!rota add @bo", "!rota add @bo notes"],
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
    return try context.enrolling(members[0], in: role)
  }
}
