import Grouping
import Testing

@Suite struct InconvenienceTests {
  @Test(arguments: [
    (0, 12), (5 * 60 + 59, 12), (6 * 60, 4), (7 * 60 - 1, 4), (7 * 60, 2), (8 * 60, 1),
    (9 * 60 - 1, 1), (9 * 60, 0), (17 * 60 - 1, 0), (17 * 60, 1), (18 * 60, 2), (20 * 60 - 1, 2),
    (20 * 60, 4), (22 * 60 - 1, 4), (22 * 60, 7), (1439, 7),
  ])
  func `a minute of a working day costs what the table says`(minute: Int, points: Int) {
    #expect(Inconvenience.points(minute: minute, weekday: 1) == points)
    #expect(Inconvenience.points(minute: minute, weekday: 5) == points)
    #expect(Inconvenience.points(minute: minute, weekday: 6) == points + 4)
    #expect(Inconvenience.points(minute: minute, weekday: 7) == points + 4)
  }

  @Test(arguments: [
    // Minute, weekday, length, points.
    [16 * 60, 4, 60, 0], [16 * 60, 4, 61, 1], [16 * 60 + 30, 4, 90, 1], [8 * 60 + 45, 2, 30, 1],
    [23 * 60 + 30, 1, 30, 7], [23 * 60 + 30, 1, 31, 12], [23 * 60 + 30, 5, 60, 16],
    [23 * 60 + 30, 7, 60, 12], [12 * 60, 3, 0, 0], [0, 3, 10_000, 12],
  ])
  func `a meeting costs what its worst minute costs`(row: [Int]) {
    let points = Inconvenience.points(minute: row[0], weekday: row[1], lastingMinutes: row[2])
    #expect(points == row[3])
  }

  @Test func `numbers outside go round the clock and the week`() {
    #expect(Inconvenience.points(minute: -60, weekday: 1) == 7)
    #expect(Inconvenience.points(minute: 1440, weekday: 8) == 12)
    #expect(Inconvenience.points(minute: 600, weekday: 0) == 4)
  }

  @Test func `a burden fades and is borne by those who were there`() {
    var ledger = BurdenLedger<Int>()
    ledger.held([(member: 1, points: 4), (member: 2, points: 0)])
    #expect(ledger.burden(of: 1) == 400 && ledger.burden(of: 2) == 0)
    ledger.held([(member: 2, points: 1)])
    #expect(ledger.burden(of: 1) == 360 && ledger.burden(of: 2) == 100)
    #expect(ledger.meetingsOutOfHours(of: 1) == 1 && ledger.meetingsOutOfHours(of: 3) == 0)
    #expect(BurdenLedger(ledger.snapshot) == ledger)
    ledger.remove(1)
    #expect(ledger.snapshot.map { $0.member } == [2])
  }
}
