/// Brings the names of places into the form in which they are compared, and measures how far apart
/// two of them are.
enum PlaceName {
  /// Small letters and digits without accents, words with one space between them.
  ///
  /// It is `st johns` for `St. John's` and `sao paulo` for `São_Paulo`. What is no Latin letter, digit or separator stays as it is, so that it is like nothing known.
  static func folded(_ text: String) -> [UInt8] {
    var folded: [UInt8] = []
    var isSpacePending = false
    for scalar in text.unicodeScalars {
      switch scalar {
      case " ", "_", "-", ",", "/", "\t", "\u{A0}", "\u{2010}", "\u{2011}", "\u{2013}":
        isSpacePending = !folded.isEmpty
      case ".", "'", "\u{2019}", "`", "(", ")", "\u{300}"..."\u{36F}":
        continue
      default:
        if isSpacePending { folded.append(0x20) }
        isSpacePending = false
        append(scalar, to: &folded)
      }
    }
    return folded
  }

  private static func append(_ scalar: Unicode.Scalar, to folded: inout [UInt8]) {
    switch scalar.value {
    case 0..<0x80:
      folded.append(Bytes.lowercased(UInt8(scalar.value)))
    case 0xC0..<0x180:
      let letters = latin[Int(scalar.value - 0xC0)]
      folded.append(contentsOf: letters.utf8)
    case 0x1A0, 0x1A1, 0x1ECC...0x1EE3: folded.append(UInt8(ascii: "o"))
    case 0x1AF, 0x1B0, 0x1EE4...0x1EF1: folded.append(UInt8(ascii: "u"))
    case 0x1EA0...0x1EB7: folded.append(UInt8(ascii: "a"))
    case 0x1EB8...0x1EC7: folded.append(UInt8(ascii: "e"))
    case 0x1EC8...0x1ECB: folded.append(UInt8(ascii: "i"))
    case 0x1EF2...0x1EF9: folded.append(UInt8(ascii: "y"))
    case 0x218, 0x219: folded.append(UInt8(ascii: "s"))
    case 0x21A, 0x21B: folded.append(UInt8(ascii: "t"))
    default: folded.append(contentsOf: String(scalar).utf8)
    }
  }

  /// What U+00C0 to U+017F are without their accents; a point where that is no letter.
  private static let latin: [Substring] = {
    let letters =
      "a a a a a a ae c e e e e i i i i d n o o o o o . o u u u u y th ss "
      + "a a a a a a ae c e e e e i i i i d n o o o o o . o u u u u y th y "
      + "a a a a a a c c c c c c c c d d d d e e e e e e e e e e g g g g g g g g "
      + "h h h h i i i i i i i i i i ij ij j j k k k l l l l l l l l l l "
      + "n n n n n n n n n o o o o o o oe oe r r r r r r s s s s s s s s t t t t t t "
      + "u u u u u u u u u u u u w w y y y z z z z z z s"
    return letters.split(separator: " ")
  }()

  /// How many letters must be added, dropped, replaced or swapped with their neighbour to make
  /// `other` of `name`; `limit + 1` where it is more than `limit`.
  ///
  /// The restricted Damerau-Levenshtein distance, on bytes.
  static func distance(_ name: [UInt8], _ other: [UInt8], limit: Int) -> Int {
    guard abs(name.count - other.count) <= limit else { return limit + 1 }
    var before: [Int] = []
    var row = Array(0...other.count)
    for (line, letter) in name.enumerated() {
      var next = [line + 1]
      next.reserveCapacity(row.count)
      for (column, otherLetter) in other.enumerated() {
        var best = min(row[column + 1], next[column]) + 1
        best = min(best, row[column] + (letter == otherLetter ? 0 : 1))
        if line > 0, column > 0, letter == other[column - 1], name[line - 1] == otherLetter {
          best = min(best, before[column - 1] + 1)
        }
        next.append(best)
      }
      guard let least = next.min(), least <= limit else { return limit + 1 }
      before = row
      row = next
    }
    return min(row[other.count], limit + 1)
  }
}
