import Primitives

/// The name of something that was written down, such as `D2` or `A3`: its kind and its number.
package struct EntryID: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// What was written down.
  package enum Kind: String, Sendable, CaseIterable {
    /// A thought.
    case note
    /// An idea.
    case idea
    /// What was decided.
    case decision
    /// What is left for another time; its letter is that of the lot in which it is parked, because `P`
    /// may be a poll.
    case parked
    /// What somebody will do.
    case action

    /// The kinds as minutes show them: what binds first, a thought last.
    package static let inMinutes: [Self] = [.decision, .action, .parked, .idea, .note]

    /// What minutes write above those of a kind.
    package var heading: String {
      switch self {
      case .decision: "Decisions"
      case .action: "Actions"
      case .parked: "For another time"
      case .idea: "Ideas"
      case .note: "Notes"
      }
    }

    /// The letter in front of the number.
    package var letter: Character {
      switch self {
      case .note: "N"
      case .idea: "I"
      case .decision: "D"
      case .parked: "L"
      case .action: "A"
      }
    }
  }

  /// What was written down.
  package let kind: Kind
  /// The number, from 1; each kind has numbers of its own, and none is used twice.
  package let number: Int

  /// Names the thing of that kind with that number.
  package init(_ kind: Kind, _ number: Int) {
    self.kind = kind
    self.number = number
  }

  /// Reads `D2`, `d2` or `#D2`, and a bare number as one of the kind `usual`; nil for anything else.
  package init?(_ text: String, or usual: Kind? = nil) {
    var bytes = text.utf8[...]
    if bytes.first == UInt8(ascii: "#") { bytes.removeFirst() }
    guard let first = bytes.first else { return nil }
    let named = Kind.allCases.first { $0.letter.asciiValue == first & 0xDF && first > 64 }
    if named != nil { bytes.removeFirst() }
    guard let kind = named ?? usual, !bytes.isEmpty, bytes.count < 10,
      bytes.allSatisfy({ $0 &- 48 < 10 }),
      let number = Int(String(decoding: bytes, as: UTF8.self)), number > 0
    else { return nil }
    self.init(kind, number)
  }

  /// Letter and number, `D2`.
  package var description: String { "\(kind.letter)\(number)" }

  /// Whether `left` stands in front: by kind, then by number.
  package static func < (left: Self, right: Self) -> Bool {
    (left.kind.letter, left.number) < (right.kind.letter, right.number)
  }
}

extension JSONWriter {
  /// Writes the member `name` with the name of an entry.
  mutating func member(_ name: String, _ id: EntryID) {
    member(name, id.description)
  }
}

extension Fields {
  /// The name of an entry.
  func entryID(_ name: String) throws(StateError) -> EntryID {
    guard let id = EntryID(try text(name)) else { throw missing(name) }
    return id
  }
}
