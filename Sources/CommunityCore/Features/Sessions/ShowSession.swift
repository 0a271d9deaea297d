package import CommandGrammar
package import Primitives
import Timekeeping

/// Shows what is planned next, or one session, and how a session is planned.
package struct ShowSession: Command {
  package static let description = CommandDescription(
    "session", aliases: ["sessions"],
    usage: "!session [session]",
    summary: "Shows the next session, or the one with that number.",
    examples: ["!session", "!session S1"])

  private let session: SessionReference

  package init(reading arguments: inout Arguments) throws(UsageError) {
    session = SessionReference(reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    if let known = try session.known(in: context) {
      return Decision(saying: .about([known], context, hint: nil))
    }
    let next = context.community.sessions.ahead(of: context.now, limit: 1)
    return Decision(saying: .about(next, context, hint: hint(in: context)))
  }

  /// How the author plans a session, or sees all of them.
  private func hint(in context: CommandContext) -> String {
    let roles = context.community.roles(of: context.author.id)
    guard Audience.facilitators.admits(roles) else {
      return "`!session list` shows all; `!topic <idea>` says what one could be about."
    }
    return "Plan one: `\(context.planningExample)`. All of them: `!session list`."
  }
}

extension CommandContext {
  /// A command that plans a session in a week, so that it can be copied on any day.
  var planningExample: String {
    let zone = community.clocks
    let day = zone.localTime(at: now).adding(days: 7).day
    return "!session new \"Title\" \(day) 16:00"
  }

  /// A session in one to three lines: what, when, who runs it, who comes, where.
  func details(_ session: Sessions.Session) -> String {
    var line = "\(headline(session)), \(session.length)."
    if session.status == .cancelled { return line + " It is cancelled." }
    if let facilitator = session.facilitator { line += " Facilitated by \(name(facilitator))." }
    var lines = [line + " \(session.counts.capitalisedFirst)."]
    if !isDirect {
      let coming = session.attendance.answers.filter { $0.answer.choice != .no }.map(\.member)
      let elsewhere = community.elsewhere(session, for: coming)
      if !elsewhere.isEmpty { lines.append("Elsewhere: \(elsewhere)") }
    }
    if let place = session.place { lines.append("Where: \(place)") }
    return lines.joined(separator: "\n")
  }
}

extension String {
  /// The text with a capital in front.
  var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}

extension Reply {
  fileprivate static func about(
    _ sessions: [Sessions.Session], _ context: CommandContext, hint: String?
  ) -> Reply {
    var lines = sessions.map { context.details($0) }
    if lines.isEmpty { lines.append("No session is planned.") }
    if let hint { lines.append(hint) }
    return Reply(lines.joined(separator: "\n"))
  }
}
