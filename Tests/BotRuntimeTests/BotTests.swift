import BotRuntime
import BotTesting
import ChatEndpoint
import CommunityCore
import Primitives
import Testing

/// A world with a community in it, in which a bot has started and read all there is.
func calmWorld(_ seed: UInt64 = 1, leastJournalBytes: Int = 1 << 20) throws -> SimulatedWorld {
  let world = try SimulatedWorld(
    seed: seed, charter: .simulated(), leastJournalBytes: leastJournalBytes)
  try world.start()
  try #require(world.settle())
  return world
}

/// As above, behind a service that knows no keys and that `profile` tells how to speak with; it shows the bot
/// its own messages where it `echoes`.
func calmWorld(
  _ seed: UInt64 = 1, speaking profile: Profile, echoes: Bool
) throws -> SimulatedWorld {
  let world = try calmWorld(seed)
  world.plan = world.plan.with(profile)
  world.chat.remembersKeys = false
  world.chat.echoes = echoes
  world.kill()
  try world.start()
  try #require(world.settle())
  return world
}

extension SimulatedWorld {
  /// Lets a member say something and waits until the bot has nothing left to do; returns the id.
  @discardableResult
  func say(_ text: String, by author: String = "ana", in room: String = "general") -> String {
    let id = chat.say(text, by: author, in: room)
    #expect(settle())
    return id
  }

  /// What the bot said below a message.
  func answers(to id: String) -> [String] {
    chat.posts.filter { $0.thread == id && $0.target == nil }.map(\.text)
  }
}

@Suite struct BotTests {
  @Test func `a command is answered once, in its thread`() throws {
    let world = try calmWorld()
    let id = world.say("!topic Data contracts")
    #expect(world.chat.posts.map(\.thread) == [id])
    #expect(world.answers(to: id)[0].contains("T1"))
  }

  @Test func `a direct message is answered in its room without a thread`() throws {
    let world = try calmWorld()
    world.say("help", in: "dm-ana")
    #expect(world.chat.posts.map(\.room) == ["dm-ana"])
    #expect(world.chat.posts.map(\.thread) == [nil])
  }

  @Test func `commands that came together are kept by one sync`() throws {
    let world = try calmWorld()
    let before = world.disk.syncCount
    for number in 1...50 { world.chat.say("!topic subject \(number)", by: "ana") }
    world.run(for: Span(milliseconds: 500))
    #expect(world.chat.posts.count == 50)
    // The batch, and that they were said.
    #expect(world.disk.syncCount - before <= 3)
  }

  @Test func `many answers are under way at once`() throws {
    let world = try calmWorld()
    world.chat.faults.latencyMilliseconds = 1000
    for number in 1...64 { world.chat.say("!topic subject \(number)", by: "ana") }
    // 64 round trips of one second on average would take more than a minute one by one.
    world.run(for: .seconds(12))
    #expect(world.chat.posts.count == 64)
  }

  @Test func `answers in one place keep their order`() throws {
    let world = try calmWorld()
    world.chat.faults.latencyMilliseconds = 500
    world.chat.faults.failingLate = 20
    world.chat.faults.lostRequest = 20
    for number in 1...20 { world.chat.say("topic subject \(number)x", by: "ana", in: "dm-ana") }
    #expect(world.settle())
    let subjects = world.chat.posts.map { post in
      post.text.split { !$0.isNumber && $0 != "x" }.first { $0.hasSuffix("x") }.map(String.init)
    }
    #expect(subjects == (1...20).map { "\($0)x" })
  }

  @Test func `the bot answers neither itself nor another bot`() throws {
    let world = try calmWorld()
    world.chat.say("!help", by: SimulatedChat.botID)
    #expect(world.settle())
    #expect(world.chat.posts.count == 1)
  }

  @Test func `somebody who answers our answers is met with silence after ten rounds`() throws {
    let world = try calmWorld()
    for _ in 0..<40 {
      world.chat.say("!topic list", by: "echo")
      world.run(for: .seconds(1))
    }
    #expect((10...12).contains(world.chat.posts.count))
    let id = world.say("!topic list", by: "ana")
    #expect(world.answers(to: id).count == 1)
  }

  @Test func `an idle bot hardly ever wakes up`() throws {
    let world = try calmWorld()
    world.run(for: .seconds(70))
    let requests = world.chat.requestCount
    var steps = 0
    let until = world.clock.uptime.milliseconds + 600_000
    while world.clock.uptime.milliseconds < until {
      world.step()
      steps += 1
    }
    #expect(steps < 200)
    #expect(world.chat.requestCount - requests < 30)
    #expect(world.bot?.isIdle ?? false)
  }

  @Test func `a clock that jumps does not stop the reading`() throws {
    let world = try calmWorld()
    for jump in [86_400, -86_400, -3600, 3600] as [Int64] {
      world.clock.error = .seconds(jump)
      let id = world.say("!topic list")
      #expect(world.answers(to: id).count <= 1)
    }
    world.clock.error = .seconds(0)
    let id = world.say("!topic list")
    #expect(world.answers(to: id).count == 1)
  }

  @Test func `who asks too much is told once, and the others are answered`() throws {
    let world = try SimulatedWorld(seed: 1, charter: .simulated())
    world.plan.budgets.member = FloodGuard.Budget(commands: 40, bytes: 1 << 20, perSecond: 1)
    try world.start()
    try #require(world.settle())
    for number in 0..<100 { world.chat.say("!topic subject \(number)", by: "ana") }
    let bo = world.say("!help", by: "bo")
    #expect(world.answers(to: bo).count == 1)
    let notices = world.chat.posts.filter { $0.text.hasPrefix("That is more than I can answer.") }
    #expect(notices.count == 1)
    #expect(world.chat.posts.count == 42)
  }

  @Test func `a burst of a thousand commands from fifty members is answered`() throws {
    let world = try calmWorld()
    for number in 0..<1000 { world.chat.say("!topic subject \(number)", by: "m\(number % 50)") }
    world.run(for: .seconds(20))
    #expect(world.settle())
    #expect(world.chat.posts.count == 1000)
  }

  @Test func `what a service shows again is not done again`() throws {
    let world = try calmWorld()
    world.chat.faults.replaying = 100
    for number in 1...5 { world.say("!topic subject \(number)") }
    world.say("!topic vote T1", by: "bo")
    #expect(world.bot?.commons.communities[0].topics.openCount == 5)
    #expect(world.chat.posts.count == 6)
  }
}
