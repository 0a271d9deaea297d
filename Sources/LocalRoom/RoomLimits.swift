import Primitives

/// Every bound that keeps the room's memory small, whatever its visitors do.
package struct RoomLimits: Sendable {
  /// How many messages, reactions, edits and arrivals are kept; the oldest give way.
  package var keptMessages = 20_000
  /// How many bytes of text are kept over all; the oldest messages give way.
  package var keptBytes = 16 << 20
  /// The longest text of one message, in bytes: twice what the bot reads, so that its limit shows.
  package var textBytes = 2 * Limits.messageBytes
  /// The longest name of a member, in bytes.
  package var nameBytes = Limits.nameBytes
  /// The longest reaction, in bytes; a flag with its tags takes 28.
  package var emojiBytes = 64
  /// How many different reactions one message takes.
  package var reactionKinds = 20
  /// How many people may come in one life of the room.
  package var people = 1000
  /// How many idempotency keys are remembered; the oldest give way.
  package var keptKeys = 20_000
  /// The longest idempotency key, in bytes.
  package var keyBytes = 512
  /// The largest body of a request, in bytes.
  package var bodyBytes = 128 << 10
  /// How many requests may be held back at once.
  package var heldRequests = 256
  /// The longest that a request is held back, in seconds.
  package var waitSeconds = 60
  /// The most messages of one answer to the bot.
  package var pageMessages = 1000
  /// The most messages that a page gets when it opens.
  package var openingMessages = 2000

  /// Starts from the bounds above.
  package init() {}
}
