import Grouping
import Testing

@Suite struct RoundRobinTests {
  @Test(arguments: [2, 4, 6, 10, 12, 24, 40])
  func `everybody meets everybody once in one round less than they are`(count: Int) {
    let plan = RoundRobin(Array(0..<count))
    #expect(plan.roundCount == count - 1)
    var met: Set<[Int]> = []
    for number in 0..<plan.roundCount {
      let round = plan.round(number)
      #expect(round.bye == nil)
      #expect(round.pairs.flatMap { $0 }.sorted() == Array(0..<count))
      for pair in round.pairs { #expect(met.insert(pair).inserted) }
    }
    #expect(met.count == count * (count - 1) / 2)
  }

  @Test(arguments: [3, 5, 7, 9, 11, 25])
  func `an odd number has each bye once and each pair once, and three trios for each`(count: Int) {
    let plan = RoundRobin(Array(0..<count))
    #expect(plan.roundCount == count)
    var met: Set<[Int]> = []
    var byes: Set<Int> = []
    var trios = [Int](repeating: 0, count: count)
    for number in 0..<plan.roundCount {
      let round = plan.round(number)
      for pair in round.pairs { #expect(met.insert(pair).inserted) }
      if let bye = round.bye { byes.insert(bye) }
      #expect(round.groups.flatMap { $0 }.sorted() == Array(0..<count))
      for group in round.groups where group.count == 3 {
        for member in group { trios[member] += 1 }
      }
    }
    #expect(met.count == count * (count - 1) / 2 && byes.count == count)
    #expect(trios == [Int](repeating: 3, count: count))
  }

  @Test func `it begins again after the last round, and few people are no trouble`() {
    let plan = RoundRobin([5, 6, 7, 8])
    #expect(plan.round(3) == plan.round(0) && plan.round(-1) == plan.round(2))
    #expect(RoundRobin<Int>([]).roundCount == 0)
    #expect(RoundRobin<Int>([]).round(0).groups == [])
    #expect(RoundRobin([5]).round(4).groups == [[5]])
  }
}
