import CommandGrammar
import Primitives

/// What somebody chooses, as they typed it: `2`, `1 3`, `+3`, `Online`, `clear`.
struct TypedVote: Sendable {
  private enum Meaning {
    case clearing
    case numbers([Int])
    case change(Int, isAdded: Bool)
    case words
  }

  /// What was typed, on one line.
  let text: String
  private let meaning: Meaning

  /// Whether the answer is to be taken back.
  var isClearing: Bool { if case .clearing = meaning { true } else { false } }

  /// The numbers, where it is one or several and nothing else.
  var numbers: [Int]? { if case .numbers(let numbers) = meaning { numbers } else { nil } }

  /// Reads words; nil where there are none.
  init?(_ words: [Word]) {
    if words.isEmpty { return nil }
    text = Prose.clean(words.map(\.text).joined(separator: " "))
    meaning = Self.meaning(of: words)
  }

  private static func meaning(of words: [Word]) -> Meaning {
    if words.count == 1 {
      if words[0].isQuoted { return .words }
      switch words[0].folded {
      case "clear", "withdraw", "unvote": return .clearing
      default: break
      }
      let bytes = words[0].text.utf8
      if let sign = bytes.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
        let number = number(String(Substring(bytes.dropFirst())))
      {
        return .change(number, isAdded: sign == UInt8(ascii: "+"))
      }
    }
    var numbers: [Int] = []
    for word in words where !["and", "&", "+"].contains(word.folded) {
      for part in word.text.utf8.split(separator: UInt8(ascii: ",")) {
        guard !word.isQuoted, let number = number(String(Substring(part))) else { return .words }
        numbers.append(number)
      }
    }
    return numbers.isEmpty ? .words : .numbers(Array(Set(numbers)).sorted())
  }

  /// Reads `3`, `#3`, `3.`, `3)` and 3️⃣.
  private static func number(_ word: String) -> Int? {
    if let number = Keycap.number(word) { return number }
    var bytes = Substring(word).utf8
    if bytes.first == UInt8(ascii: "#") { bytes.removeFirst() }
    while let last = bytes.last, [0x2E, 0x29, 0x21].contains(last) { bytes.removeLast() }
    guard (1...3).contains(bytes.count), bytes.allSatisfy({ $0 &- 48 < 10 }) else { return nil }
    return Int(Substring(bytes))
  }

  /// The options that follow, by their numbers, where the answer was `old`.
  func choices(
    in poll: Polls.Poll, after old: [Int]?, _ community: Community
  ) throws(Refusal) -> [Int] {
    let count = poll.plan.options.count
    let chosen: [Int]
    if let named = community.option(called: text, of: poll) {
      chosen = [named]
    } else {
      switch meaning {
      case .clearing, .words: throw .polls(.noSuchOption(poll.id, community.options(of: poll)))
      case .numbers(let numbers): chosen = numbers
      case .change(let number, let isAdded):
        let others = (old ?? []).filter { $0 != number }
        chosen = isAdded ? ((poll.plan.choices > 1 ? others : []) + [number]).sorted() : others
      }
    }
    guard chosen.allSatisfy({ (1...count).contains($0) }) else {
      throw .polls(.noSuchOption(poll.id, community.options(of: poll)))
    }
    guard chosen.count <= poll.plan.choices else {
      throw .polls(.tooManyChosen(poll.id, limit: poll.plan.choices))
    }
    return chosen
  }
}

extension Community {
  /// The number of the option that `text` says in full, whatever its case; nil where none does.
  func option(called text: String, of poll: Polls.Poll) -> Int? {
    let folded = Folding.fold(text)
    return poll.plan.options.indices.first {
      Folding.fold(option($0 + 1, of: poll)) == folded
    }.map { $0 + 1 }
  }

  /// The options with their numbers on one line.
  func options(of poll: Polls.Poll) -> String {
    poll.plan.options.indices.map { "`\($0 + 1)` \(option($0 + 1, of: poll))" }
      .joined(separator: " · ")
  }
}
