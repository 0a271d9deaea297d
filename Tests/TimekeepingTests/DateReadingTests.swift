import Primitives
import Testing
import Timekeeping

@Suite struct DateReadingTests {
  @Test(arguments: [
    ("2026-12-03 16:00", "2026-12-03T16:00", 2), ("2026-12-03T16:00", "2026-12-03T16:00", 1),
    ("2026-12-03t16:00", "2026-12-03T16:00", 1), ("2026-12-03 16.00", "2026-12-03T16:00", 2),
    ("2026-12-03 4pm", "2026-12-03T16:00", 2), ("2026-12-03 4PM", "2026-12-03T16:00", 2),
    ("2026-12-03 4 pm", "2026-12-03T16:00", 3), ("2026-12-03 4:30 pm", "2026-12-03T16:30", 3),
    ("2026-12-03 4:30pm", "2026-12-03T16:30", 2), ("2026-12-03 4.30 p.m.", "2026-12-03T16:30", 3),
    ("2026-12-03T4pm", "2026-12-03T16:00", 1), ("2026-12-03T4 pm", "2026-12-03T16:00", 2),
    ("2026-12-03 12am", "2026-12-03T00:00", 2), ("2026-12-03 12pm", "2026-12-03T12:00", 2),
    ("2026-12-03 12:59am", "2026-12-03T00:59", 2), ("2026-12-03 11:59pm", "2026-12-03T23:59", 2),
    ("2026-12-03 9:05", "2026-12-03T09:05", 2), ("2026-12-03 00:00", "2026-12-03T00:00", 2),
    ("2026-12-03 23:59", "2026-12-03T23:59", 2), ("2026-12-03 16:00:30", "2026-12-03T16:00:30", 2),
    ("2026-12-03, 16:00", "2026-12-03T16:00", 2), ("2026-12-03 at 16:00", "2026-12-03T16:00", 3),
    ("2026-12-03 16:00, 60m", "2026-12-03T16:00", 2), ("2026-1-3 16:00", "2026-01-03T16:00", 2),
    ("2000-01-01 00:00", "2000-01-01T00:00", 2), ("2100-12-31 23:59", "2100-12-31T23:59", 2),
    ("2028-02-29 12:00", "2028-02-29T12:00", 2),
    ("2026-12-03 16:00 60m --cap 12", "2026-12-03T16:00", 2),
    ("2026-12-03 16:00 pm", "2026-12-03T16:00", 0),
  ]) func `an exact date is read`(text: String, expected: String, count: Int) throws {
    let words = text.split(separator: " ")
    guard count > 0 else {
      #expect(throws: DateProblem.noSuchTime("16:00 pm")) { try DateReading(words) }
      return
    }
    let reading = try DateReading(words)
    #expect(reading.local.description == expected)
    #expect(reading.wordCount == count)
    #expect(reading.zone == nil)
  }

  @Test(
    arguments: [
      ("", .nothing),
      ("tomorrow 16:00", .notADate("tomorrow")), ("thu 16:00", .notADate("thu")),
      ("3 dec 2026", .notADate("3")), ("2026 16:00", .notADate("2026")),
      ("2026-12 16:00", .notADate("2026-12")), ("2026-12-03-04 16:00", .notADate("2026-12-03-04")),
      ("2026-12/03 16:00", .notADate("2026-12/03")), ("--- 16:00", .notADate("---")),
      ("2026-12-", .notADate("2026-12-")), ("２０２６-12-03 16:00", .notADate("２０２６-12-03")),
      ("99999999999-12-03 16:00", .notADate("99999999999-12-03")),
      ("03/12 16:00", .yearMissing("03/12")), ("3-12 16:00", .yearMissing("3-12")),
      ("03/12/26 16:00", .twoDigitYear("03/12/26")), ("26-12-03 16:00", .twoDigitYear("26-12-03")),
      ("3.12.26", .twoDigitYear("3.12.26")),
      ("1999-12-31 16:00", .yearOutOfRange(1999)), ("2101-01-01 16:00", .yearOutOfRange(2101)),
      ("20266-12-03 16:00", .yearOutOfRange(20_266)), ("03/12/1999 16:00", .yearOutOfRange(1999)),
      ("2026-13-03 16:00", .noSuchMonth(13)), ("2026-00-03 16:00", .noSuchMonth(0)),
      ("13/13/2026", .noSuchMonth(13)),
      ("2026-02-30 16:00", .noSuchDay(year: 2026, month: 2, day: 30)),
      ("2027-02-29 16:00", .noSuchDay(year: 2027, month: 2, day: 29)),
      ("2100-02-29 16:00", .noSuchDay(year: 2100, month: 2, day: 29)),
      ("2026-04-31T16:00", .noSuchDay(year: 2026, month: 4, day: 31)),
      ("2026-12-00 16:00", .noSuchDay(year: 2026, month: 12, day: 0)),
      ("30/02/2026 16:00", .noSuchDay(year: 2026, month: 2, day: 30)),
      ("16:00", .dateMissing(time: "16:00")), ("4pm 2026-12-03", .dateMissing(time: "4pm")),
      ("4 pm", .dateMissing(time: "4")), ("25:00", .dateMissing(time: "25:00")),
      ("2026-12-03 25:00", .noSuchTime("25:00")), ("2026-12-03 24:00", .noSuchTime("24:00")),
      ("2026-12-03T25:00", .noSuchTime("25:00")), ("2026-12-03 16:60", .noSuchTime("16:60")),
      ("2026-12-03 16:00:60", .noSuchTime("16:00:60")), ("2026-12-03 13pm", .noSuchTime("13pm")),
      ("2026-12-03 0am", .noSuchTime("0am")), ("2026-12-03 13 pm", .noSuchTime("13 pm")),
      ("2026-12-03 16", .notATime("16")), ("2026-12-03 1600", .notATime("1600")),
      ("2026-12-03 16:0", .notATime("16:0")), ("2026-12-03 16:000", .notATime("16:000")),
      ("2026-12-03T16", .notATime("16")), ("2026-12-03 16:00x", .notATime("16:00x")),
    ] as [(String, DateProblem)])
  func `what is no exact date is refused with the reason`(text: String, expected: DateProblem) {
    #expect(throws: expected) { try DateReading(text.split(separator: " ")) }
    #expect(expected.description.utf8.filter { $0 == UInt8(ascii: "`") }.count % 2 == 0)
  }

  @Test(arguments: [
    "2026-12-03", "2026-12-03T", "2026-12-03 60m", "2026-12-03 London", "2026-12-03 at",
  ])
  func `a date without a time is asked for it`(text: String) throws {
    let day = try #require(GregorianDay(year: 2026, month: 12, day: 3))
    let problem = DateProblem.timeMissing(day)
    #expect(throws: problem) { try DateReading(text.split(separator: " ")) }
    #expect(
      problem.description == "At what time on Thu 3 Dec 2026? Write for example `2026-12-03 16:00`."
    )
  }

  @Test(arguments: [
    (
      "03/12/2026",
      "`03/12/2026` can be read in two ways. Write `2026-12-03` (Thu 3 Dec 2026) or "
        + "`2026-03-12` (Thu 12 Mar 2026)."
    ),
    (
      "3-12-2026",
      "`3-12-2026` can be read in two ways. Write `2026-12-03` (Thu 3 Dec 2026) or "
        + "`2026-03-12` (Thu 12 Mar 2026)."
    ),
    (
      "03.12.2026T16:00",
      "`03.12.2026T16:00` can be read in two ways. Write `2026-12-03` (Thu 3 Dec "
        + "2026) or `2026-03-12` (Thu 12 Mar 2026)."
    ),
    (
      "25/12/2026",
      "I read dates with the year first. For `25/12/2026` write `2026-12-25` (Fri 25 "
        + "Dec 2026)."
    ),
    (
      "12/25/2026",
      "I read dates with the year first. For `12/25/2026` write `2026-12-25` (Fri 25 "
        + "Dec 2026)."
    ),
    (
      "03/03/2026",
      "I read dates with the year first. For `03/03/2026` write `2026-03-03` (Tue 3 "
        + "Mar 2026)."
    ),
    (
      "2026/12/03",
      "I read dates with the year first. For `2026/12/03` write `2026-12-03` (Thu 3 "
        + "Dec 2026)."
    ),
  ]) func `a date in another order is refused with its readings`(text: String, expected: String) {
    do throws(DateProblem) {
      _ = try DateReading([text, "16:00"])
      Issue.record("\(text) was read")
    } catch {
      #expect(error.description == expected)
    }
  }

  @Test(
    arguments: [
      ("London", .found("Europe/London"), 3), ("Europe/London 60m", .found("Europe/London"), 3),
      ("New York 60m", .found("America/New_York"), 4), ("PT", .found("America/Los_Angeles"), 3),
      ("Ho Chi Minh City 60m", .found("Asia/Ho_Chi_Minh"), 6), ("UTC", .found("UTC"), 3),
      ("+02:00", .fixedOffset, 3), ("UTC +2", .fixedOffset, 4), ("Lodnon", nil, 2),
      ("60m London", nil, 2), ("--place https://example.org/a", nil, 2),
      ("https://example.org", nil, 2),
      ("get the cake", nil, 2), ("GET", nil, 2), ("", nil, 2),
    ] as [(String, ZoneMatch?, Int)])
  func `a zone behind the time is read`(text: String, expected: ZoneMatch?, count: Int) throws {
    let words = "2026-12-03 16:00 \(text)".split(separator: " ")
    let reading = try DateReading(words, zones: catalogue)
    #expect(reading.zone?.match == expected)
    #expect(reading.wordCount == count)
    #expect(reading.zone?.text == (expected == nil ? nil : words[2..<count].joined(separator: " ")))
  }

  @Test func `an ambiguous zone behind the time is not passed over`() throws {
    let reading = try DateReading(["2026-12-03", "16:00", "est"], zones: catalogue)
    #expect(reading.zone?.match == catalogue.find("EST"))
    #expect(reading.wordCount == 3)
  }

  @Test(
    arguments: [
      ("2026-12-03T16:00Z", .found("UTC")), ("2026-12-03 16:00z", .found("UTC")),
      ("2026-12-03T16:00:00Z", .found("UTC")), ("2026-12-03T16:00+02:00", .fixedOffset),
      ("2026-12-03T16:00-0500", .fixedOffset),
    ] as [(String, ZoneMatch)])
  func `a zone that is glued to the time is read`(text: String, expected: ZoneMatch) throws {
    let reading = try DateReading(text.split(separator: " "))
    #expect(reading.zone?.match == expected)
    #expect(reading.local.clock == "16:00")
  }

  @Test(
    arguments: [
      ("reading the report", nil), ("nice place", nil), ("Reading the report", nil),
      ("PT session", .found("America/Los_Angeles")), ("pt session", nil),
      ("Europe/Berlin call", .found("Europe/Berlin")), ("and/or lunch", nil), ("London call", nil),
    ] as [(String, ZoneMatch?)])
  func `before a sentence only names and capitals are zones`(
    text: String, expected: ZoneMatch?
  ) throws {
    let words = "2026-12-03 16:00 \(text)".split(separator: " ")
    let reading = try DateReading(words, zones: catalogue, zoneWords: .names)
    #expect(reading.zone?.match == expected)
  }

  @Test func `hostile words are refused and shown harmlessly`() {
    let texts = [
      "`@everyone`", "\u{202E}16:00", "a\nb", String(repeating: "1", count: 100_000),
      String(repeating: "1-", count: 50_000), "2026-12-03T" + String(repeating: "0", count: 9000),
      "2026\u{301}-12-03", "\u{0}", "``", String(repeating: "e\u{301}", count: 50_000),
    ]
    for text in texts {
      do throws(DateProblem) {
        _ = try DateReading([text, "16:00"])
        Issue.record("\(text.prefix(40)) was read")
      } catch {
        let bytes = Array(error.description.utf8)
        #expect(bytes.count < 220)
        #expect(bytes.filter { $0 == UInt8(ascii: "`") }.count % 2 == 0)
        #expect(!bytes.contains { $0 < 0x20 })
        #expect(!error.description.unicodeScalars.contains("\u{202E}"))
      }
    }
  }

  @Test func `random words never end the program`() {
    let pieces = [
      "2026", "12", "03", "-", "/", ".", ":", "T", "16", "00", "pm", "am", " ", "Z", "+", "London",
      "EST", ",", "at", "\u{301}", "é", "9", "0",
    ]
    var randomness = Randomness(seed: 5545)
    for _ in 0..<5000 {
      var text = randomness.chance(percent: 50) ? "2026-12-03 " : ""
      for _ in 0..<randomness.number(below: 12) {
        text += pieces[randomness.number(below: pieces.count)]
      }
      let words = text.split(separator: " ")
      do throws(DateProblem) {
        let reading = try DateReading(words)
        #expect((1...words.count).contains(reading.wordCount))
        #expect((2000...2100).contains(reading.local.day.year))
      } catch {
        #expect(!error.description.isEmpty)
      }
    }
  }
}

@Suite struct DurationReadingTests {
  @Test(arguments: [
    ("60m", 60, 1), ("1h30", 90, 1), ("1h30m", 90, 1), ("90 min", 90, 2), ("90min", 90, 1),
    ("90 minutes", 90, 2), ("1h 30m", 90, 2), ("1h 30 min", 90, 3), ("2h", 120, 1), ("2 h", 120, 2),
    ("2 hours", 120, 2), ("1 hour 5 minutes", 65, 4), ("2H", 120, 1), ("5m", 5, 1),
    ("24h", 1440, 1),
    ("1440m", 1440, 1), ("1.5h", 90, 1), ("1,5h", 90, 1), ("0.5h", 30, 1), ("1.5 hours", 90, 2),
    ("60m London", 60, 1), ("1h 30", 60, 1), ("2h 90m", 120, 1), ("90m 1h", 90, 1), ("1h05", 65, 1),
    ("45mins", 45, 1), ("60m, then", 60, 1), ("1h --cap 12", 60, 1),
  ]) func `a length is read`(text: String, minutes: Int, count: Int) throws {
    let reading = try #require(try DurationReading(text.split(separator: " ")))
    #expect(reading.minutes == minutes)
    #expect(reading.wordCount == count)
  }

  @Test(
    arguments: [
      ("60", .unitMissing(60)), ("60 London", .unitMissing(60)), ("4m", .tooShort(minimum: 5)),
      ("0h", .tooShort(minimum: 5)), ("1441m", .tooLong(maximum: 1440)),
      ("24h 1m", .tooLong(maximum: 1440)), ("99999h", .tooLong(maximum: 1440)),
      ("100001m", .unreadable("100001m")), ("1h60", .unreadable("1h60")), ("1d", .unreadable("1d")),
      ("1.5m", .unreadable("1.5m")), ("1.25h", .unreadable("1.25h")),
      ("1h30s", .unreadable("1h30s")),
      ("60m30", .unreadable("60m30")), ("1.5h30", .unreadable("1.5h30")),
      ("16:00", .unreadable("16:00")),
      ("99999999999999999999m", .unreadable("99999999999999999999m")),
    ] as [(String, DurationProblem)])
  func `what is no length is refused with the reason`(text: String, expected: DurationProblem) {
    #expect(throws: expected) { try DurationReading(text.split(separator: " ")) }
    #expect(!expected.description.isEmpty)
  }

  @Test(arguments: ["", "London", "--cap", "m60", "-60m", "\u{661}h"])
  func `what does not begin with a digit is something else`(text: String) throws {
    #expect(try DurationReading(text.split(separator: " ")) == nil)
  }

  @Test func `a length is written as it is read`() throws {
    for minutes in 5...1440 {
      let text = DurationReading.words(minutes: minutes)
      #expect(try DurationReading(text.split(separator: " "))?.minutes == minutes)
    }
    #expect(DurationReading.words(minutes: 90) == "1h 30m")
    #expect(DurationProblem.tooLong(maximum: 1440).description.contains("24h"))
  }
}
