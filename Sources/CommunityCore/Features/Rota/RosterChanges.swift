import CommandGrammar
import OrderedCollections
import Primitives

extension Community {
  /// The rota of a role; a refusal where there is none.
  func requireRoster(of role: String) throws(Refusal) -> Rotas.Roster {
    if let roster = rota[role] { return roster }
    if rota.rosters.isEmpty { throw .noRota }
    throw .noSuchRota(role, Array(rota.rosters.keys))
  }

  /// Requires that a role is one of those that communities have, or has a rota here, so that a slip does
  /// not make a new one.
  func requireKnown(_ role: String) throws(Refusal) {
    let known = [Rotas.facilitator] + RoleName.usual + rota.rosters.keys
    guard !known.contains(role) else { return }
    throw .unknownRole(role, nearest: EditDistance.nearest(to: role, among: known))
  }

  /// Requires that one more role can have a rota.
  func requireRoom(for role: String) throws(Refusal) {
    if rota.rosters.count >= Rotas.rolesLimit {
      throw .full("roles with a rota", limit: Rotas.rolesLimit)
    }
  }
}

extension CommandContext {
  /// Lets `member` take turns in `role`.
  func enrolling(_ member: MemberID, in role: String) throws(Refusal) -> Decision {
    let roster = community.rota[role]
    if roster == nil { try community.requireRoom(for: role) }
    if roster?.members.contains(member) ?? false { throw .inRota(name(member), role) }
    if roster?.members.count ?? 0 >= Rotas.membersLimit {
      throw .full("people in that rota", limit: Rotas.membersLimit)
    }
    let who = member == author.id ? "You take" : "\(name(member)) takes"
    return Decision(
      [.rota(.enrolled(role: role, member, at: now))],
      undoing: .init(
        "\(People.mention(member)) into the rota of \(role)",
        [.rota(.dismissed(role: role, member))]),
      saying: [
        Reply(
          "\(who) turns as \(RoleName.bearer(role)) from now on. "
            + laterNote([member], isStarting: roster == nil) + "`!rota` shows who is next.")
      ])
  }

  /// What must be known of a rota that begins, and of those whose turns begin later.
  func laterNote(_ members: [MemberID], isStarting: Bool) -> String {
    let isLater = members.contains { community.sessions.visits(of: $0) < Rotas.visitsNeeded }
    let later =
      isLater ? "Who has been at fewer than two sessions gets turns after the second. " : ""
    return (isStarting ? "A week before a session I ask whose turn it is. " : "") + later
  }

  /// The events that give a rota back the members it had, in their order.
  func restoring(_ roster: Rotas.Roster) -> [Event] {
    [.rota(.listed(role: roster.role, Array(roster.members), at: now))]
      + roster.mentors.map {
        .rota(.paired(role: roster.role, learner: $0.key, mentor: $0.value))
      } + [
        .rota(.modeSet(role: roster.role, isFair: roster.isFair)),
        .rota(.companionsSet(role: roster.role, roster.offersCompanions)),
      ]
  }
}
