import Grouping
import Testing

@Suite struct SlotRotationTests {
  @Test func `three regions bear the bad hour in turn for a year`() {
    // One slot is bad for each region of two people.
    let rotation = SlotRotation(
      points: (0..<3).map { bad in
        Dictionary(uniqueKeysWithValues: (0..<6).map { ($0, $0 / 2 == bad ? 4 : 0) })
      })
    var ledger = BurdenLedger<Int>()
    var used: [Int?] = [nil, nil, nil]
    for session in 0..<52 {
      guard let slot = rotation.next(burdens: ledger, lastUsed: used) else { continue }
      ledger.held(rotation.bearing(of: slot))
      used[slot] = session
      let counts = (0..<6).map { ledger.meetingsOutOfHours(of: $0) }
      #expect((counts.max() ?? 0) - (counts.min() ?? 0) <= 1, "session \(session)")
    }
    #expect(ledger.meetingsOutOfHours(of: 0) == 18)
  }

  @Test func `a lone member abroad bears no more than the many at home`() {
    let home = Dictionary(uniqueKeysWithValues: (1...8).map { ($0, 0) })
    let abroad = Dictionary(uniqueKeysWithValues: (1...8).map { ($0, 4) })
    let rotation = SlotRotation(points: [
      home.merging([9: 4]) { $1 }, abroad.merging([9: 0]) { $1 },
    ])
    #expect(rotation.forecast(6, burdens: BurdenLedger()) == [0, 1, 0, 1, 0, 1])
    #expect(rotation.outOfHoursCounts == [1, 8])
  }

  @Test func `nobody meets at night while there is another slot`() {
    let rotation = SlotRotation(points: [[1: 12, 2: 0], [1: 7, 2: 7]])
    #expect(rotation.forecast(3, burdens: BurdenLedger()) == [1, 1, 1])
    let nights = SlotRotation(points: [[1: 12, 2: 0], [1: 0, 2: 12]])
    #expect(nights.forecast(4, burdens: BurdenLedger()) == [0, 1, 0, 1])
  }

  @Test func `slots that are easy for all take turns, and none is nil`() {
    let easy = SlotRotation(points: [[1: 0], [1: 0], [1: 0]])
    #expect(easy.forecast(6, burdens: BurdenLedger()) == [0, 1, 2, 0, 1, 2])
    #expect(easy.forecast(2, burdens: BurdenLedger(), lastUsed: [7, nil, 3]) == [1, 2])
    #expect(SlotRotation<Int>(points: []).next(burdens: BurdenLedger()) == nil)
    #expect(easy.bearing(of: 8).isEmpty)
  }
}
