import Primitives
import Testing
import Timekeeping

@Suite struct QuietHoursTests {
  private func quiet(_ from: String, _ to: String, weekends: Bool = false) throws -> QuietHours {
    let clocks = try [from, to].map { text in
      let local = try wall("2026-01-01T\(text)")
      return try #require(LocalClock(hour: local.hour, minute: local.minute))
    }
    return QuietHours(from: clocks[0], to: clocks[1], areWeekendsQuiet: weekends)
  }

  @Test(arguments: [
    // Zone, from, to, weekends, when, release.
    ("Europe/London", "20:00", "08:00", false, "2026-11-23T19:59:59Z", "2026-11-23T19:59:59Z"),
    ("Europe/London", "20:00", "08:00", false, "2026-11-23T20:00:00Z", "2026-11-24T08:00:00Z"),
    ("Europe/London", "20:00", "08:00", false, "2026-11-24T07:59:59Z", "2026-11-24T08:00:00Z"),
    ("Europe/London", "20:00", "08:00", false, "2026-11-24T08:00:00Z", "2026-11-24T08:00:00Z"),
    ("Europe/London", "12:00", "13:00", false, "2026-11-24T12:30:00Z", "2026-11-24T13:00:00Z"),
    ("Europe/London", "12:00", "12:00", false, "2026-11-24T12:00:00Z", "2026-11-24T12:00:00Z"),
    ("Europe/London", "12:00", "12:00", true, "2026-11-21T12:00:00Z", "2026-11-23T00:00:00Z"),
    ("Europe/London", "20:00", "08:00", true, "2026-11-20T20:00:00Z", "2026-11-23T08:00:00Z"),
    ("Europe/London", "20:00", "08:00", true, "2026-11-21T12:00:00Z", "2026-11-23T08:00:00Z"),
    ("Europe/London", "20:00", "08:00", true, "2026-11-22T23:59:59Z", "2026-11-23T08:00:00Z"),
    ("Asia/Kolkata", "20:00", "08:00", false, "2026-11-23T14:30:00Z", "2026-11-24T02:30:00Z"),
    // The clocks jump from 01:00 to 02:00 over the end, and over the beginning.
    ("Europe/London", "20:00", "01:30", false, "2027-03-27T23:00:00Z", "2027-03-28T01:00:00Z"),
    ("Europe/London", "01:30", "05:00", false, "2027-03-28T00:59:59Z", "2027-03-28T00:59:59Z"),
    ("Europe/London", "01:30", "05:00", false, "2027-03-28T01:00:00Z", "2027-03-28T04:00:00Z"),
    // The clocks show the end twice: it is quiet again before the second.
    ("Europe/London", "20:00", "01:30", false, "2026-10-24T22:00:00Z", "2026-10-25T00:30:00Z"),
    ("Europe/London", "20:00", "01:30", false, "2026-10-25T01:00:00Z", "2026-10-25T01:30:00Z"),
    (
      "Australia/Lord_Howe", "20:00", "02:15", false, "2027-10-02T12:00:00Z", "2027-10-02T15:30:00Z"
    ),
  ]) func `messages wait until the quiet time ends`(
    name: String, from: String, to: String, weekends: Bool, when: String, release: String
  ) throws {
    let zone = try catalogue.zone(named: name)
    let quiet = try quiet(from, to, weekends: weekends)
    let now = try instant(when)
    #expect(quiet.release(after: now, in: zone).description == release)
    #expect(quiet.isQuiet(at: now, in: zone) == (when != release))
  }

  @Test func `the release is the first minute that is not quiet`() throws {
    for (name, start) in [
      ("Europe/London", "2027-03-26T12:00:00Z"), ("Europe/London", "2026-10-23T12:00:00Z"),
      ("Australia/Lord_Howe", "2027-04-02T12:00:00Z"), ("America/New_York", "2027-03-12T12:00:00Z"),
    ] {
      let zone = try catalogue.zone(named: name)
      for (from, to, weekends) in [
        ("20:00", "08:00", true), ("20:00", "01:45", false), ("01:15", "02:30", false),
        ("00:00", "23:59", true),
      ] {
        let quiet = try quiet(from, to, weekends: weekends)
        var next = try instant(start) + .days(6)
        for minutes in stride(from: Int64(6 * 1440), through: 0, by: -1) {
          let now = try instant(start) + .minutes(minutes)
          if !quiet.isQuiet(at: now, in: zone) { next = now }
          // Each minute of two days would take seconds; 7 divides no hour.
          guard minutes < 2 * 1440, minutes % 7 == 0 else { continue }
          #expect(quiet.release(after: now, in: zone) == next, "\(name) \(from) \(now)")
        }
      }
    }
  }
}
