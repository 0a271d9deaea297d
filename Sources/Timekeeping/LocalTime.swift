package import Primitives

/// What a calendar and a clock on a wall show, without saying where the wall stands.
///
/// This, with the name of a zone, is what people agree on and what is kept; instants follow from it.
package struct LocalTime: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The calendar's day.
  package let day: GregorianDay
  /// The hour, 0 to 23.
  package let hour: Int
  /// The minute, 0 to 59.
  package let minute: Int
  /// The second, 0 to 59; people plan with 0.
  package let second: Int

  /// Makes the time, or nil where no clock shows it, 24:00 among them.
  package init?(day: GregorianDay, hour: Int, minute: Int, second: Int = 0) {
    guard (0..<24).contains(hour), (0..<60).contains(minute), (0..<60).contains(second) else {
      return nil
    }
    self.day = day
    self.hour = hour
    self.minute = minute
    self.second = second
  }

  /// Makes the time that a clock set to UTC shows `secondsSince1970` seconds after 1970 began.
  package init(secondsSince1970: Int64) {
    let (days, rest) = secondsSince1970.dividedFloor(by: 86_400)
    day = GregorianDay(daysSince1970: days)
    hour = Int(rest / 3600)
    minute = Int(rest / 60 % 60)
    second = Int(rest % 60)
  }

  /// Seconds since 1970 began, read off as though the wall stood in UTC; a count to reckon with, no
  /// instant.
  package var secondsSince1970: Int64 {
    day.daysSince1970 * 86_400 + Int64(hour * 3600 + minute * 60 + second)
  }

  /// The wall time `days` calendar days later; the clock shows the same.
  package func adding(days: Int64) -> Self {
    Self(secondsSince1970: secondsSince1970 + days * 86_400)
  }

  /// The form that is kept, `2026-12-03T16:00`, with seconds only where there are any.
  package var description: String {
    second == 0 ? "\(day)T\(clock)" : "\(day)T\(clock):\(twoDigits(second))"
  }

  /// Hour and minute, `16:00`.
  package var clock: String {
    twoDigits(hour) + ":" + twoDigits(minute)
  }

  /// Reads what `description` writes; nil for anything else.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 16 || bytes.count == 19, bytes[4] == UInt8(ascii: "-"),
      bytes[7] == UInt8(ascii: "-"), bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
      let year = number(bytes[0..<4]), let month = number(bytes[5..<7]),
      let dayOfMonth = number(bytes[8..<10]), let hour = number(bytes[11..<13]),
      let minute = number(bytes[14..<16]),
      let day = GregorianDay(year: year, month: month, day: dayOfMonth)
    else { return nil }
    guard bytes.count == 19 else {
      self.init(day: day, hour: hour, minute: minute)
      return
    }
    guard bytes[16] == UInt8(ascii: ":"), let second = number(bytes[17..<19]) else { return nil }
    self.init(day: day, hour: hour, minute: minute, second: second)
  }

  /// Whether `left` is shown before `right`.
  package static func < (left: Self, right: Self) -> Bool {
    left.secondsSince1970 < right.secondsSince1970
  }
}

/// What a wall time turns out to be in a zone.
package enum LocalResolution: Hashable, Sendable {
  /// The clocks show it once.
  case exact(Instant)
  /// The clocks jump over it. By RFC 5545, section 3.3.5, the offset before the gap counts: where
  /// the clocks go from 02:00 to 03:00, half past two is taken for `shown`, half past three.
  case gap(Instant, shown: LocalTime)
  /// The clocks are set back and show it twice; the first is taken.
  case fold(Instant, second: Instant)

  /// The one that is taken.
  package var instant: Instant {
    switch self {
    case .exact(let instant), .gap(let instant, _), .fold(let instant, _): instant
    }
  }

  /// What to say to whoever asked for `local`; nil where there is nothing to say.
  package func note(on local: LocalTime) -> String? {
    switch self {
    case .exact: nil
    case .gap(_, let shown):
      "The clocks go forward then and there is no \(local.clock): I took \(shown.clock)."
    case .fold:
      "The clocks go back then and there are two times \(local.clock): I took the first."
    }
  }
}

/// A wall time at a place: the truth about when something is planned, whatever becomes of the zone's
/// rules.
package struct ZonedTime: Hashable, Sendable, CustomStringConvertible {
  /// What the clocks there show.
  package let local: LocalTime
  /// The zone's IANA name, such as `Europe/London`.
  package let zone: String

  /// Pairs a wall time with the name of a zone.
  package init(_ local: LocalTime, zone: String) {
    self.local = local
    self.zone = zone
  }

  /// The instant by the rules that `catalogue` knows now.
  package func resolved(by catalogue: ZoneCatalogue) throws(ZoneError) -> LocalResolution {
    try catalogue.zone(named: zone).resolve(local)
  }

  /// Both, for people who look at a log: `2026-12-03T16:00 Europe/London`.
  package var description: String {
    "\(local) \(zone)"
  }
}

/// A number below one hundred with two digits.
func twoDigits(_ number: Int) -> String {
  number < 10 ? "0\(number)" : "\(number)"
}

/// The number that decimal `digits` write; nil if there is none, another byte or more than nine.
func number(_ digits: some Collection<UInt8>) -> Int? {
  guard !digits.isEmpty, digits.count <= 9 else { return nil }
  var value = 0
  for digit in digits {
    guard digit >= 48, digit <= 57 else { return nil }
    value = value * 10 + Int(digit - 48)
  }
  return value
}
