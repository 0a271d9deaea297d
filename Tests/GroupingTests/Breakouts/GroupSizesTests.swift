import Grouping
import Testing

@Suite struct GroupSizesTests {
  @Test(arguments: [
    (7, 3, [[4, 3]]), (7, 5, [[4, 3], [7]]), (5, 2, [[3, 2]]), (3, 2, [[3]]), (0, 4, [[]]),
    (2, 4, [[2]]), (6, 5, [[6]]), (11, 4, [[4, 4, 3]]), (13, 4, [[5, 4, 4]]),
    (10, 4, [[5, 5], [4, 3, 3]]), (8, 3, [[3, 3, 2]]), (9, 7, [[5, 4], [9]]),
  ])
  func `sizes are as near the target as they can be`(
    count: Int, size: Int, accepted: [[Int]]
  ) {
    #expect(GroupSizes.accepted(for: count, shape: .size(size)) == accepted)
  }

  @Test func `a fixed number of groups has sizes that differ by one at most`() {
    #expect(GroupSizes.accepted(for: 11, shape: .groups(3)) == [[4, 4, 3]])
    #expect(GroupSizes.accepted(for: 2, shape: .groups(3)) == [[1, 1]])
  }

  @Test func `nobody is alone, whatever the size`() {
    for count in 2...60 {
      for size in 2...12 {
        for sizes in GroupSizes.accepted(for: count, shape: .size(size)) {
          #expect(sizes.allSatisfy { $0 > 1 }, "\(count) by \(size)")
          #expect(sizes.reduce(0, +) == count)
        }
      }
    }
  }

  @Test(arguments: [
    (GroupGoal.meet, 12, 3), (.discuss, 12, 4), (.discuss, 15, 5), (.discuss, 23, 4),
    (.ask, 21, 7), (.ask, 24, 6), (.ask, 16, 8), (.ask, 4, 6),
  ])
  func `a goal has its size`(goal: GroupGoal, count: Int, size: Int) {
    #expect(goal.size(for: count) == size)
    #expect(goal.sizes.contains(size))
  }

  @Test func `as few as possible is counted as moved`() {
    var problem = GroupingProblem(memberCount: 6, shape: .size(3), rounds: 1)
    problem.current = [[0, 1, 2], [3, 4, 5]]
    #expect(problem.moved(in: GroupPlan(rounds: [[[3, 4, 5], [0, 1, 2]]])) == 0)
    #expect(problem.moved(in: GroupPlan(rounds: [[[0, 1, 3], [2, 4, 5]]])) == 2)
    #expect(problem.moved(in: GroupPlan(rounds: [[[0, 3], [1, 4], [2, 5]]])) == 4)
  }
}
