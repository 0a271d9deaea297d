package import Primitives

extension Conversation {
  /// Some messages in order, and where reading goes on.
  package struct Page: Sendable {
    /// Oldest first, each with the cursor behind it.
    package var messages: [(cursor: String, message: Message)]
    /// The cursor to read on from.
    package var next: String
  }

  /// The cursor behind the newest message.
  package var head: String { cursor(log.last) }

  /// What follows `after`, or what is kept at all where that is nil; at most `limit` messages.
  ///
  /// Without anything new the page is empty and `next` stays where it was.
  package func page(after: String?, limit: Int) throws(RoomRefusal) -> Page {
    let from = try position(after)
    let through = min(log.last, from + limit)
    return page(from: from, through: through) { _ in true }
  }

  /// What follows `after` and `member` may see.
  ///
  /// Nil where `after` tells of another life of the room or of what is no longer kept: then a page
  /// must begin anew, with `opening(for:)`.
  package func page(after: String, for member: MemberID) -> Page? {
    guard let number = number(in: after[...]), number <= log.last, number >= log.first - 1 else {
      return nil
    }
    return page(from: number, through: log.last) { canRead($0.room, member) }
  }

  /// The newest messages that `member` may see, as many as a page takes when it opens.
  package func opening(for member: MemberID) -> Page {
    var page = page(from: log.first - 1, through: log.last) { canRead($0.room, member) }
    page.messages.removeFirst(max(0, page.messages.count - limits.openingMessages))
    return page
  }

  private func page(
    from: Int, through: Int, where isShown: (Message) -> Bool
  ) -> Page {
    var page = Page(messages: [], next: cursor(through))
    guard from < through else { return page }
    for (offset, message) in log[from + 1...through].enumerated() where isShown(message) {
      page.messages.append((cursor(from + 1 + offset), message))
    }
    return page
  }

  private func position(_ after: String?) throws(RoomRefusal) -> Int {
    guard let after, !after.isEmpty else { return log.first - 1 }
    guard let number = number(in: after[...]), number <= log.last else { throw .unknownCursor }
    guard number >= log.first - 1 else { throw .cursorExpired(oldest: cursor(log.first - 1)) }
    return number
  }

  private func cursor(_ number: Int) -> String { "\(number)-\(era)" }
}

extension JSONWriter {
  /// Writes a message in the form of the plain chat API.
  mutating func message(_ message: Message, cursor: String) {
    object { json in
      json.member("id", message.id)
      json.member("cursor", cursor)
      json.member("room", message.room)
      json.name("thread")
      if let thread = message.thread { json.string(thread.text) } else { json.null() }
      json.name("author")
      json.author(message.author)
      json.members(of: message.kind, text: message.text)
      json.member("ts", message.at)
      json.member("edited", ifPresent: message.editedAt)
      if message.isDirect { json.member("direct", true) }
      json.member("reply_to", ifPresent: message.replyTo)
      json.member("idempotency_key", ifPresent: message.echoedKey)
    }
  }

  /// Writes who somebody is.
  mutating func author(_ author: Message.Author) {
    object { json in
      json.member("id", author.id)
      json.member("name", author.name)
      json.member("bot", author.isBot)
    }
  }

  private mutating func members(of kind: Message.Kind, text: String) {
    switch kind {
    case .text:
      member("text", text)
    case .reaction(let emoji, let target, let isRemoved):
      member("kind", "reaction")
      member("emoji", emoji)
      member("target", target)
      member("removed", isRemoved)
    case .joined:
      member("kind", "joined")
    case .left:
      member("kind", "left")
    }
  }
}
