import Primitives

/// Which ones of a month's days: `2nd thu`, `last day`, `1st and 15th`.
struct CountedDays {
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
  /// `2nd thu`, `1st and 3rd tue of the month`, `last day of the month`, `15th`.
  mutating func countedDays() throws(PhraseProblem) -> CountedDays? {
    let start = index
    var counted = CountedDays(ordinals: [])
    var end = index
    while let ordinal = PhraseWords.ordinal(peek()) {
      // `second last` is one day and not two.
      let isAfterOther = !counted.ordinals.isEmpty && peek(-1) != "and" && peek(-2) != "and"
      if isAfterOther, ordinal == -1 || counted.ordinals.last == -1 {
        throw .ambiguous(text(start..<(index + 1)), choices: [])
      }
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
  mutating func period() -> CountedDays.Period {
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
  mutating func take(
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

  func quarterUnclear(from start: Int) -> PhraseProblem {
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

  func yearly(month: Int, day: Int) throws(PhraseProblem) -> Rhythm {
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
      guard let counted = try countedDays() else { return false }
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
