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
    let gone =
      switch measure.values.count {
      case 0: ". `!undo` begins it again."
      case 1: ", and its value is gone. `!undo` brings it back."
      case let count: ", and its \(count) values are gone. `!undo` brings them back."
      }
    return Decision(
      [.measures(.dropped(key))],
      undoing: .init("measure \(key) ended", [.measures(.restored(measure))]),
      saying: [Reply("\(key) is counted no more\(gone)")])
  }
}
