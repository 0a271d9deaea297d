import Grouping
import Primitives
import Testing

@Suite struct TurnHistoryTests {
  private func held(_ turns: [(session: Int, there: [Int], did: Int)]) -> TurnHistory<Int> {
    var history = TurnHistory<Int>()
    for (session, there, did) in turns {
      history.couldHave(there, in: session)
      history.did(did, in: session)
    }
    return history
  }

  @Test func `the fewest turns per chance come first, not the fewest turns`() {
    // 1 led twice in eight sessions, 2 led once in two: 2/8 is less than 1/2.
    var history = TurnHistory<Int>()
    for session in 1...8 { history.couldHave(session <= 2 ? [1, 2] : [1], in: session) }
    history.did(1, in: 3)
    history.did(1, in: 5)
    history.did(2, in: 1)
    #expect(history.order([2, 1], in: 9) == [1, 2])
  }

  @Test func `of equal shares the turn that is longest ago comes first`() {
    let history = held([(1, [1, 2, 3], 2), (2, [1, 2, 3], 1), (3, [1, 2, 3], 3)])
    #expect(history.order([1, 2, 3], in: 4) == [2, 1, 3])
  }

  @Test func `nothing known favours each name in turn`() {
    let history = TurnHistory<Int>()
    let firsts = (0..<8).map { history.order([4, 7, 9, 5], in: $0)[0] }
    #expect(firsts == [4, 5, 7, 9, 4, 5, 7, 9])
    #expect(history.order([], in: 1) == [])
    #expect(history.order([3, 3], in: -1) == [3])
  }

  @Test func `a snoozed member comes back without debt`() {
    // Four share 40 sessions; 4 is away for the middle twenty and takes no more than a quarter afterwards.
    var history = TurnHistory<Int>()
    var turns = [Int: Int]()
    for session in 1...40 {
      let there = (11...30).contains(session) ? [1, 2, 3] : [1, 2, 3, 4]
      let leader = history.order(there, in: session)[0]
      history.couldHave(there, in: session)
      history.did(leader, in: session)
      if there.count == 3 { history.snoozed([4]) }
      if session == 31 { #expect(leader != 4, "back, but not first") }
      if session > 30 { turns[leader, default: 0] += 1 }
    }
    #expect((2...3).contains(turns[4, default: 0]))
    #expect(turns.values.allSatisfy { (2...3).contains($0) })
  }

  @Test func `a joiner starts at the level of the group and is not first`() {
    var history = TurnHistory<Int>()
    for session in 1...12 {
      history.couldHave([1, 2, 3], in: session)
      history.did(history.order([1, 2, 3], in: session)[0], in: session)
    }
    // Three people at 4 of 12: the joiner stands at 4 of 12 too.
    var after = [Int: Int]()
    for session in 13...24 {
      let leader = history.order([1, 2, 3, 9], in: session)[0]
      history.couldHave([1, 2, 3, 9], in: session)
      history.did(leader, in: session)
      after[leader, default: 0] += 1
    }
    #expect(history[9]?.joinedWithTurns == 4000 && history[9]?.joinedWithChances == 12000)
    #expect(after == [1: 3, 2: 3, 3: 3, 9: 3])
  }

  @Test func `the turn counts for who really did it, and telling it twice changes nothing`() {
    var history = TurnHistory<Int>()
    history.couldHave([1, 2], in: 1)
    history.did(2, in: 1)
    let once = history
    history.did(2, in: 1)
    history.couldHave([1, 2], in: 1)
    #expect(history == once)
    #expect(history.turns(of: 2) == 1 && history.turns(of: 1) == 0)
    #expect(history[2]?.chances == 1)
    #expect(history.order([1, 2], in: 2) == [1, 2])
  }

  @Test func `a stand-in whom nobody had counted on is credited`() {
    var history = TurnHistory<Int>()
    history.couldHave([1, 2], in: 1)
    history.did(3, in: 1)
    #expect(history[3]?.chances == 1 && history.turns(of: 3) == 1)
  }

  @Test func `a wrong fact can be taken back`() {
    var history = TurnHistory<Int>()
    history.couldHave([1, 2], in: 1)
    let before = history
    history.did(1, in: 1)
    history.didNot(1, in: 1)
    history.didNot(8, in: 1)
    #expect(history == before)
  }

  @Test func `who leaves and comes back starts at the level again`() {
    var history = held([(1, [1, 2], 1), (2, [1, 2], 2)])
    history.remove(1)
    #expect(history[1] == nil)
    history.couldHave([1, 2], in: 3)
    #expect(history[1]?.joinedWithTurns == 1000)
  }

  @Test func `a snapshot reads back as the same value`() {
    let history = held([(1, [3, 1, 2], 3), (2, [1, 5], 5), (3, [1, 2, 3, 5], 1)])
    let read = TurnHistory(history.snapshot)
    #expect(read == history)
    #expect(history.snapshot.map { $0.member } == [1, 2, 3, 5])
    #expect(read.order([1, 2, 3, 5, 8], in: 4) == history.order([1, 2, 3, 5, 8], in: 4))
  }

  @Test(arguments: 0..<20)
  func `in a simulated year two who are always there differ by at most one turn`(seed: UInt64) {
    var randomness = Randomness(seed: seed)
    // 0 and 1 are always there; the others at 25 % to 95 %.
    let chances = [100, 100, 25, 35, 45, 55, 65, 75, 85, 95]
    var history = TurnHistory<Int>()
    for session in 1...52 {
      let there = chances.indices.filter { randomness.chance(percent: chances[$0]) }
      let leader = history.order(there, in: session)[0]
      history.couldHave(there, in: session)
      history.did(leader, in: session)
      let spread = history.turns(of: 0) - history.turns(of: 1)
      #expect(abs(spread) <= 1, "seed \(seed), session \(session)")
    }
    #expect(history.turns(of: 0) >= 5)
  }
}
