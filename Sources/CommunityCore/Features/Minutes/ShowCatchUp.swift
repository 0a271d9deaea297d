package import CommandGrammar
import OrderedCollections
package import Primitives
import Timekeeping

/// Tells a member what happened since they were at a session last.
package struct ShowCatchUp: Command {
  package static let description = CommandDescription(
    "catchup", aliases: ["catch-up", "missed"],
    usage: "!catchup",
    summary: "Shows what you missed since you were at a session last.",
    examples: ["!catchup", "!recap S1"])

  package init(reading arguments: inout Arguments) throws(UsageError) {}

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let community = context.community
    let member = context.author.id
    let held = community.sessions.begun(within: .days(366), before: context.now)
    let last = held.first { $0.attendance.here.contains(member) }
    // Whoever was never there starts where they came.
    let since = last?.start ?? context.author.joinedAt
    let missed = held.filter { $0.start > since && !community.minutes.isEmpty($0.id) }
    return Decision(saying: .missed(missed.reversed(), last: last, since: since, context))
  }
}

extension Reply {
  fileprivate static func missed(
    _ missed: [Sessions.Session], last: Sessions.Session?, since: Instant, _ context: CommandContext
  ) -> Reply {
    let community = context.community
    let clocks = community.clocks(of: context.author.id) ?? community.clocks
    let day = TimeEcho.day(clocks.localTime(at: since).day)
    let opening =
      last.map { "Since \(community.label(of: $0)) on \(day), when you were there last" }
      ?? "Since you came on \(day)"
    var lines = missed.suffix(5).map { session in
      "\(community.label(of: session)): \(contents(of: session, in: community)) "
        + "`!recap \(session.id)`"
    }
    let topics = community.topics.all.filter { $0.at > since && $0.status == .open }
    if !topics.isEmpty {
      let named = topics.suffix(3).map { "\($0.id) “\(context.shown($0.text))”" }
      let more = topics.count > 3 ? " and \(topics.count - 3) more" : ""
      lines.append("New topics: \(named.joined(separator: ", "))\(more).")
    }
    if lines.isEmpty { return Reply("\(opening), nothing was written down that you missed.") }
    let own = community.minutes.openActions.compactMap { community.minutes[$0] }
      .filter { $0.task?.owner == context.author.id }
    if !own.isEmpty {
      lines.append(
        "With you: \(own.map(\.id.description).joined(separator: ", ")), `!actions mine`.")
    }
    return Reply("\(opening):\n" + lines.joined(separator: "\n"))
  }

  /// Counts what was written down, such as `2 decisions, 4 actions`.
  private static func contents(of session: Sessions.Session, in community: Community) -> String {
    let entries = community.minutes.entries(of: session.id)
    let counts = [EntryID.Kind.decision, .action, .idea, .note].compactMap { kind -> String? in
      let count = entries.count { $0.id.kind == kind }
      return count == 0 ? nil : count == 1 ? "1 \(kind.rawValue)" : "\(count) \(kind.plural)"
    }
    return counts.isEmpty ? "a summary." : counts.joined(separator: ", ") + "."
  }
}
