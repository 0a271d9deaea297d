import CommandGrammar
import Grouping
import Primitives

/// When somebody can, as they typed it: `1 3 if 2`, `1 2?`, `all but 4`, `+2`, `none`, `clear`.
struct TypedSlots: Sendable {
  /// The words, for a line that is run later.
  let text: String
  /// Whether the answer is to be taken back.
  private(set) var isClearing = false
  /// What is said to every time that has no number here; nil where `changes` alone are meant.
  private var base: SlotAnswer? = .no
  /// What is said to single times, the last word on each.
  private var marks: [Int: SlotAnswer] = [:]
  private var mode = SlotAnswer.yes
  private var isGiven = false

  /// Words that say nothing between the numbers.
  private static let fillers: Set<String> = [
    "i", "and", "&", "need", "needed", "be", "necessary", "at", "on", "for", "me", "must",
  ]

  /// Reads all that is left of a command; nil where nothing is left.
  init?(reading arguments: inout Arguments) throws(UsageError) {
    let words = arguments.remaining
    if words.isEmpty { return nil }
    while arguments.take() != nil {}
    text = words.map(\.text).joined(separator: " ")
    for word in words {
      for part in word.text.utf8.split(whereSeparator: { $0 == UInt8(ascii: ",") }) {
        try take(String(Substring(part)))
      }
    }
    if !isGiven { throw .missing("the numbers of the times") }
  }

  private mutating func take(_ word: String) throws(UsageError) {
    let folded = Folding.fold(word)
    if Self.fillers.contains(folded) { return }
    switch folded {
    case "if", "maybe", "perhaps": mode = .ifNeedBe
    case "yes", "can": mode = .yes
    case "not", "but", "except", "can't", "cannot": mode = .no
    case "all", "any":
      base = mode
      isGiven = true
    case "none", "no", "never":
      base = .no
      isGiven = true
    case "clear", "withdraw":
      isClearing = true
      isGiven = true
    default: try takeNumber(word)
    }
  }

  /// Takes `3`, `#3`, `3?`, `2-4`, `+3`, `-3`, `3️⃣`.
  private mutating func takeNumber(_ word: String) throws(UsageError) {
    if let number = Keycap.number(word) { return mark(number...number, mode) }
    var bytes = Substring(word).utf8
    var answer = mode
    let sign = bytes.first
    if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
      bytes.removeFirst()
      base = nil
      answer = sign == UInt8(ascii: "+") ? mode : .no
    }
    if bytes.first == UInt8(ascii: "#") { bytes.removeFirst() }
    while bytes.last == UInt8(ascii: ".") { bytes.removeLast() }
    if bytes.last == UInt8(ascii: "?") {
      bytes.removeLast()
      answer = .ifNeedBe
    }
    let ends = bytes.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
      .map { Int(Substring($0)) }
    guard ends.count <= 2, let first = ends.first ?? nil, let last = ends.last ?? nil,
      first > 0, last >= first, last < 1000
    else {
      throw .invalid(word, expected: "the number of a time, `if`, `all`, `none` or `clear`")
    }
    mark(first...last, answer)
  }

  private mutating func mark(_ numbers: ClosedRange<Int>, _ answer: SlotAnswer) {
    for number in numbers { marks[number] = answer }
    isGiven = true
  }

  /// The answer that follows for `poll`, whose answer was `old`.
  func answer(
    to poll: SlotPolls.Poll, after old: SlotPolls.Answer?, at now: Instant
  ) throws(Refusal) -> SlotPolls.Answer {
    let numbers = 1...poll.slots.count
    if let unknown = marks.keys.sorted().first(where: { !numbers.contains($0) }) {
      throw .noSuchSlot(unknown, poll.id, of: poll.slots.count)
    }
    let said = numbers.map { number in
      (number, marks[number] ?? base ?? old?.mark(number) ?? .no)
    }
    return SlotPolls.Answer(
      can: said.filter { $0.1 == .yes }.map { $0.0 },
      ifNeedBe: said.filter { $0.1 == .ifNeedBe }.map { $0.0 }, at: now)
  }
}
