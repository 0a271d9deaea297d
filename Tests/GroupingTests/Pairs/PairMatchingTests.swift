import Primitives
import Testing

@testable import Grouping

@Suite struct PairMatchingTests {
  @Test(arguments: 1...10)
  func `pairs are as many and as cheap as in the best of all matchings`(count: Int) {
    var randomness = Randomness(seed: UInt64(count))
    for density in [20, 50, 80, 100] {
      for _ in 0..<30 {
        let table = Self.table(count, density: density, highest: 9, &randomness)
        let cost = { (one: Int, other: Int) in table[one][other] }
        var matching = PairMatching(count: count, cost: cost)
        let mates = matching.run()
        var pairs = 0
        var sum = 0
        for (person, mate) in mates.enumerated() {
          guard let mate, mate > person else { continue }
          #expect(mates[mate] == person)
          pairs += 1
          sum += table[person][mate] ?? 1_000_000
        }
        let best = Self.best(table, Array(0..<count))
        #expect(pairs == best.pairs && sum == best.cost)
      }
    }
  }

  @Test func `odd rings joined by a bridge give their blossoms up again`() {
    // Two triangles and a bridge: the bridge must be used, although the triangles are cheaper.
    let edges = [(0, 1), (1, 2), (0, 2), (2, 3), (3, 4), (4, 5), (3, 5)]
    var matching = PairMatching(count: 6) { one, other in
      edges.contains { ($0 == one && $1 == other) || ($0 == other && $1 == one) }
        ? (one + other == 5 ? 9 : 0) : nil
    }
    #expect(matching.run() == [1, 0, 3, 2, 5, 4])
  }

  @Test func `nobody is no trouble`() {
    var none = PairMatching(count: 0) { _, _ in 0 }
    #expect(none.run() == [])
    var strangers = PairMatching(count: 3) { _, _ in nil }
    #expect(strangers.run() == [nil, nil, nil])
  }

  private static func table(
    _ count: Int, density: Int, highest: Int, _ randomness: inout Randomness
  ) -> [[Int?]] {
    var table = [[Int?]](repeating: [Int?](repeating: nil, count: count), count: count)
    for one in 0..<count {
      for other in 0..<one where randomness.chance(percent: density) {
        let cost = randomness.number(below: highest + 1)
        table[one][other] = cost
        table[other][one] = cost
      }
    }
    return table
  }

  private static func best(_ table: [[Int?]], _ people: [Int]) -> (pairs: Int, cost: Int) {
    guard let first = people.first else { return (0, 0) }
    let rest = Array(people.dropFirst())
    var best = Self.best(table, rest)
    for partner in rest {
      guard let cost = table[first][partner] else { continue }
      let other = Self.best(table, rest.filter { $0 != partner })
      let found = (pairs: other.pairs + 1, cost: other.cost + cost)
      if (-found.pairs, found.cost) < (-best.pairs, best.cost) { best = found }
    }
    return best
  }
}
