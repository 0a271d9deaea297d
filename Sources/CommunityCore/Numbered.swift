import Primitives

/// A kind of thing that is counted from one and called by a letter and a number.
package protocol NumberedKind: Sendable {
  /// The letter in front of the number, a capital.
  static var letter: Character { get }
}

/// The name of something that the bot counts, such as `T7`: short enough to type on a phone.
///
/// Numbers are never used twice, not even after what they named is gone.
package struct Numbered<Kind: NumberedKind>: Hashable, Comparable, Sendable, CustomStringConvertible
{
  /// The number, from 1.
  package let number: Int

  /// Names the thing with `number`.
  package init(_ number: Int) {
    self.number = number
  }

  /// Reads `T7`, `t7`, `#T7` or `7`; nil for anything else.
  package init?(_ text: String) {
    var bytes = text.utf8[...]
    if bytes.first == UInt8(ascii: "#") { bytes.removeFirst() }
    if let letter = Kind.letter.asciiValue, let first = bytes.first, first & 0xDF == letter {
      bytes.removeFirst()
    }
    var number = 0
    var count = 0
    for byte in bytes {
      guard byte &- 48 < 10, count < 9 else { return nil }
      number = number * 10 + Int(byte - 48)
      count += 1
    }
    guard number > 0 else { return nil }
    self.number = number
  }

  /// Letter and number, `T7`.
  package var description: String { "\(Kind.letter)\(number)" }

  /// Whether `left` was counted earlier.
  package static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}

/// Marks the numbers of topics.
package enum TopicKind: NumberedKind {
  /// `T`.
  package static let letter: Character = "T"
}

/// Marks the numbers of sessions.
package enum SessionKind: NumberedKind {
  /// `S`.
  package static let letter: Character = "S"
}

/// Marks the numbers of series.
package enum SeriesKind: NumberedKind {
  /// `E`, as in `every`: `S` is taken.
  package static let letter: Character = "E"
}

/// Marks the numbers of polls about a time.
package enum SlotPollKind: NumberedKind {
  /// `W`, as in `when`: `P` and `S` are other things.
  package static let letter: Character = "W"
}

/// Which topic, such as `T7`.
package typealias TopicID = Numbered<TopicKind>
/// Which session, such as `S12`.
package typealias SessionID = Numbered<SessionKind>
/// Which series, such as `E1`.
package typealias SeriesID = Numbered<SeriesKind>
/// Which poll about a time, such as `W1`.
package typealias SlotPollID = Numbered<SlotPollKind>

extension JSONWriter {
  /// Writes the member `name` with a letter and a number.
  mutating func member<Kind>(_ name: String, _ numbered: Numbered<Kind>) {
    member(name, numbered.description)
  }
}
