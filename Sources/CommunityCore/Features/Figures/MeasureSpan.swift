package import Primitives

/// The time for which a value of a measure counts: a day, a month, a quarter or a year.
package struct MeasureSpan: Hashable, Comparable, Sendable, CustomStringConvertible {
  private enum Length: Int, Sendable {
    case day, month, quarter, year
  }

  /// Its first day.
  package let first: GregorianDay
  private let length: Length

  /// The day `day`.
  package init(_ day: GregorianDay) {
    first = day
    length = .day
  }

  /// Reads `2026`, `2026Q4`, `2026-Q4`, `2026-11` or `2026-11-21`; nil for anything else.
  package init?(_ text: String) {
    let parts = text.uppercased().replacing(bytes: "Q", with: "-Q").split(separator: "-")
    guard let head = parts.first, head.utf8.count == 4, let year = Int(head), parts.count <= 3,
      (1900...2200).contains(year)
    else { return nil }
    var month = 1
    var day = 1
    switch parts.count {
    case 1: length = .year
    case 2 where parts[1].hasPrefix("Q"):
      guard let quarter = Int(parts[1].dropFirst()), (1...4).contains(quarter) else { return nil }
      month = quarter * 3 - 2
      length = .quarter
    default:
      guard let number = Int(parts[1]) else { return nil }
      month = number
      length = parts.count == 2 ? .month : .day
      if parts.count == 3 {
        guard let number = Int(parts[2]) else { return nil }
        day = number
      }
    }
    guard let first = GregorianDay(year: year, month: month, day: day) else { return nil }
    self.first = first
  }

  /// `2026`, `2026Q4`, `2026-11` or `2026-11-21`.
  package var description: String {
    switch length {
    case .day: first.description
    case .month: String(first.description.dropLast(3))
    case .quarter: "\(first.description.prefix(4))Q\((first.month + 2) / 3)"
    case .year: String(first.description.prefix(4))
    }
  }

  /// Whether both are days, or months, or quarters, or years, so that their values can be compared.
  package func isLike(_ other: MeasureSpan) -> Bool { length == other.length }

  /// Whether `left` begins earlier, or is the shorter one where both begin on the same day.
  package static func < (left: Self, right: Self) -> Bool {
    (left.first, left.length.rawValue) < (right.first, right.length.rawValue)
  }
}

/// A number with at most three decimal places.
package struct MeasureNumber: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The number in thousandths.
  package let thousandths: Int

  /// Reads `420`, `-2` or `4.25`; nil for anything else, and for more than a million millions.
  package init?(_ text: String) {
    let isNegative = text.hasPrefix("-")
    let parts = (isNegative ? text.dropFirst() : text[...])
      .split(separator: ".", omittingEmptySubsequences: false)
    let digits = { (part: Substring) in
      !part.isEmpty && part.utf8.allSatisfy { (48...57).contains($0) }
    }
    guard parts.count <= 2, parts.allSatisfy(digits), parts[0].utf8.count <= 12,
      let whole = Int(parts[0])
    else { return nil }
    var fraction = 0
    if parts.count == 2 {
      guard parts[1].utf8.count <= 3,
        let number = Int(parts[1] + String(repeating: "0", count: 3 - parts[1].utf8.count))
      else { return nil }
      fraction = number
    }
    thousandths = (isNegative ? -1 : 1) * (whole * 1000 + fraction)
  }

  /// The number as it is typed, without needless zeros: `4.25`.
  package var description: String {
    let (whole, fraction) = abs(thousandths).quotientAndRemainder(dividingBy: 1000)
    var text = "\(thousandths < 0 ? "-" : "")\(whole)"
    guard fraction > 0 else { return text }
    var digits = String(fraction + 1000).dropFirst()
    while digits.hasSuffix("0") { digits = digits.dropLast() }
    text += ".\(digits)"
    return text
  }

  /// Whether `left` is less.
  package static func < (left: Self, right: Self) -> Bool { left.thousandths < right.thousandths }
}
