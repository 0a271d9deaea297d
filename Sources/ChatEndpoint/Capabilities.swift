import Primitives

/// What a chat service can do, as its profile says, so that the runtime can choose.
package struct Capabilities: Hashable, Sendable {
  /// How threads come about.
  package enum Threads: Hashable, Sendable {
    /// Any message can begin one; a thread is called after its first message.
    case rooted
    /// The service names the thread of a message; answers can only go on in one that is there.
    case reported
    /// There are none.
    case none
  }

  /// What happens when the same message is sent again after an attempt whose fate is unknown.
  package enum Idempotency: Hashable, Sendable {
    /// The first answer is given again, however late; nothing is said twice.
    case replay
    /// The second attempt is refused for ever, and counts as sent.
    case key
    /// As `replay`, but only for some seconds after the first attempt.
    case window(seconds: Int)
    /// It is said twice, but our key comes back in the feed, so one can look before sending again.
    case echo
    /// It is said twice.
    case none
  }

  /// How threads come about.
  package var threads: Threads
  /// Whether the bot can put an emoji on a message.
  package var canReact: Bool
  /// Whether the feed shows other people's reactions.
  package var showsReactions: Bool
  /// Whether the bot can write to a member alone without having been written to.
  package var canWriteDirectly: Bool
  /// Whether the feed shows edits of messages.
  package var showsEdits: Bool
  /// What a second attempt does.
  package var idempotency: Idempotency
  /// Whether our own messages come back in the feed with the key they were sent with.
  package var echoesKeys: Bool
  /// The longest time that a poll may be held, in seconds; 0 where polls return at once.
  package var longestWaitSeconds: Int
  /// The pause to keep between polls that were not held, in seconds.
  package var pollIntervalSeconds: Int
  /// Whether each room is polled by a request of its own.
  package var isPolledPerRoom: Bool

  /// Says what a service can do.
  package init(
    threads: Threads, canReact: Bool, showsReactions: Bool, canWriteDirectly: Bool,
    showsEdits: Bool, idempotency: Idempotency, echoesKeys: Bool, longestWaitSeconds: Int,
    pollIntervalSeconds: Int, isPolledPerRoom: Bool
  ) {
    self.threads = threads
    self.canReact = canReact
    self.showsReactions = showsReactions
    self.canWriteDirectly = canWriteDirectly
    self.showsEdits = showsEdits
    self.idempotency = idempotency
    self.echoesKeys = echoesKeys
    self.longestWaitSeconds = longestWaitSeconds
    self.pollIntervalSeconds = pollIntervalSeconds
    self.isPolledPerRoom = isPolledPerRoom
  }
}
