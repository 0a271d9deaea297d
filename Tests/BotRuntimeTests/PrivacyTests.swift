import BotRuntime
import BotTesting
import CommunityCore
import Journaling
import Primitives
import Testing

@Suite struct PrivacyTests {
  /// A world in which somebody with a rare id has left traces wherever they can be left.
  private func worldWithTraces(_ seed: UInt64) throws -> SimulatedWorld {
    let world = try calmWorld(seed, leastJournalBytes: 1500)
    world.say("!join bees, ferns", by: "zoe-7f3a")
    for number in 1...12 {
      world.say("!topic subject \(number)", by: number % 3 == 0 ? "zoe-7f3a" : "ana")
    }
    world.say("hello I keep bees", by: "zoe-7f3a", in: "dm-zoe-7f3a")
    world.chat.refusals = [("ferns", 400)]
    world.say("me", by: "zoe-7f3a", in: "dm-zoe-7f3a")
    world.chat.refusals = []
    #expect(world.disk.files(containing: "zoe-7f3a").contains("state.1.json"))
    #expect(world.disk.files(containing: "zoe-7f3a").contains("dead-letters.jsonl"))
    return world
  }

  @Test(arguments: ["general", "dm-zoe-7f3a"])
  func `who is forgotten is found nowhere on the disk`(room: String) throws {
    let world = try worldWithTraces(1)
    world.say("!forget me", by: "zoe-7f3a", in: room)
    world.say("forget", by: "zoe-7f3a", in: room)
    #expect(world.chat.posts.last?.text.contains("nothing of you any more") ?? false)
    #expect(world.disk.files(containing: "zoe-7f3a").isEmpty)
    #expect(world.disk.files(containing: "Zoe-7f3a").isEmpty)
    try world.stop()
    try world.start()
    #expect(world.settle())
    #expect(world.disk.files(containing: "zoe-7f3a").isEmpty)
    #expect(world.bot?.commons.communities[0].topics.all.count == 12)
  }

  @Test(arguments: 1...24) func `whatever dies while somebody is forgotten`(call: Int) throws {
    for fault in [SimulatedDisk.Fault.crash, .crashWithin] {
      let world = try worldWithTraces(UInt64(call))
      world.say("!forget me", by: "zoe-7f3a", in: "dm-zoe-7f3a")
      world.disk.faults[world.disk.callCount + call] = fault
      world.chat.say("forget", by: "zoe-7f3a", in: "dm-zoe-7f3a")
      world.run(for: .seconds(5))
      world.crash()
      try world.start()
      #expect(world.settle())
      let farewells = world.chat.posts.filter { $0.text.contains("nothing of you any more") }
      #expect(farewells.count == 1)
      #expect(world.disk.files(containing: "zoe-7f3a").isEmpty)
    }
  }

  @Test func `a full disk only delays forgetting`() throws {
    let world = try worldWithTraces(1)
    world.say("!forget me", by: "zoe-7f3a")
    // Room for the record, and none for the snapshot without the member.
    world.disk.capacity = world.disk.usedBytes + 2000
    world.chat.say("forget", by: "zoe-7f3a", in: "general")
    world.run(for: .seconds(5))
    world.disk.capacity = nil
    world.run(for: .seconds(10))
    #expect(world.settle())
    world.kill()
    try world.start()
    #expect(world.settle())
    let said = world.chat.posts.contains { $0.text.contains("nothing of you any more") }
    let refused = world.chat.posts.contains { $0.text.hasPrefix("Not saved") }
    #expect(said != refused)
    if said { #expect(world.disk.files(containing: "zoe-7f3a").isEmpty) }
  }
}
