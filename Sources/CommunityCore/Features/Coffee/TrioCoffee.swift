package import CommandGrammar
package import Primitives

/// Lets three meet for coffee from the next draw on.
package struct TrioCoffee: Command {
  package static let description = CommandDescription(
    "coffee trios", aliases: ["coffee threes"], audience: .facilitators,
    usage: "!coffee trios",
    summary: "Lets three meet for coffee from the next draw on; two where the number asks for it.",
    examples: ["!coffee trios", "!coffee"],
    instead: "!coffee in", deed: .init("coffee", "coffees"), isUndoable: true)

  package init(reading arguments: inout Arguments) throws(UsageError) {}

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    context.forming(isOfThree: true)
  }
}
