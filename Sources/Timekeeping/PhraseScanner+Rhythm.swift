import Primitives

extension PhraseScanner {
  static let workdays = (1...5).map { RecurrenceRule.Weekday($0) }

  /// Takes `every …`, `weekly …`, `thursdays`, `2nd thu of the month`; nothing where there is none.
  mutating func takeRhythm() throws(PhraseProblem) -> Bool {
    let start = index
    switch peek() {
    case "every", "each":
      index += 1
      try takeEvery(from: start)
      return true
    case "daily": return take(Rhythm(rule: RecurrenceRule(.daily)))
    case "weekly": return take(Rhythm(rule: RecurrenceRule(.weekly), gap: .weekday))
    case "fortnightly":
      return take(Rhythm(rule: RecurrenceRule(.weekly).every(2), gap: .weekday))
    case "monthly": return take(Rhythm(rule: RecurrenceRule(.monthly), gap: .monthDay))
    case "yearly", "annually":
      return take(Rhythm(rule: RecurrenceRule(.yearly), gap: .yearDay))
    case "quarterly":
      index += 1
      skip(["on", "the"])
      throw quarterUnclear(from: start)
    case "biweekly", "bi-weekly", "semiweekly":
      throw .ambiguous(
        tokens[start].raw,
        choices: [
          PhraseChoice("every 2 weeks on thu 16:00"), PhraseChoice("every mon and thu 16:00"),
        ])
    case "bimonthly", "bi-monthly":
      throw .ambiguous(
        tokens[start].raw,
        choices: [
          PhraseChoice("every 2 months on the 15th 10:00"),
          PhraseChoice("1st and 15th of every month 10:00"),
        ])
    case "hourly": throw .finerThanADay(tokens[start].raw)
    case "alternate":
      index += 1
      try takeEveryOther(from: start)
      return true
    case "weekdays", "workdays":
      return take(Rhythm(rule: RecurrenceRule(.weekly).on(Self.workdays)))
    default: break
    }
    if let days = pluralWeekdays() {
      parts.rhythm = Rhythm(rule: RecurrenceRule(.weekly).on(days))
      return true
    }
    if let counted = try countedDays(), try take(counted, isLed: false, from: start) { return true }
    index = start
    return false
  }

  private mutating func take(_ rhythm: Rhythm) -> Bool {
    index += 1
    parts.rhythm = rhythm
    return true
  }

  /// Takes what stands behind `every`.
  private mutating func takeEvery(from start: Int) throws(PhraseProblem) {
    let word = peek()
    if ["other", "alternate", "second", "2nd"].contains(word), try takeEveryOther(from: start) {
      return
    }
    if let counted = try countedDays(), try take(counted, isLed: true, from: start) { return }
    index = start + 1
    if let days = weekdayList() {
      parts.rhythm = Rhythm(rule: RecurrenceRule(.weekly).on(days))
      return
    }
    if let part = DayPart(rawValue: word) {
      index += 1
      parts.part = part
      parts.rhythm = Rhythm(rule: RecurrenceRule(.daily))
      return
    }
    if ["weekday", "workday"].contains(word)
      || ["working", "business"].contains(word) && peek(1) == "day"
    {
      index += word.utf8.last == UInt8(ascii: "y") ? 1 : 2
      parts.rhythm = Rhythm(rule: RecurrenceRule(.weekly).on(Self.workdays))
      return
    }
    if word == "weekend" {
      throw .rhythmUnclear(
        text(start..<(index + 1)),
        choices: [PhraseChoice("every sat and sun" + rest(from: index + 1))])
    }
    if ["half", "second", "seconds"].contains(word) {
      throw .finerThanADay(text(start..<(index + 2)))
    }
    if word == "quarter" {
      index += 1
      throw quarterUnclear(from: start)
    }
    if try takePeriods(from: start) { return }
    if case .yearless(let month, let day, _)? = try dayWord() {
      parts.rhythm = try yearly(month: month, day: day)
      return
    }
    throw .rhythmUnclear(
      text(start..<(index + 1)), choices: [PhraseChoice("every 2nd thu 16:00")])
  }

  /// Takes `week`, `2 weeks`, `3 months` behind `every`.
  private mutating func takePeriods(from start: Int) throws(PhraseProblem) -> Bool {
    var count = 1
    var name = peek()
    let bytes = Array(name.utf8)
    let digits = bytes.prefix(while: Bytes.isDigit)
    if !digits.isEmpty, digits.count < bytes.count {
      guard let value = number(digits) else { return false }
      count = value
      name = String(decoding: bytes.dropFirst(digits.count), as: UTF8.self)
    } else if let value = PhraseWords.count(name) {
      count = value
      index += 1
      name = peek()
    }
    guard count > 0, count <= 1000 else {
      throw .rhythmUnclear(text(start..<(index + 1)), choices: [])
    }
    if PhraseWords.weekday(name) != nil || PhraseWords.pluralWeekday(name) != nil, count > 1 {
      let days = PhraseWords.weekday(name) ?? PhraseWords.pluralWeekday(name) ?? 1
      throw .ambiguous(
        text(start..<(index + 1)),
        choices: [
          PhraseChoice(
            "every \(count) weeks on \(PhraseWords.shortWeekday(days))" + rest(from: index + 1))
        ])
    }
    guard let unit = PhraseWords.unit(name) else {
      index = start + 1
      return false
    }
    index += 1
    parts.rhythm = try rhythm(every: count, unit, from: start)
    return true
  }

  private func rhythm(
    every count: Int, _ unit: PhraseWords.Unit, from start: Int
  ) throws(PhraseProblem) -> Rhythm {
    switch unit {
    case .minutes, .hours: throw .finerThanADay(text(start..<index))
    case .days: Rhythm(rule: RecurrenceRule(.daily).every(count))
    case .weeks: Rhythm(rule: RecurrenceRule(.weekly).every(count), gap: .weekday)
    case .fortnights: Rhythm(rule: RecurrenceRule(.weekly).every(count * 2), gap: .weekday)
    case .months: Rhythm(rule: RecurrenceRule(.monthly).every(count), gap: .monthDay)
    case .years: Rhythm(rule: RecurrenceRule(.yearly).every(count), gap: .yearDay)
    }
  }

  /// Takes `other thu`, `2nd thu`, `other week`; false where an ordinal counts days of a month.
  @discardableResult private mutating func takeEveryOther(
    from start: Int
  ) throws(PhraseProblem) -> Bool {
    let before = index
    let isOrdinal = ["second", "2nd"].contains(peek())
    skip(["other", "alternate"])
    if isOrdinal { index += 1 }
    if let unit = PhraseWords.unit(peek()) {
      index += 1
      parts.rhythm = try rhythm(every: 2, unit, from: start)
      return true
    }
    if let days = weekdayList() {
      let afterDays = index
      if isOrdinal, period() != .none {
        index = before
        return false
      }
      index = afterDays
      parts.rhythm = Rhythm(rule: RecurrenceRule(.weekly).every(2).on(days))
      return true
    }
    index = before
    if isOrdinal { return false }
    throw .rhythmUnclear(
      text(start..<(index + 2)), choices: [PhraseChoice("every other thu 16:00")])
  }

  /// `mon`, `mon and wed`, `mon, wed and fri`.
  mutating func weekdayList() -> [RecurrenceRule.Weekday]? {
    list { PhraseWords.weekday($0) ?? PhraseWords.pluralWeekday($0) }
  }

  private mutating func pluralWeekdays() -> [RecurrenceRule.Weekday]? {
    list { PhraseWords.pluralWeekday($0) }
  }

  private mutating func list(_ weekday: (String) -> Int?) -> [RecurrenceRule.Weekday]? {
    var days: [Int] = []
    var end = index
    while true {
      guard let day = weekday(peek()) else { break }
      days.append(day)
      index += 1
      end = index
      skip(["and", "on"])
    }
    index = end
    return days.isEmpty ? nil : Set(days).sorted().map { RecurrenceRule.Weekday($0) }
  }
}

extension RecurrenceRule {
  /// The same rule for each `interval`th period.
  fileprivate func every(_ interval: Int) -> Self {
    var rule = self
    rule.interval = interval
    return rule
  }

  /// The same rule on `weekdays`.
  fileprivate func on(_ weekdays: [Weekday]) -> Self {
    var rule = self
    rule.weekdays = weekdays
    return rule
  }
}
