import BotTesting
import Testing

@Suite struct SoakTests {
  @Test func `while one request in a hundred goes wrong everything is answered once`() throws {
    let report = try Soak(Program.path, count: 3000, seed: 1).run()
    #expect(report.findings == [])
    #expect(report.lost == 0)
    #expect(report.repeated == 0)
    #expect(report.faults > 0)
  }
}
