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
    summary: "Shows who takes which role at the next six sessions, and who is in turn.",
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
    var lines = forecast.map { session, holders in
      let turns = shown.map { role in
        let turn = turn(of: role, at: session, holders[role], in: context)
        return shown.count == 1 ? turn : "\(RoleName.bearer(role)) \(turn)"
      }
      return "\(community.dayLabel(of: session)): \(turns.joined(separator: ", "))"
    }
    if lines.isEmpty { lines.append("No session is planned yet.") }
    for role in shown {
      guard let roster = community.rota[role] else { continue }
      lines += Self.members(of: roster, in: context)
    }
    lines.append(
      "✓ has said yes, ? is asked, the others may still change. For your turn: `!accept`, `!skip`, "
        + "`!swap @name`.")
    return Decision(saying: Reply(lines.joined(separator: "\n")))
  }

  /// `Ana ✓`, `Priya (Sam beside)`.
  private func turn(
    of role: String, at session: Sessions.Session, _ holder: MemberID?, in context: CommandContext
  ) -> String {
    let community = context.community
    let turn = community.turn(of: role, at: session)
    var text = holder.map(context.name) ?? "nobody yet"
    if holder != nil, turn.origin != .planned, turn.isAccepted || !turn.asked.isEmpty {
      text += turn.isAccepted ? " ✓" : " ?"
    }
    var beside = community.learners(beside: holder, in: role)
    if let companion = community.companion(of: role, at: session, asking: context.now) {
      beside.append(companion)
    }
    if !beside.isEmpty { text += " (\(beside.map(context.name).joined(separator: ", ")) beside)" }
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
    let bearer = RoleName.bearer(roster.role)
    let off = roster.isFair ? "" : " (off: I ask nobody)"
    if !ready.isEmpty {
      lines.append("In turn as \(bearer)\(off): \(names(Array(ready), context))")
    }
    if !later.isEmpty {
      lines.append(
        "In turn as \(bearer) later, after two sessions or after learning it: "
          + names(Array(later), context))
    }
    return lines
  }

  private static func names(_ members: [MemberID], _ context: CommandContext) -> String {
    let more = members.count > 12 ? " and \(members.count - 12) more" : ""
    return members.prefix(12).map(context.name).joined(separator: ", ") + more
  }
}
