/// A moment in time, in whole milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
package struct Instant: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Milliseconds since the beginning of 1970 in UTC; negative before it.
  package var milliseconds: Int64

  /// Makes the instant that lies `milliseconds` after the beginning of 1970 in UTC.
  package init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  /// Makes the instant that lies `seconds` after the beginning of 1970 in UTC.
  package init(seconds: Int64) {
    self.milliseconds = seconds * 1000
  }

  /// Whole seconds since the beginning of 1970 in UTC, rounded down.
  package var seconds: Int64 { milliseconds.floorDivided(by: 1000) }

  /// Whether `left` is earlier than `right`.
  package static func < (left: Self, right: Self) -> Bool {
    left.milliseconds < right.milliseconds
  }

  /// The instant that lies `span` after `instant`.
  package static func + (instant: Self, span: Span) -> Self {
    Self(milliseconds: instant.milliseconds + span.milliseconds)
  }

  /// The instant that lies `span` before `instant`.
  package static func - (instant: Self, span: Span) -> Self {
    Self(milliseconds: instant.milliseconds - span.milliseconds)
  }

  /// The span from `right` to `left`; negative when `left` is earlier.
  package static func - (left: Self, right: Self) -> Span {
    Span(milliseconds: left.milliseconds - right.milliseconds)
  }
}

/// A length of time in milliseconds; a day here is 24 hours, whatever the clocks of a place do.
package struct Span: Hashable, Comparable, Sendable {
  /// The length in milliseconds; negative spans lead backwards.
  package var milliseconds: Int64

  /// Makes a span of `milliseconds`.
  package init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  /// Makes a span of `seconds`.
  package static func seconds(_ seconds: Int64) -> Self { Self(milliseconds: seconds * 1000) }
  /// Makes a span of `minutes`.
  package static func minutes(_ minutes: Int64) -> Self { .seconds(minutes * 60) }
  /// Makes a span of `hours`.
  package static func hours(_ hours: Int64) -> Self { .minutes(hours * 60) }
  /// Makes a span of `days` of 24 hours.
  package static func days(_ days: Int64) -> Self { .hours(days * 24) }

  /// Whether `left` is shorter than `right`.
  package static func < (left: Self, right: Self) -> Bool {
    left.milliseconds < right.milliseconds
  }
}

extension Instant {
  /// The instant in RFC 3339 form, in UTC, with milliseconds only where there are any:
  /// `2026-11-21T10:00:00Z` or `2026-11-21T10:00:00.250Z`.
  package var description: String {
    var bytes: [UInt8] = []
    appendDescription(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the form that `description` has.
  func appendDescription(to bytes: inout [UInt8]) {
    let (days, rest) = milliseconds.dividedFloor(by: 86_400_000)
    let day = GregorianDay(daysSince1970: days)
    if (0...9999).contains(day.year) {
      appendDigits(day.year / 100, to: &bytes)
      appendDigits(day.year % 100, to: &bytes)
      bytes.append(UInt8(ascii: "-"))
      appendDigits(day.month, to: &bytes)
      bytes.append(UInt8(ascii: "-"))
      appendDigits(day.day, to: &bytes)
    } else {
      bytes.append(contentsOf: day.description.utf8)
    }
    bytes.append(UInt8(ascii: "T"))
    appendTime(Int(rest), to: &bytes)
  }

  /// Appends the time of a day that has lasted for `milliseconds`.
  private func appendTime(_ milliseconds: Int, to bytes: inout [UInt8]) {
    let second = milliseconds / 1000
    appendDigits(second / 3600, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    appendDigits(second / 60 % 60, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    appendDigits(second % 60, to: &bytes)
    if milliseconds % 1000 != 0 {
      bytes.append(UInt8(ascii: "."))
      bytes.append(48 + UInt8(milliseconds % 1000 / 100))
      appendDigits(milliseconds % 100, to: &bytes)
    }
    bytes.append(UInt8(ascii: "Z"))
  }

  /// Reads an RFC 3339 time stamp such as `2026-11-21T10:00:00.123456789+01:00`.
  ///
  /// Any number of fractional digits is taken and cut to milliseconds; a leap second (`:60`) is read
  /// as the second after it. Nil for anything else, an impossible date among it.
  package init?(rfc3339 text: String) {
    var text = text
    guard let instant = text.withUTF8({ Instant(rfc3339: $0) }) else { return nil }
    self = instant
  }

  /// Reads an RFC 3339 time stamp in ASCII.
  init?(rfc3339 bytes: UnsafeBufferPointer<UInt8>) {
    var digits = DigitReader(bytes)
    guard let year = digits.number(4), digits.skip("-"), let month = digits.number(2),
      digits.skip("-"), let dayOfMonth = digits.number(2),
      digits.skip("T") || digits.skip("t") || digits.skip(" "),
      let hour = digits.number(2), digits.skip(":"), let minute = digits.number(2),
      digits.skip(":"), let second = digits.number(2),
      hour < 24, minute < 60, second <= 60,
      let day = GregorianDay(year: year, month: month, day: dayOfMonth)
    else { return nil }
    guard let fraction = digits.fraction(), let offset = digits.offset(), digits.isAtEnd
    else { return nil }
    let time = Int64(hour * 3600 + minute * 60 + second) - Int64(offset)
    self.init(milliseconds: (day.daysSince1970 * 86_400 + time) * 1000 + Int64(fraction))
  }
}

/// Appends a number from 0 to 99 with two digits.
private func appendDigits(_ number: Int, to bytes: inout [UInt8]) {
  bytes.append(48 + UInt8(number / 10))
  bytes.append(48 + UInt8(number % 10))
}

/// Takes numbers and marks off the front of an ASCII text.
private struct DigitReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var index = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  var isAtEnd: Bool { index == bytes.count }

  mutating func skip(_ mark: Unicode.Scalar) -> Bool {
    guard index < bytes.count, UInt32(bytes[index]) == mark.value else { return false }
    index += 1
    return true
  }

  mutating func number(_ count: Int) -> Int? {
    var value = 0
    for _ in 0..<count {
      guard index < bytes.count, bytes[index] &- 48 < 10 else { return nil }
      value = value * 10 + Int(bytes[index] - 48)
      index += 1
    }
    return value
  }

  /// Reads the fraction of a second as milliseconds; 0 where there is none, nil where it is empty.
  mutating func fraction() -> Int? {
    guard skip(".") || skip(",") else { return 0 }
    var value = 0
    var count = 0
    while let digit = number(1) {
      if count < 3 { value = value * 10 + digit }
      count += 1
    }
    guard count > 0 else { return nil }
    for _ in min(count, 3)..<3 { value *= 10 }
    return value
  }

  /// Reads `Z` or `±hh:mm` as seconds east of UTC.
  mutating func offset() -> Int? {
    if skip("Z") || skip("z") { return 0 }
    let sign = skip("+") ? 1 : skip("-") ? -1 : 0
    guard sign != 0, let hours = number(2), hours < 24 else { return nil }
    _ = skip(":")
    guard let minutes = number(2), minutes < 60 else { return nil }
    return sign * (hours * 3600 + minutes * 60)
  }
}
