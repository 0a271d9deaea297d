import Testing

@testable import Grouping

@Suite struct PlacementTests {
  private var problem: GroupingProblem {
    GroupingProblem(memberCount: 12, shape: .size(4), rounds: 1)
  }

  private let groups = [[0, 1, 2, 3], [4, 5, 6], [7, 8, 9]]

  @Test func `a late-comer goes where the fewest have met them`() {
    var problem = problem
    problem.history = [.init(10, 4, times: 1)]
    #expect(problem.place(10, among: groups) == Placement(person: 10, group: 2, repeats: 0))
    let earlier = GroupPlan(rounds: [[[10, 7, 8], [4, 5, 6, 9]]])
    #expect(
      problem.place(10, among: groups, after: earlier)
        == Placement(person: 10, group: 1, repeats: 1))
  }

  @Test func `no group outgrows the largest while another has room`() {
    var problem = problem
    problem.history = [.init(10, 4, times: 1), .init(10, 7, times: 1)]
    #expect(problem.place(10, among: groups) == Placement(person: 10, group: 1, repeats: 1))
    let even = [[0, 1, 2], [4, 5, 6]]
    #expect(problem.place(10, among: even) == Placement(person: 10, group: 0, repeats: 0))
  }

  @Test func `wishes and newcomers are minded`() {
    var problem = problem
    problem.apart = [[10, 5]]
    #expect(problem.place(10, among: groups)?.group == 2)
    problem.together = [[10, 0]]
    #expect(problem.place(10, among: groups)?.group == 0)
    problem.together = []
    problem.newcomers = [10, 8, 11]
    problem.apart = []
    #expect(problem.place(10, among: groups)?.group == 1)
    #expect(problem.place(11, among: groups)?.group == 1)
    problem.apart = [[10, 0, 4, 7]]
    #expect(problem.place(10, among: groups) == nil)
  }

  @Test func `a leaver leaves the others where they are`() {
    let departure = problem.remove(5, from: groups)
    #expect(departure == Departure(groups: [[0, 1, 2, 3], [4, 6], [7, 8, 9]], moved: nil))
    #expect(problem.remove(11, from: groups) == Departure(groups: groups, moved: nil))
  }

  @Test func `a group of one is dissolved and its last person placed`() {
    var problem = problem
    problem.history = [.init(5, 7, times: 2)]
    let departure = problem.remove(4, from: [[0, 1, 2], [4, 5], [7, 8, 9]])
    #expect(departure.groups == [[0, 1, 2, 5], [], [7, 8, 9]])
    #expect(departure.moved == Placement(person: 5, group: 0, repeats: 0))
    problem.apart = [[5, 0], [5, 8]]
    let alone = problem.remove(4, from: [[0, 1, 2], [4, 5], [7, 8, 9]])
    #expect(alone == Departure(groups: [[0, 1, 2], [5], [7, 8, 9]], moved: nil))
  }

  @Test func `an evening of coming and going has no repeat that was not needed`() {
    // Everybody who comes has met one of each group but the last.
    var problem = GroupingProblem(memberCount: 16, shape: .size(4), rounds: 1)
    problem.history = [12, 13, 14].flatMap { late in
      [0, 3, 6].map { .init(late, $0, times: 1) }
    }
    var groups = [[0, 1, 2], [3, 4, 5], [6, 7, 8], [9, 10, 11]]
    var repeats: [Int] = []
    for late in [12, 13, 14, 15] {
      guard let placement = problem.place(late, among: groups) else { continue }
      groups[placement.group].append(late)
      repeats.append(placement.repeats)
    }
    #expect(repeats == [0, 1, 1, 0])
    #expect(groups.allSatisfy { $0.count == 4 })
  }
}
