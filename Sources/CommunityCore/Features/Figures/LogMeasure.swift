import Timekeeping
package import CommandGrammar
package import Primitives

/// Writes down a value of a measure.
package struct LogMeasure: Command {
  package static let description = CommandDescription(
    "measure log", aliases: ["measure set", "measures log"], audience: .coordinators,
    usage: "!measure log <name> <number> [2026Q4|2026-11|2026-11-21]",
    summary: "Writes down a value, for today or a day, a month, a quarter or a year.",
    examples: ["!measure log web.visits 420 2026Q4", "!measure log trust 4.2"],
    instead: "!measure", deed: .init("value", "values"), isUndoable: true)

  private let key: String
  private let number: MeasureNumber
  private let span: MeasureSpan?

  package init(reading arguments: inout Arguments) throws(UsageError) {
    key = try MeasureKey.take(&arguments)
    guard let word = arguments.take() else { throw .missing("a number, such as `420`") }
    guard let number = MeasureNumber(word.folded) else {
      throw .invalid(word.text, expected: "a plain number, such as `1200` or `4.25`")
    }
    self.number = number
    guard let word = arguments.take() else {
      span = nil
      return
    }
    guard let span = MeasureSpan(word.folded) else {
      throw .invalid(word.text, expected: "a time, such as `2026Q4` or `2026-11`")
    }
    self.span = span
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let measure = try context.measure(key)
    let today = context.community.clocks.localTime(at: context.now).day
    let span = span ?? MeasureSpan(today)
    if span.first > today { throw .figures(.notBegun(span.description)) }
    let old = measure.values.first { $0.span == span }
    if old?.number == number {
      throw .figures(.valueKnown("\(key) \(span) = \(measure.words(number))"))
    }
    let value = Measures.Value(span: span, number: number, at: context.now)
    let undo = old.map { MeasureEvent.logged(key, $0) } ?? .struck(key, span)
    let before = measure.values.last { $0.span < span && $0.span.isLike(span) }
    var text = "\(key) \(span) = \(measure.words(number))"
    if let old {
      text += " (was \(old.number))"
    } else if let before {
      text += " (\(before.span): \(before.number))"
    }
    return Decision(
      [.measures(.logged(key, value))],
      undoing: .init("\(key) \(span) = \(number)", [.measures(undo)]),
      saying: [Reply(text + ".")])
  }
}
