package import CommandGrammar
package import Primitives

/// Ends a measure, and lets its values go.
package struct DropMeasure: Command {
  package static let description = CommandDescription(
    "measure drop", aliases: ["measure remove", "measures drop"], audience: .coordinators,
    usage: "!measure drop <name>",
    summary: "Ends a measure; its values go with it.",
    examples: ["!measure drop trust", "!measure drop web.visits"],
    instead: "!measure", deed: .init("measure ended", "measures ended"), isUndoable: true)

  private let key: String

  package init(reading arguments: inout Arguments) throws(UsageError) {
    key = try MeasureKey.take(&arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let measure = try context.measure(key)
    let count = measure.values.count
    return Decision(
      [.measures(.dropped(key))],
      undoing: .init("measure \(key) ended", [.measures(.restored(measure))]),
      saying: [
        Reply(
          "\(key) is counted no more, and its \(count == 1 ? "value is" : "\(count) values are") "
            + "gone. `!undo` brings them back.")
      ])
  }
}
