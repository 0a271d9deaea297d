import BotTesting
import CommunityCore
import ChatEndpoint
import Primitives
import Testing

@testable import BotRuntime

@Suite struct DeadLetterTests {
  @Test func `dead letters are bounded, the oldest go first, and it is told how many`() throws {
    let disk = SimulatedDisk()
    let letters = DeadLetters(disk)
    var dropped = 0
    for number in 1...40 {
      dropped += try letters.add(letter(number), "no such room", at: noon)
      let bytes = try #require(disk.content(of: DeadLetters.fileName))
      #expect(bytes.count <= DeadLetters.mostBytes + (70 << 10))
    }
    let bytes = try #require(disk.content(of: DeadLetters.fileName))
    let lines = bytes.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
    #expect(dropped > 10)
    #expect(lines.count + dropped == 40)
    #expect(lines.last?.contains("\"key-40\"") ?? false)
    #expect(lines.first?.contains("\"key-\(dropped + 1)\"") ?? false)
  }

  @Test func `a letter is kept once, however often it is refused`() throws {
    let disk = SimulatedDisk()
    for _ in 0..<3 { _ = try DeadLetters(disk).add(letter(1), "no", at: noon) }
    let bytes = try #require(disk.content(of: DeadLetters.fileName))
    #expect(bytes.count { $0 == 0x0A } == 1)
  }

  private let noon = Instant(seconds: 1_795_255_200)

  private func letter(_ number: Int) -> Utterance {
    var outgoing = Outgoing(
      key: "key-\(number)", content: .text(String(repeating: "x", count: 60 << 10)))
    outgoing.room = RoomID("general")
    return Utterance(number: number, outgoing: outgoing, subject: nil, recipient: nil)
  }
}

@Suite struct RetriedLetterTests {
  /// A world in which two answers were refused for good, and the bot has ended in order.
  private func worldWithLetters() throws -> SimulatedWorld {
    let world = try calmWorld()
    world.chat.refusals = [("poison", 400)]
    for number in 1...2 { world.say("!topic poison \(number)") }
    world.chat.refusals = []
    try world.stop()
    return world
  }

  private func editing(_ world: SimulatedWorld) throws -> StateEditing {
    try StateEditing(world.disk, into: Commons(world.plan.charter))
  }

  @Test func `a letter that is retried is said once, whatever dies meanwhile`() throws {
    for call in 0..<16 {
      let world = try worldWithLetters()
      let keys = try editing(world).deadLetters().map(\.key)
      #expect(keys.count == 2)
      if call > 0 { world.disk.faults[world.disk.callCount + call] = .crashWithin }
      do {
        let editing = try editing(world)
        try editing.retry(try editing.deadLetters(), at: world.clock.now)
      } catch {}
      world.disk.faults = [:]
      world.crash()
      try world.start()
      #expect(world.settle())
      try world.stop()
      // What the crash left is retried once more, as an operator would.
      let editing = try editing(world)
      let left = try editing.deadLetters()
      #expect(left.isEmpty || world.chat.posts.isEmpty)
      if !left.isEmpty { try editing.retry(left, at: world.clock.now) }
      try world.start()
      #expect(world.settle())
      #expect(world.chat.posts.map { $0.key ?? "" }.sorted() == keys.sorted())
      #expect(world.chat.keyConflicts == 0)
      #expect(world.chat.posts.allSatisfy { !$0.text.contains("may be a repeat") })
    }
  }

  @Test func `of a long text that was refused in its middle only the rest is said again`() throws {
    let world = try calmWorld(speaking: PlainProfile.keyless(), echoes: false)
    for number in 1...60 {
      world.say("!topic \(number) \(String(repeating: "bees ", count: 35))", in: "dm-ana")
    }
    world.say("!topic poison", in: "dm-ana")
    let before = world.chat.posts.count
    world.chat.refusals = [("poison", 400)]
    world.say("!mydata", in: "dm-ana")
    let taken = world.chat.posts.dropFirst(before).map(\.text)
    #expect(!taken.isEmpty)
    world.chat.refusals = []
    try world.stop()
    let editing = try editing(world)
    try editing.retry(try editing.deadLetters(), at: world.clock.now)
    try world.start()
    #expect(world.settle())
    let all = world.chat.posts.dropFirst(before).map(\.text)
    #expect(all.count > taken.count && Array(all.prefix(taken.count)) == taken)
    #expect(Set(all).count == all.count)
    #expect(all.contains { $0.contains("poison") })
    #expect(world.chat.posts.allSatisfy { !$0.text.contains("may be a repeat") })
  }

  @Test func `a line that is no letter is told, and stays`() throws {
    let world = try worldWithLetters()
    let bytes = try #require(world.disk.content(of: DeadLetters.fileName))
    world.disk.place(bytes + Array("{\"at\":\n".utf8), as: DeadLetters.fileName)
    let audit = StateAudit(beside: world.disk, into: Commons(world.plan.charter))
    #expect(audit.findings.contains { !$0.isGood && $0.text.hasPrefix("1 of the lines of") })
    let editing = try editing(world)
    try editing.drop(try editing.deadLetters())
    #expect(world.disk.content(of: DeadLetters.fileName) == Array("{\"at\":\n".utf8))
  }

  @Test func `what is dropped is gone, and the others stay`() throws {
    let world = try worldWithLetters()
    let editing = try editing(world)
    let letters = try editing.deadLetters()
    try editing.drop([letters[0]])
    #expect(try editing.deadLetters().map(\.key) == [letters[1].key])
    #expect(letters[1].place == "in general")
    #expect(letters[1].text.contains("poison 2"))
  }
}
