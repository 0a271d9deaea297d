package import CommandGrammar
package import Primitives

/// Shows how evenly voices are spread, without a name.
package struct ShowEquity: Command {
  package static let description = CommandDescription(
    "equity", aliases: ["voices"], audience: .coordinators,
    usage: "!equity [90d]",
    summary: "Shows how many were heard and how evenly turns are spread; no names, no ranking.",
    examples: ["!equity", "!equity 30d"],
    instead: "!queue")

  /// How many weeks are drawn.
  private static let weeks = 12

  private let word: PeriodWord

  package init(reading arguments: inout Arguments) throws(UsageError) {
    word = try PeriodWord(reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let figures = try context.figures(word)
    var lines = [context.heading(figures.period)]
    if let heard = figures.heard, heard.part >= Figures.smallest {
      lines.append("\(PlainPlot.bar(heard.part, of: heard.whole)) \(heard.percent) % heard")
    }
    lines.append(figures.heardLine)
    if let percent = figures.quieterHalfPercent {
      lines.append("\(PlainPlot.bar(percent, of: 50)) turns, full is even")
      lines.append("The quieter half had \(percent) % of turns.")
    } else {
      lines.append("Turns: \(Figures.tooFew)")
    }
    let held = figures.held.count
    if held > 0 {
      lines.append(
        "Run by: \(figures.facilitators) \(figures.facilitators == 1 ? "person" : "people") "
          + "(\(held) \(held == 1 ? "session" : "sessions"))")
    }
    let weeks = Figures.weeks(
      min(Self.weeks, max(2, figures.period.wholeDays / 7)), of: context.community,
      before: context.now)
    lines += PlainPlot.line("Heard, by week", weeks.map(\.heard))
    return Decision(saying: Reply(lines.joined(separator: "\n")))
  }
}
