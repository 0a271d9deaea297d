import Primitives

/// Reads the text of one rule.
struct RecurrenceReading {
  private let bytes: [UInt8]
  private var seen: Set<String> = []

  /// Longer than any rule with all its numbers needs to be.
  private static let maximumBytes = 2000

  init(_ text: String) {
    var bytes = text.utf8.map { $0 >= 97 && $0 <= 122 ? $0 - 32 : $0 }
    if bytes.starts(with: "RRULE:".utf8) { bytes.removeFirst(6) }
    self.bytes = bytes
  }

  mutating func rule() throws(RecurrenceProblem) -> RecurrenceRule {
    guard !bytes.isEmpty, bytes.count <= Self.maximumBytes else { throw .noRule }
    let pieces = bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
    var rule = RecurrenceRule(.daily)
    for piece in pieces {
      guard let mark = piece.firstIndex(of: UInt8(ascii: "=")), mark > piece.startIndex,
        mark + 1 < piece.endIndex
      else { throw .malformed(Self.text(piece)) }
      let name = Self.text(piece[..<mark])
      guard seen.insert(name).inserted else { throw .repeatedPart(name) }
      try read(name, piece[(mark + 1)...], into: &rule)
    }
    guard seen.contains("FREQ") else { throw .noFrequency }
    try check(rule)
    return rule
  }

  private func read(
    _ name: String, _ value: ArraySlice<UInt8>, into rule: inout RecurrenceRule
  ) throws(RecurrenceProblem) {
    switch name {
    case "FREQ": rule.frequency = try Self.frequency(value)
    case "INTERVAL": rule.interval = try Self.positive(name, value)
    case "COUNT": rule.count = try Self.positive(name, value)
    case "UNTIL":
      guard let end = CalendarText.end(value) else {
        throw .badValue(
          part: name, value: Self.text(value),
          form: "a day that there is, like `20261203`, or a time like `20261203T160000Z`")
      }
      rule.end = end
    case "BYMONTH": rule.months = try Self.numbers(name, value, most: 12, isSigned: false)
    case "BYWEEKNO": rule.weeks = try Self.numbers(name, value, most: 53)
    case "BYYEARDAY": rule.yearDays = try Self.numbers(name, value, most: 366)
    case "BYMONTHDAY": rule.monthDays = try Self.numbers(name, value, most: 31)
    case "BYDAY": rule.weekdays = try Self.weekdays(value)
    case "BYSETPOS": rule.positions = try Self.numbers(name, value, most: 366)
    case "WKST":
      guard let day = Self.weekday(value) else {
        throw .badValue(part: name, value: Self.text(value), form: "one of MO TU WE TH FR SA SU")
      }
      rule.weekStart = day
    case "BYHOUR", "BYMINUTE", "BYSECOND": throw .finerThanADay(name)
    default: throw .unknownPart(name)
    }
  }

  /// What the parts may not be together: the table of RFC 5545, section 3.3.10.
  private func check(_ rule: RecurrenceRule) throws(RecurrenceProblem) {
    if rule.count != nil, rule.end != nil { throw .countAndEnd }
    let frequency = rule.frequency
    if !rule.weeks.isEmpty, frequency != .yearly {
      throw .partNotAllowed("BYWEEKNO", frequency: frequency.rawValue)
    }
    if !rule.yearDays.isEmpty, frequency != .yearly {
      throw .partNotAllowed("BYYEARDAY", frequency: frequency.rawValue)
    }
    if !rule.monthDays.isEmpty, frequency == .weekly {
      throw .partNotAllowed("BYMONTHDAY", frequency: frequency.rawValue)
    }
    let counts = frequency == .monthly || frequency == .yearly && rule.weeks.isEmpty
    if !counts, let counted = rule.weekdays.first(where: { $0.ordinal != nil }) {
      throw .ordinalNotAllowed(counted.description)
    }
    if frequency == .monthly,
      let counted = rule.weekdays.first(where: { abs($0.ordinal ?? 0) > 5 })
    {
      throw .badValue(
        part: "BYDAY", value: counted.description, form: "1 to 5 or -1 to -5 within a month")
    }
    let isBare =
      rule.months.isEmpty && rule.weeks.isEmpty && rule.yearDays.isEmpty && rule.monthDays.isEmpty
      && rule.weekdays.isEmpty
    if !rule.positions.isEmpty, isBare { throw .positionsAlone }
  }

  private static func frequency(
    _ value: ArraySlice<UInt8>
  ) throws(RecurrenceProblem) -> RecurrenceRule.Frequency {
    let name = text(value)
    if let frequency = RecurrenceRule.Frequency(rawValue: name) { return frequency }
    if ["HOURLY", "MINUTELY", "SECONDLY"].contains(name) { throw .finerThanADay("FREQ=\(name)") }
    throw .badValue(part: "FREQ", value: name, form: "DAILY, WEEKLY, MONTHLY or YEARLY")
  }

  private static func positive(
    _ name: String, _ value: ArraySlice<UInt8>
  ) throws(RecurrenceProblem) -> Int {
    guard let number = number(value), number > 0 else {
      throw .badValue(part: name, value: text(value), form: "a whole number from 1 up")
    }
    return number
  }

  /// Numbers from 1 to `most`, and where they may be signed from the end too, ascending, each once.
  private static func numbers(
    _ name: String, _ value: ArraySlice<UInt8>, most: Int, isSigned: Bool = true
  ) throws(RecurrenceProblem) -> [Int] {
    var numbers: [Int] = []
    for piece in value.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
      guard let number = isSigned ? signed(piece) : number(piece), (1...most).contains(abs(number))
      else {
        throw .badValue(
          part: name, value: text(piece),
          form: isSigned ? "1 to \(most) or -1 to -\(most)" : "1 to \(most)")
      }
      if !numbers.contains(number) { numbers.append(number) }
    }
    return numbers.sorted()
  }

  private static func weekdays(
    _ value: ArraySlice<UInt8>
  ) throws(RecurrenceProblem) -> [RecurrenceRule.Weekday] {
    var days: [RecurrenceRule.Weekday] = []
    for piece in value.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
      let digits = piece.dropLast(2)
      let ordinal = signed(digits)
      guard let number = weekday(piece.suffix(2)),
        digits.isEmpty || (1...53).contains(abs(ordinal ?? 0))
      else {
        throw .badValue(
          part: "BYDAY", value: text(piece), form: "days like `TH`, `2TH` or `-1FR`, with commas")
      }
      let day = RecurrenceRule.Weekday(number, ordinal: ordinal)
      if !days.contains(day) { days.append(day) }
    }
    return days.sorted()
  }

  /// The number of a weekday's code; nil for anything else.
  private static func weekday(_ code: ArraySlice<UInt8>) -> Int? {
    RecurrenceRule.Weekday.codes.firstIndex { code.elementsEqual($0.utf8) }.map { $0 + 1 }
  }

  private static func signed(_ piece: ArraySlice<UInt8>) -> Int? {
    switch piece.first {
    case UInt8(ascii: "-"): number(piece.dropFirst()).map { -$0 }
    case UInt8(ascii: "+"): number(piece.dropFirst())
    default: number(piece)
    }
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }
}
