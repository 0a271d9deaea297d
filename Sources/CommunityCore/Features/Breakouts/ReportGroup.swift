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
    text = try arguments.text("a report", limitBytes: Minutes.reportBytes)
    if text.isEmpty { throw .missing("what the others should hear") }
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let moment = try BreakoutMoment(in: context)
    let breakout = try moment.drawn()
    let round = breakout.latestRound
    guard round > 0 else { throw .breakouts(.nothingToRepeat) }
    let groups = breakout.latest
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
    let session = moment.session
    let minutes = context.community.minutes
    guard minutes[session.id].reports.count < Minutes.reportsLimit else {
      throw .full("reports of this session", limit: Minutes.reportsLimit)
    }
    let report = Minutes.Report(
      group: group, round: round, member: context.author.id,
      text: context.community.people.stored(text), at: context.now)
    let silent = context.community.silentGroups(of: breakout, at: session).filter { $0 != group }
    return Decision(
      [.minutes(.reported(session.id, report))],
      undoing: .init(
        "report of group \(group)", [.minutes(.unreported(session.id, group: group))]),
      saying: [.noted(group, silent)])
  }
}

extension Reply {
  fileprivate static func noted(_ group: Int, _ silent: [Int]) -> Reply {
    let missing = silent.map(String.init)
    let rest =
      missing.isEmpty
      ? "All groups have reported: `!breakout reports`."
      : "Still to come: group \(missing.joined(separator: ", "))."
    return Reply("Thank you, group \(group). \(rest)")
  }
}
