package import CommandGrammar
package import Primitives

/// Lets two meet for coffee from the next draw on.
package struct PairCoffee: Command {
  package static let description = CommandDescription(
    "coffee pairs", audience: .facilitators,
    usage: "!coffee pairs",
    summary: "Lets two meet for coffee from the next draw on; three where the number is odd.",
    examples: ["!coffee pairs", "!coffee"],
    instead: "!coffee in", deed: .init("coffee", "coffees"), isUndoable: true)

  package init(reading arguments: inout Arguments) throws(UsageError) {}

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    context.forming(isOfThree: false)
  }
}
