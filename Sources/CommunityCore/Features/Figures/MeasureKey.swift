import OrderedCollections
import CommandGrammar
import Primitives

/// The name of a measure as somebody types it: one word, such as `web.visits`.
enum MeasureKey {
  /// Takes the next word; one that can't be a name is an error.
  static func take(_ arguments: inout Arguments) throws(UsageError) -> String {
    guard let word = arguments.take() else { throw .missing("a name, such as `web.visits`") }
    guard isName(word.folded) else {
      throw .invalid(word.text, expected: "a name in one word, such as `web.visits`")
    }
    guard word.folded.utf8.count <= Measures.keyBytes else {
      throw .tooLong("a name", limitBytes: Measures.keyBytes)
    }
    return word.folded
  }

  /// Whether a folded word can be the name of a measure, however long it is.
  static func isName(_ word: String) -> Bool {
    let isPlain = word.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || [".", "-", "_"].contains(scalar)
    }
    return isPlain && word.unicodeScalars.contains { $0.properties.isAlphabetic }
  }
}

extension CommandContext {
  /// The measure with that name.
  func measure(_ key: String) throws(Refusal) -> Measures.Measure {
    guard let measure = community.measures.all[key] else {
      let nearest = EditDistance.nearest(to: key, among: community.measures.all.keys)
      throw .figures(.noSuchMeasure(key, nearest: nearest))
    }
    return measure
  }
}

extension Measures.Measure {
  /// `420 visits`.
  func words(_ number: MeasureNumber) -> String { unit.isEmpty ? "\(number)" : "\(number) \(unit)" }
}
