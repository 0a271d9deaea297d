import Primitives
import Testing
import Timekeeping

@Suite struct TimeEchoTests {
  @Test(arguments: [
    (
      "Europe/London", "2026-12-03T16:00:00Z", "2026-11-21T10:00:00Z",
      "Thu 3 Dec 2026, 16:00 London (in 12 days)"
    ),
    (
      "Asia/Kolkata", "2026-12-03T16:00:00Z", "2026-11-21T10:00:00Z",
      "Thu 3 Dec 2026, 21:30 Kolkata (in 12 days)"
    ),
    ("UTC", "2026-01-01T00:00:00Z", "2025-12-31T12:00:00Z", "Thu 1 Jan 2026, 00:00 UTC (tomorrow)"),
    (
      "America/Argentina/Buenos_Aires", "2026-07-01T02:00:00Z", "2026-07-01T01:00:00Z",
      "Tue 30 Jun 2026, 23:00 Buenos Aires (in 1 hour)"
    ),
    // The hour that comes twice says which.
    (
      "Europe/London", "2026-10-25T00:30:00Z", "2026-10-25T00:00:00Z",
      "Sun 25 Oct 2026, 01:30 BST London (in 30 minutes)"
    ),
    (
      "Europe/London", "2026-10-25T01:30:00Z", "2026-10-25T00:00:00Z",
      "Sun 25 Oct 2026, 01:30 GMT London (in 1 hour 30 minutes)"
    ),
    (
      "Australia/Lord_Howe", "2026-04-04T15:15:00Z", "2026-04-04T15:00:00Z",
      "Sun 5 Apr 2026, 01:45 UTC+1030 Lord Howe (in 15 minutes)"
    ),
  ]) func `a time is said in full`(zone: String, at: String, now: String, expected: String) throws {
    let zone = try catalogue.zone(named: zone)
    #expect(TimeEcho.full(try instant(at), in: zone, now: try instant(now)) == expected)
  }

  @Test(
    arguments: [
      (0, "now"), (29, "now"), (30, "in 1 minute"), (89, "in 1 minute"), (90, "in 2 minutes"),
      (600, "in 10 minutes"), (3569, "in 59 minutes"), (3570, "in 1 hour"), (3600, "in 1 hour"),
      (3660, "in 1 hour 1 minute"), (7200, "in 2 hours"), (7140, "in 1 hour 59 minutes"),
      (10_740, "in 2 hours 59 minutes"), (10_800, "in 3 hours"), (12_540, "in 3 hours"),
      (12_600, "in 4 hours"), (36_000, "in 10 hours"), (50_399, "in 14 hours"),
      (50_400, "tomorrow"),
      (-29, "now"), (-31, "1 minute ago"), (-7200, "2 hours ago"), (-36_000, "10 hours ago"),
      (-36_060, "yesterday"), (-86_400, "yesterday"), (-172_800, "2 days ago"),
      (86_400, "tomorrow"),
      (136_740, "tomorrow"), (136_800, "in 2 days"), (1_036_800, "in 12 days"),
      (31_536_000, "in 365 days"),
    ] as [(Int64, String)])
  func `a distance is said`(seconds: Int64, expected: String) throws {
    let now = try instant("2026-11-21T10:00:00Z")
    let at = Instant(seconds: now.seconds + seconds)
    let london = try catalogue.zone(named: "Europe/London")
    #expect(TimeEcho.distance(to: at, in: london, now: now) == expected)
  }

  @Test(arguments: [
    // A short night: hours while they are few, else the day.
    ("Europe/London", "2026-11-21T23:30:00Z", "2026-11-22T00:10:00Z", "in 40 minutes"),
    ("Europe/London", "2026-11-21T20:00:00Z", "2026-11-22T02:00:00Z", "in 6 hours"),
    ("Europe/London", "2026-11-21T20:00:00Z", "2026-11-22T02:01:00Z", "tomorrow"),
    ("Europe/London", "2026-11-21T23:59:00Z", "2026-11-23T00:00:00Z", "in 2 days"),
    ("Europe/London", "2026-11-21T00:00:00Z", "2026-11-21T23:59:00Z", "in 24 hours"),
    ("Europe/London", "2026-11-22T00:30:00Z", "2026-11-21T22:00:00Z", "2 hours 30 minutes ago"),
    // The same two moments by the calendars of other places.
    ("Asia/Kolkata", "2026-11-21T10:00:00Z", "2026-11-21T20:00:00Z", "tomorrow"),
    ("Europe/London", "2026-11-21T10:00:00Z", "2026-11-21T20:00:00Z", "in 10 hours"),
    ("Pacific/Auckland", "2026-11-21T10:00:00Z", "2026-11-22T12:00:00Z", "in 2 days"),
    // Days of 23 and 25 hours are days.
    ("Europe/London", "2026-03-28T12:00:00Z", "2026-03-29T11:00:00Z", "tomorrow"),
    ("Europe/London", "2026-03-27T12:00:00Z", "2026-03-30T11:00:00Z", "in 3 days"),
    ("Europe/London", "2026-10-24T11:00:00Z", "2026-10-26T12:00:00Z", "in 2 days"),
  ]) func `days are counted by the calendar of the place`(
    zone: String, now: String, at: String, expected: String
  ) throws {
    let zone = try catalogue.zone(named: zone)
    #expect(
      TimeEcho.distance(to: try instant(at), in: zone, now: try instant(now)) == expected)
  }

  @Test func `a time elsewhere is short, and marked where the day differs`() throws {
    let london = try catalogue.zone(named: "Europe/London")
    let berlin = try catalogue.zone(named: "Europe/Berlin")
    let kolkata = try catalogue.zone(named: "Asia/Kolkata")
    let losAngeles = try catalogue.zone(named: "America/Los_Angeles")
    let afternoon = try instant("2026-12-03T16:00:00Z")
    #expect(TimeEcho.short(afternoon, in: berlin, beside: london) == "17:00 Berlin")
    let evening = try instant("2026-12-03T20:00:00Z")
    #expect(TimeEcho.short(evening, in: kolkata, beside: london) == "Fri 01:30 Kolkata")
    #expect(TimeEcho.short(evening, in: losAngeles, beside: kolkata) == "Thu 12:00 Los Angeles")
    #expect(TimeEcho.dated(evening, in: kolkata) == "Fri 4 Dec 2026, 01:30 Kolkata")
  }

  @Test func `up to three further places are named, each once`() throws {
    let names = [
      "Europe/Berlin", "Europe/London", "Asia/Kolkata", "Europe/Berlin", "America/New_York",
      "Asia/Tokyo",
    ]
    let zones = try names.map { try catalogue.zone(named: $0) }
    let now = try instant("2026-11-21T10:00:00Z")
    let line = TimeEcho.line(
      try instant("2026-12-03T16:00:00Z"), in: zones[1], others: zones, now: now)
    #expect(
      line == "Thu 3 Dec 2026, 16:00 London (in 12 days) · 17:00 Berlin · 21:30 Kolkata · "
        + "11:00 New York")
    #expect(
      TimeEcho.line(now, in: zones[1], others: [], now: now)
        == "Sat 21 Nov 2026, 10:00 London (now)")
  }

  @Test(arguments: [
    ("Europe/London", "London"), ("UTC", "UTC"), ("America/New_York", "New York"),
    ("America/Argentina/Buenos_Aires", "Buenos Aires"), ("America/Indiana/Knox", "Knox, Indiana"),
    ("America/Indiana/Indianapolis", "Indianapolis"), ("America/Kentucky/Louisville", "Louisville"),
    ("America/North_Dakota/New_Salem", "New Salem, North Dakota"),
    ("America/Port-au-Prince", "Port-au-Prince"), ("Etc/UTC", "UTC"),
  ]) func `a zone is called by its city`(name: String, expected: String) throws {
    #expect(try catalogue.zone(named: name).city == expected)
  }
}
