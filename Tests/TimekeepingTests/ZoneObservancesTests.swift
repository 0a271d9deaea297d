import Primitives
import Testing
import Timekeeping

/// How the clocks of a zone are told to a program that knows no zone.
@Suite struct ZoneObservancesTests {
  private func described(_ zone: Zone, from: String = "2026-12-03T00:00:00Z") throws -> [String] {
    zone.observances(from: try instant(from)).map { observance in
      let word = observance.isDaylight ? "daylight" : "standard"
      let times = observance.rule.map { "\(observance.onsets[0]) \($0)" }
      return "\(word) \(observance.before.seconds) \(observance.after.seconds) "
        + (times ?? observance.onsets.map(\.description).joined(separator: " "))
    }
  }

  @Test func `a zone with a rule is told by its rule`() throws {
    #expect(
      try described(catalogue.zone(named: "Europe/London")) == [
        "standard 3600 0 2026-10-25T02:00 FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
        "daylight 0 3600 2027-03-28T01:00 FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
      ])
    #expect(
      try described(catalogue.zone(named: "Australia/Lord_Howe")) == [
        "daylight 37800 39600 2026-10-04T02:00 FREQ=YEARLY;BYMONTH=10;BYDAY=1SU",
        "standard 39600 37800 2027-04-04T02:00 FREQ=YEARLY;BYMONTH=4;BYDAY=1SU",
      ])
  }

  @Test func `a zone whose clocks are left alone has stood so since 1970`() throws {
    #expect(
      try described(catalogue.zone(named: "Asia/Kolkata")) == [
        "standard 19800 19800 1970-01-01T00:00"
      ])
    #expect(try described(.universal) == ["standard 0 0 1970-01-01T00:00"])
  }

  @Test func `years before the rule are told one by one`() throws {
    let told = try described(
      catalogue.zone(named: "America/New_York"), from: "2005-12-01T00:00:00Z")
    #expect(
      told == [
        "standard -14400 -18000 2005-10-30T02:00 2006-10-29T02:00",
        "daylight -18000 -14400 2006-04-02T02:00",
        "daylight -18000 -14400 2007-03-11T02:00 FREQ=YEARLY;BYMONTH=3;BYDAY=2SU",
        "standard -14400 -18000 2007-11-04T02:00 FREQ=YEARLY;BYMONTH=11;BYDAY=1SU",
      ])
  }

  @Test func `winter is never called daylight time, whatever the law says`() throws {
    #expect(
      try described(ZoneFileBuilder.zone(rule: "IST-1GMT0,M10.5.0,M3.5.0/1")) == [
        "standard 3600 0 2026-10-25T02:00 FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
        "daylight 0 3600 2027-03-28T01:00 FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
      ])
  }

  @Test(arguments: [
    // Thursday at midnight's end: in some years that is the first of the next month.
    (
      "EET-2EEST,M4.5.5/0,M10.5.4/24",
      [
        "standard 10800 7200 2026-10-30T00:00 "
          + "FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=26,27,28,29,30,31;BYDAY=FR",
        "standard 10800 7200 2030-11-01T00:00 FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=1;BYDAY=FR",
        "daylight 7200 10800 2027-04-30T00:00 FREQ=YEARLY;BYMONTH=4;BYDAY=-1FR",
      ]
    ),
    // An hour before the last Sunday begins.
    (
      "<-02>2<-01>,M3.5.0/-1,M10.5.0/0",
      [
        "standard -3600 -7200 2026-10-25T00:00 FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
        "daylight -7200 -3600 2027-03-27T23:00 "
          + "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=24,25,26,27,28,29,30;BYDAY=SA",
      ]
    ),
    // An hour before the first Sunday begins, perhaps in the month before.
    (
      "AAA0BBB,M5.1.0/-1,M9.2.6/50",
      [
        "standard 3600 0 2026-09-14T02:00 "
          + "FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=10,11,12,13,14,15,16;BYDAY=MO",
        "daylight 0 3600 2033-04-30T23:00 FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=30;BYDAY=SA",
        "daylight 0 3600 2027-05-01T23:00 "
          + "FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=1,2,3,4,5,6;BYDAY=SA",
      ]
    ),
  ]) func `a time beyond the day is carried to the day where it belongs`(
    rule: String, told: [String]
  ) throws {
    #expect(try described(ZoneFileBuilder.zone(rule: rule)) == told)
  }

  @Test func `a rule of the year's days is told as forty years`() throws {
    let told = try ZoneFileBuilder.zone(rule: "AAA0BBB,J60/2,300/2")
      .observances(from: try instant("2026-12-03T00:00:00Z"))
    #expect(told.count == 2)
    #expect(told.allSatisfy { $0.rule == nil && $0.onsets.count >= 39 })
    #expect(
      told[1].onsets.prefix(2).map(\.description) == ["2027-03-01T02:00", "2028-03-01T02:00"])
  }

  @Test func `daylight time all the year round is one time`() throws {
    let told = try described(ZoneFileBuilder.zone(rule: "XXX3EDT4,0/0,J365/23"))
    #expect(told.count == 1)
    #expect(told[0].hasPrefix("daylight -14400 -14400 "))
  }

  @Test func `what is told gives the zone's own offset at every hour`() throws {
    for name in ["Europe/London", "Africa/Cairo", "Africa/Casablanca", "America/Nuuk", "Asia/Gaza"]
    {
      let zone = try catalogue.zone(named: name)
      let start = try instant("2026-06-01T00:00:00Z")
      let told = zone.observances(from: start)
      var onsets: [(at: Int64, offset: Int)] = []
      for observance in told {
        var times = observance.onsets
        if let rule = observance.rule {
          times = Array(
            Recurrence(rule, start: times[0], zone: "UTC").occurrences(in: .universal).prefix(30))
        }
        onsets += times.map {
          ($0.secondsSince1970 - Int64(observance.before.seconds), observance.after.seconds)
        }
      }
      onsets.sort { $0.at < $1.at }
      #expect(onsets[0].at <= start.seconds)
      var next = 0
      for hour in Int64(0)..<8 * 8766 {
        let moment = start + .hours(hour)
        while next < onsets.count, onsets[next].at <= moment.seconds { next += 1 }
        guard next > 0, onsets[next - 1].offset == zone.offset(at: moment).seconds else {
          Issue.record("\(name) at \(moment): told \(onsets[max(0, next - 1)].offset)")
          break
        }
      }
    }
  }
}
