import BotTesting
import Testing

@Suite struct SimulationTests {
  /// 300 worlds, in pieces so that both cores have something to do.
  @Test(arguments: stride(from: UInt64(1), to: 301, by: 10).map { $0 })
  func `whatever goes wrong, everything asked is answered once`(first: UInt64) {
    for seed in first..<first + 10 {
      let findings = Simulation(seed: seed, checkingEvery: 25).run()
      #expect(findings.isEmpty, "seed \(seed)")
    }
  }

  /// Seeds that once showed a fault of the bot.
  @Test(
    arguments: [
      24,  // waited for a job that could not run without letting time pass
      110,  // a torn note named a record that never was
      161,  // built on records that were not durable yet
      1941,  // began a journal behind a record that the snapshot did not cover
    ] as [UInt64])
  func `what once went wrong goes right`(seed: UInt64) {
    #expect(Simulation(seed: seed).run().isEmpty)
  }

  @Test func `a seed gives the same world each time`() {
    let first = Simulation(seed: 7)
    let second = Simulation(seed: 7)
    #expect(first.run() == second.run())
    #expect(first.world.chat.feed == second.world.chat.feed)
    #expect(first.steps == second.steps)
  }
}
