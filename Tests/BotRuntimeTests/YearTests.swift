import BotTesting
import Testing

@Suite struct YearTests {
  /// A few of the years that `simulate year` lives, one for each of the four places and some more.
  @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
  func `in a year everything owed is said once, in time and to whom it concerns`(seed: UInt64) {
    let year = YearSimulation(seed: seed)
    let findings = year.run()
    #expect(
      findings.isEmpty,
      "Repeat it with `swift run simulate year --first \(seed) --seeds 1 --tell`.")
    #expect(year.heardCount > 100)
    #expect(year.restartCount > 5)
    // Two a week, but for the weeks in which the bot was away.
    #expect((80...106).contains(year.digestCount))
  }
}
