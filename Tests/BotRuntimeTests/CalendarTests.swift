import BotRuntime
import BotTesting
import CommunityCore
import Journaling
import Primitives
import Testing

/// The calendar files of the state folder.
@Suite struct CalendarTests {
  static let folder = "outbox/calendar/"

  /// A world whose bot writes calendars.
  private func world(_ seed: UInt64 = 1) throws -> SimulatedWorld {
    var charter = Charter.simulated()
    charter.calendars = CalendarNames(address: nil)
    let world = try SimulatedWorld(seed: seed, charter: charter)
    try world.start()
    try #require(world.settle())
    return world
  }

  /// Plans a session to which two members come, and waits until the files are written.
  private func worldWithSession(_ seed: UInt64 = 1) throws -> SimulatedWorld {
    let world = try world(seed)
    world.say("!session new \"Onboarding\" 2026-12-03 16:00", by: "you")
    world.say("!rsvp yes", by: "ana")
    world.say("!rsvp maybe", by: "zoe-7f3a")
    world.say("!rsvp no", by: "bo")
    world.run(for: .seconds(8))
    return world
  }

  private func names(_ world: SimulatedWorld) -> [String] {
    world.disk.fileNames.filter { $0.hasPrefix(Self.folder) }.map {
      String($0.dropFirst(Self.folder.count))
    }
  }

  private func file(_ world: SimulatedWorld, _ name: String) -> String {
    String(decoding: world.disk.content(of: Self.folder + name) ?? [], as: UTF8.self)
  }

  private func own(_ world: SimulatedWorld, _ member: String) throws -> String {
    let key = try #require(try CalendarKey.kept(in: world.disk))
    return CalendarNames(address: nil, key: key).file(of: MemberID(member), in: "data")
  }

  @Test func `a session is in the file for everybody, its own, and those of who comes`() throws {
    let world = try worldWithSession()
    #expect(names(world).count == 6)
    for name in try ["data.ics", "data.S1.ics", own(world, "ana"), own(world, "zoe-7f3a")] {
      #expect(
        file(world, name).contains("DTSTART;TZID=Europe/London:20261203T160000\r\n"), "\(name)")
    }
    #expect(try file(world, own(world, "ana")).contains("STATUS:CONFIRMED"))
    #expect(try file(world, own(world, "zoe-7f3a")).contains("STATUS:TENTATIVE"))
    let others = try file(world, own(world, "bo"))
    #expect(others.contains("END:VCALENDAR") && !others.contains("VEVENT"))
  }

  @Test func `nobody is named in a file, and no name can be guessed`() throws {
    let world = try worldWithSession()
    for name in names(world) {
      #expect(!name.contains("ana") && !name.contains("zoe"))
      let text = file(world, name).lowercased()
      #expect(!text.contains("ana") && !text.contains("zoe") && !text.contains("bo:"))
    }
    let other = try worldWithSession(2)
    #expect(try own(world, "ana") != own(other, "ana"))
    #expect(try own(world, "ana").utf8.count == "data.".utf8.count + 32 + ".ics".utf8.count)
  }

  @Test func `a cancelled session says so, and what was planned is told as newer`() throws {
    let world = try worldWithSession()
    world.say("!session cancel S1", by: "you")
    world.say("cancel", by: "you")
    world.run(for: .seconds(8))
    let text = file(world, "data.ics")
    #expect(text.contains("SUMMARY:Cancelled: Onboarding\r\n"))
    #expect(text.contains("STATUS:CANCELLED\r\n") && text.contains("SEQUENCE:1\r\n"))
  }

  @Test func `the files are written once when much is said, and not at all when nothing changes`()
    throws
  {
    let world = try worldWithSession()
    let before = world.disk.callCount
    world.run(for: .minutes(2))
    #expect(world.disk.callCount == before)
    for number in 1...30 { world.chat.say("!rsvp yes", by: "member \(number)", in: "general") }
    world.run(for: .seconds(10))
    #expect(names(world).count == 36)
    // A write and a rename for each new file: nothing was written twice.
    let kept = world.disk.callCount
    world.say("!topic list", by: "ana")
    world.run(for: .seconds(10))
    #expect(world.disk.callCount - kept < 10)
  }

  @Test func `who is forgotten has no file any more`() throws {
    let world = try worldWithSession()
    let name = try own(world, "zoe-7f3a")
    #expect(names(world).contains(name))
    world.say("!forget me", by: "zoe-7f3a")
    world.say("forget", by: "zoe-7f3a")
    world.run(for: .seconds(1))
    #expect(!names(world).contains(name))
    #expect(world.disk.files(containing: "zoe-7f3a").isEmpty)
  }

  @Test(arguments: 1...20) func `whatever dies while somebody is forgotten, the file goes`(
    call: Int
  ) throws {
    let world = try worldWithSession(UInt64(call))
    let name = try own(world, "zoe-7f3a")
    world.say("!forget me", by: "zoe-7f3a")
    world.disk.faults[world.disk.callCount + call] = .crash
    world.chat.say("forget", by: "zoe-7f3a", in: "general")
    world.run(for: .seconds(5))
    world.crash()
    try world.start()
    world.run(for: .seconds(10))
    #expect(world.settle())
    #expect(!names(world).contains(name))
    #expect(names(world).count == 5)
  }

  @Test func `a failure does not stop the bot and is made good`() throws {
    let world = try worldWithSession()
    world.say("!session new \"Reviews\" 2026-12-10 16:00", by: "you")
    let call = world.disk.callCount + 1
    for number in call...(call + 3) { world.disk.faults[number] = .device }
    world.run(for: .seconds(8))
    #expect(world.ending == nil)
    world.disk.faults = [:]
    world.say("!next", by: "ana")
    world.run(for: .minutes(2))
    #expect(file(world, "data.S2.ics").contains("SUMMARY:Reviews\r\n"))
    #expect(!names(world).contains { $0.hasSuffix(".new") })
  }

  @Test func `after a restart the files are the same, and what is torn is mended`() throws {
    let world = try worldWithSession()
    let before = names(world).map { file(world, $0) }
    world.disk.place(Array("BEGIN:VCAL".utf8), as: Self.folder + "data.ics")
    world.disk.place(Array("old".utf8), as: Self.folder + "data.S9.ics")
    world.disk.place(Array("ours".utf8), as: Self.folder + "notes.txt")
    try world.stop()
    try world.start()
    world.run(for: .seconds(8))
    #expect(names(world).filter { $0.hasSuffix(".ics") }.map { file(world, $0) } == before)
    #expect(file(world, "notes.txt") == "ours")
  }

  @Test func `what is made beside the bot is what the bot wrote`() throws {
    let world = try worldWithSession()
    let key = try #require(try CalendarKey.kept(in: world.disk))
    var made: [String: String] = [:]
    CalendarFiles.make(
      of: try world.reading().commons, named: CalendarNames(address: nil, key: key),
      at: world.clock.now
    ) { made[$0] = String(decoding: $1, as: UTF8.self) }
    #expect(made.keys.sorted() == names(world))
    for (name, text) in made { #expect(file(world, name) == text) }
  }

  @Test(arguments: ["", "abc\n", String(repeating: "g", count: 64) + "\n"])
  func `a key that is not whole is made anew`(text: String) throws {
    let world = try worldWithSession()
    world.disk.place(Array(text.utf8), as: "calendar.key")
    try world.stop()
    try world.start()
    world.run(for: .seconds(8))
    #expect(names(world).contains(try own(world, "ana")))
    #expect(names(world).count == 6)
  }
}
