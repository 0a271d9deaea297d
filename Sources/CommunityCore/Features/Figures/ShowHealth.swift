import Timekeeping
package import CommandGrammar
package import Primitives

/// Shows whether the community gains or loses speed, and why.
package struct ShowHealth: Command {
  package static let description = CommandDescription(
    "health", aliases: ["momentum"], audience: .coordinators,
    usage: "!health",
    summary: "Shows whether the community gains or loses speed, and why: four weeks beside four.",
    examples: ["!health", "!momentum"],
    instead: "!next")

  /// How many weeks are drawn.
  private static let weeks = 12

  package init(reading arguments: inout Arguments) throws(UsageError) {}

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    var lines: [String] = []
    if let momentum = Figures.momentum(of: context.community, at: context.now) {
      let weeks = Figures.momentumWeeks(of: context.community, at: context.now)
      lines = [momentum.line, "\(context.days(weeks.before)) → \(context.days(weeks.after)):"]
      lines += momentum.signals.map(\.line)
      if let warning = momentum.warning { lines.append(warning) }
    } else {
      lines = ["Momentum: can't be said before eight whole weeks."]
    }
    let figures = Figures(of: context.community, in: Period(before: context.now))
    lines.append("In 90 days:")
    lines += [figures.ratingTrendLine, figures.heardLine]
    if figures.actionsOverdue > 0 { lines.append("Actions overdue: \(figures.actionsOverdue)") }
    let weeks = Figures.weeks(Self.weeks, of: context.community, before: context.now)
    lines += PlainPlot.line("Active, by week", weeks.map(\.active))
    return Decision(saying: Reply(lines.joined(separator: "\n")))
  }
}

extension CommandContext {
  /// `2 Nov to 29 Nov`.
  fileprivate func days(_ period: Period) -> String {
    let days = [period.from, period.until - Span(milliseconds: 1)].map {
      DayMonth.words(community.clocks.localTime(at: $0).day)
    }
    return days.joined(separator: " to ")
  }
}

extension Momentum {
  /// The trend and its reasons, such as `Momentum: ↑ up, more people at sessions`.
  package var line: String { "Momentum: \(summary)" }

  /// The same without the first word.
  var summary: String {
    let reasons = signals.filter { $0.trend != .level }.map(\.reason)
    let why = reasons.isEmpty ? "Much as in the four weeks before" : reasons.joined(separator: ", ")
    return "\(trend.arrow) \(trend.rawValue). "
      + why.prefix(1).uppercased() + why.dropFirst() + "."
  }

  /// The sentence that warns; nil where there is nothing to warn of.
  package var warning: String? {
    isWarning ? "Down three weeks in a row: what would bring people back?" : nil
  }
}

extension Momentum.Trend {
  /// `↑`.
  var arrow: String {
    switch self {
    case .up: "↑"
    case .level: "→"
    case .down: "↓"
    }
  }
}

extension Momentum.Signal {
  /// What is counted, in the plural.
  package var noun: String {
    switch kind {
    case .there: "people at sessions"
    case .heard: "people heard"
    case .ideas: "topics and questions"
    case .done: "actions done"
    }
  }

  /// Whether people are counted, so that one or two are not told.
  package var arePeople: Bool { kind == .there || kind == .heard }

  /// `more people at sessions`.
  fileprivate var reason: String { "\(trend == .up ? "more" : "fewer") \(noun)" }

  /// `↑ people at sessions: 9 → 14`.
  fileprivate var line: String {
    let words = { (count: Int) in arePeople ? Figures.few(count) : "\(count)" }
    return "\(trend.arrow) \(noun): \(words(before)) → \(words(after))"
  }
}
