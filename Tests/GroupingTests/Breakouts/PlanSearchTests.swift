import Grouping
import Testing

/// An instance with the most repeats that its plan may have, and the moves it may take.
struct Bar: Sendable, CustomTestStringConvertible {
  let count: Int
  let size: Int
  let rounds: Int
  let repeats: Int
  var moves = 50_000

  var problem: GroupingProblem {
    GroupingProblem(memberCount: count, shape: .size(size), rounds: rounds)
  }

  var testDescription: String { "\(count) by \(size) in \(rounds) rounds" }
}

@Suite struct PlanSearchTests {
  static let bars = [
    Bar(count: 16, size: 4, rounds: 5, repeats: 0),
    Bar(count: 15, size: 3, rounds: 7, repeats: 0),
    Bar(count: 18, size: 3, rounds: 8, repeats: 0),
    Bar(count: 21, size: 3, rounds: 9, repeats: 0),
    Bar(count: 21, size: 3, rounds: 10, repeats: 0),
    Bar(count: 49, size: 7, rounds: 8, repeats: 0),
    Bar(count: 32, size: 4, rounds: 9, repeats: 0),
    Bar(count: 32, size: 4, rounds: 10, repeats: 0),
    Bar(count: 36, size: 4, rounds: 8, repeats: 0),
    Bar(count: 50, size: 5, rounds: 8, repeats: 0),
    Bar(count: 17, size: 4, rounds: 5, repeats: 7),
    Bar(count: 31, size: 5, rounds: 6, repeats: 11),
    Bar(count: 12, size: 3, rounds: 4, repeats: 0),
    Bar(count: 24, size: 2, rounds: 23, repeats: 0),
    Bar(count: 7, size: 3, rounds: 4, repeats: 15),
    Bar(count: 13, size: 4, rounds: 4, repeats: 17),
    Bar(count: 40, size: 4, rounds: 13, repeats: 0),
    Bar(count: 120, size: 5, rounds: 12, repeats: 0),
    Bar(count: 64, size: 8, rounds: 10, repeats: 224),
    Bar(count: 6, size: 5, rounds: 3, repeats: 30),
  ]

  @Test(arguments: bars)
  func `a plan is valid, honest about its repeats, and good enough`(bar: Bar) throws {
    var search = try PlanSearch(bar.problem, seed: 1)
    search.advance(moves: bar.moves)
    let referee = Referee(problem: bar.problem)
    #expect(referee.faults(in: search.plan) == [])
    #expect(search.repeats == referee.repeats(in: search.plan))
    #expect(search.repeats <= bar.repeats)
    #expect(search.bound.repeats <= search.repeats)
    #expect(search.plan == search.plan.inOrder)
  }

  @Test func `random problems with rules, history and absences have valid plans`() throws {
    var drawn = ProblemDrawing(seed: 3)
    var planned = 0
    for _ in 0..<120 {
      let problem = drawn.next()
      guard var search = drawn.search(problem) else { continue }
      planned += 1
      search.advance(moves: 3_000)
      let referee = Referee(problem: problem)
      #expect(referee.faults(in: search.plan) == [], "\(problem)")
      #expect(search.repeats == referee.repeats(in: search.plan), "\(problem)")
      #expect(search.bound.repeats <= search.repeats, "\(problem)")
    }
    #expect(planned > 60)
  }

  @Test(arguments: [1, 999])
  func `the outcome does not depend on the slices`(slice: Int) throws {
    var problem = GroupingProblem(memberCount: 19, shape: .size(4), rounds: 6)
    for rules in [false, true] {
      if rules {
        problem.together = [[0, 1]]
        problem.apart = [[2, 3]]
        problem.history = [.init(4, 5, times: 1), .init(6, 7, times: 3, monthsAgo: 9)]
      }
      var whole = try PlanSearch(problem, seed: 5)
      let moves = slice == 1 ? 12_000 : 90_000
      whole.advance(moves: moves)
      var sliced = try PlanSearch(problem, seed: 5)
      var asked = 0
      while asked < moves {
        sliced.advance(moves: min(slice, moves - asked))
        asked += slice
      }
      #expect(sliced.plan == whole.plan)
      #expect(sliced.moves == whole.moves)
    }
  }

  @Test func `the plan gets better or stays, and the search ends at the bound`() throws {
    var search = try PlanSearch(
      GroupingProblem(memberCount: 23, shape: .size(4), rounds: 6), seed: 2)
    var last = search.repeats
    var slices = 0
    while slices < 200, search.advance(moves: 5_000).goesOn {
      #expect(search.repeats <= last)
      last = search.repeats
      slices += 1
    }
    #expect(search.isFinished && search.repeats == search.bound.repeats)
    let plan = search.plan
    #expect(search.advance(moves: 1_000).goesOn == false)
    #expect(search.plan == plan)
  }

  @Test func `of two repeats that can't be avoided the older one is chosen`() throws {
    var problem = GroupingProblem(memberCount: 4, shape: .size(2), rounds: 1)
    problem.history = [
      .init(0, 1, times: 1, monthsAgo: 30), .init(2, 3, times: 1, monthsAgo: 30),
      .init(0, 2, times: 1), .init(1, 3, times: 1), .init(0, 3, times: 1), .init(1, 2, times: 1),
    ]
    for seed in 0..<8 {
      var search = try PlanSearch(problem, seed: UInt64(seed))
      search.advance(moves: 2_000)
      #expect(search.plan.rounds == [[[0, 1], [2, 3]]])
    }
  }

  @Test func `late-comers and leavers move nobody without need`() throws {
    // Four left the second group and one somewhere else; one came.
    var problem = GroupingProblem(memberCount: 26, shape: .size(5), rounds: 2)
    problem.current = [
      [0], [1, 2, 3, 4], [5, 6, 7, 8, 9], [10, 11, 12, 13, 14], [15, 16, 17, 18, 19],
      [20, 21, 22, 23, 24],
    ]
    var search = try PlanSearch(problem, seed: 1)
    search.advance(moves: 20_000)
    #expect(Referee(problem: problem).faults(in: search.plan) == [])
    #expect(problem.moved(in: search.plan) == 1)
    problem.current = [
      [0, 1, 2, 3, 4, 5, 6], [7, 8], [9, 10, 11, 12], [13, 14, 15, 16, 17],
      [18, 19, 20, 21, 22, 23],
    ]
    search = try PlanSearch(problem, seed: 1)
    search.advance(moves: 20_000)
    #expect(Referee(problem: problem).faults(in: search.plan) == [])
    #expect(problem.moved(in: search.plan) == 2)
  }
}
