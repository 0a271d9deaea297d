package import CommandGrammar
package import Primitives

/// Shows what the groups found, and which have not said so yet.
package struct ListReports: Command {
  package static let description = CommandDescription(
    "breakout reports", aliases: ["breakout report", "reports"],
    usage: "!breakout reports",
    summary: "Shows what the groups found, and which have not said so yet.",
    examples: ["!breakout reports", "!report Pairing works, if both have an hour"])

  package init(reading arguments: inout Arguments) throws(UsageError) {}

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let moment = try BreakoutMoment(in: context)
    let breakout = try moment.drawn()
    guard !context.community.minutes[moment.session.id].reports.isEmpty else {
      throw .breakouts(.noReports)
    }
    return Decision(saying: .reports(breakout, moment.session, context))
  }
}

extension Reply {
  fileprivate static func reports(
    _ breakout: Breakout, _ session: Sessions.Session, _ context: CommandContext
  ) -> Reply {
    var lines = ["What the groups of \(context.community.label(of: session)) found:"]
    let all = context.community.minutes[session.id].reports
    let rounds = Set(all.map(\.round)).count
    let reports = all.sorted { ($0.round, $0.group) < ($1.round, $1.group) }
    lines += reports.map { report in
      let round = rounds > 1 ? "Round \(report.round), group" : "Group"
      let name = report.member.map { " (\(context.name($0)))" } ?? ""
      return "\(round) \(report.group)\(name): \(context.shown(report.text))"
    }
    let groups = breakout.latest
    let silent = context.community.silentGroups(of: breakout, at: session).map { number in
      let group = groups[number - 1]
      return "\(number)" + ((group.notes ?? group.lead).map { " (\(context.name($0)))" } ?? "")
    }
    let now = breakout.latestRound
    let which = now > 1 ? " in round \(now)" : ""
    if !silent.isEmpty { lines.append("Not yet\(which): group \(silent.joined(separator: ", ")).") }
    return Reply(lines.joined(separator: "\n"))
  }
}
