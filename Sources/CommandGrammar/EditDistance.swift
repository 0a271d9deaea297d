/// How far two words are apart, counted in single slips of the keyboard.
package enum EditDistance {
  /// The fewest insertions, deletions, replacements and swaps of neighbours that turn `left` into
  /// `right`, or nil where that is more than `limit`.
  ///
  /// Optimal string alignment (a restricted Damerau-Levenshtein distance) over Unicode scalars. Words
  /// of more than 64 scalars are not compared, so a hostile text costs nothing.
  package static func between(_ left: String, _ right: String, atMost limit: Int) -> Int? {
    guard left.utf8.count <= 256, right.utf8.count <= 256 else { return nil }
    let left = Array(left.unicodeScalars)
    let right = Array(right.unicodeScalars)
    guard left.count <= 64, right.count <= 64, abs(left.count - right.count) <= limit else {
      return nil
    }
    guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in 1...left.count {
      var current = [row]
      for column in 1...right.count {
        let isSame = left[row - 1] == right[column - 1]
        var best = min(
          last[column] + 1, current[column - 1] + 1, last[column - 1] + (isSame ? 0 : 1))
        if row > 1, column > 1, left[row - 1] == right[column - 2],
          left[row - 2] == right[column - 1]
        {
          best = min(best, beforeLast[column - 2] + 1)
        }
        current.append(best)
      }
      (beforeLast, last) = (last, current)
    }
    return last[right.count] <= limit ? last[right.count] : nil
  }

  /// How many slips are forgiven in a word: one in up to four letters, two in a longer one.
  package static func tolerance(for word: String) -> Int {
    word.unicodeScalars.prefix(5).count <= 4 ? 1 : 2
  }

  /// The candidate nearest to `word` within its tolerance; nil where none is, or where two are
  /// equally near and so neither can be meant for sure.
  package static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
    var best: (distance: Int, word: String)?
    var isShared = false
    for candidate in candidates {
      guard let distance = between(word, candidate, atMost: tolerance(for: word)) else { continue }
      if let known = best, known.distance <= distance {
        isShared = isShared || known.distance == distance && known.word != candidate
      } else {
        best = (distance, candidate)
        isShared = false
      }
    }
    return isShared ? nil : best?.word
  }
}
