import Primitives
import Testing
import Timekeeping

@Suite struct RecurrenceTests {
  /// A line of `recurrences.txt`, which `make_recurrences.py` wrote.
  private struct Row {
    let text: String
    let recurrence: Recurrence
    let count: Int
    let expected: [Instant]
    let isComplete: Bool

    init(_ line: String) throws {
      text = line
      let cells = line.split(separator: " ").map { String($0) }
      let times = { (cell: String) in
        cell == "-" ? [] : try cell.split(separator: ",").map { try wall(String($0)) }
      }
      recurrence = Recurrence(
        try RecurrenceRule(cells[0]), start: try wall(cells[1]), zone: cells[2],
        exclusions: try times(cells[3]), additions: try times(cells[4]))
      count = try #require(Int(cells[5]))
      isComplete = cells.last == "."
      var seconds: Int64 = 0
      expected = try cells.dropFirst(6).filter { $0 != "." }.map { cell in
        seconds += try #require(Int64(cell))
        return Instant(seconds: seconds)
      }
    }

    func zone() throws -> Zone { try catalogue.zone(named: recurrence.zone) }

    func found(from earliest: LocalTime? = nil) throws -> [Instant] {
      let zone = try zone()
      return recurrence.occurrences(in: zone, from: earliest).prefix(count + 1)
        .map { zone.resolve($0).instant }
    }
  }

  private func rows() throws -> [Row] {
    let text = String(decoding: try fixture("recurrences.txt"), as: UTF8.self)
    return try text.split(separator: "\n").map { try Row(String($0)) }
  }

  @Test func `rules come when another evaluator says, the RFC's examples first`() throws {
    let rows = try rows()
    #expect(rows.count == 537)
    for row in rows {
      let found = try row.found()
      #expect(Array(found.prefix(row.count)) == row.expected, "\(row.text)")
      #expect((found.count <= row.count) == row.isComplete, "\(row.text)")
    }
  }

  @Test func `from any time on there is the rest of what there is from the start on`() throws {
    for row in try rows() {
      // Rules that are over only with the calendar take long, and come above.
      let rule = row.recurrence.rule
      if row.isComplete, rule.end == nil, rule.count == nil { continue }
      let all = Array(row.recurrence.occurrences(in: try row.zone()).prefix(8))
      for (index, time) in all.enumerated().prefix(4) {
        for shift in [-1, 0, 1] {
          let from = LocalTime(secondsSince1970: time.secondsSince1970 + Int64(shift))
          let rest = row.recurrence.occurrences(in: try row.zone(), from: from).prefix(3)
          #expect(
            Array(rest) == Array(all[(shift > 0 ? index + 1 : index)...].prefix(3)), "\(row.text)")
        }
      }
    }
  }

  @Test func `a rule's text is read back, and equal rules have equal texts`() throws {
    for row in try rows() {
      let rule = row.recurrence.rule
      #expect(try RecurrenceRule(rule.description) == rule)
      var json = JSONWriter()
      row.recurrence.write(to: &json)
      #expect(Recurrence(json: try JSONPart(parsing: json.bytes)) == row.recurrence)
    }
    let messy = try RecurrenceRule("rrule:byday=fr,+2th,2TH,mo;wkst=mo;freq=monthly;interval=1")
    #expect(messy.description == "FREQ=MONTHLY;BYDAY=MO,FR,2TH")
  }

  @Test(arguments: [
    ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", 0), ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", 0),
    ("FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31", 0), ("FREQ=WEEKLY;BYDAY=MO;BYSETPOS=2", 0),
    ("FREQ=DAILY;INTERVAL=7;BYDAY=SU", 0), ("FREQ=YEARLY;BYYEARDAY=366;BYMONTH=1", 0),
    ("FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO;BYMONTH=6", 0), ("FREQ=YEARLY;INTERVAL=999999999", 1),
    ("FREQ=DAILY;INTERVAL=999999999", 1), ("FREQ=WEEKLY;INTERVAL=999999999", 1),
    ("FREQ=MONTHLY;INTERVAL=999999999;BYMONTHDAY=29", 1), ("FREQ=YEARLY;INTERVAL=1000", 8),
  ]) func `a rule that fits no day ends, and so does the calendar`(text: String, count: Int) throws
  {
    // 29 September 2026 is a Tuesday.
    let recurrence = Recurrence(
      try RecurrenceRule(text), start: try wall("2026-09-29T16:00"), zone: "UTC")
    #expect(recurrence.occurrences(in: .universal).reduce(0) { count, _ in count + 1 } == count)
  }

  @Test func `a rare day is found however far it lies`() throws {
    // Only every 1200th year is visited here and has a 29 February.
    let rule = try RecurrenceRule("FREQ=YEARLY;INTERVAL=300;BYMONTH=2;BYMONTHDAY=29")
    let recurrence = Recurrence(rule, start: try wall("2000-02-29T16:00"), zone: "UTC")
    let years = recurrence.occurrences(in: .universal).map(\.day.year)
    #expect(years == [2000, 3200, 4400, 5600, 6800, 8000, 9200])
  }

  @Test func `an unlimited rule is entered late without walking there`() throws {
    for text in ["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=MONTHLY", "FREQ=YEARLY"] {
      let recurrence = Recurrence(
        try RecurrenceRule(text), start: try wall("0001-01-01T16:00"), zone: "UTC")
      let from = try wall("9998-06-01T00:00")
      for _ in 0..<500 {
        let first = recurrence.occurrences(in: .universal, from: from).first { _ in true }
        #expect(first.map { $0 >= from } == true)
      }
    }
  }

  @Test func `an addition is merged, and an exclusion takes rule and addition away`() throws {
    let recurrence = Recurrence(
      try RecurrenceRule("FREQ=WEEKLY;COUNT=3"), start: try wall("2026-12-03T16:00"), zone: "UTC",
      exclusions: [try wall("2026-12-10T16:00"), try wall("2026-12-12T09:00")],
      additions: [
        try wall("2026-12-17T16:00"), try wall("2026-12-12T09:00"), try wall("2026-11-01T08:00"),
        try wall("2027-05-01T10:00"),
      ])
    let found = recurrence.occurrences(in: .universal).map(\.description)
    #expect(
      found == ["2026-11-01T08:00", "2026-12-03T16:00", "2026-12-17T16:00", "2027-05-01T10:00"])
  }

  @Test func `the start takes place only if the rule gives it`() throws {
    let recurrence = Recurrence(
      try RecurrenceRule("FREQ=WEEKLY;BYDAY=TH;COUNT=2"), start: try wall("2026-12-02T16:00"),
      zone: "UTC")
    #expect(
      recurrence.occurrences(in: .universal).map(\.description)
        == ["2026-12-03T16:00", "2026-12-10T16:00"])
  }

  @Test func `an end as a day holds its whole day, also for a calendar`() throws {
    let zone = try catalogue.zone(named: "America/New_York")
    let recurrence = Recurrence(
      try RecurrenceRule("FREQ=DAILY;UNTIL=20261205"), start: try wall("2026-12-03T23:30"),
      zone: "America/New_York")
    let days = recurrence.occurrences(in: zone).map(\.day.day)
    #expect(days == [3, 4, 5])
    #expect(
      recurrence.calendarLines(in: zone) == [
        "RRULE:FREQ=DAILY;UNTIL=20261206T045959Z", "DTSTART;TZID=America/New_York:20261203T233000",
      ])
    let asked = recurrence.with(recurrence.calendarRule(in: zone))
    #expect(asked.occurrences(in: zone).map(\.day.day) == days)
  }

  @Test(
    arguments: [
      ("", .noRule), ("RRULE:", .noRule), ("DAILY", .malformed("DAILY")),
      ("FREQ=DAILY;", .malformed("")), ("FREQ=", .malformed("FREQ=")),
      ("FREQ=DAILY;;COUNT=2", .malformed("")), ("COUNT=2", .noFrequency),
      ("FREQ=DAILY;X-FOO=1", .unknownPart("X-FOO")),
      ("RSCALE=HEBREW;FREQ=DAILY", .unknownPart("RSCALE")),
      ("FREQ=DAILY;FREQ=DAILY", .repeatedPart("FREQ")),
      ("FREQ=HOURLY", .finerThanADay("FREQ=HOURLY")),
      ("FREQ=MINUTELY", .finerThanADay("FREQ=MINUTELY")),
      ("FREQ=SECONDLY;COUNT=1", .finerThanADay("FREQ=SECONDLY")),
      ("FREQ=DAILY;BYHOUR=9", .finerThanADay("BYHOUR")),
      ("FREQ=DAILY;BYMINUTE=0,20", .finerThanADay("BYMINUTE")),
      ("FREQ=DAILY;BYSECOND=1", .finerThanADay("BYSECOND")),
      ("FREQ=DAILY;COUNT=2;UNTIL=20261203", .countAndEnd),
      ("FREQ=DAILY;BYWEEKNO=2", .partNotAllowed("BYWEEKNO", frequency: "DAILY")),
      ("FREQ=MONTHLY;BYYEARDAY=2", .partNotAllowed("BYYEARDAY", frequency: "MONTHLY")),
      ("FREQ=WEEKLY;BYMONTHDAY=2", .partNotAllowed("BYMONTHDAY", frequency: "WEEKLY")),
      ("FREQ=WEEKLY;BYDAY=2TH", .ordinalNotAllowed("2TH")),
      ("FREQ=DAILY;BYDAY=-1FR", .ordinalNotAllowed("-1FR")),
      ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=1MO", .ordinalNotAllowed("1MO")),
      ("FREQ=MONTHLY;BYSETPOS=1", .positionsAlone),
    ] as [(String, RecurrenceProblem)])
  func `a rule that can't be kept is refused with the reason`(
    text: String, expected: RecurrenceProblem
  ) {
    #expect(throws: expected) { try RecurrenceRule(text) }
    #expect(expected.description.hasSuffix("."))
  }

  @Test(arguments: [
    "FREQ=FORTNIGHTLY", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=-1", "FREQ=DAILY;COUNT=0",
    "FREQ=DAILY;COUNT=1.5", "FREQ=DAILY;COUNT=99999999999", "FREQ=DAILY;UNTIL=20260230",
    "FREQ=DAILY;UNTIL=2026-12-03", "FREQ=DAILY;UNTIL=20261203T2500",
    "FREQ=DAILY;UNTIL=20261203T250000",
    "FREQ=DAILY;UNTIL=20261203T160000+0100", "FREQ=DAILY;UNTIL=20261203T160000X",
    "FREQ=DAILY;BYMONTH=13", "FREQ=DAILY;BYMONTH=0", "FREQ=DAILY;BYMONTH=-1",
    "FREQ=DAILY;BYMONTH=1,",
    "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=MONTHLY;BYMONTHDAY=0", "FREQ=MONTHLY;BYMONTHDAY=-32",
    "FREQ=YEARLY;BYYEARDAY=367", "FREQ=YEARLY;BYWEEKNO=54", "FREQ=WEEKLY;BYDAY=XX",
    "FREQ=WEEKLY;BYDAY=THU", "FREQ=WEEKLY;BYDAY=T", "FREQ=MONTHLY;BYDAY=0TH",
    "FREQ=MONTHLY;BYDAY=6TH",
    "FREQ=YEARLY;BYDAY=54TH", "FREQ=MONTHLY;BYDAY=TH;BYSETPOS=0", "FREQ=MONTHLY;BYDAY=--1TH",
    "FREQ=WEEKLY;WKST=1", "FREQ=WEEKLY;WKST=MONDAY", "FREQ=WEEKLY; BYDAY=TH",
  ]) func `a value that its part can't have is refused`(text: String) {
    do throws(RecurrenceProblem) {
      let rule = try RecurrenceRule(text)
      Issue.record("\(text) was read as \(rule)")
    } catch {
      #expect(!error.description.isEmpty)
    }
  }
}
