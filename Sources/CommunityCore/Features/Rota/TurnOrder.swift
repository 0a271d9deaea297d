import Grouping
import OrderedCollections
import Primitives
import Timekeeping

extension Community {
  /// What is settled about `role` at a session; where nothing is, what the session was planned with.
  func turn(of role: String, at session: Sessions.Session) -> Rotas.Turn {
    if let turn = rota[session.id, role] { return turn }
    let planned = role == Rotas.facilitator ? session.facilitator : nil
    return Rotas.Turn(holder: planned, origin: .planned, since: session.at)
  }

  /// Whether the rota is to find somebody for `role` at a session.
  ///
  /// A date of a series has whoever started the series as its facilitator only until somebody is found;
  /// who plans a session that stands alone runs it.
  func isOpen(_ role: String, at session: Sessions.Session) -> Bool {
    guard rota[role]?.isFair ?? false else { return false }
    let turn = turn(of: role, at: session)
    return turn.origin == .planned && (turn.holder == nil || session.occurrence != nil)
  }

  /// Who may be asked to take `role` at a session: in the rota, here, not snoozed when they would be
  /// asked, past their first two sessions, not learning yet, and not unable to come.
  func candidates(
    for role: String, at session: Sessions.Session, asking now: Instant
  ) -> [MemberID] {
    guard let roster = rota[role] else { return [] }
    let declined = turn(of: role, at: session).declined
    return roster.members.filter { member in
      isAvailable(member, at: session, asking: now) && isReady(member, for: roster)
        && !declined.contains(member)
    }
  }

  /// Whether a member is here, is not left alone at `now`, and has not said no to a session.
  func isAvailable(
    _ member: MemberID, at session: Sessions.Session, asking now: Instant
  ) -> Bool {
    people[member]?.isActive ?? false && !notices.isSnoozed(member, at: now)
      && session.attendance[member]?.choice != .no
  }

  /// Whether a member has been here often enough, and has sat beside somebody where they learn.
  func isReady(_ member: MemberID, for roster: Rotas.Roster) -> Bool {
    guard sessions.visits(of: member) >= Rotas.visitsNeeded else { return false }
    return roster.mentors[member] == nil
      || rota.history[Rotas.beside(roster.role)].turns(of: member) > 0
  }

  /// Who takes the open roles of a session in fair order, by role.
  ///
  /// What is settled for other sessions counts as done, so that nobody gets two turns because the
  /// first is not over.
  func proposals(
    for session: Sessions.Session, at now: Instant
  ) -> [(role: String, holder: MemberID?)] {
    proposals(for: session, by: history(beside: session, at: now), asking: now)
  }

  /// What was done, and what is settled for sessions other than `session` as if it had been done.
  private func history(
    beside session: Sessions.Session, at now: Instant
  ) -> Rota<String, MemberID> {
    var planned = rota.history
    for id in rota.followed where id != session.id {
      guard let other = sessions[id], other.status == .planned else { continue }
      planned.held(id.number, settled(at: other, asking: now))
    }
    return planned
  }

  private func proposals(
    for session: Sessions.Session, by history: Rota<String, MemberID>, asking now: Instant
  ) -> [(role: String, holder: MemberID?)] {
    let roles = rota.rosters.keys.filter { isOpen($0, at: session) }
    let busy = rota.rosters.keys.compactMap { role in
      roles.contains(role) ? nil : turn(of: role, at: session).holder
    }
    let needs = roles.map { role in
      let candidates = candidates(for: role, at: session, asking: now)
      let free = candidates.filter { !busy.contains($0) }
      return RoleNeed(role: role, candidates: free.isEmpty ? candidates : free)
    }
    return history.assignment(for: session.id.number, needs).holders.map {
      ($0.role, $0.members.first)
    }
  }

  /// The roles of a session that are settled, as if it had been held.
  private func settled(
    at session: Sessions.Session, asking now: Instant
  ) -> [RoleTaken<String, MemberID>] {
    rota.rosters.keys.filter { !isOpen($0, at: session) }.map { role in
      RoleTaken(
        role: role, couldHave: candidates(for: role, at: session, asking: now),
        did: [turn(of: role, at: session).holder].compactMap { $0 })
    }
  }

  /// Who is next in fair order for a role at a session, of those who have not been asked.
  func next(
    for role: String, at session: Sessions.Session, excluding excluded: [MemberID],
    at now: Instant
  ) -> MemberID? {
    let busy = rota.rosters.keys.filter { $0 != role }.compactMap {
      turn(of: $0, at: session).holder
    }
    let candidates = candidates(for: role, at: session, asking: now)
      .filter { !excluded.contains($0) }
    let free = candidates.filter { !busy.contains($0) }
    return history(beside: session, at: now)[role]
      .order(free.isEmpty ? candidates : free, in: session.id.number).first
  }

  /// Who takes which role at the next sessions if all goes as planned, at most `limit` of them.
  func forecast(
    at now: Instant, limit: Int
  ) -> [(session: Sessions.Session, holders: [String: MemberID])] {
    var planned = rota.history
    return sessions.ahead(of: now, limit: limit).map { session in
      let asking = max(now, session.start - .days(7))
      var holders: [String: MemberID] = [:]
      var taken = settled(at: session, asking: asking)
      for entry in taken { holders[entry.role] = entry.did.first }
      for (role, holder) in proposals(for: session, by: planned, asking: asking) {
        holders[role] = holder
        taken.append(
          RoleTaken(
            role: role, couldHave: candidates(for: role, at: session, asking: asking),
            did: [holder].compactMap { $0 }))
      }
      planned.held(session.id.number, taken)
      return (session, holders)
    }
  }

  /// Who sits beside the holder of a role to learn it.
  func learners(beside holder: MemberID?, in role: String) -> [MemberID] {
    guard let holder, let roster = rota[role] else { return [] }
    return roster.mentors.filter { $0.value == holder && people[$0.key]?.isActive ?? false }
      .map(\.key)
  }

  /// What is noted of a session that is over.
  func takings(at session: Sessions.Session) -> [Rotas.Taking] {
    var takings: [Rotas.Taking] = []
    let others = (rota.turns[session.id] ?? [:]).keys.filter { rota[$0] == nil }
    for role in Array(rota.rosters.keys) + others {
      let holder = turn(of: role, at: session).holder
      let members = rota[role]?.members ?? []
      takings.append(
        Rotas.Taking(
          role: role,
          couldHave: candidates(for: role, at: session, asking: session.start),
          did: [holder].compactMap { $0 },
          snoozed: members.filter { notices.isSnoozed($0, at: session.start) }))
      var beside = learners(beside: holder, in: role)
      if let companion = companion(of: role, at: session, asking: session.start),
        !beside.contains(companion)
      {
        beside.append(companion)
      }
      guard !beside.isEmpty else { continue }
      takings.append(
        Rotas.Taking(role: Rotas.beside(role), couldHave: beside, did: beside, snoozed: []))
    }
    return takings
  }
}
