/// A series that alternates between slots, so that the hours out of hours go round.
package struct SlotRotation<Member: Hashable & Comparable & Sendable>: Hashable, Sendable {
  /// The points of each slot for each member who belongs to the series (`Inconvenience`).
  package let points: [[Member: Int]]

  /// Describes the slots, numbered from 0.
  package init(points: [[Member: Int]]) {
    self.points = points
  }

  /// The slot whose turn it is, or nil where there is none.
  ///
  /// The one after which the most burdened member bears least; where that is equal, the second most burdened, and so on
  /// (leximin), so that a lone member abroad counts as much as many at home. Slots that are night for
  /// somebody come only where every slot is. At last the slot used longest ago: `lastUsed` gives the number of the session, nil for never; then the first.
  package func next(burdens: BurdenLedger<Member>, lastUsed: [Int?] = []) -> Int? {
    let nights = points.map { $0.values.contains { $0 >= Inconvenience.night } }
    let open = points.indices.filter { !nights[$0] || !nights.contains(false) }
    return open.min { left, right in
      let leftBurdens = burdensAfter(left, burdens)
      let rightBurdens = burdensAfter(right, burdens)
      if leftBurdens != rightBurdens {
        return leftBurdens.lexicographicallyPrecedes(rightBurdens)
      }
      let leftUse = left < lastUsed.count ? lastUsed[left] ?? Int.min : Int.min
      let rightUse = right < lastUsed.count ? lastUsed[right] ?? Int.min : Int.min
      return (leftUse, left) < (rightUse, right)
    }
  }

  /// What the members bear if `slot` is next, in the form that the ledger takes, by ascending member.
  package func bearing(of slot: Int) -> [(member: Member, points: Int)] {
    guard points.indices.contains(slot) else { return [] }
    return points[slot].sorted { $0.key < $1.key }.map { (member: $0.key, points: $0.value) }
  }

  /// The slots of the next `count` sessions, if all are held.
  package func forecast(
    _ count: Int, burdens: BurdenLedger<Member>, lastUsed: [Int?] = []
  ) -> [Int] {
    var ledger = burdens
    var used = points.indices.map { $0 < lastUsed.count ? lastUsed[$0] : nil }
    let latest = used.compactMap { $0 }.max() ?? 0
    return stride(from: 1, through: count, by: 1).compactMap { step in
      guard let slot = next(burdens: ledger, lastUsed: used) else { return nil }
      ledger.held(bearing(of: slot))
      used[slot] = latest + step
      return slot
    }
  }

  /// How many members find each slot out of hours.
  package var outOfHoursCounts: [Int] { points.map { $0.values.count { $0 > 0 } } }

  private func burdensAfter(_ slot: Int, _ ledger: BurdenLedger<Member>) -> [Int] {
    let everybody = points.reduce(into: Set<Member>()) { $0.formUnion($1.keys) }
    return everybody.map { ledger.burden(of: $0) + 100 * max(0, points[slot][$0] ?? 0) }
      .sorted(by: >)
  }
}
