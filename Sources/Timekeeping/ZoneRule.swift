import Primitives

/// The rule by which a zone's clocks go on being changed: a POSIX `TZ` string as RFC 9636, section
/// 3.3.1, extends it, such as `GMT0BST,M3.5.0/1,M10.5.0`.
struct ZoneRule: Sendable {
  /// A day of each year and the time of that day, by the clocks as they stand until then.
  struct Change: Hashable, Sendable {
    enum Day: Hashable, Sendable {
      /// `Jn`: the day 1 to 365, of years in which 29 February is not counted.
      case ofCommonYear(Int)
      /// `n`: the day 0 to 365, counting 29 February.
      case ofYear(Int)
      /// `Mm.w.d`: the `week`th (5: the last) `weekday` (0: Sunday) of `month`.
      case weekday(month: Int, week: Int, weekday: Int)
    }
    var day: Day
    /// Seconds after midnight, -167 to +167 hours.
    var seconds: Int
  }

  let standard: Zone.Offset
  /// Daylight saving time and its first and last moment; nil where the clocks are never changed.
  let daylight: (offset: Zone.Offset, start: Change, end: Change)?

  /// The period around `seconds`; it may end before the offset really changes, never after.
  func period(at seconds: Int64) -> Zone.Period {
    guard let daylight else { return Zone.Period(start: .min, end: .max, offset: standard) }
    // The calendar repeats itself, weekdays included, after 400 years.
    let cycle: Int64 = 146_097 * 86_400
    let shift = (seconds - 946_684_800).floorDivided(by: cycle) * cycle
    let shifted = seconds - shift
    let year = GregorianDay(daysSince1970: shifted.floorDivided(by: 86_400)).year
    var current = (start: Int64.min, isDaylight: false)
    var end = Int64.max
    // A change may lie a week outside its year, and the last one of a year may be the one that
    // counts: two years on both sides always hold the changes around any moment.
    for year in year - 2...year + 2 {
      let starting = daylight.start.instant(in: year, before: standard)
      let ending = daylight.end.instant(in: year, before: daylight.offset)
      let isNorthern = starting < ending
      for isStart in [isNorthern, !isNorthern] {
        let moment = isStart ? starting : ending
        // In the order of the years, so that the start of a new year's daylight time wins over the
        // end of the old one's: that is how RFC 9636 writes daylight time all the year round.
        if moment <= shifted {
          current = (moment, isStart)
          end = .max
        } else {
          end = min(end, moment)
        }
      }
    }
    return Zone.Period(
      start: current.start + shift, end: end + shift,
      offset: current.isDaylight ? daylight.offset : standard)
  }
}

extension ZoneRule.Change {
  /// The second since 1970 at which the change happens in `year`, a year near 2000 to 2400.
  func instant(in year: Int, before offset: Zone.Offset) -> Int64 {
    dayNumber(in: year) * 86_400 + Int64(seconds - offset.seconds)
  }

  /// Days since 1970 of the day that `day` names in `year`.
  private func dayNumber(in year: Int) -> Int64 {
    switch day {
    case .ofYear(let number):
      return Self.firstDay(ofMonth: 1, in: year) + Int64(number)
    case .ofCommonYear(let number):
      let isAfterFebruary = number >= 60
      let isLeap = GregorianDay.length(ofMonth: 2, in: year) == 29
      return Self.firstDay(ofMonth: 1, in: year)
        + Int64(number - (isAfterFebruary && isLeap ? 0 : 1))
    case .weekday(let month, let week, let weekday):
      let first = Self.firstDay(ofMonth: month, in: year)
      let firstWeekday = (first + 4).remainderFloor(by: 7)
      let leap = (Int64(weekday) - firstWeekday).remainderFloor(by: 7)
      let day = Int(leap) + 7 * (week - 1)
      let length = GregorianDay.length(ofMonth: month, in: year)
      return first + Int64(day < length ? day : day - 7)
    }
  }

  private static func firstDay(ofMonth month: Int, in year: Int) -> Int64 {
    GregorianDay(year: year, month: month, day: 1)?.daysSince1970 ?? 0
  }
}

extension ZoneRule {
  /// Reads a `TZ` string; nil if it breaks the grammar or a bound of it.
  init?(reading text: some Collection<UInt8>) {
    var reader = RuleReader(bytes: Array(text)[...])
    guard let name = reader.abbreviation(), let west = reader.seconds(hoursUpTo: 24) else {
      return nil
    }
    standard = Zone.Offset(seconds: -west, isDaylight: false, abbreviation: name)
    if reader.bytes.isEmpty {
      daylight = nil
      return
    }
    guard let daylightName = reader.abbreviation() else { return nil }
    var seconds = 3600 - west
    if reader.bytes.first != UInt8(ascii: ",") {
      guard let west = reader.seconds(hoursUpTo: 24) else { return nil }
      seconds = -west
    }
    // POSIX lets the dates be left out, and then every system takes others: that is no rule.
    guard let start = reader.change(), let end = reader.change(), reader.bytes.isEmpty else {
      return nil
    }
    daylight = (
      Zone.Offset(seconds: seconds, isDaylight: true, abbreviation: daylightName), start, end
    )
  }
}

/// Takes the parts of a `TZ` string off its front.
private struct RuleReader {
  var bytes: ArraySlice<UInt8>

  mutating func skip(_ mark: Unicode.Scalar) -> Bool {
    guard let first = bytes.first, UInt32(first) == mark.value else { return false }
    bytes.removeFirst()
    return true
  }

  /// Three to fifteen letters, or letters, digits and signs between angle brackets.
  mutating func abbreviation() -> String? {
    let isQuoted = skip("<")
    let name = bytes.prefix { byte in
      Bytes.isLetter(byte)
        || isQuoted
          && (Bytes.isDigit(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-"))
    }
    guard (3...15).contains(name.count) else { return nil }
    bytes = bytes.dropFirst(name.count)
    if isQuoted, !skip(">") { return nil }
    return String(decoding: name, as: UTF8.self)
  }

  mutating func integer(_ range: ClosedRange<Int>) -> Int? {
    let digits = bytes.prefix { Bytes.isDigit($0) }.prefix(4)
    guard let value = number(digits), range.contains(value) else { return nil }
    bytes = bytes.dropFirst(digits.count)
    return value
  }

  /// `[+-]hh[:mm[:ss]]` in seconds.
  mutating func seconds(hoursUpTo limit: Int) -> Int? {
    let sign = skip("-") ? -1 : 1
    if sign == 1 { _ = skip("+") }
    guard let hours = integer(0...limit) else { return nil }
    var total = hours * 3600
    if skip(":") {
      guard let minutes = integer(0...59) else { return nil }
      total += minutes * 60
      if skip(":") {
        guard let seconds = integer(0...59) else { return nil }
        total += seconds
      }
    }
    return sign * total
  }

  /// A comma, a day and perhaps `/` and a time; without one it is two o'clock.
  mutating func change() -> ZoneRule.Change? {
    guard skip(","), let day = day() else { return nil }
    guard skip("/") else { return ZoneRule.Change(day: day, seconds: 7200) }
    guard let seconds = seconds(hoursUpTo: 167) else { return nil }
    return ZoneRule.Change(day: day, seconds: seconds)
  }

  private mutating func day() -> ZoneRule.Change.Day? {
    if skip("J") {
      guard let number = integer(1...365) else { return nil }
      return .ofCommonYear(number)
    }
    guard skip("M") else {
      guard let number = integer(0...365) else { return nil }
      return .ofYear(number)
    }
    guard let month = integer(1...12), skip("."), let week = integer(1...5), skip("."),
      let weekday = integer(0...6)
    else { return nil }
    return .weekday(month: month, week: week, weekday: weekday)
  }
}
