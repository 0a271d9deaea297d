/// Why words are no length of time; the sentence for the member is `description`.
package enum DurationProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// A number without a unit.
  case unitMissing(Int)
  /// Something that begins like a length and can't be read.
  case unreadable(String)
  /// A length shorter than `minimum` minutes.
  case tooShort(minimum: Int)
  /// A length longer than `maximum` minutes.
  case tooLong(maximum: Int)

  /// One sentence that says what is wrong and what to write, in the markup of replies.
  package var description: String {
    switch self {
    case .unitMissing(let number):
      "\(number) what? Write `\(number)m` or `\(number)h`."
    case .unreadable(let text):
      "I can't read \(shown(text)) as a length of time. Write `60m` or `1h30`."
    case .tooShort(let minimum):
      "That is too short: it must be at least \(DurationReading.words(minutes: minimum))."
    case .tooLong(let maximum):
      "That is too long: it can be \(DurationReading.words(minutes: maximum)) at most."
    }
  }
}

/// A length of time as somebody wrote it: `60m`, `90 min`, `2h`, `1h30`, `1h 30m`, `1.5h`.
package struct DurationReading: Hashable, Sendable {
  /// The length in minutes.
  package let minutes: Int
  /// How many words belong to it.
  package let wordCount: Int

  /// Reads a length from the first of `words`; nil if the first is no digit's, so that it is something
  /// else.
  ///
  /// `bounds` are minutes; by default 5 minutes to 24 hours.
  package init?<Word: StringProtocol>(
    _ words: some Sequence<Word>, bounds: ClosedRange<Int> = 5...1440
  ) throws(DurationProblem) {
    let words = words.prefix(4).map { String($0) }
    guard let word = words.first, let first = word.utf8.first, Bytes.isDigit(first) else {
      return nil
    }
    var scanner = DurationScanner(words: words)
    guard let minutes = scanner.minutes() else {
      if let number = number(Array(word.utf8)) { throw .unitMissing(number) }
      throw .unreadable(word)
    }
    guard minutes >= bounds.lowerBound else { throw .tooShort(minimum: bounds.lowerBound) }
    guard minutes <= bounds.upperBound else { throw .tooLong(maximum: bounds.upperBound) }
    self.minutes = minutes
    wordCount = scanner.position
  }

  /// A length in words that `init` reads: `45m`, `2h`, `1h 30m`.
  package static func words(minutes: Int) -> String {
    let (hours, rest) = minutes.quotientAndRemainder(dividingBy: 60)
    guard hours > 0 else { return "\(rest)m" }
    return rest == 0 ? "\(hours)h" : "\(hours)h \(rest)m"
  }
}

/// Takes a length off the front of some words.
private struct DurationScanner {
  let words: [String]
  /// How many words are taken.
  var position = 0

  init(words: [String]) {
    self.words = words
  }

  mutating func minutes() -> Int? {
    guard let first = part() else { return nil }
    switch first.unit {
    case .minutes:
      return first.rest.isEmpty && !first.isHalf ? first.number : nil
    case .hours:
      let whole = first.number * 60 + (first.isHalf ? 30 : 0)
      if first.rest.isEmpty {
        guard !first.isHalf, let further = following() else { return whole }
        return whole + further
      }
      guard !first.isHalf, let rest = Self.minutes(first.rest) else { return nil }
      return whole + rest
    }
  }

  private enum Unit {
    case minutes, hours
  }

  /// A number, its unit, glued to it or a word of its own, and what is glued to the unit.
  private typealias Part = (number: Int, isHalf: Bool, unit: Unit, rest: ArraySlice<UInt8>)

  private mutating func part() -> Part? {
    guard position < words.count else { return nil }
    var bytes = words[position].utf8.map(Bytes.lowercased)[...]
    if bytes.last == UInt8(ascii: ",") { bytes.removeLast() }
    let digits = bytes.prefix(while: Bytes.isDigit)
    guard let value = number(digits), value <= 100_000 else { return nil }
    bytes = bytes.dropFirst(digits.count)
    let isHalf = bytes.starts(with: ".5".utf8) || bytes.starts(with: ",5".utf8)
    if isHalf { bytes = bytes.dropFirst(2) }
    if bytes.isEmpty {
      guard position + 1 < words.count,
        let unit = Self.unit(words[position + 1].utf8.map(Bytes.lowercased)[...])
      else { return nil }
      position += 2
      return (value, isHalf, unit, [])
    }
    let letters = bytes.prefix(while: Bytes.isLetter)
    guard let unit = Self.unit(letters) else { return nil }
    position += 1
    return (value, isHalf, unit, bytes.dropFirst(letters.count))
  }

  /// Minutes behind full hours, as the next one or two words.
  private mutating func following() -> Int? {
    let before = position
    if let part = part(), part.unit == .minutes, part.number < 60, part.rest.isEmpty, !part.isHalf {
      return part.number
    }
    position = before
    return nil
  }

  /// The `30` or `30m` of `1h30`.
  private static func minutes(_ bytes: ArraySlice<UInt8>) -> Int? {
    let digits = bytes.prefix(while: Bytes.isDigit)
    guard let value = number(digits), value < 60 else { return nil }
    let letters = bytes.dropFirst(digits.count)
    guard letters.isEmpty || unit(letters) == .minutes else { return nil }
    return value
  }

  private static func unit(_ letters: ArraySlice<UInt8>) -> Unit? {
    switch String(decoding: letters, as: UTF8.self) {
    case "m", "min", "mins", "minute", "minutes": .minutes
    case "h", "hr", "hrs", "hour", "hours": .hours
    default: nil
    }
  }
}
