import Primitives
import Testing
import Timekeeping

@Suite struct TimePhraseTests {
  /// The context of a phrase said at `now` in the zone called `home`.
  private func context(
    _ now: String, _ home: String, _ zoneWords: ZoneMention.Words = .places
  ) throws -> TimePhrase.Context {
    TimePhrase.Context(
      now: try instant(now), home: try catalogue.zone(named: home), catalogue: catalogue,
      zoneWords: zoneWords)
  }

  /// On a Saturday morning in London.
  private func context(_ zoneWords: ZoneMention.Words = .places) throws -> TimePhrase.Context {
    try context("2026-11-21T10:00:00Z", "Europe/London", zoneWords)
  }

  /// What a phrase means, as `phrases.txt` writes it.
  private func outcome(_ phrase: String, _ context: TimePhrase.Context) throws -> String {
    do {
      let reading = try TimePhrase(whole: phrase.split(separator: " "), in: context)
      switch reading.meaning {
      case .moment(let time, let resolution):
        let zone = try catalogue.zone(named: time.zone)
        #expect(zone.resolve(time.local).instant == resolution.instant, "\(phrase)")
        return "= \(resolution.instant)"
      case .series(let recurrence):
        let zone = try catalogue.zone(named: recurrence.zone)
        let found = recurrence.occurrences(in: zone).prefix(5).map { zone.resolve($0).instant }
        return "~ " + found.map(\.description).joined(separator: " ")
      }
    } catch let problem as PhraseProblem {
      #expect(!problem.description.isEmpty)
      return (["x"] + problem.choices.map(\.phrase)).joined(separator: " | ")
    }
  }

  @Test func `phrases mean what the calendar says, and the others are refused`() throws {
    let lines = String(decoding: try fixture("phrases.txt"), as: UTF8.self).split(separator: "\n")
    var refused = 0
    for line in lines {
      let cells = line.split(separator: "\t").map { String($0) }
      let found = try outcome(cells[2], try context(cells[0], cells[1]))
      if cells[3] == "x" {
        #expect(found.first == "x", "\(cells[2]) at \(cells[0]) gave \(found)")
      } else {
        #expect(found == cells[3], "\(cells[2]) at \(cells[0])")
      }
      refused += cells[3].first == "x" ? 1 : 0
    }
    #expect(lines.count > 500)
    #expect(refused > 180)
  }

  @Test func `every choice that is offered is itself a phrase with one meaning`() throws {
    let lines = String(decoding: try fixture("phrases.txt"), as: UTF8.self).split(separator: "\n")
    var count = 0
    for line in lines {
      let cells = line.split(separator: "\t").map { String($0) }
      let context = try context(cells[0], cells[1])
      do throws(PhraseProblem) {
        _ = try TimePhrase(whole: cells[2].split(separator: " "), in: context)
      } catch {
        for choice in error.choices {
          count += 1
          // Who gave no time is still asked for it.
          let found = try ["", " 16:00"].map { try outcome(choice.phrase + $0, context) }
            .first { $0.first != "x" }
          #expect(found != nil, "\(choice.phrase) for \(cells[2])")
        }
      }
    }
    #expect(count > 80)
  }

  @Test(arguments: [
    ("thu 16:00 60m --cap 12", 2), ("thu 16:00, 60m", 2), ("thu 3 dec 4 pm for 2h", 5),
    ("tomorrow at noon and bring cake", 3), ("in 2 weeks call Ana", 3), ("+15m tea", 1),
    ("every 2nd thu 16:00 --min 4", 4), ("every thu 16:00 for 60m", 3),
    ("every thu 16:00 until 12 march 60m", 6), ("2026-12-03T16:00 \"Title\"", 1),
    ("thu 16:00 reading the report", 2), ("thu 16:00 UTC reading", 3), ("thu 16:00 on the roof", 2),
    ("thu 16:00 the budget", 2), ("thu 16:00 GET the report", 2), ("thu 16:00 morning coffee", 2),
  ]) func `what follows a phrase is left alone`(text: String, count: Int) throws {
    let reading = try TimePhrase(text.split(separator: " "), in: try context(.names))
    #expect(reading.wordCount == count)
  }

  @Test func `a city is a zone only where no sentence follows`() throws {
    let words = "thu 16:00 reading the report".split(separator: " ")
    #expect(try TimePhrase(words, in: try context(.places)).wordCount == 3)
    #expect(try TimePhrase(words, in: try context(.names)).wordCount == 2)
  }

  @Test(arguments: [
    (
      "sun 01:30", "2027-03-27T20:00:00Z",
      "The clocks go forward then and there is no 01:30: I took 02:30."
    ),
    (
      "sun 01:30", "2026-10-24T20:00:00Z",
      "The clocks go back then and there are two times 01:30: I took the first."
    ),
    (
      "every sun 01:30", "2026-11-21T20:00:00Z",
      "On Sun 28 Mar 2027 the clocks go forward and there is no 01:30: it is at 02:30 then."
    ),
    (
      "every thu 16:00 except 25 dec", "2026-11-21T20:00:00Z",
      "Fri 25 Dec 2026 is none of its days anyway."
    ),
    ("thu 16:00", "2026-11-21T20:00:00Z", ""),
  ]) func `gaps, folds and vain exceptions are said`(text: String, now: String, note: String) throws
  {
    let reading = try TimePhrase(
      whole: text.split(separator: " "), in: try context(now, "Europe/London"))
    #expect(reading.notes == (note.isEmpty ? [] : [note]))
  }

  @Test(arguments: [
    ("hello", true), ("", true), ("title", true), ("thu", false), ("03/12", false),
    ("every", false),
  ]) func `what is not even the beginning of a time is told apart`(text: String, isUnrelated: Bool)
    throws
  {
    do {
      _ = try TimePhrase(text.split(separator: " "), in: try context())
      Issue.record("\(text) was read")
    } catch let problem as PhraseProblem {
      #expect(problem.isUnrelated == isUnrelated)
    }
  }

  @Test(arguments: [
    (
      "03/12 16:00",
      "`03/12 16:00` can be read in more than one way. Write `2026-12-03 16:00` (Thu 3 Dec 2026, 16:00) or `2027-03-12 16:00` (Fri 12 Mar 2027, 16:00)."
    ),
    ("tomorrow 25:00", "There is no time `25:00`: a day goes from `00:00` to `23:59`."),
    ("30 february 16:00", "There is no 30 February."),
    ("thu", "At what time is `thu`? Write `2026-11-26 16:00` (Thu 26 Nov 2026, 16:00)."),
    (
      "today 09:00",
      "`today 09:00` is over. Did you mean `2026-11-22 09:00` (Sun 22 Nov 2026, 09:00)?"
    ),
    ("every thu 16:00 until 2026-11-25", "It would end on Wed 25 Nov 2026, before it begins."),
    (
      "thu 16:00 Londn",
      "I can't read `Londn` as part of a time. Is it near London (`Europe/London`)?"
    ),
  ]) func `a refusal says what to write`(text: String, expected: String) throws {
    do {
      _ = try TimePhrase(whole: text.split(separator: " "), in: try context())
      Issue.record("\(text) was read")
    } catch let problem as PhraseProblem {
      #expect(problem.description == expected)
    }
  }

  @Test(arguments: [
    (
      "every 2nd thu 16:00 London until march",
      "every second Thursday at 16:00 London, until 28 February 2027"
    ),
    ("every thu 16:00", "every Thursday at 16:00 London"),
    ("every mon and wed 12:00", "every Monday and Wednesday at 12:00 London"),
    (
      "every 2 weeks on mon and wed 12:00",
      "every second week on Monday and Wednesday at 12:00 London"
    ),
    ("every 3 weeks on thu 16:00", "every 3 weeks on Thursday at 16:00 London"),
    ("every weekday 9:30", "every weekday at 09:30 London"),
    ("every other day 9:30 for 4 times", "every second day at 09:30 London, 4 times"),
    ("first and third tue 10:00", "the first and third Tuesday of every month at 10:00 London"),
    ("every 3 months on the 1st mon 10:00", "the first Monday of every 3 months at 10:00 London"),
    ("monthly on the 15th 10:00 PT", "the 15th of every month at 10:00 Los Angeles"),
    ("last day of the month 17:00", "the last day of every month at 17:00 London"),
    ("last weekday of the month 17:00", "the last weekday of every month at 17:00 London"),
    ("every 3 december 16:00", "every 3 December at 16:00 London"),
    (
      "last fri of the quarter 15:00",
      "the last Friday of March, June, September and December at 15:00 London"
    ),
    ("every thu 16:00 except 24 dec", "every Thursday at 16:00 London, except 24 December 2026"),
  ]) func `a series is described in words`(text: String, expected: String) throws {
    let reading = try TimePhrase(whole: text.split(separator: " "), in: try context())
    guard case .series(let recurrence) = reading.meaning else {
      Issue.record("\(text) is no series")
      return
    }
    #expect(recurrence.summary(in: try catalogue.zone(named: recurrence.zone)) == expected)
  }

  @Test(arguments: [
    ("tue", "2026-11-24", 1), ("by tue or so", "2026-11-24", 2),
    ("21 dec to 4 jan", "2026-12-21", 2),
    ("2026-12-03", "2026-12-03", 1), ("today", "2026-11-21", 1), ("sat", "2026-11-21", 1),
    ("tomorrow", "2026-11-22", 1), ("thu 3 dec", "2026-12-03", 3), ("in 2 weeks", "2026-12-05", 3),
    ("the 15th", "2026-12-15", 2),
  ]) func `a day is read without a time`(text: String, day: String, count: Int) throws {
    let reading = try DayPhrase(text.split(separator: " "), in: try context())
    #expect(reading.day.description == day)
    #expect(reading.wordCount == count)
  }

  @Test(arguments: [
    "", "hello", "03/12", "yesterday", "30 feb", "thu 4 dec", "20 nov", "16:00", "2026-12-03T16:00",
  ])
  func `what is no day with one meaning is refused`(text: String) throws {
    #expect(throws: PhraseProblem.self) {
      try DayPhrase(text.split(separator: " "), in: try context())
    }
  }

  @Test func `any soup of words ends, and never in the past`() throws {
    let ingredients = [
      "thu", "monday", "next", "this", "every", "other", "2nd", "last", "of", "the", "month",
      "16:00",
      "4pm", "4", "noon", "midnight", "tomorrow", "today", "in", "2", "weeks", "days", "+15m", "3",
      "dec",
      "march", "until", "for", "times", "except", "from", "London", "PT", "EST", "2026-12-03",
      "03/12",
      "and", "at", "on", "am", "weekly", "monthly", "quarter", "29", "feb", "31st", "99999999", "-",
      "T",
      "\u{1F9C1}", "Z", "hour", "minutes", "first", "third", "weekday", "day", "2027", "::", "0",
      "week",
      "morning", "tonight", "a", "sun", "01:30", "02:30", "9.10", "h", "16h", "1h30", "yesterday",
      ",",
    ]
    let contexts = [
      try context("2026-11-21T10:00:00Z", "Europe/London"),
      try context("2026-10-25T00:45:00Z", "Europe/London"),
      try context("2027-04-03T14:40:00Z", "Australia/Lord_Howe"),
      try context("2099-12-31T23:59:59Z", "Asia/Kolkata", .names),
    ]
    var randomness = Randomness(seed: 3)
    var read = 0
    for round in 0..<5000 {
      let context = contexts[round % contexts.count]
      let words = (0...randomness.number(below: 7)).map { _ in
        ingredients[randomness.number(below: ingredients.count)]
      }
      do {
        let reading = try TimePhrase(words, in: context)
        #expect((1...words.count).contains(reading.wordCount))
        #expect(try firstInstant(reading.meaning) > context.now, "\(words)")
        read += 1
      } catch let problem as PhraseProblem {
        #expect(!problem.description.isEmpty)
      }
    }
    #expect(read > 50)
  }

  private func firstInstant(_ meaning: TimePhrase.Meaning) throws -> Instant {
    switch meaning {
    case .moment(_, let resolution): return resolution.instant
    case .series(let recurrence):
      let zone = try catalogue.zone(named: recurrence.zone)
      let first = recurrence.occurrences(in: zone).first { _ in true }
      return zone.resolve(try #require(first)).instant
    }
  }

  @Test func `long and strange texts are refused at once`() throws {
    let texts = [
      String(repeating: "a\u{301}", count: 100_000), String(repeating: "thu ", count: 5000),
      String(repeating: "every ", count: 5000), String(repeating: "9", count: 10_000),
      "thu\r\n16:00", "thu\u{200B} 16:00\u{202E}", "\u{0}", "+", "+ ", "in", "in a",
    ]
    for text in texts {
      do {
        _ = try TimePhrase(text.split(separator: " "), in: try context())
      } catch let problem as PhraseProblem {
        #expect(problem.description.utf8.count < 400)
      }
    }
  }
}
