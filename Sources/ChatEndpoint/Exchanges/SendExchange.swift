package import Primitives

/// Something to be said.
package struct Outgoing: Hashable, Sendable {
  /// What is said.
  package enum Content: Hashable, Sendable {
    /// A text in the markup of `Reply`.
    case text(String)
    /// An emoji on a message.
    case reaction(String, on: MessageID)
  }

  /// The idempotency key: a function of the cause, and never used for anything else.
  package var key: String
  /// The room; nil where `to` says who is to read it.
  package var room: RoomID?
  /// The thread, by the message that began it or as the service reported it.
  package var thread: MessageID?
  /// The one member who is to read it, where it goes to no room.
  package var to: MemberID?
  /// What is said.
  package var content: Content
  /// The message that it answers.
  package var replyTo: MessageID?
  /// What came with the message that it answers.
  package var keepsakes: [String: String]

  /// Makes something to be said.
  package init(
    key: String, room: RoomID? = nil, thread: MessageID? = nil, to: MemberID? = nil,
    content: Content, replyTo: MessageID? = nil, keepsakes: [String: String] = [:]
  ) {
    self.key = key
    self.room = room
    self.thread = thread
    self.to = to
    self.content = content
    self.replyTo = replyTo
    self.keepsakes = keepsakes
  }

  /// The key under which part `part` of a long text is sent, the first being 0: that one has the key
  /// itself, the others have its number behind it.
  package static func key(_ key: String, part: Int) -> String {
    part == 0 ? key : "\(key)-\(part + 1)"
  }
}

/// What the service said about something that we said.
package struct Receipt: Hashable, Sendable {
  /// The id of the message, of the first one where there were several parts; nil where the service
  /// tells none.
  package var id: MessageID?
  /// The room it lies in, where that is known.
  package var room: RoomID?

  /// Makes a receipt.
  package init(id: MessageID?, room: RoomID?) {
    self.id = id
    self.room = room
  }
}

/// The way of one thing that is said: opening a direct room where that is needed, then each part.
package struct SendExchange: Sendable {
  enum Phase: Sendable { case opening, saying }

  /// What it wants next.
  package internal(set) var step: Step<Receipt>
  /// How many parts the service has taken whole.
  ///
  /// What is left after a failure is sent by `beginSend(_:startingAt:now:)`. Pieces of a part that was cut again do not count until the text
  /// is through, since the next attempt begins with the whole part.
  package internal(set) var sentParts = 0

  let outgoing: Outgoing
  var phase = Phase.saying
  /// What is still to be said, part by part, with its keys.
  var parts: [String] = []
  var keys: [String] = []
  var part = 0
  var room: String?
  var receipt = Receipt(id: nil, room: nil)
  /// Whether the room came out of our memory, so that it may be gone.
  var isRemembered = false
  /// How often the text had to be cut further, since the service found it too long.
  var cuts = 0
}
