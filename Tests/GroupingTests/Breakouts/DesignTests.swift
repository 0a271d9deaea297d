import Testing

@testable import Grouping

@Suite struct DesignTests {
  /// Whether each round seats everybody once and no two people meet twice.
  private func repeats(_ rounds: [[[Int]]], count: Int) -> Int? {
    var met: Set<Int> = []
    var repeats = 0
    for round in rounds {
      guard round.flatMap({ $0 }).sorted() == Array(0..<count) else { return nil }
      for pair in Pairs(within: round, of: count) where !met.insert(pair).inserted {
        repeats += 1
      }
    }
    return repeats
  }

  @Test func `arithmetic never makes a repeat, whatever the numbers`() {
    for groups in 1...16 {
      for count in (2 * groups)...(6 * groups) {
        let rounds = ColumnDesign.rounds(count: count, groups: groups, limit: 40)
        #expect(repeats(rounds, count: count) == 0, "\(count) in \(groups)")
        #expect(!rounds.isEmpty)
        let sizes = Set(rounds.joined().map(\.count))
        #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1, "\(count) in \(groups)")
      }
    }
  }

  @Test(arguments: [
    (16, 4, 5), (49, 7, 8), (32, 8, 9), (36, 9, 9), (27, 9, 13), (64, 16, 21), (125, 25, 31),
    (81, 27, 40), (2_000, 333, 60), (500, 100, 25), (120, 24, 6),
  ])
  func `arithmetic makes as many rounds as it should`(count: Int, groups: Int, rounds: Int) {
    let found = ColumnDesign.rounds(count: count, groups: groups, limit: rounds)
    #expect(found.count == rounds)
    #expect(repeats(found, count: count) == 0)
  }

  @Test(arguments: [(32, 8, 10, 4), (40, 10, 13, 4)])
  func `a design from the literature has no repeat`(
    count: Int, groups: Int, rounds: Int, size: Int
  ) {
    let found = KnownDesigns.rounds(count: count, groups: groups)
    #expect(found.count == rounds)
    #expect(repeats(found, count: count) == 0)
    #expect(found.joined().allSatisfy { $0.count == size })
  }

  @Test(arguments: Starter.known.map { [$0.count, $0.groups] })
  func `what follows from a starter has no repeat`(design: [Int]) throws {
    let found = KnownDesigns.rounds(count: design[0], groups: design[1])
    #expect(repeats(found, count: design[0]) == 0)
    #expect(found.allSatisfy { $0.count == design[1] })
    let sizes = GroupSizes.even(design[0], in: design[1])
    #expect(found.allSatisfy { $0.map(\.count).sorted(by: >) == sizes })
    let expected = [
      18: 8, 21: 10, 24: 7, 28: 9, 30: 6, 31: 6, 33: 16, 36: 11, 50: 9, 60: 8, 80: 5, 90: 5,
    ]
    #expect(found.count == expected[design[0]])
  }

  @Test(arguments: [2, 3, 4, 5, 7, 8, 9, 16, 25, 27, 32, 49, 64, 81, 121, 125])
  func `a field keeps the laws of a field`(order: Int) throws {
    let field = try #require(FiniteField(order: order))
    for first in 0..<order {
      #expect(field.sum(first, 0) == first && field.product(first, 1) == first)
      // No two sums and no two products with the same element are alike, so that each can be undone.
      #expect(Set((0..<order).map { field.sum(first, $0) }).count == order)
      if first > 0 { #expect(Set((0..<order).map { field.product(first, $0) }).count == order) }
    }
    for first in stride(from: 1, to: order, by: max(1, order / 7)) {
      for second in stride(from: 1, to: order, by: max(1, order / 7)) {
        for third in stride(from: 1, to: order, by: max(1, order / 7)) {
          let sum = field.sum(second, third)
          #expect(
            field.product(first, sum)
              == field.sum(field.product(first, second), field.product(first, third)))
        }
      }
    }
  }

  @Test func `there is no field of six, ten or twelve elements`() {
    for order in [0, 1, 6, 10, 12, 100] { #expect(FiniteField(order: order) == nil) }
  }

  @Test func `a symmetric search without cost makes rounds without repeats`() {
    let shape = SymmetricShape(shift: 7, columns: 2, fixed: 1, turning: 1, standing: 0)
    let sizes = [3, 3, 3, 3, 3]
    var found = 0
    for seed in 0..<6 {
      var search = SymmetricSearch(shape, sizes: sizes, length: 5_000, seed: UInt64(seed))
      _ = search.advance(moves: 5_000)
      let rounds = search.rounds(count: 15, limit: 7)
      #expect(repeats(rounds, count: 15) != nil)
      if search.bestCost == 0 {
        found += 1
        #expect(repeats(rounds, count: 15) == 0)
      }
    }
    #expect(found > 0)
  }
}
