import OrderedCollections
package import CommandGrammar
package import Primitives

/// Shows what the community counts of its own.
package struct ShowMeasures: Command {
  package static let description = CommandDescription(
    "measure", aliases: ["measures"],
    usage: "!measure [name]",
    summary: "Shows the measures of our own, or the values of one.",
    examples: ["!measure", "!measure web.visits"])

  private static let shown = 10
  /// How many values are drawn.
  private static let drawn = 12

  private let key: String?

  package init(reading arguments: inout Arguments) throws(UsageError) {
    key = arguments.isEmpty ? nil : try MeasureKey.take(&arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    if let key {
      let measure = try context.measure(key)
      let values = Array(measure.values.reversed())
      let page = context.page(of: values.count, size: Self.shown)
      var lines = [Self.summary(measure)]
      lines += values[page.range].map { "\($0.span): \($0.number)" }
      if let tail = page.tail { lines.append(tail) }
      return Decision(page.events, saying: [Reply(lines.joined(separator: "\n"))])
    }
    let measures = Array(context.community.measures.all.values)
    if measures.isEmpty { throw .figures(.noMeasures) }
    let page = context.page(of: measures.count, size: Self.shown)
    var lines = measures[page.range].map(Self.summary)
    if let tail = page.tail { lines.append(tail) }
    return Decision(page.events, saying: [Reply(lines.joined(separator: "\n"))])
  }

  /// `web.visits: 420 visits, 2026Q4 ▁▃█`.
  private static func summary(_ measure: Measures.Measure) -> String {
    guard let last = measure.values.last else { return "\(measure.key): no value yet" }
    let plot =
      measure.values.count < 3
      ? ""
      : " " + PlainPlot.sparkline(measure.values.suffix(drawn).map(\.number.thousandths))
    return "\(measure.key): \(measure.words(last.number)), \(last.span)\(plot)"
  }
}
