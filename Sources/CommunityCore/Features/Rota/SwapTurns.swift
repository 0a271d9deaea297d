package import CommandGrammar
import OrderedCollections
package import Primitives

/// Changes the turns of two members.
package struct SwapTurns: Command {
  package static let description = CommandDescription(
    "rota swap", audience: .facilitators,
    usage: "!rota swap <@name> <@name> [role]",
    summary: "Changes the next turns of two members.",
    examples: ["!rota swap @ana @bo", "!rota swap @ana @bo notes"],
    instead: "!swap @name", deed: .init("swap", "swaps"), isUndoable: true)

  private let words: RotaWords

  package init(reading arguments: inout Arguments) throws(UsageError) {
    words = RotaWords(reading: &arguments)
    try words.requireNames(2, "two names")
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let (members, role) = try words.meaning(in: context)
    guard members.count == 2 else { throw .sameMember }
    guard let first = context.forecast(of: members[0], as: role) else {
      throw .noTurnOf(context.name(members[0]), role)
    }
    try context.requireOwn(first)
    return try context.swapping(role, at: first, of: members[0], with: members[1])
  }
}
