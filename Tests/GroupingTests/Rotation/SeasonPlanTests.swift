import Grouping
import Primitives
import Testing

@Suite struct SeasonPlanTests {
  @Test func `six people who can always share twelve sessions two each, far apart`() throws {
    let plan = try SeasonProblem(available: Array(repeating: [1, 2, 3, 4, 5, 6], count: 12)).plan()
    #expect(plan.spread == 0)
    #expect(plan.turns.map { $0.turns } == [2, 2, 2, 2, 2, 2])
    #expect(plan.smallestGap == 6)
  }

  @Test func `no plan of a small season is more even`() throws {
    var randomness = Randomness(seed: 11)
    for _ in 0..<150 {
      let season = Self.season(people: 4, sessions: 6, percent: 45, &randomness)
      let plan = try season.plan()
      Self.check(plan, of: season)
      #expect(plan.spread == Self.leastSpread(season))
    }
  }

  @Test func `a season that starts uneven is evened out as far as it can be`() throws {
    var randomness = Randomness(seed: 12)
    for _ in 0..<100 {
      var season = Self.season(people: 4, sessions: 5, percent: 60, &randomness)
      season.earlierTurns = [0: 3, 1: 1, 2: randomness.number(below: 3)]
      season.needed = [1, 1, 1]
      let plan = try season.plan()
      Self.check(plan, of: season)
      #expect(plan.spread == Self.leastSpread(season))
    }
  }

  @Test func `a large season costs what an independent flow costs`() throws {
    var randomness = Randomness(seed: 13)
    for _ in 0..<6 {
      var season = Self.season(people: 20, sessions: 40, percent: 25, &randomness)
      season.needed = season.available.map { $0.count > 2 ? 1 + randomness.number(below: 2) : 1 }
      let plan = try season.plan()
      Self.check(plan, of: season)
      let squares = plan.turns.reduce(0) { $0 + $1.turns * $1.turns }
      #expect(squares == ReferenceFlow.leastSquares(season))
      #expect(plan.spread == ReferenceFlow.leastSpread(season))
    }
  }

  @Test(arguments: 0..<8)
  func `a season of thirty among people at 25 % to 95 % has spread 0`(seed: UInt64) throws {
    var randomness = Randomness(seed: seed)
    let chances = [25, 33, 41, 49, 57, 65, 73, 81, 89, 95]
    let available = (0..<30).map { _ in
      chances.indices.filter { randomness.chance(percent: chances[$0]) }
    }
    let season = SeasonProblem(available: available)
    let plan = try season.plan()
    Self.check(plan, of: season)
    #expect(plan.spread == 0)
    #expect((plan.smallestGap ?? 0) >= 2, "nobody leads twice running")
  }

  @Test
  func
    `gaps are as wide as in the best plan of most small seasons, and never at the cost of counts`()
    throws
  {
    var randomness = Randomness(seed: 14)
    var reached = 0
    for _ in 0..<60 {
      let season = Self.season(people: 3, sessions: 6, percent: 75, &randomness)
      let plan = try season.plan()
      let best = Self.plans(season).filter { Self.counts($0) == Self.counts(plan.holders) }
        .compactMap { Self.smallestGap($0) }.max()
      if plan.smallestGap == best { reached += 1 }
      #expect((plan.smallestGap ?? 0) <= (best ?? 0))
    }
    #expect(reached >= 55)
  }

  @Test func `the turn before the season counts for the gap`() throws {
    let season = SeasonProblem(
      available: [[1, 2], [1, 2]], sessionsSinceLastTurn: [1: 1, 2: 4])
    let plan = try season.plan()
    #expect(plan.holders == [[2], [1]])
    #expect(plan.smallestGap == 2)
  }

  @Test func `a session that nobody can lead is refused with its number`() {
    #expect(throws: SeasonFault<Int>.nobody(session: 1)) {
      try SeasonProblem(available: [[1], [], [2]]).plan()
    }
    #expect(throws: SeasonFault<Int>.tooFew(session: 0, available: [4], needed: 2)) {
      try SeasonProblem(available: [[4]], needed: [2]).plan()
    }
    #expect(throws: SeasonFault<Int>.negativeNeed(session: 0)) {
      try SeasonProblem(available: [[4]], needed: [-1]).plan()
    }
  }

  @Test func `an empty season is a plan without sessions`() throws {
    let plan = try SeasonProblem<Int>(available: []).plan()
    #expect(plan.holders == [] && plan.spread == 0 && plan.smallestGap == nil)
  }

  private static func season(
    people: Int, sessions: Int, percent: Int, _ randomness: inout Randomness
  ) -> SeasonProblem<Int> {
    SeasonProblem(
      available: (0..<sessions).map { _ in
        let there = (0..<people).filter { _ in randomness.chance(percent: percent) }
        return there.isEmpty ? [randomness.number(below: people)] : there
      })
  }

  private static func check(_ plan: SeasonPlan<Int>, of season: SeasonProblem<Int>) {
    var turns = season.earlierTurns
    for (session, holders) in plan.holders.enumerated() {
      #expect(holders.count == (session < season.needed.count ? season.needed[session] : 1))
      #expect(Set(holders).count == holders.count)
      #expect(Set(holders).isSubset(of: season.available[session]))
      for holder in holders { turns[holder, default: 0] += 1 }
    }
    #expect(plan.turns.allSatisfy { turns[$0.member, default: 0] == $0.turns })
  }

  /// Every plan with one holder a session.
  private static func plans(_ season: SeasonProblem<Int>) -> [[[Int]]] {
    season.available.reduce([[]]) { plans, available in
      plans.flatMap { plan in available.map { plan + [[$0]] } }
    }
  }

  private static func leastSpread(_ season: SeasonProblem<Int>) -> Int? {
    plans(season).map { plan in
      let turns = Set(season.available.joined()).map { person in
        plan.count { $0 == [person] } + (season.earlierTurns[person] ?? 0)
      }
      return (turns.max() ?? 0) - (turns.min() ?? 0)
    }.min()
  }

  private static func counts(_ holders: [[Int]]) -> [Int] {
    (0..<10).map { person in holders.count { $0.contains(person) } }
  }

  private static func smallestGap(_ holders: [[Int]]) -> Int? {
    (0..<10).compactMap { person in
      let turns = holders.indices.filter { holders[$0].contains(person) }
      return zip(turns, turns.dropFirst()).map { $1 - $0 }.min()
    }.min()
  }
}
