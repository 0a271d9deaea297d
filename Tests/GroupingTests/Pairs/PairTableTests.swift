import Primitives
import Testing

@testable import Grouping

@Suite struct PairTableTests {
  @Test(arguments: [4, 6, 8, 10])
  func `an even number gets by matching what weighing every division gets`(count: Int) {
    var randomness = Randomness(seed: UInt64(count))
    for _ in 0..<10 {
      let table = Self.table(count, &randomness)
      let matched = table.matchedDivision()
      let best = table.bestDivision()
      #expect(Self.cost(matched, table) == Self.cost(best, table))
      #expect(matched.bound == best.bound)
    }
  }

  @Test(arguments: [5, 7, 9, 11])
  func
    `an odd number has hardly more repeats than the best division, and never fewer than the bound`(
      count: Int
    )
  {
    var randomness = Randomness(seed: UInt64(count))
    var reached = 0
    for _ in 0..<20 {
      let table = Self.table(count, &randomness)
      let matched = table.matchedDivision()
      let best = table.bestDivision()
      let ours = matched.groups.reduce(0) { $0 + table.repeats(in: $1) }
      #expect(matched.groups.allSatisfy { $0.count == 2 || $0.count == 3 })
      #expect(matched.bound <= best.bound && best.bound <= ours && ours <= best.bound + 1)
      if ours == best.bound { reached += 1 }
    }
    #expect(reached >= 17)
  }

  @Test func `those who were least often in a trio are in the next one`() {
    var table = PairTable(count: 7)
    table.trios = [3, 0, 2, 0, 1, 0, 4]
    #expect(table.bestDivision().groups.contains([1, 3, 5]))
    // By matching only the bye is chosen for it; the pair it joins is given.
    let trio = table.matchedDivision().groups.first { $0.count == 3 } ?? []
    #expect(trio.last.map { table.trios[$0] } == 0)
  }

  @Test func `a meeting weighs half after six units of time`() {
    #expect(PairTable.recency(0) == 1024 && PairTable.recency(6) == 512)
    #expect(PairTable.recency(12) == 256 && PairTable.recency(-3) == 1024)
    let weights = (0...70).map { PairTable.recency($0) }
    #expect(zip(weights, weights.dropFirst()).allSatisfy { $0 >= $1 })
  }

  private static func table(_ count: Int, _ randomness: inout Randomness) -> PairTable {
    var table = PairTable(count: count)
    for first in 0..<count {
      table.trios[first] = randomness.number(below: 3)
      for second in 0..<first where randomness.chance(percent: 65) {
        table.met(
          first, second, times: 1 + randomness.number(below: 3), age: randomness.number(below: 9))
      }
    }
    return table
  }

  private static func cost(_ division: PairTable.Division, _ table: PairTable) -> Int {
    division.groups.reduce(0) { $0 + (table.cost($1) ?? PairTable.leftOutUnit) }
  }
}
