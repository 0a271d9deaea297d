import BotRuntime
import BotTesting
import CommunityCore
import Journaling
import Primitives
import Testing

@Suite struct RestartTests {
  @Test func `what was said before the first start is never answered`() throws {
    let world = try SimulatedWorld(seed: 1, charter: .simulated())
    for number in 1...500 { world.chat.say("!topic old \(number)", by: "ana", ago: .hours(1)) }
    for request in 1...6 {
      // Killed at each request of the first start in turn.
      world.chat.killsBefore = { [disk = world.disk] in $0 == request && disk.stop() }
      try world.start()
      while !world.disk.isDead, !(world.bot?.isIdle ?? true) { world.step() }
      world.kill()
    }
    world.chat.killsBefore = { _ in false }
    try world.start()
    #expect(world.settle())
    #expect(world.chat.posts.isEmpty)
    let id = world.say("!topic list")
    #expect(world.chat.posts.map(\.thread) == [id])
    // The service begins its pages far too early for once, and shows what was passed over before.
    world.chat.faults.replaying = 100
    for _ in 0..<4 { world.say("!topic list") }
    world.run(for: .seconds(5))
    #expect(world.chat.posts.count == 5)
    #expect(world.bot?.commons.communities[0].topics.openCount == 0)
  }

  @Test func `what was said while the bot was away is answered at its return`() throws {
    let world = try calmWorld()
    try world.stop()
    let id = world.chat.say("!topic list", by: "ana")
    try world.start()
    #expect(world.settle())
    #expect(world.answers(to: id).count == 1)
  }

  @Test func `a bot that was stopped in order repeats nothing`() throws {
    let world = try calmWorld()
    for number in 1...10 { world.chat.say("!topic subject \(number)", by: "ana") }
    world.run(for: Span(milliseconds: 60))
    try world.stop()
    var keys: [String] = []
    world.chat.onArrival = { keys.append($0.key ?? "") }
    let said = Set(world.chat.posts.compactMap(\.key))
    try world.start()
    #expect(world.settle())
    #expect(Set(keys).isDisjoint(with: said))
    #expect(world.chat.posts.count == 10)
  }

  @Test(arguments: 1...22) func `a kill at any request loses and doubles nothing`(request: Int)
    throws
  {
    for isBefore in [true, false] {
      let world = try calmWorld(UInt64(request))
      let from = world.chat.requestCount
      let strike = { [disk = world.disk] (number: Int) in number == from + request && disk.stop() }
      if isBefore { world.chat.killsBefore = strike } else { world.chat.killsAfter = strike }
      let ids = (1...20).map { world.chat.say("!topic subject \($0)", by: "ana") }
      for _ in 0..<200 where !world.disk.isDead { world.run(for: Span(milliseconds: 10)) }
      #expect(world.disk.isDead)
      world.kill()
      try world.start()
      #expect(world.settle())
      for id in ids { #expect(world.answers(to: id).count == 1) }
      #expect(world.chat.keyConflicts == 0)
      #expect(world.bot?.commons.communities[0].topics.all.count == 20)
    }
  }

  @Test func `a message that comes again is not worked off again, over restarts and snapshots`()
    throws
  {
    let world = try calmWorld(leastJournalBytes: 300)
    world.chat.faults.duplicating = 100
    world.chat.faults.replaying = 100
    for number in 1...6 {
      world.say("!topic subject \(number)")
      if number % 2 == 0 { world.kill() } else { try world.stop() }
      try world.start()
    }
    #expect(world.settle())
    #expect(world.chat.posts.count == 6)
    #expect(world.disk.fileNames.contains("state.1.json"))
  }

  @Test func `a crash loop slows down, and a start that works sets it right`() throws {
    let world = try calmWorld()
    world.run(for: .seconds(70))
    let before = world.chat.requestCount
    for _ in 0..<20 {
      world.kill()
      try world.start()
      world.run(for: .seconds(1))
    }
    #expect(world.chat.requestCount - before < 60)
    #expect(world.chat.posts.isEmpty)
    let id = world.say("!topic list")
    #expect(world.answers(to: id).count == 1)
    world.kill()
    try world.start()
    world.chat.say("!topic list", by: "ana")
    world.run(for: .seconds(1))
    #expect(world.chat.posts.count == 2)
  }

  @Test func `a second bot on the same folder ends at once`() throws {
    let world = try SimulatedWorld(seed: 1, charter: .simulated())
    world.disk.foreignHolder = 4711
    let error = #expect(throws: BotError.self) { try world.start() }
    #expect(error?.exitCode == 75)
    #expect(error?.description.contains("4711") ?? false)
    #expect(world.chat.requestCount == 0)
  }

  @Test func `an unreadable state is refused before anything is asked`() throws {
    let world = try calmWorld(leastJournalBytes: 300)
    for number in 1...20 { world.say("!topic subject \(number)") }
    world.kill()
    let requests = world.chat.requestCount
    let names = ["journal.jsonl", "state.json"]
    for name in names {
      let sound = try #require(world.disk.content(of: name))
      for spoilt in [[], Array(sound.dropLast(30)), Array("{}".utf8), sound + sound] as [[UInt8]] {
        world.disk.place(spoilt, as: name)
        let error = #expect(throws: BotError.self) { try world.start() }
        #expect(error?.exitCode == 76)
        #expect(error?.description.contains(name) ?? false)
        #expect(world.disk.content(of: name) == spoilt)
      }
      world.disk.discard(name)
      #expect(throws: BotError.self) { try world.start() }
      world.disk.place(sound, as: name)
    }
    #expect(world.chat.requestCount == requests)
    try world.start()
    #expect(world.settle())
  }

  @Test func `a state of a later release is refused`() throws {
    let world = try calmWorld()
    world.kill()
    try Snapshots(storage: world.disk, schema: 999).write(upTo: 1) { _ in }
    let error = #expect(throws: BotError.self) { try world.start() }
    #expect(error?.exitCode == 76)
  }

  @Test func `somebody beside the bot sees every confirmed command`() throws {
    let world = try calmWorld(leastJournalBytes: 2000)
    for number in 1...30 {
      world.say("!topic subject \(number)")
      #expect(try world.reading().commons.text == world.bot?.commons.text)
    }
  }

  @Test func `what a bot would refuse is refused beside it too`() throws {
    let world = try calmWorld()
    for number in 1...5 { world.say("!topic subject \(number)") }
    world.kill()
    let sound = try #require(world.disk.content(of: "journal.jsonl"))
    let end = try #require(sound.dropLast().lastIndex(of: 0x0A))
    world.disk.place(Array(sound[...end]), as: "journal.jsonl")
    for start in [world.start, { _ = try world.reading() }] {
      let error = #expect(throws: BotError.self) { try start() }
      #expect(error?.exitCode == 76)
      #expect(error?.description.contains("was confirmed") ?? false)
    }
  }

  @Test func `the way back to an earlier state is open by hand`() throws {
    let world = try calmWorld(leastJournalBytes: 1)
    for number in 1...8 { world.say("!topic subject \(number)") }
    try world.stop()
    let earlier = try #require(world.disk.content(of: "state.1.json"))
    let said = world.chat.posts.count
    for name in world.disk.fileNames where !name.hasPrefix("ballots/") { world.disk.discard(name) }
    world.disk.place(earlier, as: "state.json")
    try world.start()
    #expect(world.settle())
    // What was said since is read again where the service still has it, and nothing is said twice.
    #expect(world.chat.posts.count == said)
    #expect(world.bot?.commons.communities[0].topics.openCount == 8)
    let id = world.say("!topic list")
    #expect(world.answers(to: id).count == 1)
  }
}
