/// Something that happened in a room: a line that somebody said, or a reaction to one.
package struct Message: Hashable, Sendable {
  /// What happened.
  package enum Kind: Hashable, Sendable {
    /// Somebody said `text`.
    case text
    /// Somebody put `emoji` on the message `target`, or took it away.
    case reaction(emoji: String, target: MessageID, isRemoved: Bool)
    /// The author came into the room.
    case joined
    /// The author left the room.
    case left
  }

  /// Who said it.
  package struct Author: Hashable, Sendable {
    /// The identity by which rights are checked.
    package var id: MemberID
    /// The name to show, which anybody may choose freely; empty where the service tells none.
    package var name: String
    /// Whether the service says that this is a program.
    package var isBot: Bool

    /// Makes an author.
    package init(id: MemberID, name: String, isBot: Bool = false) {
      self.id = id
      self.name = name
      self.isBot = isBot
    }
  }

  /// Unique in one community of rooms; an edited message comes again with the same id.
  package var id: MessageID
  /// Where it was said; a direct message has a room of its own.
  package var room: RoomID
  /// The first message of the thread it was said in; nil in the room itself.
  package var thread: MessageID?
  /// Who said it.
  package var author: Author
  /// What happened.
  package var kind: Kind
  /// The words as they came, any Unicode of any length; empty where nothing was said.
  package var text: String
  /// When it was said, by the service's clock.
  package var at: Instant
  /// When it was last edited; nil where it never was.
  package var editedAt: Instant?
  /// Whether only the bot can read it.
  package var isDirect: Bool
  /// The message that it quotes or answers.
  package var replyTo: MessageID?
  /// The idempotency key that came back with a message of our own.
  package var echoedKey: String?
  /// Whether the bot itself said it.
  package var isOwn: Bool
  /// Further fields that the service needs to see again in an answer, by their name in the profile.
  package var keepsakes: [String: String]

  /// Makes a message; everything but identity, place, author and time has a quiet default.
  package init(
    id: MessageID, room: RoomID, thread: MessageID? = nil, author: Author, kind: Kind = .text,
    text: String = "", at: Instant, editedAt: Instant? = nil, isDirect: Bool = false,
    replyTo: MessageID? = nil, echoedKey: String? = nil, isOwn: Bool = false,
    keepsakes: [String: String] = [:]
  ) {
    self.id = id
    self.room = room
    self.thread = thread
    self.author = author
    self.kind = kind
    self.text = text
    self.at = at
    self.editedAt = editedAt
    self.isDirect = isDirect
    self.replyTo = replyTo
    self.echoedKey = echoedKey
    self.isOwn = isOwn
    self.keepsakes = keepsakes
  }
}

/// How far the bot has read, in the words of the endpoint; nobody but the endpoint looks inside.
package struct Cursor: Hashable, Sendable {
  /// The endpoint's own text.
  package let text: String

  /// Wraps the endpoint's own `text`.
  package init(_ text: String) {
    self.text = text
  }
}

/// What one poll brought.
package struct Batch: Hashable, Sendable {
  /// Oldest first within a room.
  package var messages: [Message]
  /// Where to read on; the same as before when nothing was new.
  package var next: Cursor
  /// How many messages could not be understood and were stepped over.
  package var unreadable: Int
  /// Whether messages may have been lost, because the service had dropped what lay before.
  package var hasGap: Bool
  /// Whether the service may have more to give at once.
  package var isFull: Bool

  /// Makes a batch.
  package init(
    messages: [Message], next: Cursor, unreadable: Int = 0, hasGap: Bool = false,
    isFull: Bool = false
  ) {
    self.messages = messages
    self.next = next
    self.unreadable = unreadable
    self.hasGap = hasGap
    self.isFull = isFull
  }
}
