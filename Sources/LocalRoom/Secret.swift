/// A text that must be known to get in; it never shows up in a description.
package struct Secret: Sendable, CustomStringConvertible {
  private let bytes: [UInt8]

  /// Guards `text`.
  package init(_ text: String) {
    bytes = Array(text.utf8)
  }

  /// Draws 128 bits from the system and writes them as 32 hexadecimal digits.
  package static func drawn() -> String {
    var system = SystemRandomNumberGenerator()
    return (0..<2).map { _ in
      let digits = String(system.next(), radix: 16)
      return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }.joined()
  }

  /// Whether `text` is the secret; takes the same time wherever the first difference lies.
  func matches(_ text: String) -> Bool {
    let other = Array(text.utf8)
    guard other.count == bytes.count, !bytes.isEmpty else { return false }
    var difference: UInt8 = 0
    for (left, right) in zip(bytes, other) { difference |= left ^ right }
    return difference == 0
  }

  /// Says nothing.
  package var description: String { "…" }
}
