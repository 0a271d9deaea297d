package import CommandGrammar
package import Primitives

/// Shows the next session.
package struct ShowNext: Command {
  package static let description = CommandDescription(
    "next", aliases: ["session next"],
    usage: "!next",
    summary: "Shows the next session: when, who runs it, who comes, and your answer.",
    examples: ["!next", "!session list"])

  package init(reading arguments: inout Arguments) throws(UsageError) {}

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let ahead = context.community.sessions.ahead(of: context.now, limit: 3)
    guard let next = ahead.first else { throw .noSessionPlanned }
    // A session that is on now hides nothing: what comes next is the question.
    let isLive = next.hasBegun(at: context.now)
    return Decision(saying: .next(Array(ahead.prefix(isLive ? 2 : 1)), context))
  }
}

extension Reply {
  fileprivate static func next(
    _ sessions: [Sessions.Session], _ context: CommandContext
  ) -> Reply {
    var lines = sessions.map { context.details($0) }
    if let last = sessions.last { lines.append(answer(to: last, context)) }
    return Reply(lines.joined(separator: "\n"))
  }

  private static func answer(to session: Sessions.Session, _ context: CommandContext) -> String {
    let id = context.community.sessions.ahead(of: context.now, limit: 2).count > 1
    let number = id ? " \(session.id)" : ""
    guard let answer = context.community.sessions[session.id]?.attendance[context.author.id] else {
      return "Coming? `!rsvp yes\(number)`"
    }
    return switch (answer.choice, answer.seat) {
    case (.yes, .waiting): "You are on the waitlist."
    case (.yes, _): "You are going. Changed your mind? `!rsvp no\(number)`"
    case (.maybe, _): "You said maybe. Sure now? `!rsvp yes\(number)`"
    case (.no, _): "You said no. Changed your mind? `!rsvp yes\(number)`"
    }
  }
}
