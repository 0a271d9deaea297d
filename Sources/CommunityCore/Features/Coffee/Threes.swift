import Grouping
import Primitives

/// Divides people into threes who have met least: no proof, but no better exchange of two people.
///
/// Where three does not divide the number, one pair or two pairs remain; nobody is alone from two
/// people up.
struct Threes {
  let history: PairHistory<MemberID>
  /// Pairs that would rather not meet.
  var apart: [[MemberID]] = []

  /// The groups, each in ascending order; chance decides among equals.
  func groups(of members: [MemberID], using randomness: inout Randomness) -> [[MemberID]] {
    var people = randomness.shuffled(members)
    let starts = Self.starts(people.count)
    // Each round looks at every two places once; what is left to gain after twenty is little.
    for _ in 0..<20 where !improve(&people, starts) { break }
    return zip(starts, starts.dropFirst()).map { people[$0..<$1].sorted() }
      .sorted { $0[0] < $1[0] }
  }

  /// Where each group begins, and where the last one ends.
  static func starts(_ count: Int) -> [Int] {
    var starts = [0]
    var left = count
    while left > 0 {
      let size = left == 2 || left == 4 ? 2 : min(3, left)
      left -= size
      starts.append(count - left)
    }
    return starts
  }

  /// Exchanges people wherever fewer meetings are repeated then; whether anything was exchanged.
  private func improve(_ people: inout [MemberID], _ starts: [Int]) -> Bool {
    var isBetter = false
    let groups = zip(starts, starts.dropFirst()).map { $0..<$1 }
    for (index, first) in groups.enumerated() {
      for second in groups.dropFirst(index + 1) {
        for one in first {
          for other in second {
            let before = cost(people[first]) + cost(people[second])
            people.swapAt(one, other)
            if cost(people[first]) + cost(people[second]) < before {
              isBetter = true
            } else {
              people.swapAt(one, other)
            }
          }
        }
      }
    }
    return isBetter
  }

  private func cost(_ group: ArraySlice<MemberID>) -> Int {
    var cost = 0
    for (index, one) in group.enumerated() {
      for other in group.dropFirst(index + 1) {
        cost += history[one, other]?.times ?? 0
        if apart.contains([one, other]) || apart.contains([other, one]) { cost += 1_000 }
      }
    }
    return cost
  }
}
