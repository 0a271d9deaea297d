import Primitives

extension PhraseScanner {
  /// Takes a day, or what says more exactly which day the one before is.
  mutating func takeDay() throws(PhraseProblem) -> Bool {
    if let day = parts.day { return try takeMore(of: day) }
    let start = index
    guard let day = try dayWord() else { return false }
    parts.day = day
    if case .weekday(_, .first) = day, ["and", "or"].contains(peek()),
      PhraseWords.weekday(peek(1)) != nil
    {
      throw .ambiguous(
        text(start..<(index + 2)), choices: [PhraseChoice("every" + rest(from: start))])
    }
    return true
  }

  /// Takes the next tokens as a day; nil, and nothing taken, where they are none.
  mutating func dayWord() throws(PhraseProblem) -> DayWord? {
    let start = index
    if let day = relativeDay() { return day }
    if let later = try later() { return .later(later) }
    if let day = try weekday() { return day }
    index = start
    if let day = try countedDay() { return day }
    index = start
    if let day = try date(weekday: nil) { return day }
    index = start
    return nil
  }

  /// What may stand behind a day: `thu` `3 dec`, `thu` `next week`, `3 dec` `(thu)`.
  private mutating func takeMore(of day: DayWord) throws(PhraseProblem) -> Bool {
    let start = index
    switch day {
    case .weekday(let weekday, .first):
      if let week = try week() {
        parts.day = .weekday(weekday, week)
        return true
      }
      if let date = try date(weekday: weekday) {
        // Behind a time, `21st` may be the beginning of something else; it is refused there.
        if parts.time != nil, case .dayOfMonth = date { break }
        parts.day = date
        return true
      }
    case .date(let date, nil) where parts.time == nil:
      if let weekday = plainWeekday() {
        parts.day = .date(date, weekday: weekday)
        return true
      }
    case .yearless(let month, let day, nil) where parts.time == nil:
      if let weekday = plainWeekday() {
        parts.day = .yearless(month: month, day: day, weekday: weekday)
        return true
      }
    case .later(let later):
      if let weeks = later.weeks, let weekday = plainWeekday() {
        parts.day = .weekday(weekday, .inWeeks(weeks))
        return true
      }
    default: break
    }
    index = start
    return false
  }

  private mutating func plainWeekday() -> Int? {
    guard let weekday = PhraseWords.weekday(peek()) else { return nil }
    index += 1
    return weekday
  }

  private mutating func relativeDay() -> DayWord? {
    let start = index
    if take("today") { return .relative(0) }
    if take("tomorrow", "tmrw", "tomorow", "tommorow", "tommorrow") { return .relative(1) }
    if take("yesterday") { return .relative(-1) }
    if take("tonight") {
      parts.part = .night
      return .relative(0)
    }
    if take("this"), let part = DayPart(rawValue: peek()) {
      index += 1
      parts.part = part
      return .relative(0)
    }
    index = start
    if take("day"), take("after"), take("tomorrow") { return .relative(2) }
    index = start
    return nil
  }

  /// `thu`, `this thu`, `next thu`, `coming thu`, `next week on thu`.
  private mutating func weekday() throws(PhraseProblem) -> DayWord? {
    let start = index
    if let weekday = plainWeekday() { return .weekday(weekday, .first) }
    let word = peek()
    if word == "this" || word == "next" {
      if let week = try week() {
        skip(["on", "the"])
        if let weekday = plainWeekday() { return .weekday(weekday, week) }
        throw .rhythmUnclear(text(start..<index), choices: [PhraseChoice("next week thu 16:00")])
      }
      index += 1
      let isComing = take("coming")
      if let weekday = plainWeekday() {
        return .weekday(weekday, word == "next" ? .next : isComing ? .coming : .this)
      }
    } else if take("coming", "upcoming") {
      if let weekday = plainWeekday() { return .weekday(weekday, .coming) }
    }
    index = start
    return nil
  }

  /// `next week`, `this week`, `in 2 weeks`, behind or before a weekday.
  private mutating func week() throws(PhraseProblem) -> DayWord.Week? {
    let start = index
    if take("next"), take("week") { return .nextWeek }
    index = start
    if take("this"), take("week") { return .this }
    index = start
    if peek() == "in", let weeks = try later()?.weeks { return .inWeeks(weeks) }
    index = start
    return nil
  }

  /// `last fri of november`, `2nd thu of next month`.
  private mutating func countedDay() throws(PhraseProblem) -> DayWord? {
    guard let ordinal = PhraseWords.ordinal(peek()) else { return nil }
    index += 1
    guard let weekday = plainWeekday(), take("of", "in") else { return nil }
    if ["this", "next"].contains(peek()), peek(1) == "month" {
      let month = peek() == "next" ? 1 : 0
      index += 2
      return .counted(ordinal, weekday: weekday, .relative(month))
    }
    guard let month = PhraseWords.month(peek()) else { return nil }
    index += 1
    return .counted(ordinal, weekday: weekday, .named(month, year: year()))
  }

  /// `3 dec`, `3rd of december 2026`, `dec 3`, `2026-12-03`, `the 15th`.
  private mutating func date(weekday: Int?) throws(PhraseProblem) -> DayWord? {
    skip(["on", "the"])
    if let month = PhraseWords.month(peek()) {
      index += 1
      skip(["the"])
      let isTime = ["am", "pm"].contains(peek(1))
      guard !isTime, let day = dayNumber() else { return nil }
      return try date(month: month, day: day, weekday: weekday)
    }
    if let day = dayNumber() {
      let afterDay = index
      skip(["of"])
      if let month = PhraseWords.month(peek()) {
        index += 1
        return try date(month: month, day: day, weekday: weekday)
      }
      index = afterDay
      let last = peek(-1)
      guard PhraseWords.ordinal(last) != nil, last.utf8.first.map(Bytes.isDigit) == true else {
        return nil
      }
      return .dayOfMonth(day, weekday: weekday)
    }
    return try numericDate(weekday: weekday)
  }

  private mutating func date(
    month: Int, day: Int, weekday: Int?
  ) throws(PhraseProblem) -> DayWord {
    guard let year = year() else {
      guard day <= GregorianDay.length(ofMonth: month, in: 2028) else {
        throw .date(.neverSuchDay(month: month, day: day))
      }
      return .yearless(month: month, day: day, weekday: weekday)
    }
    guard (2000...2100).contains(year) else { throw .date(.yearOutOfRange(year)) }
    guard let date = GregorianDay(year: year, month: month, day: day) else {
      throw .date(.noSuchDay(year: year, month: month, day: day))
    }
    return .date(date, weekday: weekday)
  }

  /// A year of four digits.
  mutating func year() -> Int? {
    guard peek().utf8.count == 4, let year = number(Array(peek().utf8)) else { return nil }
    index += 1
    return year
  }

  /// `3` or `3rd`, as a day of a month.
  private mutating func dayNumber() -> Int? {
    let word = peek()
    let day = number(Array(word.utf8)) ?? PhraseWords.ordinal(word)
    guard let day, word.utf8.count <= 6, (1...31).contains(day) else { return nil }
    index += 1
    return day
  }

  /// Dates in digits: the year first, or else a question.
  private mutating func numericDate(weekday: Int?) throws(PhraseProblem) -> DayWord? {
    let word = peek()
    guard word.utf8.first.map(Bytes.isDigit) == true,
      word.utf8.contains(where: { $0 == 45 || $0 == 46 || $0 == 47 })
    else { return nil }
    var scanner = DateScanner(words: [word])
    let date: GregorianDay
    do throws(DateProblem) {
      date = try scanner.day()
    } catch {
      let isPointed = word.utf8.contains(46) && tokens[index].raw.utf8.last == 46
      var isYearMissing = isPointed && ClockTime(word, then: nil) != nil
      if case .yearMissing = error { isYearMissing = true }
      if isYearMissing {
        let day = try eitherWay(word)
        index += 1
        return day
      }
      if let clock = ClockTime(word, then: peek(1)), clock.half != nil || word.utf8.contains(46) {
        return nil
      }
      if case .notADate = error, parts.day != nil { return nil }
      throw .date(error)
    }
    index += 1
    if let time = scanner.joinedTime { try takeJoined(time) }
    return .date(date, weekday: weekday)
  }

  /// Takes the time of `2026-12-03T16:00`.
  private mutating func takeJoined(_ text: String) throws(PhraseProblem) {
    guard let clock = ClockTime(text, then: peek()) else { throw .date(.notATime(text)) }
    guard let hour = clock.hourOfDay,
      let local = LocalClock(hour: hour, minute: clock.minute, second: clock.second)
    else { throw .date(.noSuchTime(text)) }
    if clock.takesNextWord { index += 1 }
    if !clock.zone.isEmpty {
      let isUniversal = clock.zone == "Z"
      parts.zone = ZoneMention(
        text: clock.zone, match: isUniversal ? .found("UTC") : .fixedOffset)
    }
    parts.timeTokens = (index - 1)..<index
    parts.time = .clock(local)
  }

  /// `03/12` and `3.12.`: both ways round, as far as there are such days.
  private func eitherWay(_ word: String) throws(PhraseProblem) -> DayWord {
    let numbers = word.utf8.split { !Bytes.isDigit($0) }.compactMap { number($0) }
    guard numbers.count == 2 else { throw .date(.yearMissing(word)) }
    var readings: [MonthDay] = []
    for (day, month) in [(numbers[0], numbers[1]), (numbers[1], numbers[0])]
    where (1...12).contains(month) && day >= 1
      && day <= GregorianDay.length(ofMonth: month, in: 2028)
    {
      let reading = MonthDay(month: month, day: day)
      if !readings.contains(reading) { readings.append(reading) }
    }
    guard !readings.isEmpty else { throw .date(.yearMissing(word)) }
    return .eitherWay(readings)
  }
}

extension PhraseScanner {
  /// `in 2 weeks`, `in an hour`, `+15m`, `90 minutes from now`; nil, and nothing taken, otherwise.
  mutating func later() throws(PhraseProblem) -> Later? {
    let start = index
    let isLed = take("in")
    var first = peek()
    if !isLed, first.utf8.first == UInt8(ascii: "+") {
      first = String(first.dropFirst())
      if first.isEmpty {
        index += 1
        first = peek()
      }
      if let later = try lengths(first: first) { return later }
    } else if let later = try lengths(first: first) {
      if isLed {
        _ = take("time")
        return later
      }
      if take("from"), take("now") { return later }
    }
    index = start
    return nil
  }

  /// One or more lengths, added up; `first` stands for the next token.
  ///
  /// Without `and` between them only `2 weeks 3 days` and `1 hour 30 minutes` go together: the second
  /// of `in 2 weeks 60m` may be how long it takes.
  private mutating func lengths(first: String) throws(PhraseProblem) -> Later? {
    let start = index
    guard var total = try length(first) else { return nil }
    while index < tokens.count {
      let before = index
      let isJoined = take("and")
      guard let next = try length(peek()) else {
        index = before
        break
      }
      let isDays = next.seconds == 0
      if !isJoined, total.seconds == 0, !isDays {
        throw .ambiguous(text(start..<index), choices: [])
      }
      let isMinutes = total.seconds % 3600 == 0 && next.seconds < 3600
      guard isDays ? total.seconds == 0 : total.seconds == 0 || isMinutes else {
        index = before
        break
      }
      total.months += next.months
      total.days += next.days
      total.seconds += next.seconds
      total.weeks = nil
    }
    return total
  }

  /// `2 weeks`, `2weeks`, `1h30`, `half an hour`, `a fortnight`.
  private mutating func length(_ word: String) throws(PhraseProblem) -> Later? {
    let raw = index < tokens.count ? tokens[index].raw : ""
    if word == "half", ["an", "a"].contains(peek(1)), peek(2) == "hour" {
      index += 3
      return Later(seconds: 1800)
    }
    let bytes = Array(word.utf8)
    let digits = bytes.prefix(while: Bytes.isDigit)
    let letters = bytes.dropFirst(digits.count)
    if digits.count == bytes.count || digits.isEmpty {
      guard let count = PhraseWords.count(word) else { return nil }
      let name = peek(1)
      let unitWord = name.utf8.last == 39 ? String(name.dropLast()) : name
      guard let unit = PhraseWords.unit(unitWord) else { return nil }
      index += 2
      return try later(count, unit)
    }
    // `1M` may be a month or a minute.
    guard let count = number(digits), !raw.utf8.contains(77) else { return nil }
    let name = String(decoding: letters, as: UTF8.self)
    if let unit = PhraseWords.unit(name) {
      index += 1
      return try later(count, unit)
    }
    let rest = letters.dropFirst()
    let minutes = rest.prefix(while: Bytes.isDigit)
    guard letters.first == UInt8(ascii: "h"), let further = number(minutes), further < 60,
      [0, 1, 3].contains(rest.count - minutes.count),
      rest.count == minutes.count
        || PhraseWords.unit(String(decoding: rest.dropFirst(minutes.count), as: UTF8.self))
          == .minutes
    else { return nil }
    index += 1
    return try later(count * 60 + further, .minutes)
  }

  private func later(_ count: Int, _ unit: PhraseWords.Unit) throws(PhraseProblem) -> Later {
    guard count <= 1_000_000 else { throw .tooFar }
    return switch unit {
    case .minutes: Later(seconds: Int64(count) * 60)
    case .hours: Later(seconds: Int64(count) * 3600)
    case .days: Later(days: count)
    case .weeks: Later(days: count * 7, weeks: count)
    case .fortnights: Later(days: count * 14, weeks: count * 2)
    case .months: Later(months: count)
    case .years: Later(months: count * 12)
    }
  }
}

extension PhraseScanner {
  /// Reads one day and no time.
  mutating func scanDay() throws(PhraseProblem) {
    guard let first = tokens.first else { throw .nothing }
    skip(["on", "the", "by"])
    guard let day = try dayWord(), parts.time == nil else { throw .noPhrase(first.raw) }
    parts.day = day
    while index < tokens.count, try takeDay() {}
    parts.tokenCount = index
  }
}
