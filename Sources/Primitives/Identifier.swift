/// An opaque name that a chat service gave to one kind of thing.
///
/// Two identifiers are equal when their UTF-8 bytes are equal. Swift compares text by canonical
/// equivalence, which would make the ids "user-Å" spelt with U+212B and with U+00C5 one member.
package struct Identifier<Kind>: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The name exactly as the service wrote it; never empty where it came from a service.
  package let text: String

  /// Wraps the name `text`.
  package init(_ text: String) {
    self.text = text
  }

  /// The name itself.
  package var description: String { text }

  /// Whether both names have the same bytes.
  package static func == (left: Self, right: Self) -> Bool {
    left.text.utf8.elementsEqual(right.text.utf8)
  }

  /// Whether the bytes of `left` sort before those of `right`.
  package static func < (left: Self, right: Self) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }

  /// Feeds the bytes of the name to `hasher`.
  package func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    hasher.combine(UInt8(0xFF))
  }
}

/// Marks the identifiers of members.
package enum MemberKind {}
/// Marks the identifiers of rooms.
package enum RoomKind {}
/// Marks the identifiers of messages, and of the threads that begin with them.
package enum MessageKind {}

/// Who somebody is, as the chat service names them; a display name is never one.
package typealias MemberID = Identifier<MemberKind>
/// Where something is said.
package typealias RoomID = Identifier<RoomKind>
/// Which message, or the thread that a message began.
package typealias MessageID = Identifier<MessageKind>
