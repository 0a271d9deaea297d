import Primitives

/// What happened in the rooms, in order, as far back as the limits reach.
///
/// Messages are numbered from 1 for as long as the room lives; what is dropped leaves its number behind.
struct MessageLog: Sendable {
  private var messages: [Message] = []
  /// How many elements at the front of `messages` no longer count.
  private var gone = 0
  /// The number of the first element of `messages`.
  private var base = 1
  private var bytes = 0

  /// The number of the oldest message that is kept; one more than `last` where there is none.
  var first: Int { base + gone }
  /// The number of the newest message; 0 before the first one.
  var last: Int { base + messages.count - 1 }

  /// The messages with these numbers, all of which must be kept.
  subscript(numbers: ClosedRange<Int>) -> ArraySlice<Message> {
    messages[(numbers.lowerBound - base)...(numbers.upperBound - base)]
  }

  /// Adds the newest message.
  mutating func append(_ message: Message) {
    messages.append(message)
    bytes += Self.size(of: message)
  }

  /// Takes the oldest message away if more is kept than `limits` allow; nil when all is well.
  mutating func dropOldest(over limits: RoomLimits) -> Message? {
    let count = messages.count - gone
    guard count > 1, count > limits.keptMessages || bytes > limits.keptBytes else { return nil }
    let oldest = messages[gone]
    bytes -= Self.size(of: oldest)
    gone += 1
    // Moving the rest down only when half is gone costs each message one move, all in all.
    if gone * 2 > messages.count {
      messages.removeFirst(gone)
      base += gone
      gone = 0
    }
    return oldest
  }

  /// The bytes of text that a message holds, with a flat sum for its fields.
  private static func size(of message: Message) -> Int {
    message.text.utf8.count + message.author.name.utf8.count + 200
  }
}
