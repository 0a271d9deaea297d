import BotTesting
import CommunityCore
import Primitives
import Testing

/// The minutes in the state folder.
@Suite struct MinutesFileTests {
  private static let name = "outbox/minutes/data.S1.md"

  /// A world with a session that has just been wrapped.
  private func world() throws -> SimulatedWorld {
    let world = try SimulatedWorld(seed: 1, charter: Charter.simulated())
    try world.start()
    try #require(world.settle())
    world.say("!session new \"Onboarding *now*\" 2026-11-21 10:20", by: "you")
    world.run(for: .minutes(1))
    world.say("!session start S1", by: "you")
    world.say("!decide S1 A buddy for <everyone>", by: "you")
    world.say("!action S1 @zoe-7f3a share the list", by: "you")
    world.say("!note S1 Thought of mine", by: "zoe-7f3a")
    world.say("!action S1 me share the list by 2026-12-11", by: "zoe-7f3a")
    world.say("!ask Who pays?", by: "zoe-7f3a")
    world.run(for: .seconds(8))
    return world
  }

  private func file(_ world: SimulatedWorld) -> String? {
    world.disk.content(of: Self.name).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func `minutes are a file once they are shown, and no markup of a member's`() throws {
    let world = try world()
    #expect(file(world) == nil)
    world.say("!wrap S1 Buddies first", by: "you")
    world.run(for: .seconds(8))
    let text = try #require(file(world))
    #expect(text.hasPrefix("# S1 Onboarding \\*now\\*\n"))
    #expect(text.contains("\nBuddies first\n"))
    #expect(text.contains("## Decisions\n\n- D1 A buddy for \\<everyone\\>\n"))
    #expect(text.contains(", by Fri 11 Dec 2026\n"))
    #expect(text.contains("## Questions\n\n- Q1 Who pays? (still open)\n"))
    #expect(!text.contains("A draft"))
    // An answer that comes later finds its way into the file.
    world.say("!answer Q1 The faculty", by: "you")
    world.run(for: .seconds(8))
    #expect(file(world)?.contains("- Q1 Who pays? → The faculty\n") == true)
  }

  @Test func `a wrap that is undone takes its file with it`() throws {
    let world = try world()
    world.say("!wrap S1", by: "you")
    world.run(for: .seconds(8))
    #expect(file(world) != nil)
    world.say("!undo", by: "you")
    world.run(for: .seconds(8))
    #expect(file(world) == nil)
  }

  @Test func `a file that is lost or torn is written anew at the next start`() throws {
    let world = try world()
    world.say("!wrap S1", by: "you")
    world.run(for: .seconds(8))
    let text = try #require(file(world))
    world.kill()
    try world.disk.remove(Self.name)
    try world.start()
    world.run(for: .seconds(8))
    #expect(file(world) == text)
  }

  @Test func `who is forgotten vanishes from it`() throws {
    let world = try world()
    world.say("!wrap S1", by: "you")
    world.run(for: .seconds(8))
    let before = try #require(file(world))
    #expect(before.contains("Zoe") || before.contains("zoe"))
    world.say("!forget me", by: "zoe-7f3a")
    world.say("forget", by: "zoe-7f3a")
    world.run(for: .minutes(2))
    let text = try #require(file(world))
    #expect(!text.lowercased().contains("zoe"))
    #expect(text.contains("Thought of mine"))
  }
}
