/// A piece of what somebody typed, in the form in which it is compared.
struct PhraseToken {
  /// Small letters, without marks around it.
  let text: String
  /// As it was written, for what is shown and for names of zones.
  let raw: String
  /// Which word it belongs to, from 0.
  let word: Int

  /// No phrase needs more words or longer ones.
  private static let maximumWords = 40
  private static let maximumBytes = 64

  /// The pieces of the first of `words`, up to one that is too long to be part of a phrase.
  static func tokens(of words: [String]) -> [PhraseToken] {
    var tokens: [PhraseToken] = []
    for (index, word) in words.prefix(maximumWords).enumerated() {
      guard word.utf8.count <= maximumBytes else { break }
      for piece in pieces(of: word) {
        let text = folded(piece)
        if !text.isEmpty { tokens.append(PhraseToken(text: text, raw: piece, word: index)) }
      }
    }
    return tokens
  }

  /// The parts of a word that a comma, `&` or a space that doesn't break the line holds together.
  private static func pieces(of word: String) -> [String] {
    var pieces = [String.UnicodeScalarView()]
    let scalars = Array(word.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      let isBetweenDigits =
        index > 0 && index + 1 < scalars.count && isDigit(scalars[index - 1])
        && isDigit(scalars[index + 1])
      switch scalar {
      case "\u{A0}", "\u{202F}", "\u{2009}", "\u{200A}", "\u{2007}", "\t", "\n", "\r", " ":
        pieces.append(.init())
      case "," where !isBetweenDigits: pieces.append(.init())
      case "&": pieces += [.init("and".unicodeScalars), .init()]
      case "\u{200B}", "\u{2060}", "\u{FEFF}", "\u{FE0F}": continue
      default: pieces[pieces.count - 1].append(scalar)
      }
    }
    return pieces.map { String($0) }.flatMap { splitDate($0) }
  }

  /// The parts of `3-dec-2026` and of `mon/wed`, where they are names of months or of weekdays.
  private static func splitDate(_ piece: String) -> [String] {
    let parts = piece.utf8.split { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "/") }
      .map { String(Substring($0)) }
    guard (2...7).contains(parts.count) else { return [piece] }
    let names = parts.map { PhraseWords.weekday(folded($0)) != nil }
    if !names.contains(false), piece.utf8.contains(UInt8(ascii: "/")) {
      return Array(parts.map { [$0] }.joined(separator: ["and"]))
    }
    guard parts.count <= 3, parts.contains(where: { PhraseWords.month(folded($0)) != nil }),
      parts.allSatisfy({ PhraseWords.month(folded($0)) != nil || number(Array($0.utf8)) != nil })
    else { return [piece] }
    return parts
  }

  /// `thu` for `Thu.,` and `pm` for `P.M.`: without marks around it, and without points between letters.
  static func folded(_ piece: String) -> String {
    var bytes: [UInt8] = []
    for scalar in piece.unicodeScalars {
      switch scalar {
      case "\u{2019}", "\u{2018}", "\u{2BC}": bytes.append(UInt8(ascii: "'"))
      case "\u{201C}", "\u{201D}", "\u{201E}", "\u{AB}", "\u{BB}": continue
      case "\u{2010}", "\u{2011}", "\u{2013}", "\u{2014}", "\u{2212}":
        bytes.append(UInt8(ascii: "-"))
      default: bytes += String(scalar).utf8.map(Bytes.lowercased)
      }
    }
    let opening: Set<UInt8> = [40, 91, 34, 39, 42, 95, 96]
    let closing: Set<UInt8> = [41, 93, 34, 39, 42, 95, 96, 33, 44, 46, 58, 59, 63]
    var slice = bytes.drop { opening.contains($0) }
    while let last = slice.last, closing.contains(last) { slice.removeLast() }
    // An `@` before a time is the word `at`.
    if slice.first == 64, slice.dropFirst().first.map(Bytes.isDigit) == true {
      slice.removeFirst()
    }
    if slice.allSatisfy({ Bytes.isLetter($0) || $0 == 46 }) {
      return String(decoding: slice.filter { $0 != 46 }, as: UTF8.self)
    }
    return String(decoding: slice, as: UTF8.self)
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 48 && scalar.value <= 57
  }
}
