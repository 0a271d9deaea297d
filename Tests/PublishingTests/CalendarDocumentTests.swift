import Primitives
import Testing
import Timekeeping

@testable import Publishing

/// What stands in a calendar file and what does not.
@Suite struct CalendarDocumentTests {
  private func lines(_ items: [CalendarItem]) throws -> [Substring] {
    lines(try Sample.document(items).bytes)
  }

  private func lines(_ bytes: [UInt8]) -> [Substring] {
    String(decoding: bytes, as: UTF8.self).split(separator: "\r\n")
  }

  @Test func `a start in a gap or a fold is written in UTC`() throws {
    for (start, written) in [
      ("2027-03-28T01:30", "20270328T013000Z"), ("2026-10-25T01:30", "20261025T003000Z"),
    ] {
      let item = CalendarItem(identifier: "a", try Sample.appointment("A", start))
      #expect(try lines([item]).contains("DTSTART:\(written)"))
    }
  }

  @Test func `dates that meet a change of clocks are spelled out until the end that is given`()
    throws
  {
    var item = try Sample.series("a", "FREQ=WEEKLY;BYDAY=SU", "2026-10-04T01:30")
    item.repetition?.spelledOutUntil = try wall("2027-06-01T00:00")
    let spelledOut = try lines([item]).filter { $0.hasPrefix("RECURRENCE-ID") }
    #expect(
      spelledOut == [
        "RECURRENCE-ID;TZID=Europe/London:20261025T013000",
        "RECURRENCE-ID;TZID=Europe/London:20270328T013000",
      ])
  }

  @Test func `a series begins with its first date`() throws {
    let item = try Sample.series("a", "FREQ=WEEKLY;BYDAY=TH", "2026-11-30T16:00")
    #expect(try lines([item]).contains("DTSTART;TZID=Europe/London:20261203T160000"))
  }

  @Test func `a series ends at an instant in UTC`() throws {
    let item = try Sample.series("a", "FREQ=WEEKLY;BYDAY=TH;UNTIL=20270401", "2026-12-03T16:00")
    #expect(try lines([item]).contains("RRULE:FREQ=WEEKLY;UNTIL=20270401T225959Z;BYDAY=TH"))
  }

  @Test func `a series of added dates alone has them all, and one without dates is left out`()
    throws
  {
    let rule = "FREQ=DAILY;UNTIL=20261101"
    let added = try Sample.series(
      "a", rule, "2026-12-03T16:00", besides: ["2026-12-05T16:00", "2026-12-09T10:00"])
    let written = try lines([added])
    #expect(written.contains("DTSTART;TZID=Europe/London:20261205T160000"))
    #expect(written.contains("RRULE:FREQ=DAILY;COUNT=1"))
    #expect(written.contains("RDATE;TZID=Europe/London:20261209T100000"))
    let none = try Sample.series("a", rule, "2026-12-03T16:00")
    #expect(try !lines([none]).contains("BEGIN:VEVENT"))
  }

  @Test func `every zone that is named is described once`() throws {
    var moved = try Sample.appointment("a", "2026-12-11T09:00", "America/New_York")
    moved.sequence = 1
    let items = try [
      Sample.series(
        "a", "FREQ=WEEKLY;BYDAY=TH", "2026-12-03T16:00",
        exceptions: [(try wall("2026-12-10T16:00"), moved)]),
      CalendarItem(identifier: "b", Sample.appointment("b", "2026-12-03T16:00", "Asia/Kolkata")),
      CalendarItem(identifier: "c", Sample.appointment("c", "2026-12-03T16:00", "UTC")),
    ]
    let zones = try lines(items).filter { $0.hasPrefix("TZID:") }
    #expect(zones == ["TZID:America/New_York", "TZID:Asia/Kolkata", "TZID:Europe/London"])
  }

  @Test func `the same document is the same file`() throws {
    let first = try CalendarFixtureTests.series().bytes
    #expect(try CalendarFixtureTests.series().bytes == first)
  }

  @Test func `a colour that is no word is left out`() throws {
    var document = try Sample.document([])
    document.colour = "red\r\nX:1"
    #expect(!lines(document.bytes).contains { $0.hasPrefix("COLOR") || $0.hasPrefix("X:") })
  }

  @Test func `a meeting that is off frees the time`() throws {
    var item = CalendarItem(identifier: "a", try Sample.appointment("A", "2026-12-03T16:00"))
    item.appointment.status = .cancelled
    let written = try lines([item])
    #expect(written.contains("STATUS:CANCELLED"))
    #expect(written.contains("TRANSP:TRANSPARENT"))
  }

  @Test(arguments: [
    ("ana@example.org", true), ("a.b+c='d'~@sub.example-x.org", true), ("ana", false),
    ("ana@", false), ("@example.org", false), ("a@b@c", false),
    ("ana@example.org\r\nBcc: x", false),
    ("ana@example.org,b@example.org", false), ("\"a b\"@example.org", false),
    ("ana@exämple.org", false), ("ana@.org", false), ("ana@org.", false), ("a:b@c.org", false),
    ("", false),
  ]) func `an address carries nobody else`(address: String, isTaken: Bool) {
    #expect((CalendarPerson(name: "Ana", address: address) != nil) == isTaken)
  }

  @Test func `calling off a whole series says so once and names its method`() throws {
    let host = try #require(CalendarPerson(name: "C", address: "c@example.org"))
    let item = try Sample.series("a", "FREQ=WEEKLY;BYDAY=SU", "2026-10-04T01:30")
    let mail = try #require(
      CalendarMail.cancellation(of: item, from: host, to: [], stamp: Sample.changed))
    let written = lines(mail.bytes)
    #expect(mail.contentType == "text/calendar; charset=utf-8; method=CANCEL; component=VEVENT")
    #expect(written.contains("METHOD:CANCEL"))
    #expect(written.filter { $0 == "BEGIN:VEVENT" }.count == 1)
    #expect(written.contains("STATUS:CANCELLED"))
    #expect(written.contains { $0.hasPrefix("RRULE") })
  }
}
