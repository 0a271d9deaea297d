package import CommandGrammar
package import Primitives

/// Shows what can be counted of the community.
package struct ShowStats: Command {
  package static let description = CommandDescription(
    "stats", aliases: ["statistics", "figures", "numbers"], audience: .coordinators,
    usage: "!stats [90d]",
    summary: "Shows the community in numbers, of the last 90 days or as many as you say; no names.",
    examples: ["!stats", "!stats 12w"],
    instead: "!next")

  /// How many weeks are drawn at most; of a shorter time as many as it has.
  private static let weeks = 12

  private let word: PeriodWord

  package init(reading arguments: inout Arguments) throws(UsageError) {
    word = try PeriodWord(reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let figures = try context.figures(word)
    let weeks = Figures.weeks(
      min(Self.weeks, max(2, figures.period.wholeDays / 7)), of: context.community,
      before: context.now)
    var lines = [
      context.heading(figures.period), "Members: \(figures.members)\(figures.joinersWords)",
    ]
    if let told = figures.experiences {
      lines.append("Came of it: \(told.words ?? "nothing told")")
    }
    if let resources = figures.resources { lines.append("Resources: \(resources)") }
    lines += [figures.turnoutLine, "Threads: \(figures.threads)", figures.sessionLine]
    let path = figures.topicPath
    lines.append("Topics: \(path.proposed) proposed, \(figures.topicsUsed) used")
    lines.append("Questions: \(figures.questionsAnswered.of("answered"))")
    lines.append("Actions: \(figures.actionsDone.of("done"))")
    lines += [figures.ratingLine, figures.heardLine]
    lines += PlainPlot.line("There, by week", weeks.map(\.there))
    return Decision(saying: Reply(lines.joined(separator: "\n")))
  }
}

extension Figures.Share {
  /// `7 of 9 answered`, or `none`.
  func of(_ word: String) -> String { whole == 0 ? "none" : "\(part) of \(whole) \(word)" }
}

extension Figures {
  /// `People at sessions: 31, 9.4 on average`.
  var turnoutLine: String {
    let turnout = turnout
    let text =
      turnout.sessions == 0
      ? "not noted"
      : turnout.people < Self.smallest
        ? Self.tooFew
        : "\(turnout.people), \(PlainPlot.tenths(turnout.averageTenths)) on average"
    return "People at sessions: \(text)"
  }

  /// `, 3 new`; nothing where nobody is.
  fileprivate var joinersWords: String { joiners == 0 ? "" : ", \(Self.few(joiners)) new" }

  /// How many were newly heard; nil for nobody.
  ///
  /// Where one or two were not, that is not told either.
  package var newlyHeardWords: String? {
    guard let heard, newlyHeard > 0 else { return nil }
    let others = heard.part - newlyHeard
    return others > 0 && others < Self.smallest ? "nearly all" : Self.few(newlyHeard)
  }

  fileprivate var sessionLine: String {
    "Sessions: \(held.count) held" + (cancelled == 0 ? "" : ", \(cancelled) cancelled")
  }

  /// `Worth your time: 4.3 of 5 (17 answers)`.
  var ratingLine: String {
    guard let ratings else { return "Worth your time: \(Self.tooFew)" }
    return
      "Worth your time: \(PlainPlot.tenths(ratings.averageTenths)) of 5 (\(ratings.words))"
  }

  /// The same, and where it goes: `, ↑ from 3.9 in the 90 days before`.
  var ratingTrendLine: String {
    guard let ratings, let before = ratingsBefore else { return ratingLine }
    let change = ratings.averageTenths - before.averageTenths
    let trend: Momentum.Trend = change > 1 ? .up : change < -1 ? .down : .level
    return ratingLine
      + ", \(trend.arrow) from \(PlainPlot.tenths(before.averageTenths)) in the \(Period.usualDays) days "
      + "before"
  }

  /// `Heard: 31 of 41, 5 for the first time`.
  var heardLine: String {
    guard let heard else { return "Heard: \(Self.tooFew)" }
    let new = newlyHeardWords.map { ", \($0) for the first time" } ?? ""
    return "Heard: \(heard.part < Self.smallest ? Self.few(heard.part) : "\(heard.part)")"
      + " of \(heard.whole)" + new
  }
}
