/// The sizes that groups may have.
package enum GroupSizes {
  /// All accepted divisions of `count` people, each with the largest group first; one with nobody is empty.
  ///
  /// With a target size, as few groups as possible differ from it, each by one at most; several divisions may
  /// tie (50 people by 4: twelve groups with two of five, or thirteen with two of three). Where one person more
  /// or fewer does not do (7 people by 5), the groups are as many as the quotient rounded down or up and differ
  /// by at most one. `shape` must ask for a size of at least 2, or for at least one group.
  package static func accepted(for count: Int, shape: GroupingProblem.Shape) -> [[Int]] {
    guard count > 0 else { return [[]] }
    switch shape {
    case .groups(let groups): return [even(count, in: max(1, min(groups, count)))]
    case .size(let size): return accepted(for: count, size: size)
    }
  }

  private static func accepted(for count: Int, size: Int) -> [[Int]] {
    var fewest = Int.max
    var found: [[Int]] = []
    for groups in stride(from: 1, through: count / max(1, size - 1), by: 1) {
      let difference = count - groups * size
      // A group of one is nobody's company, so pairs may grow to three but never shrink.
      guard abs(difference) <= groups, difference >= 0 || size > 2 else { continue }
      if abs(difference) < fewest {
        fewest = abs(difference)
        found.removeAll()
      }
      if abs(difference) == fewest { found.append(even(count, in: groups)) }
    }
    if !found.isEmpty { return found }
    let fewer = even(count, in: max(1, count / size))
    let more = even(count, in: max(1, (count + size - 1) / size))
    return fewer == more ? [fewer] : [more, fewer]
  }

  /// `count` people in `groups` groups whose sizes differ by at most one, the larger first.
  static func even(_ count: Int, in groups: Int) -> [Int] {
    let (size, larger) = count.quotientAndRemainder(dividingBy: groups)
    return (0..<groups).map { $0 < larger ? size + 1 : size }
  }

  /// How many pairs meet in a round of these sizes.
  package static func pairs(in sizes: [Int]) -> Int {
    sizes.reduce(0) { $0 + $1 * ($1 - 1) / 2 }
  }
}

/// What people come together for, where nobody has said how large the groups are to be.
package enum GroupGoal: Sendable, CaseIterable {
  /// To get to know each other: three, so that everybody speaks.
  case meet
  /// To discuss: four or five.
  case discuss
  /// To ask and to be answered: six to eight.
  case ask

  /// The sizes that serve the goal.
  package var sizes: ClosedRange<Int> {
    switch self {
    case .meet: 3...3
    case .discuss: 4...5
    case .ask: 6...8
    }
  }

  /// The size for `count` people that leaves the fewest groups off it; of two that tie, the smaller.
  package func size(for count: Int) -> Int {
    var best = (size: sizes.lowerBound, off: Int.max)
    for size in sizes {
      let division = GroupSizes.accepted(for: count, shape: .size(size))[0]
      let off = division.reduce(0) { $0 + abs($1 - size) }
      if off < best.off { best = (size, off) }
    }
    return best.size
  }
}
