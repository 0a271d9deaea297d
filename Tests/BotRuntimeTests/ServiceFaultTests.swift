import BotRuntime
import BotTesting
import CommunityCore
import Primitives
import Testing

@Suite struct ServiceFaultTests {
  @Test func `an answer that was taken but not acknowledged is seen once`() throws {
    for seed in 1...10 as ClosedRange<UInt64> {
      let world = try calmWorld(seed)
      world.chat.faults.lostAnswer = 50
      world.chat.faults.failingLate = 50
      let ids = (1...5).map { world.chat.say("!topic subject \($0)", by: "ana") }
      world.run(for: .seconds(60))
      world.chat.faults = ChatFaults()
      #expect(world.settle())
      for id in ids { #expect(world.answers(to: id).count == 1) }
    }
  }

  @Test func `a message that was spoilt on its way is read when its page comes again`() throws {
    let world = try calmWorld()
    var spoilt = 2
    world.chat.losesAuthor = { text in
      guard text.contains("second"), spoilt > 0 else { return false }
      spoilt -= 1
      return true
    }
    let ids = ["first", "second", "third"].map { world.chat.say("!topic \($0)", by: "ana") }
    world.run(for: .seconds(5))
    #expect(spoilt == 0)
    #expect(world.settle())
    for id in ids { #expect(world.answers(to: id).count == 1) }
  }

  @Test func `a message that can never be read holds up nobody`() throws {
    let world = try calmWorld()
    world.chat.losesAuthor = { $0.contains("second") }
    let ids = ["first", "second", "third"].map { world.chat.say("!topic \($0)", by: "ana") }
    world.run(for: .seconds(1))
    #expect(world.answers(to: ids[0]).count == 1)
    #expect(world.answers(to: ids[2]).count == 1)
    let before = world.chat.requestCount
    world.run(for: .seconds(60))
    #expect(world.chat.requestCount - before < 15, "the page is not asked for again for ever")
    let later = world.chat.say("!topic later", by: "ben")
    #expect(world.settle())
    #expect([ids[0], ids[1], ids[2], later].map { world.answers(to: $0).count } == [1, 0, 1, 1])
  }

  @Test func `a list that is something else three times takes no message with it`() throws {
    let world = try calmWorld()
    var spoilt = 3
    world.chat.spoilsList = {
      spoilt -= 1
      return spoilt >= 0
    }
    let ids = ["first", "second", "third"].map { world.chat.say("!topic \($0)", by: "ana") }
    world.run(for: .seconds(5))
    #expect(spoilt < 0)
    #expect(world.settle())
    for id in ids { #expect(world.answers(to: id).count == 1) }
  }

  @Test func `where keys die, the bot looks for its own words before it repeats them`() throws {
    let world = try calmWorld()
    world.chat.remembersKeys = false
    var drops = 3
    world.chat.killsAfter = { _ in false }
    world.chat.losesAnswer = { post in
      drops -= 1
      return drops >= 0
    }
    let ids = (1...3).map { world.chat.say("!topic subject \($0)", by: "ana") }
    world.run(for: .seconds(5))
    world.chat.isReachable = false
    world.run(for: .seconds(1200))
    world.chat.isReachable = true
    #expect(world.settle())
    for id in ids { #expect(world.answers(to: id).count == 1) }
    #expect(!world.chat.posts.contains { $0.text.contains("repeat") })
  }

  @Test func `an outage is borne with few requests, and everything is said after it`() throws {
    let world = try calmWorld()
    world.chat.isOut = true
    let before = world.chat.requestCount
    world.chat.say("!topic first", by: "ana")
    world.run(for: .seconds(60))
    #expect(world.chat.requestCount - before <= 12)
    let ids = (1...20).map { world.chat.say("!topic subject \($0)", by: "ana") }
    world.run(for: .seconds(600))
    world.chat.isOut = false
    #expect(world.settle())
    for id in ids { #expect(world.answers(to: id).count == 1) }
    let answered = world.chat.posts.compactMap(\.thread)
    #expect(Set(answered).count == 21)
  }

  @Test(arguments: [3, 60, 6775], [429, 503])
  func `a rest is kept in full, over restarts too`(seconds: Int, status: Int) throws {
    let world = try calmWorld()
    world.chat.rest(seconds: seconds, status: status)
    let id = world.chat.say("!topic Data contracts", by: "ana")
    let asked = world.clock.trueNow
    world.run(for: .seconds(1))
    world.kill()
    try world.start()
    let disobeyed = world.chat.disobeyed
    // Reading goes on meanwhile.
    let polls = world.chat.requestCount
    world.run(for: .seconds(Int64(seconds) + 10))
    #expect(world.settle())
    #expect(world.chat.requestCount > polls)
    #expect(world.chat.disobeyed == disobeyed)
    #expect(world.answers(to: id).count == 1)
    let said = try #require(world.chat.posts.first).at
    #expect((said - asked).milliseconds >= Int64(seconds) * 1000)
  }

  @Test(arguments: [400, 404, 413, 422])
  func `a message that is refused for good holds up no other`(status: Int) throws {
    let world = try calmWorld()
    world.chat.refusals = [("poison", status)]
    world.chat.say("!topic the poison", by: "ana", in: "dm-ana")
    world.chat.say("!topic the cure", by: "ana", in: "dm-ana")
    world.run(for: .seconds(2))
    #expect(world.chat.posts.map(\.text).filter { $0.contains("the cure") }.count == 1)
    let letters = try #require(world.disk.content(of: "dead-letters.jsonl"))
    #expect(String(decoding: letters, as: UTF8.self).contains("the poison"))
    #expect(letters.split(separator: 0x0A).count == 1)
    var tries = 0
    world.chat.onArrival = { if $0.text.contains("poison") { tries += 1 } }
    world.kill()
    try world.start()
    #expect(world.settle())
    #expect(tries == 0)
  }

  @Test func `a revoked token is asked about seldom, and a new one used at once`() throws {
    let world = try calmWorld()
    world.chat.token = nil
    world.clock.newProfile = try PlainProfile.profile()
    let id = world.chat.say("!topic Data contracts", by: "ana")
    world.run(for: .seconds(26))
    let before = world.chat.requestCount
    world.run(for: .seconds(30))
    #expect(world.chat.requestCount - before <= 3)
    world.chat.token = "new-token"
    world.clock.newProfile = try PlainProfile.profile(token: "new-token")
    world.run(for: .seconds(10))
    #expect(world.answers(to: id).count == 1)
    #expect(world.disk.files(containing: "canary-token").isEmpty)
  }

  @Test func `a message that nobody can read is stepped over after a while`() throws {
    let world = try calmWorld()
    let before = world.chat.say("!topic before", by: "ana")
    world.chat.say(SimulatedChat.unreadable, by: "ben")
    let after = world.chat.say("!topic after", by: "ana")
    world.run(for: .seconds(120))
    #expect(world.answers(to: before).count == 1)
    #expect(world.answers(to: after).count == 1)
    let id = world.say("!topic list")
    #expect(world.answers(to: id).count == 1)
  }

  @Test func `a page that is garbled once is read at the next attempt`() throws {
    let world = try calmWorld()
    world.chat.faults.garbled = 100
    let id = world.chat.say("!topic Data contracts", by: "ana")
    world.run(for: .seconds(20))
    world.chat.faults.garbled = 0
    #expect(world.settle())
    #expect(world.answers(to: id).count == 1)
  }

  @Test func `a cursor that does not move is no busy loop`() throws {
    let world = try calmWorld()
    world.chat.faults.stale = 100
    world.chat.say("!topic Data contracts", by: "ana")
    world.run(for: .seconds(10))
    #expect(world.chat.posts.count == 1)
    let before = world.chat.requestCount
    world.run(for: .seconds(300))
    #expect(world.chat.requestCount - before < 30)
  }

  @Test func `a cursor that has expired loses nothing that is still there`() throws {
    let world = try calmWorld()
    world.chat.faults.expiring = 60
    var ids: [String] = []
    for number in 1...20 {
      ids.append(world.chat.say("!topic subject \(number)", by: "ana"))
      world.run(for: .seconds(2))
    }
    world.chat.faults.expiring = 0
    #expect(world.settle())
    for id in ids { #expect(world.answers(to: id).count == 1) }
  }

  @Test func `a service that has forgotten the cursor does not get old commands answered again`()
    throws
  {
    let world = try calmWorld()
    for number in 1...5 {
      world.say("!topic subject \(number)")
      world.clock.pass(.minutes(5))
    }
    world.say("!topic list")
    try world.stop()
    let new = world.chat.say("!topic brand new", by: "ana")
    world.chat.forgetsCursors = true
    try world.start()
    world.run(for: .seconds(30))
    #expect(world.settle())
    #expect(world.answers(to: new).count == 1)
    #expect(world.chat.posts.count == 7)
  }

  /// What the feed does with its cursor, and how often the process dies while it reads it again.
  @Test(arguments: [("lost", 0), ("lost", 1), ("stale", 0), ("stale", 1), ("stale", 2)])
  func `a long feed that goes back to its beginning has nothing carried out twice`(
    fault: String, deaths: Int
  ) throws {
    let world = try calmWorld()
    for number in 1...3 { world.chat.say("!topic first \(number)", by: "ana") }
    for number in 1...8300 { world.chat.say("so it is, \(number)", by: "m\(number % 90)") }
    #expect(world.settle())
    world.clock.pass(.minutes(30))
    for number in 1...3 { world.say("!topic last \(number)") }
    let before = world.chat.posts.count
    if fault == "lost" { world.chat.forgetsCursors = true } else { world.chat.turnsBack = true }
    let new = world.chat.say("!help", by: "ben")
    for _ in 0..<deaths {
      let last = world.chat.requestCount + 15
      for _ in 0..<2000 where world.chat.requestCount < last {
        world.run(for: Span(milliseconds: 5))
      }
      world.kill()
      try world.start()
    }
    world.run(for: .seconds(30))
    #expect(world.settle())
    #expect(world.answers(to: new).count == 1)
    #expect(world.chat.posts.count == before + 1)
    #expect(world.chat.keyConflicts == 0)
  }

  @Test func `who writes with a slow clock is heard in a crowd`() throws {
    let world = try calmWorld()
    for number in 1...8300 { world.chat.say("so it is, \(number)", by: "m\(number % 90)") }
    #expect(world.settle())
    let late = world.chat.say("!help", by: "ana", ago: .minutes(4))
    for number in 1...3 { world.chat.say("so it was, \(number)", by: "ben") }
    #expect(world.settle())
    #expect(world.answers(to: late).count == 1)
  }

  @Test func `what can't be known to have been said is repeated once and says so`() throws {
    let world = try calmWorld(speaking: PlainProfile.keyless(), echoes: false)
    var drops = 1
    world.chat.losesAnswer = { _ in
      drops -= 1
      return drops >= 0
    }
    let id = world.say("!topic Data contracts")
    let answers = world.answers(to: id)
    #expect(answers.count == 2)
    #expect(answers.last == answers[0] + " (may be a repeat)")
    world.kill()
    try world.start()
    #expect(world.settle())
    #expect(world.answers(to: id).count == 2)
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `what comes back without its key is known by its words, or by its id`(seed: UInt64) throws {
    let world = try calmWorld(seed, speaking: PlainProfile.withoutEchoedKeys(), echoes: true)
    var count = 0
    world.chat.losesAnswer = { _ in
      count += 1
      return count.isMultiple(of: 3)
    }
    let ids = (1...9).map { world.chat.say("!topic subject \($0)", by: "ana") }
    #expect(world.settle())
    for id in ids { #expect(world.answers(to: id).count == 1) }
  }

  @Test func `without keys a crash doubles at most one message`() throws {
    for request in 1...12 {
      let world = try calmWorld(speaking: PlainProfile.keyless(), echoes: false)
      let from = world.chat.requestCount
      world.chat.killsAfter = { [disk = world.disk] in $0 == from + request && disk.stop() }
      let ids = (1...10).map { world.chat.say("!topic subject \($0)", by: "ana") }
      for _ in 0..<100 where !world.disk.isDead { world.run(for: Span(milliseconds: 20)) }
      world.kill()
      try world.start()
      #expect(world.settle())
      for id in ids { #expect(!world.answers(to: id).isEmpty) }
      #expect(world.chat.posts.count <= 11)
    }
  }
}
