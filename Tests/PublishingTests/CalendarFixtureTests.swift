import Foundation
import Primitives
import Publishing
import Testing
import Timekeeping

/// Writes the files that `make test-calendar` reads with other people's programs, and compares them
/// byte by byte with those that are kept.
@Suite struct CalendarFixtureTests {
  static let hostile = "Tea, cake; \\n \"^quotes^\"\r\nBEGIN:VEVENT\nEND:VCALENDAR\u{85}X:\u{2028}Y"
  static let long = String(repeating: "Zażółć gęślą jaźń 🎉👩‍👩‍👧‍👦 ", count: 12)

  static func singles() throws -> CalendarFixture {
    let link = "https://meet.example.org/r/42?a=1,2;b=ü"
    var cancelled = try Sample.appointment("Cancelled: Tea", "2026-12-11T16:00")
    cancelled.status = .cancelled
    cancelled.sequence = 2
    let appointments = try [
      Sample.appointment("Tea", "2026-12-03T16:00", notes: "Bring cups.\nTwo.", place: link),
      Sample.appointment("In a gap", "2027-03-28T01:30", place: "Room 3; behind, the stairs"),
      Sample.appointment("In a fold", "2026-10-25T01:30"),
      Sample.appointment("Over a gap", "2027-03-28T00:30", minutes: 90),
      Sample.appointment("Into a fold", "2026-10-25T00:15"),
      Sample.appointment("Over a fold", "2026-10-25T00:30", minutes: 180),
      Sample.appointment("Half an hour's gap", "2026-10-04T02:10", "Australia/Lord_Howe"),
      Sample.appointment("In UTC", "2026-12-04T09:00", "UTC"),
      Sample.appointment("No changes", "2026-12-04T09:00", "Asia/Tashkent"),
      Sample.appointment("Over midnight", "2026-12-31T23:30", "Asia/Kolkata", minutes: 61),
      cancelled,
      Sample.appointment(Self.long, "2026-12-05T10:00", notes: Self.long + "\n\n" + Self.long),
    ]
    let items = appointments.enumerated().map { number, appointment in
      CalendarItem(identifier: "s\(number + 1).circle@roundtable", appointment)
    }
    return try CalendarFixture("singles", Sample.document(items))
  }

  static func series() throws -> CalendarFixture {
    var moved = try Sample.appointment("thursdays", "2027-01-08T18:30")
    moved.sequence = 1
    moved.title = "Moved to Friday"
    var elsewhere = try Sample.appointment("abroad", "2027-02-11T09:00", "America/New_York")
    elsewhere.sequence = 1
    var off = try Sample.appointment("Cancelled: thursdays", "2027-02-25T16:00")
    off.status = .cancelled
    let items = try [
      Sample.series(
        "thursdays", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "2026-12-01T16:00",
        without: ["2026-12-24T16:00"], besides: ["2027-01-05T12:00", "2027-03-28T01:15"],
        exceptions: [
          (try wall("2027-01-07T16:00"), moved), (try wall("2027-02-04T16:00"), elsewhere),
          (try wall("2027-02-18T16:00"), off),
        ]),
      Sample.series("gaps", "FREQ=WEEKLY;BYDAY=SU", "2026-10-04T01:30"),
      Sample.series("nights", "FREQ=DAILY;UNTIL=20270401", "2026-10-20T00:30", minutes: 120),
      Sample.series("new-york", "FREQ=DAILY;COUNT=400", "2026-09-06T02:30", "America/New_York"),
      Sample.series("kolkata", "FREQ=MONTHLY;BYDAY=2TH", "2026-09-10T17:30", "Asia/Kolkata"),
      Sample.series("utc", "FREQ=MONTHLY;BYDAY=-1FR;COUNT=5", "2026-09-06T10:00", "UTC"),
    ]
    return try CalendarFixture("series", Sample.document(items))
  }

  /// Zones whose clocks follow the moon, are changed at midnight or by half an hour.
  ///
  /// New zone data may change them any day, so what is written is not kept.
  static func oddZones() throws -> CalendarFixture {
    let items = try [
      ("FREQ=WEEKLY;BYDAY=SU", "2026-09-06T02:10", "Australia/Lord_Howe"),
      ("FREQ=WEEKLY;BYDAY=SU", "2026-09-06T02:30", "Africa/Casablanca"),
      ("FREQ=DAILY", "2026-09-06T00:30", "Africa/Cairo"),
      ("FREQ=DAILY;INTERVAL=2", "2026-09-06T23:30", "America/Nuuk"),
      ("FREQ=MONTHLY;BYMONTHDAY=-1", "2026-09-06T10:00", "Asia/Gaza"),
      ("FREQ=WEEKLY;BYDAY=FR,SA", "2026-09-06T02:15", "Asia/Jerusalem"),
      ("FREQ=WEEKLY;BYDAY=SU", "2026-09-06T01:45", "Europe/Dublin"),
      ("FREQ=WEEKLY;BYDAY=SU", "2026-09-06T02:59", "Pacific/Chatham"),
      ("FREQ=WEEKLY;BYDAY=SU", "2026-09-06T02:30", "Antarctica/Troll"),
      ("FREQ=WEEKLY;BYDAY=SA,SU", "2026-09-06T23:45", "America/Santiago"),
    ].map { try Sample.series($0.2, $0.0, $0.1, $0.2) }
    return try CalendarFixture("odd-zones", Sample.document(items))
  }

  static func texts() throws -> CalendarFixture {
    let item = CalendarItem(
      identifier: "s1;,\\\n@roundtable",
      try Sample.appointment(
        Self.hostile, "2026-12-03T16:00", notes: Self.hostile + "\u{7}\u{0}\u{1F}tab\there",
        place: Self.hostile))
    let document = try Sample.document([item], name: Self.hostile)
    // What readers see: line ends of all kinds are one kind, and other controls are gone.
    let plain = "Tea, cake; \\n \"^quotes^\"\nBEGIN:VEVENT\nEND:VCALENDAR\nX:\nY"
    var meetings = try CalendarFixture.meetings(document.items)
    meetings[0].title = plain
    meetings[0].place = plain
    meetings[0].notes = plain + "tab here"
    return CalendarFixture(name: "texts", bytes: document.bytes, meetings: meetings)
  }

  static func request() throws -> CalendarFixture {
    let host = try #require(
      CalendarPerson(name: "Circle, the \"good\" one", address: "c@example.org"))
    let guest = try #require(CalendarPerson(name: "Åsa;\r\nX:1", address: "asa@example.org"))
    let item = try Sample.series("thursdays", "FREQ=WEEKLY;BYDAY=TH", "2026-12-03T16:00")
    let mail = try #require(
      CalendarMail.request(
        item, from: host, to: [CalendarGuest(guest, answer: .maybe)],
        stamp: Sample.changed + .hours(1)))
    return CalendarFixture(
      name: "request", bytes: mail.bytes, meetings: try CalendarFixture.meetings([item]))
  }

  static func cancellation() throws -> CalendarFixture {
    let host = try #require(CalendarPerson(name: "Circle", address: "c@example.org"))
    let guest = try #require(CalendarPerson(name: "Ana", address: "ana@example.org"))
    var item = try Sample.series("thursdays", "FREQ=WEEKLY;BYDAY=TH", "2026-12-03T16:00")
    item.appointment.sequence = 3
    let original = try wall("2026-12-10T16:00")
    let mail = try #require(
      CalendarMail.cancellation(
        of: item, at: original, from: host, to: [CalendarGuest(guest)],
        stamp: Sample.changed + .hours(1)))
    var date = item.appointment
    date.start = original
    date.status = .cancelled
    return CalendarFixture(
      name: "cancellation", bytes: mail.bytes,
      meetings: [CalendarFixture.Meeting(date, "thursdays")])
  }

  static let all: [@Sendable () throws -> CalendarFixture] = [
    singles, series, texts, request, cancellation,
    { try CalendarFixture("empty", Sample.document([])) },
    { try CalendarFixture("empty-utc", Sample.document([], zone: "UTC")) },
  ]

  @Test(arguments: all.indices) func `a calendar file equals the one that is kept`(
    number: Int
  ) throws {
    let fixture = try Self.all[number]()
    try fixture.write()
    let kept = CalendarFixture.root.appendingPathComponent(
      "Tests/Golden/calendar-\(fixture.name).ics")
    if ProcessInfo.processInfo.environment["RECORD"] != nil {
      try Data(fixture.bytes).write(to: kept)
      Issue.record("\(kept.lastPathComponent) was written anew; read it and run without RECORD")
    }
    #expect(try Data(contentsOf: kept) == Data(fixture.bytes), "\(fixture.name)")
  }

  @Test func `the clocks of odd zones are left for other readers`() throws {
    let fixture = try Self.oddZones()
    try fixture.write()
    #expect(fixture.meetings.count > 4000)
  }

  @Test func `the clocks of every zone are left for other readers`() throws {
    let table = try String(contentsOfFile: "/usr/share/zoneinfo/zone1970.tab", encoding: .utf8)
    let names =
      table.split(separator: "\n").filter { !$0.hasPrefix("#") }
      .map { String($0.split(separator: "\t")[2]) } + ["Europe/Oslo"]
    #expect(names.count > 300)
    let items = try names.map { try Sample.series($0, "FREQ=YEARLY", "2026-07-01T12:00", $0) }
    let document = try Sample.document(items)
    try FileManager.default.createDirectory(
      at: CalendarFixture.folder, withIntermediateDirectories: true)
    try Data(document.bytes).write(to: CalendarFixture.folder.appendingPathComponent("zones.zones"))
    let until = try instant("2045-01-01T00:00:00Z")
    let zones = try Set(names).sorted().map { try catalogue.zone(named: $0) }
    let start = try instant("2026-07-01T00:00:00Z")
    var json = JSONWriter()
    json.object { json in
      for zone in zones {
        json.member(zone.name) { json in
          var moment: Instant? = start
          while let current = moment, current < until {
            json.member(current.description, zone.offset(at: current).seconds)
            moment = zone.nextChange(after: current)
          }
        }
      }
    }
    try Data(json.bytes).write(to: CalendarFixture.folder.appendingPathComponent("zones-expected"))
  }
}
