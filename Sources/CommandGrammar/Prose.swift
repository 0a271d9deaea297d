/// What a member wrote, made safe to keep and to show on a line of ours.
package enum Prose {
  /// The text on one line, without what would deceive a reader or break our markup.
  ///
  /// White space of every kind becomes single spaces. Control characters, the marks that turn the
  /// direction of text, and byte order marks are dropped; more than three combining marks in a row
  /// are cut to three; a backtick becomes an apostrophe, because backticks are our markup.
  package static func clean(_ text: String) -> String {
    if isCleanASCII(text) { return text }
    var cleaned = String.UnicodeScalarView()
    var endsWithSpace = true
    var marks = 0
    for scalar in text.unicodeScalars {
      if scalar.properties.isWhitespace || scalar == "\u{1F}" {
        if !endsWithSpace { cleaned.append(" ") }
        endsWithSpace = true
        continue
      }
      if isDeceiving(scalar) { continue }
      marks = isCombining(scalar) ? marks + 1 : 0
      if marks > 3 { continue }
      cleaned.append(scalar == "`" ? "'" : scalar)
      endsWithSpace = false
    }
    if endsWithSpace, !cleaned.isEmpty { cleaned.removeLast() }
    return String(cleaned)
  }

  /// What somebody is called, as it can stand anywhere, at the beginning of a line too.
  ///
  /// Beside what `clean` does, what can't be seen goes (Default_Ignorable_Code_Point of UAX #44), unless it
  /// joins letters that are no ASCII, or pictures; and so do the marks in front, because another bot might
  /// take `!kick all` or `/ban` for a command. Empty where nothing is left that says something.
  package static func name(_ text: String) -> String {
    let cleaned = clean(text)
    if beginsWithLetter(cleaned), cleaned.utf8.allSatisfy({ $0 < 0x80 }) { return cleaned }
    var kept = String.UnicodeScalarView()
    let scalars = Array(cleaned.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      if scalar == "\u{2800}" { continue }
      if scalar.properties.isDefaultIgnorableCodePoint {
        let joins = [0x200C, 0x200D, 0xFE0F].contains(scalar.value)
        let previous = kept.last?.value ?? 0
        let next = index + 1 < scalars.count ? scalars[index + 1].value : 0
        guard joins, previous >= 0x80, next >= 0x80 || scalar == "\u{FE0F}" else { continue }
      }
      if kept.isEmpty, isMark(scalar) { continue }
      kept.append(scalar)
    }
    let name = clean(String(kept))
    return saysSomething(name) ? name : ""
  }

  private static func beginsWithLetter(_ text: String) -> Bool {
    text.utf8.first.map { $0 | 0x20 >= 97 && $0 | 0x20 <= 122 } ?? false
  }

  /// Whether a line that begins with it may be a command of some bot, or markup.
  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    marks.contains(scalar) || scalar.properties.generalCategory == .nonspacingMark
  }

  private static let marks = Set("!#$%&*+,-./:;<=>?@\\^|~\u{FF01}\u{FF0F} ".unicodeScalars)

  /// Whether the text holds a letter, a digit or a picture: more than marks and spaces.
  package static func saysSomething(_ text: String) -> Bool {
    let hasPlain = text.utf8.contains {
      $0 >= 48 && $0 <= 57 || $0 | 0x20 >= 97 && $0 | 0x20 <= 122
    }
    return hasPlain
      || text.unicodeScalars.contains { scalar in
        let properties = scalar.properties
        guard scalar.value >= 0x80, !properties.isDefaultIgnorableCodePoint else { return false }
        return properties.isAlphabetic || properties.numericType != nil
          || properties.isEmojiPresentation
      }
  }

  /// The longest beginning of `text` that has at most `count` bytes and ends between two scalars.
  package static func prefix(_ text: String, bytes count: Int) -> String {
    guard text.utf8.count > count else { return text }
    var end = text.utf8.index(text.startIndex, offsetBy: count)
    while end > text.startIndex, end.samePosition(in: text.unicodeScalars) == nil {
      end = text.utf8.index(before: end)
    }
    return String(text[..<end])
  }

  /// Whether the text is printable ASCII with single spaces inside, so that nothing needs cleaning.
  private static func isCleanASCII(_ text: String) -> Bool {
    var previous = UInt8(ascii: " ")
    for byte in text.utf8 {
      guard byte >= 0x20, byte < 0x7F, byte != UInt8(ascii: "`") else { return false }
      if byte == UInt8(ascii: " "), previous == byte { return false }
      previous = byte
    }
    return text.isEmpty || previous != UInt8(ascii: " ")
  }

  private static func isDeceiving(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F: true
    case 0x061C, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF: true
    case 0xFFF9...0xFFFB, 0xE0000...0xE007F: true
    default: false
    }
  }

  private static func isCombining(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: true
    default: false
    }
  }
}
