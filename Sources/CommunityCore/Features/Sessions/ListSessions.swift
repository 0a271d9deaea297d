package import CommandGrammar
package import Primitives

/// Shows the sessions that are planned.
package struct ListSessions: Command {
  package static let description = CommandDescription(
    "session list", aliases: ["session all"],
    usage: "!session list",
    summary: "Shows all sessions that are planned, and who comes.",
    examples: ["!session list", "!session"],
    accepts: { $0.isEmpty })

  private static let shown = 10

  package init(reading arguments: inout Arguments) throws(UsageError) {}

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let ahead = context.community.sessions.ahead(of: context.now)
    if ahead.isEmpty { throw .noSessionPlanned }
    let page = context.page(of: ahead.count, size: Self.shown)
    return Decision(page.events, saying: [.list(ahead[page.range], page, context)])
  }
}

extension Reply {
  fileprivate static func list(
    _ sessions: ArraySlice<Sessions.Session>, _ page: Page, _ context: CommandContext
  ) -> Reply {
    var lines = sessions.map { "\(context.headline($0)). \($0.counts.capitalisedFirst)." }
    if let tail = page.tail { lines.append(tail) }
    return Reply(lines.joined(separator: "\n"))
  }
}
