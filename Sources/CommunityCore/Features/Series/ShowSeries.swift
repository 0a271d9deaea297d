import OrderedCollections
package import CommandGrammar
package import Primitives
import Timekeeping

/// Shows the series and their next dates, or starts one that is called by its title.
package struct ShowSeries: Command {
  package static let description = CommandDescription(
    "series", aliases: ["series list", "series show"],
    usage: "!series [series]",
    summary: "Shows the series, their next dates, and what is outside whose hours.",
    examples: ["!series", "!series E1"],
    flags: PlanSeries.description.flags)

  private let series: SeriesReference
  private let plan: PlanSeries?

  package init(reading arguments: inout Arguments) throws(UsageError) {
    series = SeriesReference(reading: &arguments)
    guard series.id == nil, let next = arguments.next else {
      plan = nil
      return
    }
    // `!series "Practice hour" every 2nd thu 16:00`
    guard next.isQuoted || arguments.remaining.contains(where: { $0.folded == "every" }) else {
      throw .unexpected(next.text)
    }
    var title: [String] = []
    while let word = arguments.next, word.folded != "every", word.folded != "each" {
      title.append(word.text)
      _ = arguments.take()
    }
    plan = try PlanSeries(
      reading: &arguments, title: Prose.clean(title.joined(separator: " ")))
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    if let plan {
      try context.requireRight(to: PlanSeries.description)
      return try plan.decide(in: context, using: &randomness)
    }
    if series.id != nil {
      return Decision(saying: .details(try series.series(in: context), context))
    }
    let running = context.community.series.running
    if running.isEmpty { throw .noSeries }
    guard let only = running.first, running.count == 1 else {
      return Decision(saying: .list(running, context))
    }
    return Decision(saying: .details(only, context))
  }
}

extension AllSeries.Series.Status {
  /// What is said behind a series that plans no dates; empty where it does.
  var note: String {
    switch self {
    case .active: ""
    case .paused: " It is paused."
    case .ended: " It has ended."
    }
  }
}

extension Reply {
  fileprivate static func details(
    _ series: AllSeries.Series, _ context: CommandContext
  ) -> Reply {
    let community = context.community
    let ahead = community.datesAhead(of: series.id, at: context.now)
    var lines = [
      "\(community.headline(of: series)), \(series.minutes) minutes.\(series.status.note)"
    ]
    if let facilitator = series.facilitator {
      lines[0] += " Facilitated by \(context.name(facilitator))."
    }
    if ahead.isEmpty {
      if series.status == .active { lines.append("No date is ahead.") }
    } else {
      lines.append("Next: \(context.dates(Array(ahead.prefix(4))).joined(separator: " · "))")
    }
    let load = community.load(of: series.id, at: context.now)
    if !load.isEmpty { lines.append(load) }
    let yes = series.answers.values.count { $0.choice == .yes }
    if yes > 0 { lines.append("\(yes) come as a rule.") }
    if let own = series.answers[context.author.id] {
      lines.append("You said \(own.choice.rawValue) for all dates.")
    } else if series.status == .active {
      lines.append("Coming as a rule? `!rsvp yes \(series.id)`")
    }
    return Reply(lines.joined(separator: "\n"))
  }

  fileprivate static func list(
    _ running: [AllSeries.Series], _ context: CommandContext
  ) -> Reply {
    let lines = running.map { series in
      let next = context.community.datesAhead(of: series.id, at: context.now).first
      let dated = next.map { " Next: \(context.dates([$0])[0])." } ?? ""
      return "\(context.community.headline(of: series)).\(series.status.note)\(dated)"
    }
    return Reply((lines + ["`!series E1` shows one."]).joined(separator: "\n"))
  }
}
