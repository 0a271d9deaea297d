import BotTesting
import Testing

@Suite struct GarbageTests {
  /// Those that cost no back-off; `make torture` does all of them, and again and again.
  @Test(
    arguments: [
      .idMissing, .authorNull, .textNumber, .loneSurrogate, .doubledKeys, .hugeNumbers,
      .moreMembers,
    ] as [Garbage])
  func `one bad message holds up nobody`(garbage: Garbage) throws {
    let trial = GarbageTrials.Trial(garbage: garbage, method: "GET", isLasting: false)
    #expect(try GarbageTrials(Program.path).run(trial) == [])
  }

  @Test(arguments: [.empty, .html, .deepLists, .notANumber, .cutShort] as [Garbage])
  func `garbage instead of an answer ends nothing`(garbage: Garbage) throws {
    for method in ["GET", "POST"] {
      let trial = GarbageTrials.Trial(garbage: garbage, method: method, isLasting: false)
      #expect(try GarbageTrials(Program.path).run(trial) == [])
    }
  }

  @Test func `every kind of garbage differs from the right answer`() {
    let page =
      Array(
        #"{"messages":[{"id":"m1","cursor":"1","room":"r","thread":null,"author":{"id":"a"},"#.utf8)
      + Array(#""text":"hello","ts":"2026-11-21T10:00:00Z"}],"next":"7"}"#.utf8)
    for garbage in Garbage.allCases {
      #expect(garbage.spoil(page) != page, "\(garbage)")
    }
  }
}
