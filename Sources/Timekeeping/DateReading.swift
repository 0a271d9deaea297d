import Primitives

/// An exact date and time as somebody wrote it: `2026-12-03 16:00 London`.
///
/// The year stands first, so that nobody can mean another day than is read. Between date and time
/// there is a space or a `T`; times are `16:00`, `16.00`, `16:00:30`, `4pm` or `4:30 pm`.
package struct DateReading: Hashable, Sendable {
  /// Which words behind a time may be a zone.
  package enum ZoneWords: Hashable, Sendable {
    /// Cities, countries and abbreviations too: for commands that expect no sentence there.
    case places
    /// Only IANA names and abbreviations in capitals, because a sentence follows: in `16:00 reading
    /// the report`, Reading is no city.
    case names
  }

  /// A zone behind a time.
  package struct ZoneMention: Hashable, Sendable {
    /// The words as they were written.
    package let text: String
    /// What they mean; never `unknown`.
    package let match: ZoneMatch
  }

  /// What the clocks show then.
  package let local: LocalTime
  /// Where they hang; nil where that was not said.
  package let zone: ZoneMention?
  /// How many words belong to the date, the time and the zone.
  package let wordCount: Int

  /// Reads date, time and perhaps a zone from the first of `words`; what follows is left alone.
  ///
  /// Without `zones` no zone is looked for. A word that is no known zone is left to the caller.
  package init<Word: StringProtocol>(
    _ words: some Sequence<Word>, zones: ZoneCatalogue? = nil, zoneWords: ZoneWords = .places
  ) throws(DateProblem) {
    let words = words.prefix(9).map { String($0) }
    var scanner = DateScanner(words: words)
    let day = try scanner.day()
    let local = try scanner.time(on: day)
    var zone = scanner.attachedZone
    if zone == nil, let zones { zone = scanner.zone(from: zones, zoneWords) }
    self.local = local
    self.zone = zone
    wordCount = scanner.position
  }
}

/// Takes the parts of a date off the front of some words.
private struct DateScanner {
  let words: [String]
  /// How many words are taken.
  var position = 0
  /// What stands behind the `T` of `2026-12-03T16:00`.
  var joinedTime: String?
  /// `Z` or an offset that was glued to the time.
  var attachedZone: DateReading.ZoneMention?

  init(words: [String]) {
    self.words = words
  }

  mutating func day() throws(DateProblem) -> GregorianDay {
    guard let word = words.first, !word.isEmpty else { throw .nothing }
    let second = words.dropFirst().first
    var bytes = Array(word.utf8)
    guard bytes.count <= 40 else { throw .notADate(word) }
    if bytes.last == UInt8(ascii: ",") { bytes.removeLast() }
    if let mark = bytes.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "t") }),
      mark > 0, bytes[..<mark].allSatisfy({ !Bytes.isLetter($0) })
    {
      joinedTime = String(decoding: bytes[(mark + 1)...], as: UTF8.self)
      bytes.removeSubrange(mark...)
    }
    position = 1
    let marks = bytes.filter { !Bytes.isDigit($0) }
    let groups = bytes.split(omittingEmptySubsequences: false) { !Bytes.isDigit($0) }
    let numbers = groups.compactMap { number($0) }
    guard numbers.count == groups.count, let mark = marks.first ?? bytes.first,
      marks.allSatisfy({ $0 == mark })
    else {
      if ClockTime(word, then: second) != nil { throw .dateMissing(time: word) }
      throw .notADate(word)
    }
    let isDateMark = "-/.".utf8.contains(mark)
    switch numbers.count {
    case 3 where isDateMark:
      return try day(numbers, digits: groups.map(\.count), mark: mark, word: word)
    case 2 where mark == UInt8(ascii: "/") || mark == UInt8(ascii: "-"):
      guard groups.allSatisfy({ $0.count <= 2 }) else { throw .notADate(word) }
      throw .yearMissing(word)
    default:
      if ClockTime(word, then: second) != nil { throw .dateMissing(time: word) }
      throw .notADate(word)
    }
  }

  private func day(
    _ numbers: [Int], digits: [Int], mark: UInt8, word: String
  ) throws(DateProblem) -> GregorianDay {
    if digits[0] >= 3 {
      let day = try Self.day(year: numbers[0], month: numbers[1], day: numbers[2])
      guard mark == UInt8(ascii: "-"), digits[1] <= 2, digits[2] <= 2 else {
        throw .otherOrder(word, readings: [day])
      }
      return day
    }
    guard digits[2] >= 3 else { throw .twoDigitYear(word) }
    guard (2000...2100).contains(numbers[2]) else { throw .yearOutOfRange(numbers[2]) }
    let orders = [(month: numbers[1], day: numbers[0]), (month: numbers[0], day: numbers[1])]
    var readings: [GregorianDay] = []
    for order in orders {
      if let day = GregorianDay(year: numbers[2], month: order.month, day: order.day),
        !readings.contains(day)
      {
        readings.append(day)
      }
    }
    guard readings.isEmpty else { throw .otherOrder(word, readings: readings) }
    let order = orders.first { (1...12).contains($0.month) } ?? orders[0]
    _ = try Self.day(year: numbers[2], month: order.month, day: order.day)
    throw .notADate(word)
  }

  private static func day(
    year: Int, month: Int, day: Int
  ) throws(DateProblem) -> GregorianDay {
    guard (2000...2100).contains(year) else { throw .yearOutOfRange(year) }
    guard (1...12).contains(month) else { throw .noSuchMonth(month) }
    guard let found = GregorianDay(year: year, month: month, day: day) else {
      throw .noSuchDay(year: year, month: month, day: day)
    }
    return found
  }

  mutating func time(on day: GregorianDay) throws(DateProblem) -> LocalTime {
    let text: String
    if let joinedTime {
      text = joinedTime
    } else {
      if position < words.count, words[position] == "at" { position += 1 }
      guard position < words.count else { throw .timeMissing(day) }
      text = words[position]
      position += 1
    }
    let next = position < words.count ? words[position] : nil
    guard let clock = ClockTime(text, then: next) else {
      let isLikeTime = text.utf8.allSatisfy(Bytes.isDigit) || text.utf8.contains(UInt8(ascii: ":"))
      if isLikeTime, text.utf8.first.map(Bytes.isDigit) == true { throw .notATime(text) }
      throw .timeMissing(day)
    }
    guard let hour = clock.hourOfDay,
      let local = LocalTime(day: day, hour: hour, minute: clock.minute, second: clock.second)
    else { throw .noSuchTime(clock.takesNextWord ? "\(text) \(next ?? "")" : text) }
    if clock.takesNextWord { position += 1 }
    if !clock.zone.isEmpty {
      let isUniversal = clock.zone.utf8.elementsEqual("Z".utf8)
      attachedZone = DateReading.ZoneMention(
        text: clock.zone, match: isUniversal ? .found("UTC") : .fixedOffset)
    }
    return local
  }

  /// The longest run of up to four words that is a zone.
  mutating func zone(
    from catalogue: ZoneCatalogue, _ zoneWords: DateReading.ZoneWords
  ) -> DateReading.ZoneMention? {
    let rest = words[position...].prefix(4)
    // A length or a flag follows more often than a zone, and needs no list of places.
    guard let first = rest.first?.utf8.prefix(2), first.first.map(Bytes.isDigit) == false,
      !first.elementsEqual("--".utf8)
    else { return nil }
    for count in stride(from: rest.count, to: 0, by: -1) {
      let text = rest.prefix(count).joined(separator: " ")
      let isName =
        text.utf8.contains { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "+") }
        || (2...5).contains(text.utf8.count) && text.utf8.allSatisfy { $0 >= 65 && $0 <= 90 }
      guard zoneWords == .places || isName && count == 1 else { continue }
      guard let match = catalogue.match(text) else { continue }
      position += count
      return DateReading.ZoneMention(text: text, match: match)
    }
    return nil
  }
}

/// A time of day as it is written, possible or not.
private struct ClockTime {
  var hour = 0
  var minute = 0
  var second = 0
  /// `a` or `p` on the clock of twelve hours.
  var half: UInt8?
  /// Whether `am` or `pm` was a word of its own.
  var takesNextWord = false
  /// `Z` or an offset behind the time, or nothing.
  var zone = ""

  /// Reads `word`, with the word behind it if that is `am` or `pm`; nil if it is no time of any kind.
  init?(_ word: String, then next: String?) {
    var bytes = Array(word.utf8.map(Bytes.lowercased))[...]
    guard bytes.count <= 20 else { return nil }
    if bytes.last == UInt8(ascii: ",") { bytes.removeLast() }
    guard let hour = Self.digits(&bytes, 1...2) else { return nil }
    self.hour = hour
    var hasMinute = false
    if let mark = bytes.first, mark == UInt8(ascii: ":") || mark == UInt8(ascii: ".") {
      bytes.removeFirst()
      guard let minute = Self.digits(&bytes, 2...2) else { return nil }
      self.minute = minute
      hasMinute = true
      if bytes.first == mark, bytes.dropFirst().first.map(Bytes.isDigit) == true {
        bytes.removeFirst()
        guard let second = Self.digits(&bytes, 2...2) else { return nil }
        self.second = second
      }
    }
    half = Self.half(bytes)
    if half != nil { return }
    if bytes.isEmpty, let next, let nextHalf = Self.half(next.utf8.map(Bytes.lowercased)[...]) {
      half = nextHalf
      takesNextWord = true
      return
    }
    guard hasMinute else { return nil }
    if bytes.elementsEqual("z".utf8) {
      zone = "Z"
    } else if !bytes.isEmpty {
      zone = String(decoding: bytes, as: UTF8.self)
      guard FixedOffset.isOne(zone) else { return nil }
    }
  }

  /// The hour from 0; nil where a clock of that kind has no such hour.
  var hourOfDay: Int? {
    guard let half else { return hour < 24 ? hour : nil }
    guard (1...12).contains(hour) else { return nil }
    return hour % 12 + (half == UInt8(ascii: "p") ? 12 : 0)
  }

  private static func digits(
    _ bytes: inout ArraySlice<UInt8>, _ counts: ClosedRange<Int>
  ) -> Int? {
    let digits = bytes.prefix(counts.upperBound + 1).prefix(while: Bytes.isDigit)
    guard counts.contains(digits.count) else { return nil }
    bytes = bytes.dropFirst(digits.count)
    return number(digits)
  }

  private static func half(_ bytes: ArraySlice<UInt8>) -> UInt8? {
    let letters = bytes.filter { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: ",") }
    guard letters.count == 2, letters[1] == UInt8(ascii: "m"), bytes.count <= 5 else { return nil }
    return letters[0] == UInt8(ascii: "a") || letters[0] == UInt8(ascii: "p") ? letters[0] : nil
  }
}
