import CommandGrammar
import Primitives

extension Attendance.Choice {
  /// What a word or an emoji says, in the form in which words are compared; nil where it says nothing.
  ///
  /// Only whole words count: `yesterday` is no answer.
  init?(_ folded: String) {
    switch folded {
    case "yes", "y", "yep", "yeah", "yup", "in", "going", "coming", "+", "✅", "👍", "✔", "☑":
      self = .yes
    case "maybe", "m", "perhaps", "unsure", "tentative", "?", "🤔", "❓", "❔": self = .maybe
    case "no", "n", "nope", "out", "can't", "cant", "cannot", "not", "-", "❌", "👎", "✖": self = .no
    default: return nil
    }
  }

  /// What an emoji on a post about a session says; nil where it says nothing.
  init?(reaction emoji: String) {
    guard let first = emoji.utf8.first, first >= 0x80 else { return nil }
    self.init(TypedAnswer.comparable(emoji))
  }
}

/// What somebody answers to an invitation, as it was typed: `yes S12 +1 leaving early`.
struct TypedAnswer: Sendable {
  let choice: Attendance.Choice
  let guests: Int
  let note: String

  /// Words that may stand before the answer without changing it.
  private static let fillers: Set<String> = [
    "i", "i'm", "im", "i'll", "ill", "we", "we're", "am", "are", "be", "will", "count", "me",
    "definitely", "sorry",
  ]

  /// Reads what is left of a command; nil where nothing is left.
  ///
  /// `session` is set where a session is named in between.
  init?(
    reading arguments: inout Arguments, session: inout SessionReference
  ) throws(UsageError) {
    guard let first = arguments.next else { return nil }
    if let choice = Self.choice(&arguments) {
      self.choice = choice
    } else {
      guard Self.isGuests(first.folded) else {
        throw .invalid(first.text, expected: "`yes`, `maybe` or `no`")
      }
      choice = .yes
    }
    var guests = 0
    while let word = arguments.next, !word.isQuoted {
      if session.id == nil,
        let id = SessionReference.id(word)
      {
        session.id = id
      } else if choice != .no, Self.isGuests(word.folded) {
        guests = try Self.guests(word)
      } else {
        break
      }
      _ = arguments.take()
    }
    self.guests = guests
    note = try arguments.text("a note", limitBytes: Attendance.noteBytes)
  }

  /// Takes the answer, and the filling words in front of it.
  private static func choice(_ arguments: inout Arguments) -> Attendance.Choice? {
    var ahead = arguments
    while let word = ahead.take() {
      let folded = comparable(word.folded)
      if fillers.contains(folded) { continue }
      guard let choice = Attendance.Choice(folded) else { return nil }
      // Somebody who is "not sure" has not declined.
      if folded == "not", ahead.take(ifMeaning: { $0 == "sure" ? $0 : nil }) != nil {
        arguments = ahead
        return .maybe
      }
      arguments = ahead
      return choice
    }
    return nil
  }

  /// The word with straight apostrophes, and emoji without skin tone and variation marks.
  static func comparable(_ word: String) -> String {
    if word.utf8.allSatisfy({ $0 < 0x80 }) { return word }
    var plain = String.UnicodeScalarView()
    for scalar in word.unicodeScalars {
      if scalar.value == 0xFE0F || (0x1F3FB...0x1F3FF).contains(scalar.value) { continue }
      plain.append(scalar == "\u{2019}" ? "'" : scalar)
    }
    return String(plain)
  }

  /// Whether the word is a plus sign and digits.
  private static func isGuests(_ word: String) -> Bool {
    let bytes = word.utf8
    return bytes.count > 1 && bytes.first == UInt8(ascii: "+")
      && bytes.dropFirst().allSatisfy { $0 >= 48 && $0 <= 57 }
  }

  private static func guests(_ word: Word) throws(UsageError) -> Int {
    guard let count = Int(word.folded.dropFirst()), count <= Attendance.guestsLimit else {
      throw .invalid(word.text, expected: "up to +\(Attendance.guestsLimit) guests")
    }
    return count
  }

  /// The command that says the same about the session `id`.
  func line(for id: SessionID) -> String {
    var line = "rsvp \(id) \(choice.rawValue)"
    if guests > 0 { line += " +\(guests)" }
    return note.isEmpty ? line : line + " " + note
  }
}
