package import CommandGrammar
import OrderedCollections
package import Primitives

/// Changes one's turn with somebody.
package struct SwapTurn: Command {
  package static let description = CommandDescription(
    "swap",
    usage: "!swap <@name> [session]",
    summary: "Changes your turn with the next one of somebody else, who is asked.",
    examples: ["!swap @bo", "!swap @bo S1"],
    deed: .init("swap", "swaps"), isUndoable: true)

  private let words: RotaWords

  package init(reading arguments: inout Arguments) throws(UsageError) {
    words = RotaWords(reading: &arguments)
    try words.requireNames(1, "with whom")
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let other = try words.meaning(in: context).members[0]
    let (session, role) = try context.ownTurns(words.session, orForecast: true)[0]
    return try context.swapping(role, at: session, of: context.author.id, with: other)
  }
}
