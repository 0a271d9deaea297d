import Primitives

/// Takes the parts of a phrase off the front of some words, in whatever order they stand.
struct PhraseScanner {
  let tokens: [PhraseToken]
  let catalogue: ZoneCatalogue
  let zoneWords: ZoneMention.Words
  var index = 0
  var parts = PhraseParts()

  init(_ words: [String], _ catalogue: ZoneCatalogue, _ zoneWords: ZoneMention.Words) {
    tokens = PhraseToken.tokens(of: words)
    self.catalogue = catalogue
    self.zoneWords = zoneWords
  }

  /// Reads until a word comes that continues nothing.
  mutating func scan() throws(PhraseProblem) {
    guard let first = tokens.first else { throw .nothing }
    while index < tokens.count {
      let before = index
      skip(["at", "on", "the", "@"])
      if try takePart(after: before), index > before { continue }
      index = before
      break
    }
    guard index > 0 else { throw .noPhrase(first.raw) }
    try refuseMore()
    parts.tokenCount = index
  }

  private mutating func takePart(after before: Int) throws(PhraseProblem) -> Bool {
    if parts.rhythm != nil {
      if try takeClause() { return true }
      if try takeRhythmDays() { return true }
    } else {
      if parts.day == nil, try takeRhythm() { return true }
      if try takeDay() { return true }
    }
    let isAfterDay = parts.day != nil || parts.rhythm != nil
    if parts.time == nil, try takeTime(isAfterDay: isAfterDay, isAfterAt: index > before) {
      return true
    }
    if takeDayPart() { return true }
    if parts.time != nil, parts.zone == nil {
      index = before
      return takeZone()
    }
    return false
  }

  /// Words that would change what was read are no words of another kind: they are refused.
  private func refuseMore() throws(PhraseProblem) {
    guard parts.day != nil || parts.rhythm != nil, index < tokens.count else { return }
    var next = index
    while ["at", "on", "or", "and", "to", "-", "till", "then"].contains(peek(next - index)) {
      next += 1
    }
    let word = peek(next - index)
    let after = peek(next + 1 - index)
    if parts.time == nil {
      guard case .later? = parts.day else { return }
      if ["from", "after", "before"].contains(word) || isDayWord(word) {
        throw .saidTwice(tokens[next].raw)
      }
      return
    }
    let isYear = word.utf8.count == 4 && (1900...2199).contains(number(Array(word.utf8)) ?? 0)
    let isOrdinal =
      word.utf8.first.map(Bytes.isDigit) == true && PhraseWords.ordinal(word) != nil
    let isRhythm = ["every", "each"].contains(word) && isRhythmWord(after)
    let isLastRhythm =
      ["daily", "weekly", "fortnightly", "monthly", "yearly"].contains(word)
      && next + 1 == tokens.count
    let isWeek = ["next", "this", "last"].contains(word) && ["week", "month"].contains(after)
    let isLater = word == "in" && PhraseWords.count(after) != nil
    if isDayWord(word) || ClockTime(word, then: after) != nil || isYear || isOrdinal || isRhythm
      || isLastRhythm || isWeek || isLater
    {
      throw .saidTwice(tokens[next].raw)
    }
  }

  private func isDayWord(_ word: String) -> Bool {
    ["today", "tomorrow", "tonight", "yesterday"].contains(word)
      || PhraseWords.weekday(word) != nil || PhraseWords.pluralWeekday(word) != nil
  }

  private func isRhythmWord(_ word: String) -> Bool {
    PhraseWords.unit(word) != nil || PhraseWords.weekday(word) != nil
      || PhraseWords.count(word) != nil || PhraseWords.ordinal(word) != nil
      || ["other", "weekday", "quarter"].contains(word)
  }

  /// The token `distance` after the next one; empty behind the last.
  func peek(_ distance: Int = 0) -> String {
    tokens.indices.contains(index + distance) ? tokens[index + distance].text : ""
  }

  /// Takes the next token if it is one of `words`.
  mutating func take(_ words: String...) -> Bool {
    guard words.contains(peek()) else { return false }
    index += 1
    return true
  }

  /// Takes all tokens that are among `words`.
  mutating func skip(_ words: [String]) {
    while index < tokens.count, words.contains(peek()) { index += 1 }
  }

  /// The tokens from `first` on as they were written, with a space before them.
  func rest(from first: Int) -> String {
    tokens.dropFirst(first).map { " " + $0.raw }.joined()
  }

  /// The tokens of `range` as they were written.
  func text(_ range: Range<Int>) -> String {
    tokens[range.clamped(to: tokens.indices)].map(\.raw).joined(separator: " ")
  }

  /// The phrase with the tokens of `range` replaced by `words`.
  func phrase(replacing range: Range<Int>, by words: String) -> String {
    let before = tokens[..<range.lowerBound].map(\.raw)
    let after = tokens[range.upperBound...].map(\.raw)
    return (before + [words] + after).joined(separator: " ")
  }
}

extension PhraseScanner {
  /// Takes `16:00`, `4pm`, `16h`, `noon`, `midnight`, or an hour alone.
  private mutating func takeTime(
    isAfterDay: Bool, isAfterAt: Bool
  ) throws(PhraseProblem) -> Bool {
    let start = index
    defer { if parts.time != nil { parts.timeTokens = start..<index } }
    let word = peek()
    if word == "12", ["noon", "midday", "midnight"].contains(peek(1)) { index += 1 }
    if take("noon", "midday") {
      parts.time = LocalClock(hour: 12, minute: 0).map { .clock($0) }
      return true
    }
    if take("midnight") {
      parts.time = .midnight
      return true
    }
    index = start
    if let clock = Self.hourWithLetter(word) {
      index += 1
      parts.time = .clock(clock)
      return true
    }
    if let clock = ClockTime(word, then: peek(1)) {
      try take(clock, word)
      return true
    }
    let bytes = Array(word.utf8)
    guard let value = number(bytes) else {
      let isLikeTime = bytes.first.map(Bytes.isDigit) == true && bytes.contains(58)
      if isLikeTime, isAfterDay { throw .date(.notATime(tokens[start].raw)) }
      return false
    }
    let isHour = ["o'clock", "oclock"].contains(peek(1)) || Self.isInDayPart(peek(1), peek(2))
    guard isAfterDay || isAfterAt || isHour else { return false }
    guard bytes.count <= 2 else { throw .date(.notATime(tokens[start].raw)) }
    guard value <= 23 else { throw .date(.noSuchTime(tokens[start].raw)) }
    index += 1
    skip(["o'clock", "oclock"])
    parts.time = .hour(value)
    return true
  }

  private mutating func take(_ clock: ClockTime, _ word: String) throws(PhraseProblem) {
    let raw = clock.takesNextWord ? text(index..<(index + 2)) : tokens[index].raw
    guard let hour = clock.hourOfDay,
      let local = LocalClock(hour: hour, minute: clock.minute, second: clock.second)
    else { throw .date(.noSuchTime(raw)) }
    let isWholeDate =
      switch parts.day {
      case .date, .yearless, .relative, .later, .eitherWay: true
      case .weekday, .dayOfMonth, .counted, nil: false
      }
    // `3.12` is a date as well, where none is known yet.
    if word.utf8.contains(46), !word.utf8.contains(58), clock.half == nil, !isWholeDate,
      (1...12).contains(clock.minute), clock.hour > 0
    {
      throw .ambiguous(
        raw, choices: [PhraseChoice(phrase(replacing: index..<(index + 1), by: local.description))])
    }
    if !clock.zone.isEmpty {
      parts.zone = ZoneMention(
        text: clock.zone, match: clock.zone == "Z" ? .found("UTC") : .fixedOffset)
    }
    index += clock.takesNextWord ? 2 : 1
    parts.time = .clock(local)
  }

  /// `16h` and `9h30`, which are read only where they can't be lengths of time that people plan with.
  private static func hourWithLetter(_ word: String) -> LocalClock? {
    let bytes = Array(word.utf8)
    guard let mark = bytes.firstIndex(of: UInt8(ascii: "h")), (1...2).contains(mark),
      let hour = number(bytes[..<mark])
    else { return nil }
    let minutes = bytes[(mark + 1)...]
    if minutes.isEmpty { return hour > 12 ? LocalClock(hour: hour, minute: 0) : nil }
    guard minutes.count == 2, hour > 8 else { return nil }
    return number(minutes).flatMap { LocalClock(hour: hour, minute: $0) }
  }

  private static func isInDayPart(_ first: String, _ second: String) -> Bool {
    DayPart(rawValue: first) != nil || first == "in" && second == "the"
  }

  /// Takes `morning`, or behind a time only `in the morning`, because a title may begin with the word.
  private mutating func takeDayPart() -> Bool {
    guard parts.part == nil, parts.day != nil || parts.rhythm != nil || parts.time != nil else {
      return false
    }
    let start = index
    let isIntroduced = take("in") && take("the") || start > 0 && tokens[start - 1].text == "at"
    let isHourOpen = if case .clock = parts.time { false } else { true }
    if isIntroduced || isHourOpen, let part = DayPart(rawValue: peek()) {
      index += 1
      parts.part = part
      return true
    }
    index = start
    return false
  }

  /// Takes a zone behind a time: `London`, `in London`, `London time`, `PT`.
  private mutating func takeZone() -> Bool {
    let start = index
    if zoneWords == .places, peek() == "in" { index += 1 }
    let words = tokens[index...].prefix(5).map(\.raw)
    let trimmed = words.map { Self.withoutMarks($0) }
    guard let found = ZoneMention.found(in: trimmed[...], from: catalogue, zoneWords) else {
      index = start
      return false
    }
    index += found.wordCount
    if zoneWords == .places { _ = take("time") }
    parts.zone = found.mention
    parts.zoneTokens = start..<index
    return true
  }

  private static func withoutMarks(_ raw: String) -> String {
    var bytes = Array(raw.utf8)[...]
    while let first = bytes.first, [40, 91].contains(first) { bytes.removeFirst() }
    while let last = bytes.last, [41, 93, 44, 46, 33, 63, 59].contains(last) { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}
