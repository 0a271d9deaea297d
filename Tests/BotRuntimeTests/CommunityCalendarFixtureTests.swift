import BotRuntime
import BotTesting
import CommunityCore
import Foundation
import Primitives
import Testing
import Timekeeping

/// A community's calendar as the bot writes it, left for `make test-calendar` with the sessions that the
/// state knows: whoever reads the file must find the same instants.
@Suite struct CommunityCalendarFixtureTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent(".build/calendar-fixtures")

  private func world(_ lines: [String]) throws -> SimulatedWorld {
    var charter = Charter.simulated()
    charter.calendars = CalendarNames(address: nil, key: "a key")
    let world = try SimulatedWorld(seed: 1, charter: charter)
    try world.start()
    try #require(world.settle())
    for line in lines {
      world.say(line, by: line.hasPrefix("!rsvp") ? "ana" : "you")
    }
    world.run(for: .seconds(10))
    return world
  }

  private func text(_ world: SimulatedWorld, _ name: String = "data.ics") -> String {
    String(decoding: world.disk.content(of: "outbox/calendar/\(name)") ?? [], as: UTF8.self)
  }

  @Test func `what stands in the file is what the state knows`() throws {
    let world = try world([
      "!session new \"Onboarding\" 2026-12-02 16:00 --place https://meet.example/a?b=1,2",
      "!session new \"By night\" 2027-03-28 01:30",
      "!series every thu 16:00 London until 31 december --title \"Practice; hour\"",
      "!series every sun 09:00 New York until 31 december --title \"Far away\"",
      "!series every mon 10:00 until 31 december --title Turns --slots 9:00,17:00 rotate",
      "!series skip E1 next", "!rsvp yes S4", "!session move S4 2026-12-04 18:30", "move",
      "!session async S6 48h",
      "!link set https://b.example S7",
      "!session cancel S1", "!blackout 2026-12-21 to 2027-01-03 holidays", "blackout",
    ])
    let community = try #require(world.bot?.commons.communities.first)
    #expect(community.series.all.count == 3)
    let names = CalendarNames(address: nil, key: "a key")
    var meetings: [(start: Instant, json: (inout JSONWriter) -> Void)] = []
    for session in community.sessions.all {
      let series = session.occurrence?.series
      let isInSeries = series.flatMap { community.series[$0]?.slots.isEmpty } ?? false
      let isCancelled = session.status == .cancelled
      if isInSeries, isCancelled { continue }
      let name = isInSeries ? series?.description ?? "" : session.id.description
      let isUsual =
        session.occurrence?.original == session.time.local && !session.isWritten
        && session.place == series.flatMap { community.series[$0]?.place }
      let shown = isInSeries && isUsual ? name : session.id.description
      let body = { (json: inout JSONWriter) in
        json.object { json in
          json.member("uid", "\(name).data.\(names.realm)@roundtable")
          json.member("start", session.start.description)
          json.member("end", session.end.description)
          json.member("title", (isCancelled ? "Cancelled: " : "") + session.title)
          json.member(
            "notes",
            "\(shown) of Data Practice. Say in the chat whether you come: !rsvp yes \(shown)")
          json.member("place", ifPresent: session.place)
          json.member("cancelled", isCancelled)
        }
      }
      meetings.append((session.start, body))
    }
    #expect(meetings.count > 12)
    try write(meetings.map(\.json), text(world))
  }

  private func write(_ meetings: [(inout JSONWriter) -> Void], _ text: String) throws {
    var json = JSONWriter()
    json.object { json in
      json.member("from", "2026-06-01T00:00:00Z")
      json.member("until", "2031-06-01T00:00:00Z")
      json.member("meetings", arrayOf: meetings) { $1(&$0) }
    }
    try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: Self.folder.appendingPathComponent("community.ics"))
    try Data(json.bytes).write(to: Self.folder.appendingPathComponent("community.json"))
  }

  @Test func `a series goes on by its rule, and a date that is moved or left out is told`() throws {
    let world = try world([
      "!series every thu 16:00 London --title \"Practice hour\"", "!series skip E1 next",
      "!session move S2 2026-12-04 18:30",
    ])
    let file = text(world, "data.E1.ics")
    #expect(file.contains("RRULE:FREQ=WEEKLY;BYDAY=TH\r\n"))
    #expect(file.contains("EXDATE;TZID=Europe/London:20261126T160000\r\n"))
    #expect(file.contains("RECURRENCE-ID;TZID=Europe/London:20261203T160000\r\n"))
    #expect(file.contains("DTSTART;TZID=Europe/London:20261204T183000\r\n"))
    #expect(text(world).contains("UID:E1.data."))
    #expect(!text(world).contains("UID:S2.data."))
    #expect(text(world, "data.S2.ics").contains("DTSTART;TZID=Europe/London:20261204T183000\r\n"))
  }

  @Test func `a series that is paused or has ended has no more dates`() throws {
    let world = try world([
      "!series every thu 16:00 London --title \"Practice hour\"", "!series pause E1",
    ])
    #expect(text(world).contains("UNTIL="))
    #expect(text(world).components(separatedBy: "EXDATE").count > 5)
    world.say("!series resume E1", by: "you")
    world.run(for: .seconds(10))
    #expect(!text(world).contains("UNTIL="))
  }

  @Test func `days that are kept free are left out of the rule`() throws {
    let world = try world([
      "!series every thu 16:00 London --title \"Practice hour\"",
      "!blackout 2027-04-01 to 2027-04-10 spring",
    ])
    #expect(text(world).contains("EXDATE;TZID=Europe/London:20270401T160000\r\n"))
    #expect(text(world).contains("EXDATE;TZID=Europe/London:20270408T160000\r\n"))
    #expect(!text(world).contains("20270415"))
  }

  @Test func `times that take turns stand alone`() throws {
    let world = try world([
      "!series every mon 10:00 --title Turns --slots 9:00,17:00 rotate"
    ])
    #expect(!text(world).contains("RRULE:FREQ=WEEKLY"))
    #expect(text(world).contains("T090000\r\n") && text(world).contains("T170000\r\n"))
  }
}
