package import CommandGrammar
package import Primitives

/// Says for a group what the others should hear.
package struct ReportGroup: Command {
  package static let description = CommandDescription(
    "report",
    usage: "!report [group] <text>",
    summary: "Says for your group what the others should hear; it goes into the minutes.",
    examples: ["!report Pairing works, if both have an hour", "!report 2 Start smaller"],
    deed: .init("report", "reports"), isUndoable: true)

  private let number: Int?
  private let text: String

  package init(reading arguments: inout Arguments) throws(UsageError) {
    number = arguments.take(ifMeaning: { word in
      word.utf8.count <= 3 ? Int(word) : nil
    })
    text = try arguments.text("a report", limitBytes: Breakouts.reportBytes)
    if text.isEmpty { throw .missing("what the others should hear") }
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let moment = try BreakoutMoment(in: context)
    var breakout = try moment.drawn()
    let round = breakout.running == nil ? breakout.held.count : breakout.round
    guard round > 0 else { throw .breakouts(.nothingToRepeat) }
    let groups = breakout.running?.groups ?? breakout.held.last ?? []
    let own = breakout.lastGroup(of: context.author.id)
    let below = context.message.thread.flatMap { context.community.breakouts.group(below: $0) }
    guard let group = number ?? own ?? below?.number else {
      throw .breakouts(.notThere(context.author.name))
    }
    guard groups.indices.contains(group - 1) else {
      throw .breakouts(.noSuchGroup(group, of: groups.count))
    }
    if group != own {
      let isRunner =
        moment.session.facilitator == context.author.id
        || context.community.roles(of: context.author.id).contains(.coordinator)
      guard isRunner else { throw .breakouts(.otherGroup(group, own: own)) }
    }
    guard breakout.reports.count < Breakouts.reportLimit else {
      throw .full("reports of this session", limit: Breakouts.reportLimit)
    }
    let report = Breakout.Report(
      group: group, round: round, member: context.author.id,
      text: context.community.people.stored(text))
    breakout.reports.append(report)
    return moment.arranging(
      breakout, label: "report of group \(group)", saying: [.noted(group, breakout)])
  }
}

extension Reply {
  fileprivate static func noted(_ group: Int, _ breakout: Breakout) -> Reply {
    let missing = breakout.silentGroups.map(String.init)
    let rest =
      missing.isEmpty
      ? "All groups have reported: `!breakout reports`."
      : "Still to come: group \(missing.joined(separator: ", "))."
    return Reply("Thank you, group \(group). \(rest)")
  }
}
