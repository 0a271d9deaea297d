import Grouping
import Primitives
import Testing

@Suite struct PairDrawTests {
  @Test func `no draw of up to ten people has fewer left out, trios and repeats`() throws {
    var randomness = Randomness(seed: 21)
    for count in 1...10 {
      for _ in 0..<(count > 8 ? 2 : 10) {
        let people = Array(0..<count)
        var history = PairHistory<Int>()
        var apart: [[Int]] = []
        for first in people {
          for second in people where second > first {
            if randomness.chance(percent: 60) { history.met([first, second], at: 3) }
            if randomness.chance(percent: 8) { apart.append([first, second]) }
          }
        }
        let draw = PairDraw(members: people, apart: apart)
        let drawn = try draw.draw(at: 5, history: history, using: &randomness)
        Self.check(drawn, of: draw, history)
        let best = Self.best(people, draw, history)
        let ours = [
          drawn.leftOut.count, drawn.groups.count { $0.count == 3 }, drawn.repeats,
        ]
        #expect(ours == best && drawn.bound == drawn.repeats)
      }
    }
  }

  @Test(arguments: [(14, 13), (13, 13), (24, 20)])
  func `a draw a month meets hardly anybody twice before it must`(count: Int, months: Int) throws {
    var randomness = Randomness(seed: UInt64(count))
    var history = PairHistory<Int>()
    let draw = PairDraw(members: Array(0..<count))
    var clean = 0
    for month in 0..<months {
      let drawn = try draw.draw(at: month, history: history, using: &randomness)
      Self.check(drawn, of: draw, history)
      if drawn.repeats == 0 && clean == month { clean += 1 }
      for group in drawn.groups { history.met(group, at: month) }
    }
    // Dirac: as long as half of the others are strangers, there are pairs of strangers for all.
    #expect(clean >= count / 2 - 2)
    let met = count * (count - 1) / 2 - history.pairsThatNeverMet(among: Array(0..<count))
    #expect(met >= min(months, count - 1) * (count / 2) * 9 / 10)
  }

  @Test func `when all have met, those who met longest ago and least meet again`() throws {
    var history = PairHistory<Int>()
    for (month, pairs) in [[[0, 1], [2, 3]], [[0, 2], [1, 3]], [[0, 3], [1, 2]]].enumerated() {
      for pair in pairs { history.met(pair, at: month) }
    }
    var randomness = Randomness(seed: 1)
    let draw = PairDraw(members: [0, 1, 2, 3])
    #expect(
      try draw.draw(at: 3, history: history, using: &randomness).groups == [[0, 1], [2, 3]])
  }

  @Test func `an odd number has one trio, and everybody is in it in turn`() throws {
    var randomness = Randomness(seed: 2)
    var history = PairHistory<Int>()
    let draw = PairDraw(members: Array(0..<7))
    for month in 0..<7 {
      let drawn = try draw.draw(at: month, history: history, using: &randomness)
      #expect(drawn.groups.map { $0.count }.sorted() == [2, 2, 3])
      for group in drawn.groups { history.met(group, at: month) }
    }
    let trios = (0..<7).map { history.trios(of: $0) }
    #expect(trios.reduce(0, +) == 21)
    #expect((trios.max() ?? 0) - (trios.min() ?? 0) <= 3)
  }

  @Test func `two who wish to stay apart never meet, and nobody is dropped in silence`() throws {
    var randomness = Randomness(seed: 3)
    let alone = try PairDraw(members: [1, 2, 3], apart: [[1, 2], [1, 3]])
      .draw(at: 0, history: PairHistory(), using: &randomness)
    #expect(alone.groups == [[2, 3]] && alone.leftOut == [1])
    for count in [20, 21] {
      let apart = (1..<count).map { [0, $0] }
      let draw = PairDraw(members: Array(0..<count), apart: apart)
      let drawn = try draw.draw(at: 0, history: PairHistory(), using: &randomness)
      Self.check(drawn, of: draw, PairHistory())
      #expect(drawn.leftOut == [0])
    }
    let one = try PairDraw(members: [4]).draw(at: 0, history: PairHistory(), using: &randomness)
    #expect(one.groups == [] && one.leftOut == [4])
    let none = try PairDraw<Int>(members: []).draw(
      at: 0, history: PairHistory(), using: &randomness)
    #expect(none.groups == [] && none.leftOut == [])
  }

  @Test(arguments: [200, 201])
  func `two hundred people are paired within half a million looks`(count: Int) throws {
    var randomness = Randomness(seed: 4)
    let people = Array(0..<count)
    var history = PairHistory<Int>()
    let rounds = RoundRobin(randomness.shuffled(people))
    for month in 0..<120 {
      for pair in rounds.round(month).pairs { history.met(pair, at: month) }
    }
    let draw = PairDraw(members: people)
    let drawn = try draw.draw(at: 120, history: history, using: &randomness)
    Self.check(drawn, of: draw, history)
    #expect(drawn.repeats == 0)
    #expect(drawn.looks < 500_000, "\(drawn.looks) looks")
  }

  @Test func `the same seed draws the same pairs, another one others`() throws {
    let draw = PairDraw(members: Array(0..<30))
    let groups = try (0..<3).map { seed in
      var randomness = Randomness(seed: UInt64(seed) / 2)
      return try draw.draw(at: 0, history: PairHistory(), using: &randomness).groups
    }
    #expect(groups[0] == groups[1] && groups[1] != groups[2])
  }

  @Test func `too many people are refused with the limit`() {
    var randomness = Randomness(seed: 1)
    #expect(throws: PairFault.tooMany(found: 501, most: 500)) {
      try PairDraw(members: Array(0...500)).draw(
        at: 0, history: PairHistory(), using: &randomness)
    }
  }

  @Test func `a history counts strangers without names and reads back whole`() {
    var history = PairHistory<Int>()
    history.met([3, 1], at: 2)
    history.met([1, 3, 5], at: 7)
    history.met([1, 3], at: 4)
    #expect(history[3, 1] == PairRecord(first: 1, second: 3, times: 3, last: 7))
    #expect(history.pairsThatNeverMet(among: [1, 3, 5, 8]) == 3)
    #expect(history.strangers(of: 8, among: [1, 3, 8]) == 2)
    #expect(history.trios(of: 5) == 1)
    let read = PairHistory(pairs: history.pairSnapshot, trios: history.trioSnapshot)
    #expect(read == history)
    history.remove(3)
    #expect(history.pairSnapshot == [PairRecord(first: 5, second: 1, times: 1, last: 7)])
  }

  private static func check(
    _ drawn: DrawnPairs<Int>, of draw: PairDraw<Int>, _ history: PairHistory<Int>
  ) {
    #expect((drawn.groups.flatMap { $0 } + drawn.leftOut).sorted() == draw.members.sorted())
    var repeats = 0
    for group in drawn.groups {
      #expect((2...3).contains(group.count))
      for list in draw.apart { #expect(Set(list).intersection(group).count < 2) }
      for first in group {
        for second in group where second > first && history[first, second] != nil { repeats += 1 }
      }
    }
    #expect(drawn.repeats == repeats && drawn.bound <= repeats)
  }

  /// Left out, trios and repeats of the best division of all.
  private static func best(
    _ people: [Int], _ draw: PairDraw<Int>, _ history: PairHistory<Int>
  ) -> [Int] {
    guard let first = people.first else { return [0, 0, 0] }
    let rest = Array(people.dropFirst())
    func meet(_ one: Int, _ other: Int) -> Int? {
      if draw.apart.contains(where: { $0.contains(one) && $0.contains(other) }) { return nil }
      return history[one, other] == nil ? 0 : 1
    }
    var best = zip(Self.best(rest, draw, history), [1, 0, 0]).map(+)
    func offer(_ used: [Int], _ cost: [Int]) {
      let left = rest.filter { !used.contains($0) }
      let sum = zip(Self.best(left, draw, history), cost).map(+)
      if sum.lexicographicallyPrecedes(best) { best = sum }
    }
    for second in rest {
      guard let pair = meet(first, second) else { continue }
      offer([second], [0, 0, pair])
      for third in rest where third > second {
        guard let one = meet(first, third), let other = meet(second, third) else { continue }
        offer([second, third], [0, 1, pair + one + other])
      }
    }
    return best
  }
}
