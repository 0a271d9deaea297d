import Primitives
import Testing
import Timekeeping

@Suite struct ZoneTests {
  @Test(arguments: [
    // Gaps: the offset before them counts.
    ("Europe/London", "2026-03-29T00:59", "2026-03-29T00:59:00Z", "exact"),
    ("Europe/London", "2026-03-29T01:00", "2026-03-29T01:00:00Z", "gap 02:00"),
    ("Europe/London", "2026-03-29T01:30", "2026-03-29T01:30:00Z", "gap 02:30"),
    ("Europe/London", "2026-03-29T02:00", "2026-03-29T01:00:00Z", "exact"),
    ("Europe/London", "2027-03-28T01:59", "2027-03-28T01:59:00Z", "gap 02:59"),
    ("America/New_York", "2026-03-08T02:30", "2026-03-08T07:30:00Z", "gap 03:30"),
    ("America/New_York", "2027-03-14T02:00", "2027-03-14T07:00:00Z", "gap 03:00"),
    ("America/New_York", "2027-03-14T03:00", "2027-03-14T07:00:00Z", "exact"),
    ("Australia/Lord_Howe", "2026-10-04T01:59", "2026-10-03T15:29:00Z", "exact"),
    ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:45:00Z", "gap 02:45"),
    ("Australia/Lord_Howe", "2026-10-04T02:30", "2026-10-03T15:30:00Z", "exact"),
    ("Australia/Lord_Howe", "2027-10-03T02:00", "2027-10-02T15:30:00Z", "gap 02:30"),
    ("Europe/Dublin", "2026-03-29T01:30", "2026-03-29T01:30:00Z", "gap 02:30"),
    ("Europe/Dublin", "2027-03-28T01:00", "2027-03-28T01:00:00Z", "gap 02:00"),
    // Folds: the first counts.
    ("Europe/London", "2026-10-25T00:59", "2026-10-24T23:59:00Z", "exact"),
    ("Europe/London", "2026-10-25T01:00", "2026-10-25T00:00:00Z", "fold 01:00:00Z"),
    ("Europe/London", "2026-10-25T01:59", "2026-10-25T00:59:00Z", "fold 01:59:00Z"),
    ("Europe/London", "2026-10-25T02:00", "2026-10-25T02:00:00Z", "exact"),
    ("Europe/London", "2027-10-31T01:30", "2027-10-31T00:30:00Z", "fold 01:30:00Z"),
    ("America/New_York", "2026-11-01T01:30", "2026-11-01T05:30:00Z", "fold 06:30:00Z"),
    ("America/New_York", "2027-11-07T01:00", "2027-11-07T05:00:00Z", "fold 06:00:00Z"),
    ("Australia/Lord_Howe", "2026-04-05T01:29", "2026-04-04T14:29:00Z", "exact"),
    ("Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T14:45:00Z", "fold 15:15:00Z"),
    ("Australia/Lord_Howe", "2026-04-05T02:00", "2026-04-04T15:30:00Z", "exact"),
    ("Australia/Lord_Howe", "2027-04-04T01:30", "2027-04-03T14:30:00Z", "fold 15:00:00Z"),
    ("Europe/Dublin", "2026-10-25T01:30", "2026-10-25T00:30:00Z", "fold 01:30:00Z"),
    ("Europe/Dublin", "2027-10-31T01:59", "2027-10-31T00:59:00Z", "fold 01:59:00Z"),
    // No change of clocks.
    ("Asia/Kolkata", "2026-03-29T02:30", "2026-03-28T21:00:00Z", "exact"),
    ("Asia/Kolkata", "2026-10-25T01:30", "2026-10-24T20:00:00Z", "exact"),
    ("Asia/Kolkata", "2027-03-28T02:30", "2027-03-27T21:00:00Z", "exact"),
    ("UTC", "2026-03-29T01:30", "2026-03-29T01:30:00Z", "exact"),
    // A day that Samoa left out, and the far future by the rule.
    ("Pacific/Apia", "2011-12-30T12:00", "2011-12-30T22:00:00Z", "gap 12:00"),
    ("Europe/London", "2099-03-29T01:30", "2099-03-29T01:30:00Z", "gap 02:30"),
    ("Europe/London", "2099-10-25T01:30", "2099-10-25T00:30:00Z", "fold 01:30:00Z"),
    ("America/New_York", "2099-07-01T12:00", "2099-07-01T16:00:00Z", "exact"),
    ("America/New_York", "1900-01-01T12:00", "1900-01-01T17:00:00Z", "exact"),
    ("Europe/London", "1900-01-01T12:00", "1900-01-01T12:00:00Z", "exact"),
  ]) func `a wall time is found`(
    name: String, local: String, expected: String, kind: String
  ) throws {
    let zone = try catalogue.zone(named: name)
    try expectResolution(of: local, in: zone, is: expected, kind: kind)
  }

  @Test(arguments: [
    ("2026-02-15T02:30", "2026-02-15T01:30:00Z", "fold 02:30:00Z"),
    ("2026-03-01T12:00", "2026-03-01T12:00:00Z", "exact"),
    ("2026-03-22T02:30", "2026-03-22T02:30:00Z", "gap 03:30"),
    ("2026-07-01T12:00", "2026-07-01T11:00:00Z", "exact"),
    ("2027-02-07T02:00", "2027-02-07T01:00:00Z", "fold 02:00:00Z"),
    ("2027-03-14T02:59", "2027-03-14T02:59:00Z", "gap 03:59"),
  ]) func `clocks that go back for Ramadan are followed`(
    local: String, expected: String, kind: String
  ) throws {
    let bytes = try fixture("Casablanca-2025b.tzif")
    let zone = try Zone(name: "Africa/Casablanca", reading: bytes)
    try expectResolution(of: local, in: zone, is: expected, kind: kind)
  }

  private func expectResolution(
    of local: String, in zone: Zone, is expected: String, kind: String
  ) throws {
    let local = try wall(local)
    let resolution = zone.resolve(local)
    #expect(resolution.instant.description == expected)
    switch resolution {
    case .exact(let instant):
      #expect(kind == "exact")
      #expect(zone.localTime(at: instant) == local)
      #expect(resolution.note(on: local) == nil)
    case .gap(let instant, let shown):
      #expect(kind == "gap \(shown.clock)")
      #expect(zone.localTime(at: instant) == shown)
      #expect(resolution.note(on: local)?.contains("took \(shown.clock)") == true)
    case .fold(let first, let second):
      #expect(kind == "fold " + second.description.suffix(9))
      #expect(zone.localTime(at: first) == local)
      #expect(zone.localTime(at: second) == local)
      #expect(first < second)
      #expect(resolution.note(on: local)?.contains("the first") == true)
    }
  }

  @Test func `the next change of clocks is told`() throws {
    let london = try catalogue.zone(named: "Europe/London")
    let now = try instant("2026-11-21T10:00:00Z")
    let spring = try instant("2027-03-28T01:00:00Z")
    #expect(london.nextChange(after: now) == spring)
    #expect(london.nextChange(after: spring - .seconds(1)) == spring)
    #expect(london.nextChange(after: spring) == (try instant("2027-10-31T01:00:00Z")))
    #expect(
      london.nextChange(after: try instant("2099-11-01T00:00:00Z"))
        == (try instant("2100-03-28T01:00:00Z")))
    #expect(try catalogue.zone(named: "Asia/Kolkata").nextChange(after: now) == nil)
  }

  @Test func `Irish winter is daylight saving time and London's is not`() throws {
    let winter = try instant("2026-12-03T16:00:00Z")
    let dublin = try catalogue.zone(named: "Europe/Dublin").offset(at: winter)
    let london = try catalogue.zone(named: "Europe/London").offset(at: winter)
    #expect(dublin.abbreviation == "GMT")
    #expect(dublin.isDaylight)
    #expect(!london.isDaylight)
  }

  @Test func `every wall time of a year leads to an instant that shows it, gaps aside`() throws {
    for name in ["Europe/London", "Australia/Lord_Howe", "Pacific/Chatham", "America/St_Johns"] {
      let zone = try catalogue.zone(named: name)
      var local = try wall("2026-01-01T00:00")
      let end = try wall("2027-01-01T00:00")
      var gaps = 0
      while local < end {
        switch zone.resolve(local) {
        case .exact(let instant), .fold(let instant, _):
          #expect(zone.localTime(at: instant) == local)
        case .gap: gaps += 1
        }
        local = LocalTime(secondsSince1970: local.secondsSince1970 + 900)
      }
      #expect(gaps == (name == "Australia/Lord_Howe" ? 2 : 4))
    }
  }
}

@Suite struct LocalTimeTests {
  @Test(arguments: [
    ("2026-12-03T16:00", true), ("2026-12-03T16:00:30", true), ("0001-01-01T00:00", true),
    ("2026-12-03T24:00", false), ("2026-02-29T12:00", false), ("2028-02-29T12:00", true),
    ("2026-12-03 16:00", false), ("2026-12-03T16:60", false), ("2026-12-03T1:000", false),
    ("2026-12-03T16:00:60", false), ("2026-12-03T16:00:3", false), ("+026-12-03T16:00", false),
    ("", false), ("2026-12-03T16:0\u{660}", false),
  ]) func `a kept wall time is read as it is written`(text: String, isRight: Bool) {
    #expect(LocalTime(text)?.description == (isRight ? text : nil))
  }

  @Test func `days are added by the calendar`() throws {
    #expect(try wall("2026-02-28T23:59").adding(days: 1) == wall("2026-03-01T23:59"))
    #expect(try wall("2026-03-28T01:30").adding(days: 7) == wall("2026-04-04T01:30"))
    #expect(try wall("2026-01-01T08:00").adding(days: -1) == wall("2025-12-31T08:00"))
    #expect(try wall("1969-12-31T23:59:59").secondsSince1970 == -1)
    #expect(try wall("2026-01-01T08:00") < wall("2026-01-01T08:01"))
  }

  @Test func `a wall time with a zone is resolved by the zone data`() throws {
    let planned = ZonedTime(try wall("2026-07-01T16:00"), zone: "Europe/London")
    #expect(try planned.resolved(by: catalogue).instant == instant("2026-07-01T15:00:00Z"))
    #expect(planned.description == "2026-07-01T16:00 Europe/London")
    let nowhere = ZonedTime(try wall("2026-07-01T16:00"), zone: "Europe/Nowhere")
    #expect(throws: ZoneError.unknown("Europe/Nowhere")) { try nowhere.resolved(by: catalogue) }
  }
}
