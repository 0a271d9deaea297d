import Grouping
import OrderedCollections
import Primitives

extension Community {
  /// Who could sit beside the holder of a role, so that one of the two knows it and the other learns it;
  /// nil where the rota offers nobody, or somebody learns beside the holder already.
  ///
  /// It goes round: who sat beside somebody longest ago comes first.
  func offeredCompanion(
    of holder: MemberID, in role: String, at session: Sessions.Session, asking now: Instant
  ) -> MemberID? {
    guard let roster = rota[role], roster.isFair, roster.offersCompanions,
      learners(beside: holder, in: role).isEmpty
    else { return nil }
    let settled = rota.turns[session.id] ?? [:]
    let busy = settled.values.flatMap { [$0.holder, $0.companion].compactMap { $0 } }
    let declined = turn(of: role, at: session).declined
    let people = roster.members.filter { member in
      isAvailable(member, at: session, asking: now) && !declined.contains(member)
        && sessions.visits(of: member) >= Rotas.visitsNeeded && roster.mentors[member] == nil
    }
    let found = rota.history[role].companion(
      of: holder, in: session.id.number, among: Array(people),
      beside: rota.history[Rotas.beside(role)], excluding: busy)
    return switch found {
    case .learner(let member), .mentor(let member): member
    case .none: nil
    }
  }

  /// Who is to sit beside the holder of a role; nil where they can't come by now.
  func companion(
    of role: String, at session: Sessions.Session, asking now: Instant
  ) -> MemberID? {
    turn(of: role, at: session).companion.filter { isAvailable($0, at: session, asking: now) }
  }

  /// Whether a member has taken a role often enough to help somebody with it.
  func isExperienced(_ member: MemberID, in role: String) -> Bool {
    rota.history[role].turns(of: member) >= TurnHistory<MemberID>.turnsToBeExperienced
  }

  /// The first of the sessions that have not begun at which somebody is to sit beside `member`, or `member` beside
  /// somebody; the one that is named where one is.
  func companionship(
    of member: MemberID, at named: SessionID?, from now: Instant
  ) -> (session: Sessions.Session, role: String)? {
    for session in sessions.ahead(of: now)
    where session.start > now && (named == nil || session.id == named) {
      for (role, turn) in rota.turns[session.id] ?? [:] {
        if let companion = turn.companion, turn.holder == member || companion == member {
          return (session, role)
        }
      }
    }
    return nil
  }
}

extension CommandContext {
  /// Lets a turn be taken alone, and tells the one of the two who did not say so, where they knew of it.
  func parting(_ role: String, at session: Sessions.Session) -> Decision {
    let old = community.turn(of: role, at: session)
    var turn = old
    turn.companion = nil
    let isHolder = old.holder == author.id
    let place = community.label(of: session)
    let holder = old.holder.map(name) ?? "the holder"
    var replies = [
      Reply(
        isHolder
          ? "All right: you take \(place) alone."
          : "All right: you don't sit beside \(holder) at \(place).")
    ]
    if old.isAccepted, charter.hasDirectMessages, let other = isHolder ? old.companion : old.holder
    {
      replies.append(
        Reply(
          isHolder
            ? "\(author.name) takes \(place) alone this time: you need not sit beside."
            : "\(author.name) can't sit beside you at \(place).", to: .direct(other)))
    }
    return Decision(
      [.rota(.turned(session.id, role: role, turn))],
      undoing: .init(
        "\(RoleName.bearer(role)) at \(session.id) alone",
        [.rota(.turned(session.id, role: role, old))]),
      saying: replies)
  }
}

extension Optional {
  /// The value where `isKept` says so.
  func filter(_ isKept: (Wrapped) -> Bool) -> Wrapped? { flatMap { isKept($0) ? $0 : nil } }
}
