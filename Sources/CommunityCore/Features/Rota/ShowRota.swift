package import CommandGrammar
import OrderedCollections
package import Primitives
import Timekeeping

/// Shows who takes which role at the next sessions.
package struct ShowRota: Command {
  /// At how many sessions it looks ahead.
  private static let sessions = 6

  package static let description = CommandDescription(
    "rota", aliases: ["rota show"],
    usage: "!rota [show] [role]",
    summary: "Shows who takes which role at the next six sessions.",
    examples: ["!rota", "!rota notes"])

  private let role: String?

  package init(reading arguments: inout Arguments) throws(UsageError) {
    role = RoleName.take(&arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let community = context.community
    var shown = Array(community.rota.rosters.keys)
    if let role { shown = [try community.requireRoster(of: role).role] }
    if shown.isEmpty { throw .noRota }
    let forecast = community.forecast(at: context.now, limit: Self.sessions)
    var lines: [String] = []
    for role in shown {
      guard let roster = community.rota[role] else { continue }
      let turns = forecast.map { session, holders in
        turn(of: role, at: session, holders[role], in: context)
      }
      let ahead = turns.isEmpty ? "no session is planned" : turns.joined(separator: " · ")
      lines.append("\(role)\(roster.isFair ? "" : " (off)"): \(ahead)")
      lines += Self.members(of: roster, in: context)
    }
    lines.append(
      "✓ has said yes, ? is asked. `!accept`, `!skip` and `!swap @name` are for your turn.")
    return Decision(saying: Reply(lines.joined(separator: "\n")))
  }

  /// `S12 Ana ✓`, `S14 Priya (with Sam, learning)`.
  private func turn(
    of role: String, at session: Sessions.Session, _ holder: MemberID?, in context: CommandContext
  ) -> String {
    let community = context.community
    let turn = community.turn(of: role, at: session)
    var text = "\(session.id) \(holder.map(context.name) ?? "nobody yet")"
    if holder != nil, turn.origin != .planned { text += turn.isAccepted ? " ✓" : " ?" }
    let learners = community.learners(beside: holder, in: role).map(context.name)
    if !learners.isEmpty { text += " (with \(learners.joined(separator: ", ")), learning)" }
    return text
  }

  /// Who is in the rota, in the order in which they came, and whose turns come later.
  private static func members(
    of roster: Rotas.Roster, in context: CommandContext
  ) -> [String] {
    let community = context.community
    let active = roster.members.filter { community.people[$0]?.isActive ?? false }
    let isLater = { (member: MemberID) in !community.isReady(member, for: roster) }
    let ready = active.filter { !isLater($0) }
    let later = active.filter(isLater)
    var lines: [String] = []
    if !ready.isEmpty { lines.append("   in turn: \(names(Array(ready), context))") }
    if !later.isEmpty {
      lines.append("   after two sessions, or after learning it: \(names(Array(later), context))")
    }
    return lines
  }

  private static func names(_ members: [MemberID], _ context: CommandContext) -> String {
    let more = members.count > 12 ? " and \(members.count - 12) more" : ""
    return members.prefix(12).map(context.name).joined(separator: ", ") + more
  }
}
