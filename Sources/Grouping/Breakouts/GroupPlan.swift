/// Who sits with whom: rounds of groups of people.
///
/// A plan made by the search has its people in ascending order within a group, and its groups in the
/// order of their first person, so that equal plans look alike.
package struct GroupPlan: Hashable, Sendable {
  /// The groups of each round.
  package var rounds: [[[Int]]]

  /// Takes the groups as they are.
  package init(rounds: [[[Int]]]) {
    self.rounds = rounds
  }

  /// The same plan with people and groups in ascending order.
  package var inOrder: GroupPlan {
    GroupPlan(
      rounds: rounds.map { groups in
        groups.map { $0.sorted() }.sorted { ($0.first ?? -1) < ($1.first ?? -1) }
      })
  }
}

extension GroupingProblem {
  /// How many meetings of `plan` are not the first that the two people ever had.
  ///
  /// Pairs that a list of `together` names do not count: they meet because they are to. Works for any
  /// plan, valid or not; people that the problem does not know are left out.
  package func repeats(in plan: GroupPlan) -> Int {
    var met: [Int: Int] = [:]
    for record in history where known(record) && record.times > 0 {
      met[key(record), default: 0] += 1
    }
    for pair in Pairs(within: together, of: memberCount) { met[pair] = Int.min }
    var repeats = 0
    for groups in plan.rounds {
      for group in groups {
        for pair in Pairs(within: [group], of: memberCount) {
          let before = met[pair, default: 0]
          if before == Int.min { continue }
          if before > 0 { repeats += 1 }
          met[pair] = before + 1
        }
      }
    }
    return repeats
  }

  /// How many people of the groups now running change their group in the first round of `plan`.
  ///
  /// Groups have no names: the old and the new ones are matched so that as few as possible move.
  package func moved(in plan: GroupPlan) -> Int {
    let here = present(in: 0)
    let old = current.map { $0.filter { $0 >= 0 && $0 < memberCount && here[$0] } }
    guard let new = plan.rounds.first else { return 0 }
    let count = max(old.count, new.count)
    var shared = [[Int]](repeating: [Int](repeating: 0, count: count), count: count)
    for (row, group) in old.enumerated() {
      for (column, other) in new.enumerated() {
        shared[row][column] = Set(group).intersection(other).count
      }
    }
    return old.reduce(0) { $0 + $1.count } - Matching.largestTotal(of: shared)
  }

  func known(_ record: Meetings) -> Bool {
    record.first != record.second && record.first >= 0 && record.second >= 0
      && record.first < memberCount && record.second < memberCount
  }

  func key(_ record: Meetings) -> Int {
    min(record.first, record.second) * memberCount + max(record.first, record.second)
  }

  /// Whether each person is present in `round`.
  func present(in round: Int) -> [Bool] {
    var present = [Bool](repeating: true, count: memberCount)
    guard round < absent.count else { return present }
    for person in absent[round] where person >= 0 && person < memberCount {
      present[person] = false
    }
    return present
  }
}

/// The pairs within each of several lists, each as one number: the smaller person times the count, plus the larger.
///
/// A pair that stands in two lists comes twice.
struct Pairs: Sequence, IteratorProtocol {
  private let lists: [[Int]]
  private let count: Int
  private var list = 0
  private var first = 0
  private var second = 0

  init(within lists: [[Int]], of count: Int) {
    self.lists = lists
    self.count = count
  }

  private static func ordered(_ first: Int, _ second: Int) -> (Int, Int) {
    first < second ? (first, second) : (second, first)
  }

  mutating func next() -> Int? {
    while list < lists.count {
      let people = lists[list]
      second += 1
      if second >= people.count {
        first += 1
        second = first + 1
      }
      guard second < people.count else {
        list += 1
        first = 0
        second = 0
        continue
      }
      let (low, high) = Self.ordered(people[first], people[second])
      if low >= 0 && high < count && low != high { return low * count + high }
    }
    return nil
  }
}
