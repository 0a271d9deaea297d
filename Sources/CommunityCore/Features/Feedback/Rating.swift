/// How much a session was worth to somebody, from 1 to 5, as people type it.
enum Rating {
  /// The rating that a folded word is: `4`, `4/5`, `4️⃣` or as many stars; nil for anything else.
  static func read(_ word: String) -> Int? {
    guard word.utf8.count <= 40 else { return nil }
    var scalars = word.unicodeScalars.filter { $0.value != 0xFE0F && $0.value != 0x20E3 }
    if scalars.allSatisfy(isStar) {
      let count = scalars.count { $0 != "☆" }
      return (1...5).contains(count) && scalars.count <= 5 ? count : nil
    }
    if scalars.suffix(2).elementsEqual("/5".unicodeScalars) { scalars.removeLast(2) }
    guard scalars.count == 1, let digit = scalars.first, ("1"..."5").contains(digit) else {
      return nil
    }
    return Int(digit.value) - 48
  }

  private static func isStar(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "⭐", "★", "☆", "🌟": true
    default: false
    }
  }
}
