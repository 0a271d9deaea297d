/// Where somebody sits who comes to groups that are running.
package struct Placement: Hashable, Sendable {
  /// Who comes.
  package let person: Int
  /// The group, by its place in the list.
  package let group: Int
  /// How many of its people the person has met before.
  package let repeats: Int
}

/// What is left of running groups when somebody has gone.
package struct Departure: Hashable, Sendable {
  /// The groups, each in its place; one that was dissolved is empty.
  package let groups: [[Int]]
  /// Where the last person of a dissolved group went; nil where no group was dissolved.
  package let moved: Placement?
}

extension GroupingProblem {
  /// Where `person` sits among running `groups`, so that nobody else has to move.
  ///
  /// No group grows beyond the largest, unless all that may take the person are as large as it. Among those, the
  /// one where the fewest have met the person before, in the history or in `earlier` rounds; then the one with fewer
  /// newcomers, for a newcomer; then the smaller; then the first. Who is to stay with somebody who is there goes
  /// to that group, and nobody to a group of somebody to stay apart from. Empty groups stay empty. Nil where no
  /// group is left.
  package func place(
    _ person: Int, among groups: [[Int]], after earlier: GroupPlan = GroupPlan(rounds: [])
  ) -> Placement? {
    let companions = partners(of: person, in: together)
    let strangers = partners(of: person, in: apart)
    var open = groups.indices.filter { group in
      !groups[group].isEmpty && !groups[group].contains { strangers.contains($0) }
    }
    if let group = open.first(where: { groups[$0].contains { companions.contains($0) } }) {
      open = [group]
    }
    let largest = groups.map(\.count).max() ?? 0
    let smaller = open.filter { groups[$0].count < largest }
    let met = acquaintances(of: person, earlier)
    let isNewcomer = newcomers.contains(person)
    let scored = (smaller.isEmpty ? open : smaller).map { group in
      let repeats = groups[group].count { met.contains($0) }
      let others = isNewcomer ? groups[group].count { newcomers.contains($0) } : 0
      return (rank: (repeats, others, groups[group].count, group), group: group, repeats: repeats)
    }
    return scored.min { $0.rank < $1.rank }.map {
      Placement(person: person, group: $0.group, repeats: $0.repeats)
    }
  }

  /// What is left of running `groups` without `person`.
  ///
  /// Nobody else moves, but where only one is left in the group: then it is dissolved, and that one is placed as a
  /// late-comer is. Where no other group may take them, they stay alone.
  package func remove(
    _ person: Int, from groups: [[Int]], after earlier: GroupPlan = GroupPlan(rounds: [])
  ) -> Departure {
    var groups = groups
    guard let index = groups.firstIndex(where: { $0.contains(person) }) else {
      return Departure(groups: groups, moved: nil)
    }
    groups[index].removeAll { $0 == person }
    guard groups[index].count == 1 else { return Departure(groups: groups, moved: nil) }
    let last = groups[index][0]
    groups[index] = []
    guard let placement = place(last, among: groups, after: earlier) else {
      groups[index] = [last]
      return Departure(groups: groups, moved: nil)
    }
    groups[placement.group].append(last)
    return Departure(groups: groups, moved: placement)
  }

  private func partners(of person: Int, in lists: [[Int]]) -> Set<Int> {
    Set(lists.filter { $0.contains(person) }.joined()).subtracting([person])
  }

  private func acquaintances(of person: Int, _ earlier: GroupPlan) -> Set<Int> {
    var met: Set<Int> = []
    for record in history where record.times > 0 {
      if record.first == person { met.insert(record.second) }
      if record.second == person { met.insert(record.first) }
    }
    for group in earlier.rounds.joined() where group.contains(person) { met.formUnion(group) }
    return met
  }
}
