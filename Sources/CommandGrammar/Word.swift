/// One word of a command as it was typed, beside the form in which it is compared.
package struct Word: Hashable, Sendable {
  /// The word as it was typed, without the quotation marks around it.
  package let text: String
  /// The word in lower case, full-width letters made narrow, the marks `.!?,;:` at its end dropped.
  package let folded: String
  /// Whether quotation marks stood around it; it may then hold spaces.
  package let isQuoted: Bool
  /// Where it stands in the bytes of its command line, quotation marks included.
  package let range: Range<Int>

  /// Makes the word that stands at `range`.
  package init(_ text: String, isQuoted: Bool = false, range: Range<Int> = 0..<0) {
    self.text = text
    self.isQuoted = isQuoted
    self.range = range
    folded = Folding.fold(text)
  }
}

/// How words are made comparable.
package enum Folding {
  /// The text in lower case, full-width forms made narrow, the marks `.!?,;:` at its end dropped.
  ///
  /// A text of nothing but such marks stays as it is, so that `?` remains an answer.
  package static func fold(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { $0 < 0x80 && !($0 >= 65 && $0 <= 90) }
    let lowered = isPlain ? text : narrowed(text).lowercased()
    guard let last = lowered.utf8.last, isTrailing(last) else { return lowered }
    var bytes = Substring(lowered).utf8
    while let last = bytes.last, isTrailing(last) { bytes.removeLast() }
    return bytes.isEmpty ? lowered : String(Substring(bytes))
  }

  private static func isTrailing(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ","),
      UInt8(ascii: ";"), UInt8(ascii: ":"):
      true
    default: false
    }
  }

  /// Maps the full-width forms U+FF01 to U+FF5E to the ASCII marks they stand for.
  private static func narrowed(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { (0xFF01...0xFF5E).contains($0.value) }) else {
      return text
    }
    var narrow = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isWide = (0xFF01...0xFF5E).contains(scalar.value)
      narrow.append(isWide ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar)
    }
    return String(narrow)
  }
}
