/// A proven least number of repeats: no plan for the problem has fewer.
///
/// The largest of four counts, each of which overlooks something and so never says too much. The proofs stand in
/// `Documentation/groups.md`. A bound that is not met by a plan says nothing against the plan.
package struct RepeatBound: Hashable, Sendable {
  /// Which count was the largest.
  package enum Reason: String, Hashable, Sendable {
    /// Meetings to hand out, less the pairs that have never met.
    case total
    /// The same for each person, halved.
    case person
    /// Two rounds with fewer groups than people in a group share pairs.
    case overlap
    /// The total for pairs of a lead and somebody else, and for pairs without a lead.
    case split
  }

  /// No plan has fewer repeats.
  package let repeats: Int
  /// The count that says so.
  package let reason: Reason
}

extension RepeatBound {
  /// Counts what no plan for `problem` can avoid; refuses what `PlanSearch` refuses at a glance.
  package init(for problem: GroupingProblem) throws(GroupingFault) {
    self.init(on: try Ground(problem))
  }

  init(on ground: Ground) {
    let count = BoundCount(ground)
    var best = (repeats: count.total(), reason: Reason.total)
    let others: [(Reason, Int)] = [
      (.person, count.person()), (.overlap, count.overlap()), (.split, count.split()),
    ]
    for (reason, repeats) in others where repeats > best.repeats { best = (repeats, reason) }
    repeats = best.repeats
    reason = best.reason
  }
}

/// The counts behind a bound.
private struct BoundCount {
  let ground: Ground
  /// The sizes with the fewest pairs, the largest and the smallest group, and the fewest groups of each round.
  let sizes: [[Int]]
  let largest: [Int]
  let smallest: [Int]
  let fewestGroups: [Int]
  /// Pairs that never meet: those kept apart, and leads or newcomers where no group may have two.
  let barred: Set<Int>
  /// The rounds in which each person is present, a bit a round.
  let presence: [[UInt64]]

  init(_ ground: Ground) {
    self.ground = ground
    sizes = ground.divisions.map { $0[0] }
    largest = ground.divisions.map { $0.map { $0.first ?? 0 }.max() ?? 0 }
    smallest = ground.divisions.map { $0.map { $0.last ?? 0 }.min() ?? 0 }
    let fewestGroups = ground.divisions.map { $0.map(\.count).min() ?? 0 }
    self.fewestGroups = fewestGroups
    var barred = ground.barred
    for (special, flags) in [
      (ground.problem.leads, ground.isLead), (ground.problem.newcomers, ground.isNewcomer),
    ] where !special.isEmpty {
      let isThin = (0..<ground.rounds).allSatisfy { round in
        ground.present[round].count { flags[$0] } <= fewestGroups[round]
      }
      if isThin {
        barred.formUnion(Set(Pairs(within: [special], of: ground.count)).subtracting(ground.forced))
      }
    }
    self.barred = barred
    var presence = [[UInt64]](
      repeating: [UInt64](repeating: 0, count: ground.rounds / 64 + 1), count: ground.count)
    for (round, people) in ground.present.enumerated() {
      for person in people { presence[person][round / 64] |= 1 << (round % 64) }
    }
    self.presence = presence
  }
}

extension BoundCount {
  /// How many rounds both people of `pair` are present in.
  private func shared(_ pair: Int) -> Int {
    zip(presence[pair / ground.count], presence[pair % ground.count]).reduce(0) {
      $0 + ($1.0 & $1.1).nonzeroBitCount
    }
  }

  private var forcedMeetings: Int { ground.forced.reduce(0) { $0 + shared($1) } }

  /// Meetings to hand out, without those of forced pairs.
  private var meetings: Int { sizes.reduce(0) { $0 + GroupSizes.pairs(in: $1) } - forcedMeetings }

  private var special: Set<Int> { ground.forced.union(barred).union(ground.met.keys) }

  /// The pairs that never met and may meet.
  private func freshPairs(outside special: Set<Int>) -> Int {
    let count = ground.count
    if ground.isFull { return count * (count - 1) / 2 - special.count }
    // Only pairs that are present together at least once can meet; people with the same rounds are alike.
    var alike: [[UInt64]: Int] = [:]
    for rounds in presence { alike[rounds, default: 0] += 1 }
    let kinds = alike.map { ($0.key, $0.value) }
    var pairs = 0
    for (index, (rounds, people)) in kinds.enumerated() {
      if rounds.contains(where: { $0 != 0 }) { pairs += people * (people - 1) / 2 }
      for (others, number) in kinds[(index + 1)...]
      where zip(rounds, others).contains(where: { $0 & $1 != 0 }) {
        pairs += people * number
      }
    }
    return pairs - special.count { shared($0) > 0 }
  }

  /// Each meeting is the first of its pair, of which there are only so many, or a repeat.
  func total() -> Int {
    max(0, meetings - freshPairs(outside: special))
  }

  /// Each person meets so many others, of whom only so many are new to them; a repeat has two ends.
  ///
  /// Where sizes differ, who sits in the larger groups is a choice: the places beyond everybody's least are
  /// given first to those who still have somebody to meet.
  func person() -> Int {
    let special = special
    var specialOf = [Int](repeating: 0, count: ground.count)
    var forcedOf = specialOf
    for pair in special {
      specialOf[pair / ground.count] += 1
      specialOf[pair % ground.count] += 1
    }
    for pair in ground.forced {
      let rounds = shared(pair)
      forcedOf[pair / ground.count] += rounds
      forcedOf[pair % ground.count] += rounds
    }
    var least = [Int](repeating: 0, count: ground.count)
    var most = least
    for (round, people) in ground.present.enumerated() {
      for person in people {
        least[person] += smallest[round] - 1
        most[person] += largest[round] - 1
      }
    }
    var repeats = 0
    var handedOut = 0
    var free = 0
    var costly = 0
    for person in 0..<ground.count where presence[person].contains(where: { $0 != 0 }) {
      let low = max(0, least[person] - forcedOf[person])
      let high = max(low, most[person] - forcedOf[person])
      let fresh = ground.count - 1 - specialOf[person]
      repeats += max(0, low - fresh)
      handedOut += low
      let gained = max(0, min(fresh, high) - low)
      free += gained
      costly += high - low - gained
    }
    let open = 2 * meetings - handedOut
    if open > 0 { repeats += max(0, min(open - free, costly)) }
    return (repeats + 1) / 2
  }

  /// A group drawn from fewer groups than it has people holds pairs that were just together.
  func overlap() -> Int {
    guard ground.isFull, ground.rounds > 1 else { return 0 }
    let divisions = ground.divisions[0].sorted { $0.lexicographicallyPrecedes($1) }
    guard divisions[0].count < 400 else { return 0 }
    var least = Int.max
    for before in divisions {
      for after in divisions { least = min(least, Self.overlap(of: after, with: before)) }
    }
    return (ground.rounds - 1) * max(0, least - ground.forced.count)
  }

  /// The pairs that groups of sizes `after` share at least with groups of sizes `before`.
  private static func overlap(of after: [Int], with before: [Int]) -> Int {
    var known: [Int: Int] = [:]
    return after.reduce(0) { sum, size in
      let shared = known[size] ?? fewestShared(size, before)
      known[size] = shared
      return sum + shared
    }
  }

  /// Draws `size` people from groups of sizes `before`, as evenly as these allow.
  private static func fewestShared(_ size: Int, _ before: [Int]) -> Int {
    var drawn = [Int](repeating: 0, count: before.count)
    var pairs = 0
    for _ in 0..<size {
      var least = -1
      for group in before.indices where drawn[group] < before[group] {
        if least < 0 || drawn[group] < drawn[least] { least = group }
      }
      pairs += drawn[least]
      drawn[least] += 1
    }
    return pairs
  }

  /// With exactly one lead in each group, leads meet everybody else and never each other.
  func split() -> Int {
    let leads = ground.isLead.count { $0 }
    guard ground.isFull, leads > 0, leads == fewestGroups[0],
      ground.divisions.allSatisfy({ $0.count == 1 })
    else { return 0 }
    let rounds = ground.rounds
    let others = ground.count - leads
    let isMixed = { (pair: Int) in
      ground.isLead[pair / ground.count] != ground.isLead[pair % ground.count]
    }
    let special = special
    let mixedSpecial = special.count(where: isMixed)
    let mixedForced = ground.forced.count(where: isMixed)
    let mixedMeetings = rounds * others - mixedForced * rounds
    let otherMeetings = meetings + mixedForced * rounds - rounds * others
    let mixedFresh = leads * others - mixedSpecial
    let otherFresh =
      ground.count * (ground.count - 1) / 2 - leads * others - (special.count - mixedSpecial)
    return max(0, mixedMeetings - mixedFresh) + max(0, otherMeetings - otherFresh)
  }
}
