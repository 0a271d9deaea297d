import Primitives

/// Takes the parts of a date off the front of some words.
struct DateScanner {
  let words: [String]
  /// How many words are taken.
  var position = 0
  /// What stands behind the `T` of `2026-12-03T16:00`.
  var joinedTime: String?
  /// `Z` or an offset that was glued to the time.
  var attachedZone: ZoneMention?

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
      attachedZone = ZoneMention(
        text: clock.zone, match: isUniversal ? .found("UTC") : .fixedOffset)
    }
    return local
  }
}
