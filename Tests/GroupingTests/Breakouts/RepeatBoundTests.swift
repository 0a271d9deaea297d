import Grouping
import Testing

@Suite struct RepeatBoundTests {
  /// All divisions of `people` into groups of `sizes`, which are in descending order.
  private func divisions(_ people: [Int], _ sizes: ArraySlice<Int>) -> [[[Int]]] {
    guard let size = sizes.first, let first = people.first else { return [[]] }
    var found: [[[Int]]] = []
    // The first person's group has any of the sizes that are left; each is tried once.
    for chosen in Set(sizes).sorted() {
      var rest = sizes
      rest.remove(at: rest.firstIndex(of: chosen) ?? rest.startIndex)
      for others in choices(Array(people.dropFirst()), chosen - 1) {
        let remaining = people.dropFirst().filter { !others.contains($0) }
        for tail in divisions(Array(remaining), ArraySlice(Array(rest))) {
          found.append([[first] + others] + tail)
        }
      }
    }
    return size > 0 ? found : []
  }

  private func choices(_ people: [Int], _ count: Int) -> [[Int]] {
    if count == 0 { return [[]] }
    guard let first = people.first else { return [] }
    let rest = Array(people.dropFirst())
    return choices(rest, count - 1).map { [first] + $0 } + choices(rest, count)
  }

  /// The fewest repeats of any valid plan, by trying them all; nil where no plan is valid.
  private func fewest(_ problem: GroupingProblem) -> Int? {
    let referee = Referee(problem: problem)
    let options = (0..<problem.rounds).map { round in
      let absent = round < problem.absent.count ? problem.absent[round] : []
      let people = (0..<problem.memberCount).filter { !absent.contains($0) }
      var oneRound = problem
      oneRound.rounds = 1
      oneRound.absent = [absent]
      return GroupSizes.accepted(for: people.count, shape: problem.shape)
        .flatMap { divisions(people, ArraySlice($0)) }
        .filter { Referee(problem: oneRound).faults(in: GroupPlan(rounds: [$0])).isEmpty }
    }
    var best: Int?
    func extend(_ plan: [[[Int]]]) {
      let repeats = referee.repeats(in: GroupPlan(rounds: plan))
      if let best, repeats >= best { return }
      if plan.count == problem.rounds {
        best = repeats
        return
      }
      for division in options[plan.count] { extend(plan + [division]) }
    }
    extend([])
    return best
  }

  @Test func `no plan of a tiny problem has fewer repeats than the bound, by trying all`() throws {
    var drawn = ProblemDrawing(seed: 11)
    var compared = 0
    var met = 0
    for _ in 0..<100 {
      let problem = drawn.next(members: 5...6, rounds: 2)
      guard var search = drawn.search(problem), let fewest = self.fewest(problem) else { continue }
      compared += 1
      #expect(search.bound.repeats <= fewest, "\(problem)")
      search.advance(moves: 3_000)
      #expect(search.repeats == fewest, "\(problem)")
      if search.bound.repeats == fewest { met += 1 }
    }
    #expect(compared > 40)
    #expect(met > compared / 2)
  }

  @Test(arguments: [
    (4, 2, 4), (5, 2, 3), (6, 3, 3), (6, 2, 4), (7, 3, 2),
  ])
  func `the search finds the optimum of tiny problems`(
    count: Int, size: Int, rounds: Int
  ) throws {
    let problem = GroupingProblem(memberCount: count, shape: .size(size), rounds: rounds)
    let fewest = try #require(self.fewest(problem))
    var search = try PlanSearch(problem, seed: 1)
    search.advance(moves: 10_000)
    #expect(search.repeats == fewest)
    #expect(search.bound.repeats <= fewest)
  }

  @Test(arguments: [
    (32, 4, 13, 128, RepeatBound.Reason.total), (13, 4, 4, 12, .overlap), (7, 3, 4, 15, .total),
    (17, 4, 5, 4, .total), (16, 4, 5, 0, .total), (31, 5, 6, 0, .total),
  ])
  func `the bound is that of the literature`(
    count: Int, size: Int, rounds: Int, repeats: Int, reason: RepeatBound.Reason
  ) throws {
    let bound = try RepeatBound(
      for: GroupingProblem(memberCount: count, shape: .size(size), rounds: rounds))
    #expect(bound.repeats == repeats && bound.reason == reason)
  }

  @Test func `a lead in each group means fewer fresh pairs`() throws {
    var problem = GroupingProblem(memberCount: 20, shape: .size(4), rounds: 6)
    problem.leads = [0, 1, 2, 3, 4]
    // Fifteen others meet a lead each in six rounds, but there are only 75 such pairs.
    let bound = try RepeatBound(for: problem)
    #expect(bound.repeats == 15 && bound.reason == .split)
  }

  @Test func `uneven history is counted by person`() throws {
    var problem = GroupingProblem(memberCount: 8, shape: .size(4), rounds: 1)
    problem.history = (1..<8).map { .init(0, $0, times: 1) }
    #expect(try RepeatBound(for: problem).repeats == 2)
    #expect(try RepeatBound(for: problem).reason == .person)
  }
}
