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
    case "no", "n", "nope", "out", "can't", "cant", "cannot", "won't", "wont", "not", "-", "❌", "👎",
      "✖":
      self = .no
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
  /// Whether it is for all dates of a series.
  private(set) var isForAll = false

  /// Words that may stand before the answer without changing it.
  private static let fillers: Set<String> = [
    "i", "i'm", "im", "i'll", "ill", "we", "we're", "am", "are", "be", "will", "count", "me",
    "definitely", "sorry",
  ]

  /// What people say with an answer out of habit, the longer first; it is no note.
  private static let setPhrases = [
    ["i", "will", "be", "there"], ["i", "can", "make", "it"], ["i", "can't", "make", "it"],
    ["i'll", "be", "there"], ["able", "to", "make", "it"], ["able", "to", "come"],
    ["i'll", "come"], ["i'm", "coming"], ["i'm", "in"], ["i", "can't"], ["be", "there"],
    ["be", "able", "to", "make", "it"], ["be", "able", "to", "come"], ["make", "it"],
    ["come"], ["coming"], ["going"], ["attend"], ["attending"], ["sorry"],
    ["won't", "be", "able", "to", "make", "it"], ["won't", "be", "able", "to", "come"],
    ["won't", "make", "it"], ["can't", "make", "it"], ["can't", "come"],
  ]

  /// Reads what is left of a command; nil where nothing is left.
  ///
  /// `session` is set where a session is named in between.
  init?(
    reading arguments: inout Arguments, session: inout SessionReference,
    series: inout SeriesReference
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
    while Self.dropSetPhrase(&arguments) {}
    var guests = 0
    if series.id != nil { isForAll = true }
    while let word = arguments.next, !word.isQuoted {
      if session.id == nil,
        let id = SessionReference.id(word)
      {
        session.id = id
      } else if let id = SeriesReference.id(word) {
        series.id = id
        isForAll = true
      } else if word.folded == "series" || word.folded == "always" {
        isForAll = true
      } else if choice != .no, Self.isGuests(word.folded) {
        guests = try Self.guests(word)
      } else {
        break
      }
      _ = arguments.take()
    }
    self.guests = guests
    let last = arguments.remaining.suffix(2)
    let note = try arguments.text("a note", limitBytes: Attendance.noteBytes)
    if session.id == nil, let (id, rest) = Self.session(endingWith: last, note) {
      session.id = id
      self.note = rest
    } else {
      self.note = note
    }
  }

  /// Takes a set phrase, such as `make it` of `can't make it`.
  ///
  /// Where such words go on, as in `can't come before five`, they belong to the note.
  private static func dropSetPhrase(_ arguments: inout Arguments) -> Bool {
    for phrase in setPhrases {
      var ahead = arguments
      let isSaid = phrase.allSatisfy { expected in
        ahead.take { comparable($0) == expected ? true : nil } ?? false
      }
      guard isSaid else { continue }
      if let next = ahead.next?.folded, ["to", "before", "until", "till"].contains(next) {
        return false
      }
      arguments = ahead
      return true
    }
    return false
  }

  /// The session that a note names at its end, `cake, S2` or `cake for S2`, and the note without it.
  private static func session(
    endingWith last: ArraySlice<Word>, _ note: String
  ) -> (SessionID, note: String)? {
    guard last.count == 2, let named = last.last, let before = last.first, !named.isQuoted,
      let id = SessionReference.id(named),
      note.utf8.reversed().starts(with: named.text.utf8.reversed())
    else { return nil }
    var rest = note.dropLast(named.text.count)
    if before.folded == "for" {
      rest = rest.dropLast(before.text.count + 1)
    } else if before.text.utf8.last != UInt8(ascii: ",") {
      return nil
    }
    while let mark = rest.utf8.last, mark == 0x20 || mark == UInt8(ascii: ",") { rest.removeLast() }
    return (id, String(rest))
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
