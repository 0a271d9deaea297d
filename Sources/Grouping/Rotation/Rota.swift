/// The turns of several roles, and who takes each of them in the sessions to come.
///
/// Roles have histories of their own: who took notes has not led. A role is whatever the caller calls it;
/// "sat beside a leader to learn" is one too.
package struct Rota<
  Role: Hashable & Comparable & Sendable, Member: Hashable & Comparable & Sendable
>: Hashable, Sendable {
  private var histories: [Role: TurnHistory<Member>] = [:]

  /// Starts with no role.
  package init() {}

  /// The history of `role`, empty where nothing is known; the caller feeds it facts and reads its snapshot.
  package subscript(role: Role) -> TurnHistory<Member> {
    get { histories[role] ?? TurnHistory() }
    set { histories[role] = newValue }
  }

  /// The roles that have a history, ascending.
  package var roles: [Role] { histories.keys.sorted() }

  /// Notes that `session` was held: for each role who could have taken it, and who really did.
  ///
  /// Swaps and stand-ins need no more than this: the turn counts for who is named, not for who was planned.
  package mutating func held(_ session: Int, _ roles: [RoleTaken<Role, Member>]) {
    for taken in roles {
      self[taken.role].couldHave(taken.couldHave, in: session)
      self[taken.role].snoozed(taken.snoozed)
      for member in taken.did { self[taken.role].did(member, in: session) }
    }
  }

  /// Who takes each role in `session`.
  ///
  /// Roles are filled in the order given: each place goes to the first in the fair order of that role with whom
  /// as many of the later places as possible can still go to somebody of their own. Nobody gets two roles
  /// unless a place would stay empty otherwise, and nobody the same role twice. Total: a place that nobody can take
  /// is missing from `holders`.
  package func assignment(
    for session: Int, _ needs: [RoleNeed<Role, Member>]
  ) -> SessionRoles<Role, Member> {
    let places = needs.flatMap { need in
      [Place](
        repeating: Place(
          role: need.role, order: self[need.role].order(need.candidates, in: session)),
        count: max(0, need.count))
    }
    var chosen = [Member?](repeating: nil, count: places.count)
    var taken: Set<Member> = []
    for index in places.indices {
      let rest = places[(index + 1)...]
      let most = mostFilled(places[index...], without: taken)
      chosen[index] = places[index].order.first { candidate in
        !taken.contains(candidate)
          && mostFilled(rest, without: taken.union([candidate])) == most - 1
      }
      if let member = chosen[index] { taken.insert(member) }
    }
    var loads: [Member: Int] = [:]
    for member in chosen { if let member { loads[member, default: 0] += 1 } }
    for index in places.indices where chosen[index] == nil {
      let same = zip(places, chosen).filter { $0.0.role == places[index].role }.map { $0.1 }
      let free = places[index].order.filter { !same.contains($0) }
      let least = free.map { loads[$0, default: 0] }.min()
      guard let member = free.first(where: { loads[$0, default: 0] == least }) else { continue }
      chosen[index] = member
      loads[member, default: 0] += 1
    }
    return SessionRoles(
      session: session,
      holders: needs.map { need in
        RoleHolders(
          role: need.role,
          members: zip(places, chosen).compactMap { $0.0.role == need.role ? $0.1 : nil },
          missing: zip(places, chosen).count { $0.0.role == need.role && $0.1 == nil })
      })
  }

  /// Who takes each role in several sessions to come, if all goes as planned.
  ///
  /// Each session is planned as `assignment` would, with the earlier ones of the forecast taken as held.
  package func forecast(
    _ sessions: [(session: Int, needs: [RoleNeed<Role, Member>])]
  ) -> [SessionRoles<Role, Member>] {
    var rota = self
    return sessions.map { session, needs in
      let planned = rota.assignment(for: session, needs)
      rota.held(
        session,
        zip(needs, planned.holders).map { need, holders in
          RoleTaken(role: need.role, couldHave: need.candidates, did: holders.members)
        })
      return planned
    }
  }

  private struct Place {
    let role: Role
    let order: [Member]
  }

  /// How many of `places` can go to different members, none of them `taken` (Kuhn's augmenting paths, 1955).
  private func mostFilled(_ places: ArraySlice<Place>, without taken: Set<Member>) -> Int {
    var holder: [Member: Int] = [:]
    func fill(_ place: Int, _ seen: inout Set<Member>) -> Bool {
      for member in places[place].order where !taken.contains(member) {
        guard seen.insert(member).inserted else { continue }
        if let other = holder[member], !fill(other, &seen) { continue }
        holder[member] = place
        return true
      }
      return false
    }
    return places.indices.reduce(0) { filled, place in
      var seen: Set<Member> = []
      return filled + (fill(place, &seen) ? 1 : 0)
    }
  }
}

/// What a session needs of one role.
package struct RoleNeed<
  Role: Hashable & Comparable & Sendable, Member: Hashable & Comparable & Sendable
>: Hashable, Sendable {
  /// Which role; a role stands once in the needs of a session.
  package let role: Role
  /// How many different members it takes.
  package let count: Int
  /// Who may be asked: in the rota, available, not snoozed, past their first two attendances.
  package let candidates: [Member]

  /// Asks for `count` of `candidates`.
  package init(role: Role, count: Int = 1, candidates: [Member]) {
    self.role = role
    self.count = count
    self.candidates = candidates
  }
}

/// What became of one role in a session that was held.
package struct RoleTaken<
  Role: Hashable & Comparable & Sendable, Member: Hashable & Comparable & Sendable
>: Hashable, Sendable {
  /// Which role.
  package let role: Role
  /// Who could have taken it.
  package let couldHave: [Member]
  /// Who really did, none or several.
  package let did: [Member]
  /// Who belongs to the rota and was snoozed.
  package let snoozed: [Member]

  /// Tells the fact.
  package init(role: Role, couldHave: [Member], did: [Member], snoozed: [Member] = []) {
    self.role = role
    self.snoozed = snoozed
    self.couldHave = couldHave
    self.did = did
  }
}

/// Who takes the roles of one session.
package struct SessionRoles<
  Role: Hashable & Comparable & Sendable, Member: Hashable & Comparable & Sendable
>: Hashable, Sendable {
  /// Which session.
  package let session: Int
  /// The holders of each role, in the order in which the roles were asked for.
  package let holders: [RoleHolders<Role, Member>]

  /// The members who have more than one role, ascending; empty wherever that was possible.
  package var doubled: [Member] {
    var loads: [Member: Int] = [:]
    for member in holders.flatMap({ $0.members }) { loads[member, default: 0] += 1 }
    return loads.filter { $0.value > 1 }.keys.sorted()
  }
}

/// Who takes one role in a session.
package struct RoleHolders<
  Role: Hashable & Comparable & Sendable, Member: Hashable & Comparable & Sendable
>: Hashable, Sendable {
  /// Which role.
  package let role: Role
  /// The members who take it, in fair order.
  package let members: [Member]
  /// How many places nobody can take.
  package let missing: Int
}
