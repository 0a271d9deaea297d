import OrderedCollections
package import CommandGrammar
package import Primitives

/// Begins to count something of the community's own.
package struct AddMeasure: Command {
  package static let description = CommandDescription(
    "measure add", aliases: ["measure new", "measures add"], audience: .coordinators,
    usage: "!measure add <name> [unit]",
    summary: "Begins a measure of our own, such as visits to a page.",
    examples: ["!measure add web.visits visits", "!measure add trust points of 5"],
    instead: "!measure", deed: .init("measure", "measures"), isUndoable: true)

  private let key: String
  private let unit: String

  package init(reading arguments: inout Arguments) throws(UsageError) {
    key = try MeasureKey.take(&arguments)
    unit = try arguments.text("a unit", limitBytes: Measures.unitBytes)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let measures = context.community.measures.all
    if measures[key] != nil { throw .figures(.measureKnown(key)) }
    if measures.count >= Measures.limit { throw .full("measures", limit: Measures.limit) }
    return Decision(
      [.measures(.added(key, unit: unit))],
      undoing: .init("measure \(key)", [.measures(.dropped(key))]),
      saying: [Reply("\(key) is counted from now on: `!measure log \(key) <number> [2026Q4]`")])
  }
}
