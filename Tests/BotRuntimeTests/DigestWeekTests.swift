import BotRuntime
import BotTesting
import CommunityCore
import Primitives
import Testing
import Timekeeping

/// Digests in worlds in which the process dies again and again and clocks are wrong.
@Suite struct DigestWeekTests {
  /// Five weeks of one bot that is stopped at any request and any write, from Saturday 21 November 2026.
  private final class World {
    private static let beginning = Instant(seconds: 1_795_255_200)
    /// The first Monday.
    private static let firstMonday: Int64 = 20_780
    private static let weeks = 5

    private let world: SimulatedWorld
    private let chance: Chance

    /// What is drawn, shared with what the world calls back.
    private final class Chance {
      var randomness: Randomness

      init(seed: UInt64) { randomness = Randomness(seed: seed) }

      func happens(percent: Int) -> Bool { randomness.chance(percent: percent) }
    }

    private(set) var deaths = 0

    init(seed: UInt64) throws {
      chance = Chance(seed: seed)
      let simulated = Charter.simulated()
      let plan = Charter.Plan(
        key: "data", name: "Data Practice", zone: "Europe/London", rooms: [RoomID("general")],
        coordinators: [MemberID("you")], hasDigests: true)
      let charter = Charter(
        communities: [plan], conventions: simulated.conventions, prompts: simulated.prompts,
        zones: simulated.zones)
      world = try SimulatedWorld(
        seed: seed, charter: charter, now: Self.beginning,
        leastJournalBytes: chance.happens(percent: 50) ? 300 : 1 << 20)
      try world.start()
      world.run(for: .seconds(1))
    }

    /// Lives five weeks, in each of which something changes, and returns what was sent.
    func live() -> [SimulatedChat.Posted] {
      let (chance, disk) = (chance, world.disk)
      say("!join", by: "you")
      world.chat.killsBefore = { _ in chance.happens(percent: 12) && disk.stop() }
      world.chat.killsAfter = { _ in chance.happens(percent: 12) && disk.stop() }
      for week in 0..<Self.weeks {
        let monday = Instant(seconds: (Self.firstMonday + Int64(7 * week)) * 86_400)
        let sunday = GregorianDay(daysSince1970: Self.firstMonday + Int64(7 * week) - 1)
        say("!action @you Look at week \(week) by \(sunday)", by: "you")
        say("!topic Subject of week \(week)", by: "ana")
        pass(until: monday - .hours(14))
        trouble()
        pass(until: monday + .hours(60))
        world.clock.error = .seconds(0)
        pass(until: monday + .hours(5 * 24))
      }
      world.chat.killsBefore = { _ in false }
      world.chat.killsAfter = { _ in false }
      settle()
      return world.chat.posts
    }

    /// Perhaps a clock that is wrong by up to a day around the hour, or a bot that is away over it.
    private func trouble() {
      switch chance.randomness.number(below: 4) {
      case 0: world.clock.error = .hours(Int64(chance.randomness.number(below: 47)) - 23)
      case 1:
        world.kill()
        world.clock.pass(.hours(Int64(1 + chance.randomness.number(below: 50))))
      default: break
      }
    }

    private func say(_ text: String, by author: String) {
      let calm = (world.chat.killsBefore, world.chat.killsAfter)
      world.chat.killsBefore = { _ in false }
      world.chat.killsAfter = { _ in false }
      world.chat.say(text, by: author)
      settle()
      (world.chat.killsBefore, world.chat.killsAfter) = calm
    }

    /// Lets time pass from one thing that is due to the next, starting the bot again where it died.
    private func pass(until end: Instant) {
      while world.clock.trueNow < end {
        live(for: .milliseconds(400))
        // A bot that is dead is started again within the hour.
        let due =
          world.bot == nil
          ? world.clock.trueNow + .hours(1)
          : world.bot?.commons.nextDue().map { $0 - world.clock.error } ?? end
        world.clock.pass(max(Span(milliseconds: 0), min(due, end) - world.clock.trueNow))
        live(for: .milliseconds(400))
      }
    }

    private func live(for span: Span) {
      let end = world.clock.uptime.milliseconds + span.milliseconds
      while world.clock.uptime.milliseconds < end {
        if world.bot == nil { revive() }
        if !world.step() || world.disk.isDead { die() }
      }
    }

    private func settle() {
      for _ in 0..<400 {
        if world.bot == nil { revive() }
        if !world.step() || world.disk.isDead { die() }
        if let bot = world.bot, bot.isIdle { return }
      }
    }

    private func die() {
      deaths += 1
      if chance.happens(percent: 50) { world.crash() } else { world.kill() }
    }

    private func revive() {
      do {
        try world.start()
        if world.disk.isDead { die() }
      } catch {
        die()
      }
    }

    /// The week from the first one on for which a digest is, by the day in its heading; nil for any other
    /// post.
    static func week(of post: SimulatedChat.Posted) -> Int? {
      let line = post.text.split(separator: "\n").first ?? ""
      return (0..<7 * (weeks + 1)).first { day in
        let shown = TimeEcho.day(GregorianDay(daysSince1970: firstMonday + Int64(day)))
        return line.contains("Data Practice, \(shown)")
      }.map { $0 / 7 }
    }

    static var allWeeks: [Int] { Array(0..<weeks) }
  }

  @Test func `in 200 worlds each week brings one digest, whatever is stopped`() throws {
    var deaths = 0
    for seed in 1...200 as ClosedRange<UInt64> {
      let world = try World(seed: seed)
      let posts = world.live()
      let alone = posts.filter { $0.isDirect && $0.text.contains(": for coordinators") }
      let shown = posts.filter { !$0.isDirect && $0.text.contains("One ask:") }
      #expect(alone.compactMap(World.week) == World.allWeeks, "coordinators, seed \(seed)")
      #expect(shown.compactMap(World.week) == World.allWeeks, "members, seed \(seed)")
      deaths += world.deaths
    }
    #expect(deaths > 1000)
  }
}

extension Span {
  fileprivate static func milliseconds(_ milliseconds: Int64) -> Span {
    Span(milliseconds: milliseconds)
  }
}
