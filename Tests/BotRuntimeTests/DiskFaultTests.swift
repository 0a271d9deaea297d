import BotRuntime
import BotTesting
import CommunityCore
import Journaling
import Primitives
import Testing

@Suite struct DiskFaultTests {
  @Test func `on a full disk changes are refused in words, and help goes on`() throws {
    let world = try calmWorld()
    let kept = world.say("!topic penguin colonies")
    world.disk.capacity = world.disk.usedBytes
    let refused = world.chat.say("!topic seagull migration", by: "ana")
    let help = world.chat.say("!help topic", by: "ben")
    world.run(for: .seconds(5))
    #expect(world.answers(to: refused).count == 1)
    #expect(world.answers(to: refused)[0].hasPrefix("Not saved"))
    #expect(world.answers(to: help).count == 1)
    #expect(!world.answers(to: help)[0].hasPrefix("Not saved"))

    world.kill()
    world.disk.capacity = nil
    try world.start()
    #expect(world.settle())
    let texts = world.bot?.commons.communities[0].topics.all.map(\.text)
    #expect(texts == ["penguin colonies"])
    #expect(world.answers(to: refused).count == 1)
    #expect(world.answers(to: kept).count == 1)
    #expect(world.chat.keyConflicts == 0)
  }

  @Test func `on a full disk nobody is told that what they merely said is not saved`() throws {
    let world = try calmWorld()
    world.say("!session new \"Bees\" in 1 hour", by: "you")
    world.run(for: .minutes(61))
    let heard = world.say("Good morning everybody")
    #expect(
      world.bot?.commons.communities[0].voices[SessionID(1)].hasHeard(MemberID("ana")) == true)
    world.disk.capacity = world.disk.usedBytes
    let merelySaid = world.chat.say("Good morning from me too", by: "ben")
    let asked = world.chat.say("q+", by: "ben")
    world.run(for: .seconds(5))
    #expect(world.answers(to: heard).isEmpty)
    #expect(world.answers(to: merelySaid).isEmpty)
    #expect(world.answers(to: asked).map { $0.hasPrefix("Not saved") } == [true])
  }

  @Test func `when there is room again, everything goes on by itself`() throws {
    let world = try calmWorld()
    world.disk.capacity = world.disk.usedBytes
    world.chat.say("!topic seagull migration", by: "ana")
    world.run(for: .seconds(10))
    world.disk.capacity = nil
    world.run(for: .seconds(10))
    let id = world.say("!topic albatross")
    #expect(world.answers(to: id)[0].contains("albatross"))
    world.crash()
    try world.start()
    #expect(world.bot?.commons.communities[0].topics.all.map(\.text) == ["albatross"])
  }

  @Test func `when the reserve is used up each room is told once, and all is answered later`()
    throws
  {
    let world = try calmWorld()
    world.disk.capacity = world.disk.usedBytes
    let ids = (1...400).map { number in
      world.chat.say("!topic subject \(number)", by: "ana", in: number % 2 == 0 ? "general" : "lab")
    }
    world.run(for: .seconds(60))
    let refused = ids.count { world.answers(to: $0).first?.hasPrefix("Not saved") ?? false }
    #expect(refused > 80 && refused < 400)
    #expect(halts(in: world).map(\.room).sorted() == ["general", "lab"])
    let requests = world.chat.requestCount
    world.run(for: .seconds(60))
    #expect(world.chat.requestCount == requests)

    world.kill()
    try world.start()
    world.run(for: .seconds(20))
    #expect(halts(in: world).count == 2)
    world.disk.capacity = nil
    world.run(for: .seconds(20))
    #expect(world.settle())
    for id in ids { #expect(world.answers(to: id).count == 1) }
    let topics = try #require(world.bot?.commons.communities[0].topics.all.map(\.text))
    #expect(topics == (refused + 1...400).map { "subject \($0)" })
    #expect(world.chat.keyConflicts == 0)
  }

  @Test func `a refused command stays refused whatever dies meanwhile`() throws {
    for call in 0..<14 {
      let world = try calmWorld()
      world.disk.capacity = world.disk.usedBytes
      let refused = world.chat.say("!topic seagull migration", by: "ana")
      world.run(for: .seconds(2))
      #expect(world.answers(to: refused).map { $0.hasPrefix("Not saved") } == [true])
      // The machine dies in the middle of moving what was reserved.
      world.disk.faults[world.disk.callCount + call] = .crashWithin
      world.disk.capacity = nil
      world.run(for: .seconds(5))
      world.disk.faults = [:]
      world.crash()
      try world.start()
      let next = world.say("!topic albatross")
      #expect(world.bot?.commons.communities[0].topics.all.map(\.text) == ["albatross"])
      #expect(world.answers(to: refused).count == 1 && world.answers(to: next).count == 1)
    }
  }

  private func halts(in world: SimulatedWorld) -> [SimulatedChat.Posted] {
    world.chat.posts.filter { $0.text.hasPrefix("I can't save just now") }
  }

  @Test func `a sync that fails once is survived`() throws {
    for call in 1...8 {
      let world = try calmWorld()
      world.disk.faults[world.disk.callCount + call] = .device
      let ids = (1...4).map { number in
        let id = world.chat.say("!topic subject \(number)", by: "ana")
        world.run(for: .seconds(3))
        return id
      }
      #expect(world.bot != nil)
      world.crash()
      try world.start()
      #expect(world.settle())
      for id in ids { #expect(world.answers(to: id).count == 1) }
      #expect(world.bot?.commons.communities[0].topics.all.count == 4)
    }
  }

  @Test func `a disk that fails for good ends the process before anything untrue is said`() throws {
    let world = try calmWorld()
    for call in 1...200 { world.disk.faults[world.disk.callCount + call] = .device }
    let id = world.chat.say("!topic seagull migration", by: "ana")
    world.run(for: .seconds(5))
    #expect(world.bot == nil)
    #expect(world.ending?.exitCode == 74)
    #expect(world.answers(to: id).isEmpty)
    world.disk.faults = [:]
    world.crash()
    try world.start()
    #expect(world.settle())
    #expect(world.answers(to: id).count == 1)
  }

  @Test func `snapshots that fail do not stop the bot`() throws {
    let world = try calmWorld(leastJournalBytes: 500)
    var calls = 0
    for number in 1...40 {
      world.say("!topic subject \(number)")
      calls += 1
      if calls % 5 == 0 { world.disk.faults[world.disk.callCount + 4] = .noSpace }
    }
    #expect(world.bot != nil)
    #expect(world.chat.posts.count == 40)
  }

  @Test func `snapshots are few, and the journal begins anew behind each`() throws {
    let world = try calmWorld(leastJournalBytes: 4000)
    for number in 1...60 { world.say("!topic subject \(number)") }
    let journal = try #require(world.disk.content(of: "journal.jsonl"))
    let state = try #require(world.disk.content(of: "state.json"))
    #expect(journal.count < max(4000, state.count) + 2000)
    #expect(world.disk.fileNames.contains("state.2.json"))
    let tree = try JSONValue(parsing: state)
    #expect(tree["checksum"] != nil)
    #expect(tree["schema"]?.integer == 1)
    #expect(tree["communities"]?.array?.count == 1)
  }
}
