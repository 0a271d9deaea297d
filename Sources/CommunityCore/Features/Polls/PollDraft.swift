import CommandGrammar
import Primitives

/// A question with its options as somebody typed them: `"Where next?" "Here" "Online"`.
///
/// Quotation marks may be missing: a question ends with its mark, and commas stand between options.
struct PollDraft: Sendable {
  /// What is asked.
  let question: String
  /// What can be answered.
  let options: [String]

  /// Takes all that is left of a command; throws where there is no question with options.
  init(reading arguments: inout Arguments) throws(UsageError) {
    let words = arguments.remaining
    while arguments.take() != nil {}
    try self.init(words)
  }

  init(_ words: [Word]) throws(UsageError) {
    let words = words.flatMap(Self.parts)
    let isQuestionQuoted = words.first?.isQuoted ?? false
    let end: Int
    if isQuestionQuoted {
      end = 1
    } else if let quoted = words.firstIndex(where: \.isQuoted) {
      end = quoted
    } else if let mark = words.firstIndex(where: { $0.text.utf8.last == UInt8(ascii: "?") }) {
      end = mark + 1
    } else {
      throw .missing("a question and its options in quotation marks")
    }
    question = Prose.clean(words[..<end].map(\.text).joined(separator: " "))
    options = Self.options(words[end...])
    guard Prose.saysSomething(question) else {
      throw .missing("a question and its options in quotation marks")
    }
    if question.utf8.count > Polls.questionBytes {
      throw .tooLong("a question", limitBytes: Polls.questionBytes)
    }
    if options.contains(where: { $0.utf8.count > Polls.optionBytes }) {
      throw .tooLong("an option", limitBytes: Polls.optionBytes)
    }
  }

  /// What stands between several pairs of quotation marks with commas between, which reads as one pair:
  /// `"Here", "There"`.
  private static func parts(of word: Word) -> [Word] {
    guard word.isQuoted, word.text.utf8.contains(UInt8(ascii: ",")) else { return [word] }
    var text = word.text
    for mark in ["“", "”", "„", "‟", "«", "»"] { text = text.replacing(bytes: mark, with: "\"") }
    let parts = text.replacing(bytes: "\",\"", with: "\", \"").split(separator: "\", \"")
    return parts.count > 1 ? parts.map { Word(String($0), isQuoted: true) } : [word]
  }

  /// Options in quotation marks; words without them stand for themselves, or are split at commas where
  /// there are any.
  private static func options(_ words: ArraySlice<Word>) -> [String] {
    let comma = UInt8(ascii: ",")
    let hasCommas = words.contains { !$0.isQuoted && $0.text.utf8.contains(comma) }
    var options: [String] = []
    var open: [String] = []
    for word in words {
      guard hasCommas, !word.isQuoted else {
        options.append(Prose.clean(word.text))
        continue
      }
      let parts = word.text.utf8.split(separator: comma, omittingEmptySubsequences: false)
      for (index, part) in parts.enumerated() {
        if index > 0 {
          options.append(Prose.clean(open.joined(separator: " ")))
          open = []
        }
        open.append(String(Substring(part)))
      }
    }
    options.append(Prose.clean(open.joined(separator: " ")))
    return options.filter { Prose.saysSomething($0) }
  }
}
