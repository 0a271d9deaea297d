/// Numbers as texts: ids of 64 bits and decimal time stamps must not pass through a `Double`.
enum DecimalText {
  /// Whether `left` is greater than `right`: by value where both are decimal numbers such as `12` or
  /// `1503435956.000247`, else by their bytes, which is right for times in RFC 3339 form.
  static func isGreater(_ left: String, than right: String) -> Bool {
    guard let first = Parts(left), let second = Parts(right) else {
      return right.utf8.lexicographicallyPrecedes(left.utf8)
    }
    if first.isNegative != second.isNegative { return second.isNegative }
    return first.isNegative
      ? second.magnitudeIsGreater(than: first) : first.magnitudeIsGreater(than: second)
  }

  /// The whole number `text` and `summand` added up; `text` itself where it is no number of 64 bits.
  static func sum(_ text: String, _ summand: Int) -> String {
    guard let number = Int64(text) else { return text }
    let (sum, hasOverflowed) = number.addingReportingOverflow(Int64(summand))
    return hasOverflowed ? text : String(sum)
  }

  /// A decimal number, cut in front of and behind its point, without zeros that say nothing.
  private struct Parts {
    let isNegative: Bool
    let whole: Substring.UTF8View
    let fraction: Substring.UTF8View

    init?(_ text: String) {
      var rest = text[...].utf8
      isNegative = rest.first == UInt8(ascii: "-")
      if isNegative { rest = rest.dropFirst() }
      let point = rest.firstIndex(of: UInt8(ascii: "."))
      let digits = rest[..<(point ?? rest.endIndex)]
      var decimals = point.map { rest[rest.index(after: $0)...] } ?? rest[rest.endIndex...]
      guard !digits.isEmpty, digits.allSatisfy({ $0 >= 48 && $0 <= 57 }),
        decimals.allSatisfy({ $0 >= 48 && $0 <= 57 })
      else { return nil }
      while decimals.last == 48 { decimals = decimals.dropLast() }
      whole = digits.drop { $0 == 48 }
      fraction = decimals
    }

    func magnitudeIsGreater(than other: Parts) -> Bool {
      let count = whole.count
      let otherCount = other.whole.count
      if count != otherCount { return count > otherCount }
      if other.whole.lexicographicallyPrecedes(whole) { return true }
      if whole.lexicographicallyPrecedes(other.whole) { return false }
      return other.fraction.lexicographicallyPrecedes(fraction)
    }
  }
}
