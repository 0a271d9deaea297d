/// Something that the bot says, in its own small markup.
///
/// The text is literal, but for spans between two backticks, which are code: what a member can type.
/// Each endpoint turns that into its own dialect, so nothing a member wrote is ever markup.
package struct Reply: Hashable, Sendable {
  /// Where a reply goes.
  package enum Destination: Hashable, Sendable {
    /// To where the message came from: its thread, a new thread below it, or its direct room.
    case answer
    /// To a room itself.
    case room(RoomID)
    /// To the thread below a post; to the room itself where a thread can't be begun below any post.
    case thread(MessageID, in: RoomID)
    /// To a member alone.
    case direct(MemberID)
    /// By mail to an address; it is dropped where the member whose address it is has another one
    /// meanwhile, none any more, or asks to be forgotten.
    ///
    /// What goes there is a letter, and a letter goes nowhere else.
    case mail(String, for: MemberID?)
  }

  /// What is said.
  package enum Content: Hashable, Sendable {
    /// A text in the markup above; never empty.
    case text(String)
    /// An emoji on the message that is answered.
    case reaction(String)
    /// A letter, which goes by mail.
    case letter(Letter)
  }

  /// Where it goes.
  package var destination: Destination
  /// What is said.
  package var content: Content
  /// What the reply is about, such as `S12` or `T7`, so that a reaction to it can be understood.
  package var subject: String?

  /// Says `text` where the message came from.
  package init(_ text: String) {
    self.init(text, to: .answer)
  }

  /// Says `text` at `destination`, perhaps about a `subject`.
  package init(_ text: String, to destination: Destination, about subject: String? = nil) {
    self.destination = destination
    content = .text(text)
    self.subject = subject
  }

  /// Puts `emoji` on the message that is answered.
  package init(reaction emoji: String) {
    destination = .answer
    content = .reaction(emoji)
  }

  /// Sends `letter` by mail to `address`, which is what `member` has for one, or nobody's.
  ///
  /// It is kept before it is sent, sent once, and never holds up what is said in the chat.
  package init(_ letter: Letter, toMail address: String, for member: MemberID?) {
    destination = .mail(address, for: member)
    content = .letter(letter)
  }

  /// The text, where it is one.
  package var text: String? {
    if case .text(let text) = content { text } else { nil }
  }
}
