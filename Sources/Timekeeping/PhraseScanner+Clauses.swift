import Primitives

extension PhraseScanner {
  /// Takes `until …`, `for 6 times`, `from …` or `except …` behind a rhythm.
  mutating func takeClause() throws(PhraseProblem) -> Bool {
    let start = index
    switch peek() {
    case "until", "till", "til", "ending", "through", "thru":
      let isWhole = ["through", "thru"].contains(peek())
      index += 1
      try take(end(isWhole: isWhole, from: start), from: start)
      return true
    case "for":
      index += 1
      if let end = try length() {
        try take(end, from: start)
        return true
      }
    case "from", "starting", "beginning", "starts", "begins", "start":
      index += 1
      skip(["on", "from", "the"])
      if parts.first == nil, let day = try dayWord() {
        let isWeekday = if case .weekday(_, .first) = day { true } else { false }
        guard isWeekday || Self.isPlainDay(day) else {
          throw .ambiguous(text(start..<index), choices: [])
        }
        parts.first = day
        return true
      }
    case "except", "excluding", "without", "skipping", "but":
      index += 1
      skip(["not", "for", "on", "the"])
      if try takeExceptions(from: start) { return true }
    default:
      if let end = times() {
        try take(end, from: start)
        return true
      }
    }
    index = start
    return false
  }

  private mutating func take(_ end: EndWord, from start: Int) throws(PhraseProblem) {
    guard parts.end == nil else { throw .saidTwice(text(start..<index)) }
    parts.end = end
    parts.endTokens = start..<index
  }

  private mutating func end(isWhole: Bool, from start: Int) throws(PhraseProblem) -> EndWord {
    let before = index
    skip(["the"])
    let isEnd = take("end")
    if isEnd { skip(["of"]) }
    let afterEnd = index
    if let day = try dayWord() {
      if !isEnd, Self.isPlainDay(day) { return .day(day) }
    } else if let month = PhraseWords.month(peek()) {
      index += 1
      // A number here is part of no date: `until march 16:00` goes on with the time.
      return .month(month, year: year(), isWhole: isWhole || isEnd)
    }
    index = max(before, afterEnd)
    throw .endUnclear(text(start..<(index + 1)), choices: [])
  }

  /// `6 times`, `6 weeks`, `3 months` behind `for`; a length in minutes or hours is left alone.
  private mutating func length() throws(PhraseProblem) -> EndWord? {
    if let end = times() { return end }
    guard let count = PhraseWords.count(peek()), let unit = PhraseWords.unit(peek(1)), count > 0
    else { return nil }
    guard count <= 1000 else { throw .tooFar }
    let end: EndWord
    switch unit {
    case .minutes, .hours: return nil
    case .days: end = .length(months: 0, days: count)
    case .weeks: end = .length(months: 0, days: count * 7)
    case .fortnights: end = .length(months: 0, days: count * 14)
    case .months: end = .length(months: count, days: 0)
    case .years: end = .length(months: count * 12, days: 0)
    }
    index += 2
    return end
  }

  private mutating func times() -> EndWord? {
    guard let count = PhraseWords.count(peek()), (1...1000).contains(count),
      ["times", "time", "sessions", "meetings", "occurrences"].contains(peek(1))
    else { return nil }
    index += 2
    return .count(count)
  }

  private mutating func takeExceptions(from start: Int) throws(PhraseProblem) -> Bool {
    var end = index
    while let day = try dayWord() {
      guard Self.isPlainDay(day) else { throw .ambiguous(text(start..<index), choices: []) }
      parts.exceptions.append(day)
      end = index
      skip(["and", "or", "on", "the"])
    }
    index = end
    return !parts.exceptions.isEmpty
  }

  /// Whether the day can stand for itself, without a time and without a question.
  private static func isPlainDay(_ day: DayWord) -> Bool {
    switch day {
    case .relative, .date, .yearless: true
    case .weekday, .dayOfMonth, .counted, .later, .eitherWay: false
    }
  }
}
