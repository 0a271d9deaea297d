import Primitives

/// Which ones of a month's days: `2nd thu`, `last day`, `1st and 15th`.
private struct CountedDays {
  enum Period {
    case none, month, quarter
  }

  var ordinals: [Int]
  var weekday: Int?
  /// `day` or `weekday` behind the ordinals.
  var isAnyDay = false
  var isWorkday = false
  var period = Period.none
}

extension PhraseScanner {
  private static let workdays = (1...5).map { RecurrenceRule.Weekday($0) }

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
    if let counted = countedDays(), try take(counted, isLed: false, from: start) { return true }
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
    if let counted = countedDays(), try take(counted, isLed: true, from: start) { return }
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
  private mutating func weekdayList() -> [RecurrenceRule.Weekday]? {
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

extension PhraseScanner {
  /// `2nd thu`, `1st and 3rd tue of the month`, `last day of the month`, `15th`.
  private mutating func countedDays() -> CountedDays? {
    let start = index
    var counted = CountedDays(ordinals: [])
    var end = index
    while let ordinal = PhraseWords.ordinal(peek()) {
      counted.ordinals.append(ordinal)
      index += 1
      end = index
      skip(["and", "the", "on"])
    }
    index = end
    guard !counted.ordinals.isEmpty else {
      index = start
      return nil
    }
    if let weekday = PhraseWords.weekday(peek()) {
      index += 1
      counted.weekday = weekday
    } else if take("weekday", "workday") {
      counted.isWorkday = true
    } else if ["working", "business"].contains(peek()), peek(1) == "day" {
      index += 2
      counted.isWorkday = true
    } else if take("day") {
      counted.isAnyDay = true
    }
    counted.period = period()
    return counted
  }

  /// Takes `of the month`, `of every month`, `each month`, `of the quarter`.
  private mutating func period() -> CountedDays.Period {
    let start = index
    let isLed = take("of", "in")
    if isLed && take("the", "each", "every", "a") || take("each", "every") {
      if take("month") { return .month }
      if take("quarter") { return .quarter }
    }
    index = start
    return .none
  }

  /// Makes a rhythm of counted days, or asks; false where they are a single day.
  private mutating func take(
    _ counted: CountedDays, isLed: Bool, from start: Int
  ) throws(PhraseProblem) -> Bool {
    let saysDay = counted.weekday != nil || counted.isAnyDay || counted.isWorkday
    if counted.period == .none {
      // `3rd of december` and `last fri of november` are days, and yearly ones behind `every`.
      if ["of", "in"].contains(peek()) || PhraseWords.month(peek()) != nil { return false }
      guard saysDay else { return isLed ? try askPeriod(counted, from: start) : false }
      let isMany = counted.ordinals.count > 1
      guard isMany || isLed && counted.ordinals == [-1] else {
        return try askPeriod(counted, from: start)
      }
      if counted.isAnyDay || counted.isWorkday { return try askPeriod(counted, from: start) }
    }
    if counted.period == .quarter {
      parts.rhythm = try quarterly(counted, from: start)
    } else {
      parts.rhythm = Rhythm(rule: try monthly(counted, RecurrenceRule(.monthly)))
    }
    return true
  }

  /// The rule `base` on the days `counted` of its months.
  private func monthly(
    _ counted: CountedDays, _ base: RecurrenceRule
  ) throws(PhraseProblem) -> RecurrenceRule {
    var rule = base
    let ordinals = Set(counted.ordinals).sorted()
    if let weekday = counted.weekday {
      if let odd = ordinals.first(where: { $0 > 4 }) {
        let day = PhraseWords.longWeekday(weekday)
        guard odd == 5 else {
          throw .rhythmUnclear("\(PhraseWords.ordinalName(odd)) \(day)", choices: [])
        }
        throw .notEveryPeriod(
          "a 5th \(day)",
          choices: [
            PhraseChoice(
              "last \(PhraseWords.shortWeekday(weekday)) of the month" + rest(from: index))
          ])
      }
      rule.weekdays = ordinals.map { RecurrenceRule.Weekday(weekday, ordinal: $0) }.sorted()
    } else if counted.isWorkday {
      guard ordinals.allSatisfy({ $0 <= 20 }) else {
        throw .notEveryPeriod("such a weekday", choices: [])
      }
      rule.weekdays = Self.workdays
      rule.positions = ordinals
    } else {
      if let late = ordinals.first(where: { $0 > 28 }) {
        throw .notEveryPeriod(
          "a \(PhraseWords.ordinalName(late))",
          choices: [PhraseChoice("last day of the month" + rest(from: index))])
      }
      rule.monthDays = ordinals
    }
    return rule
  }

  /// `last fri of the quarter`: in its first month, or for `last` in its last.
  private func quarterly(
    _ counted: CountedDays, from start: Int
  ) throws(PhraseProblem) -> Rhythm {
    guard counted.weekday != nil || counted.isAnyDay || counted.isWorkday,
      counted.ordinals.count == 1, let ordinal = counted.ordinals.first,
      ordinal == -1 || ordinal == 1
    else { throw quarterUnclear(from: start) }
    var rule = try monthly(counted, RecurrenceRule(.yearly))
    rule.months = ordinal == -1 ? [3, 6, 9, 12] : [1, 4, 7, 10]
    // In a year the position would count over all of its months.
    if !rule.positions.isEmpty {
      throw .rhythmUnclear(text(start..<index), choices: [])
    }
    return Rhythm(rule: rule)
  }

  private func quarterUnclear(from start: Int) -> PhraseProblem {
    .rhythmUnclear(
      text(start..<index),
      choices: [
        PhraseChoice("every 3 months on the 1st mon 10:00"),
        PhraseChoice("1st mon of the quarter 10:00"),
      ])
  }

  /// `2nd thu`, `every 3rd thu`, `every 15th` may be counted in the month or not.
  private func askPeriod(
    _ counted: CountedDays, from start: Int
  ) throws(PhraseProblem) -> Bool {
    let ordinal = counted.ordinals.map(PhraseWords.ordinalName).joined(separator: " and ")
    let rest = rest(from: index)
    let first = counted.ordinals.first ?? 1
    var choices: [PhraseChoice] = []
    var day = counted.isWorkday ? "weekday" : "day"
    if let weekday = counted.weekday {
      day = PhraseWords.shortWeekday(weekday)
      if first == 1 || first == -1 { choices.append(PhraseChoice(day + rest)) }
      if first > 1 {
        choices.append(
          PhraseChoice((first == 2 ? "every 2nd \(day)" : "every \(first) weeks on \(day)") + rest))
      }
    } else if counted.isAnyDay, first > 1 {
      choices.append(PhraseChoice("every \(first) days" + rest))
    }
    let isBare = counted.weekday == nil && !counted.isWorkday && !counted.isAnyDay
    choices.append(PhraseChoice("\(ordinal)\(isBare ? "" : " \(day)") of the month\(rest)"))
    throw .ambiguous(text(start..<index), choices: choices)
  }

  private func yearly(month: Int, day: Int) throws(PhraseProblem) -> Rhythm {
    guard GregorianDay(year: 2027, month: month, day: day) != nil else {
      throw .notEveryPeriod(
        "a \(day) \(DayWords.longMonths[month - 1])",
        choices: [PhraseChoice("every 28 february" + rest(from: index))])
    }
    var rule = parts.rhythm?.rule ?? RecurrenceRule(.yearly)
    rule.months = [month]
    rule.monthDays = [day]
    return Rhythm(rule: rule)
  }

  /// Takes the days that a rhythm such as `every 2 weeks` or `monthly` still lacks.
  mutating func takeRhythmDays() throws(PhraseProblem) -> Bool {
    guard var rhythm = parts.rhythm, rhythm.gap != .none else { return false }
    let start = index
    switch rhythm.gap {
    case .none: return false
    case .weekday:
      guard let days = weekdayList() else { return false }
      rhythm.rule.weekdays = days
    case .monthDay:
      guard let counted = countedDays() else { return false }
      guard counted.period != .quarter else { throw quarterUnclear(from: start) }
      rhythm.rule = try monthly(counted, rhythm.rule)
    case .yearDay:
      guard case .yearless(let month, let day, nil)? = try dayWord() else {
        index = start
        return false
      }
      rhythm = try yearly(month: month, day: day)
    }
    rhythm.gap = .none
    parts.rhythm = rhythm
    return true
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
