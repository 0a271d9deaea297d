package import Primitives

/// How something comes again: the RRULE of RFC 5545, section 3.3.10, from days to years.
///
/// A rule says on which days. What the clocks show on each of them is the start's affair, so hours,
/// minutes and seconds are refused. Parts of RFC 7529 (`RSCALE`, `SKIP`) are not read.
package struct RecurrenceRule: Hashable, Sendable {
  /// The length of the periods that a rule counts.
  package enum Frequency: String, Hashable, Sendable {
    /// Days.
    case daily = "DAILY"
    /// Weeks, which begin on the rule's `weekStart`.
    case weekly = "WEEKLY"
    /// Months.
    case monthly = "MONTHLY"
    /// Years.
    case yearly = "YEARLY"
  }

  /// A day of the week, all of them or one counted within a month or a year.
  package struct Weekday: Hashable, Sendable {
    /// 1 for Monday to 7 for Sunday.
    package let number: Int
    /// Which one, from 1; from the end where it is negative; nil for each.
    package let ordinal: Int?

    init(_ number: Int, ordinal: Int? = nil) {
      self.number = number
      self.ordinal = ordinal
    }
  }

  /// The last time at which a rule may come.
  package enum End: Hashable, Sendable {
    /// A day that still counts as a whole, in the start's zone.
    case day(GregorianDay)
    /// A wall time that still counts, in the start's zone.
    case local(LocalTime)
    /// An instant that still counts: the form that RFC 5545 asks for where the start has a zone.
    case instant(Instant)
  }

  /// The length of the periods.
  package internal(set) var frequency: Frequency
  /// Each how many-th period counts, at least 1.
  package internal(set) var interval = 1
  /// How often the rule comes, at least 1; nil where that is not limited.
  package internal(set) var count: Int?
  /// When the rule ends; never together with `count`.
  package internal(set) var end: End?
  /// Months, 1 to 12, ascending.
  package internal(set) var months: [Int] = []
  /// Weeks of the year, 1 to 53 or -1 to -53, ascending.
  package internal(set) var weeks: [Int] = []
  /// Days of the year, 1 to 366 or -1 to -366, ascending.
  package internal(set) var yearDays: [Int] = []
  /// Days of the month, 1 to 31 or -1 to -31, ascending.
  package internal(set) var monthDays: [Int] = []
  /// Days of the week, in the order of their numbers.
  package internal(set) var weekdays: [Weekday] = []
  /// Which ones of the days of one period, 1 to 366 or -1 to -366, ascending.
  package internal(set) var positions: [Int] = []
  /// The day on which weeks begin, 1 for Monday to 7 for Sunday.
  package internal(set) var weekStart = 1

  init(_ frequency: Frequency) {
    self.frequency = frequency
  }

  /// Reads an RRULE, with or without the word `RRULE:` before it, in capital or small letters.
  ///
  /// Every part may stand once, in any order, and must be one that we obey: nothing is passed over.
  package init(_ text: String) throws(RecurrenceProblem) {
    var reading = RecurrenceReading(text)
    self = try reading.rule()
  }

  /// The same rule, ended at `end` where that is earlier than nothing: it replaces count and end.
  package func ending(_ end: End) -> Self {
    var rule = self
    rule.count = nil
    rule.end = end
    return rule
  }

  /// The same rule, ended after `count` times; it replaces count and end.
  package func ending(after count: Int) -> Self {
    var rule = self
    rule.count = max(1, count)
    rule.end = nil
    return rule
  }
}

extension RecurrenceRule: CustomStringConvertible {
  /// The rule as RRULE text that `init` reads back, without the word `RRULE:`.
  ///
  /// Parts stand in one order and numbers ascend, so that equal rules have equal texts.
  package var description: String {
    var text = "FREQ=\(frequency.rawValue)"
    if interval != 1 { text += ";INTERVAL=\(interval)" }
    if let count { text += ";COUNT=\(count)" }
    if let end { text += ";UNTIL=\(end)" }
    text += Self.part("BYMONTH", months) + Self.part("BYWEEKNO", weeks)
    text += Self.part("BYYEARDAY", yearDays) + Self.part("BYMONTHDAY", monthDays)
    if !weekdays.isEmpty {
      text += ";BYDAY=" + weekdays.map(\.description).joined(separator: ",")
    }
    text += Self.part("BYSETPOS", positions)
    if weekStart != 1 { text += ";WKST=\(Weekday.codes[weekStart - 1])" }
    return text
  }

  private static func part(_ name: String, _ numbers: [Int]) -> String {
    numbers.isEmpty ? "" : ";\(name)=" + numbers.map(String.init).joined(separator: ",")
  }
}

extension RecurrenceRule.Weekday: CustomStringConvertible, Comparable {
  /// The codes of RFC 5545, from Monday.
  static let codes = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]

  /// The form of RFC 5545: `TH`, `2TH`, `-1FR`.
  package var description: String {
    (ordinal.map(String.init) ?? "") + Self.codes[number - 1]
  }

  /// Whether `left` stands before `right` in a rule's text.
  package static func < (left: Self, right: Self) -> Bool {
    (left.ordinal ?? 0, left.number) < (right.ordinal ?? 0, right.number)
  }
}

extension RecurrenceRule.End: CustomStringConvertible {
  /// The form of RFC 5545: `20261203`, `20261203T160000` or `20261203T160000Z`.
  package var description: String {
    switch self {
    case .day(let day): CalendarText.day(day)
    case .local(let local): CalendarText.local(local)
    case .instant(let instant):
      CalendarText.local(LocalTime(secondsSince1970: instant.seconds)) + "Z"
    }
  }
}

/// Days and times as iCalendar writes them.
enum CalendarText {
  /// `20261203`.
  static func day(_ day: GregorianDay) -> String {
    String(decoding: day.description.utf8.filter { $0 != UInt8(ascii: "-") }, as: UTF8.self)
  }

  /// `20261203T160000`.
  static func local(_ local: LocalTime) -> String {
    day(local.day) + "T" + twoDigits(local.hour) + twoDigits(local.minute) + twoDigits(local.second)
  }

  /// Reads `20261203`, `20261203T160000` or `20261203T160000Z`, with a `T` and a `Z` of either case.
  static func end(_ bytes: ArraySlice<UInt8>) -> RecurrenceRule.End? {
    let bytes = bytes.map(Bytes.lowercased)
    guard [8, 15, 16].contains(bytes.count), let year = number(bytes[0..<4]),
      let month = number(bytes[4..<6]), let dayOfMonth = number(bytes[6..<8]),
      let day = GregorianDay(year: year, month: month, day: dayOfMonth), year > 0
    else { return nil }
    guard bytes.count > 8 else { return .day(day) }
    guard bytes[8] == UInt8(ascii: "t"), let hour = number(bytes[9..<11]),
      let minute = number(bytes[11..<13]), let second = number(bytes[13..<15]),
      let local = LocalTime(day: day, hour: hour, minute: minute, second: min(second, 59)),
      second <= 60
    else { return nil }
    guard bytes.count == 16 else { return .local(local) }
    guard bytes[15] == UInt8(ascii: "z") else { return nil }
    return .instant(Instant(seconds: local.secondsSince1970))
  }
}
