import Primitives

/// Display names that were looked up, for a while and a bounded number of members.
struct NameCache: Sendable {
  private struct Entry: Sendable {
    let name: String
    let until: Instant
  }

  private static let capacity = 4096
  private var entries: [MemberID: Entry] = [:]

  /// The name of `member`, empty where the service has none; nil where it has to be looked up.
  func name(of member: MemberID, at now: Instant) -> String? {
    guard let entry = entries[member], entry.until > now else { return nil }
    return entry.name
  }

  /// Keeps a name until `until`; when full, what has run out goes first, and then everything.
  mutating func keep(_ name: String, of member: MemberID, until: Instant, now: Instant) {
    if entries.count >= Self.capacity {
      entries = entries.filter { $0.value.until > now }
      if entries.count >= Self.capacity { entries.removeAll(keepingCapacity: true) }
    }
    entries[member] = Entry(name: name, until: until)
  }

  /// Drops the name of `member`.
  mutating func forget(_ member: MemberID) {
    entries[member] = nil
  }
}

/// The latest reactions, by the event that made them, so that one can be taken back by that event.
struct ReactionMemory: Sendable {
  private static let capacity = 1024
  private var reactions: [MessageID: Message] = [:]
  private var order: [MessageID] = []
  private var oldest = 0

  /// The reaction that the event `id` made, where it is still known.
  subscript(id: MessageID) -> Message? { reactions[id] }

  /// Keeps a reaction; the oldest one goes when there are too many.
  mutating func keep(_ message: Message) {
    guard reactions.updateValue(message, forKey: message.id) == nil else { return }
    if order.count < Self.capacity {
      order.append(message.id)
    } else {
      reactions[order[oldest]] = nil
      order[oldest] = message.id
      oldest = (oldest + 1) % Self.capacity
    }
  }

  /// Drops what `member` put on messages.
  mutating func forget(_ member: MemberID) {
    reactions = reactions.filter { $0.value.author.id != member }
  }
}
