import Primitives

/// What one item turned out to be.
enum Decoded {
  /// Nothing for us.
  case ignored
  /// Something for us that has no id, no author or no time.
  case unreadable
  case message(Message)
  case messages([Message])
  /// We ourselves came into this room.
  case arrival(String)
}

extension Endpoint {
  /// Reads one item; `isDirectRoom` says that the room it was polled from is a direct talk.
  mutating func decode(_ surroundings: borrowing Surroundings, isDirectRoom: Bool) -> Decoded {
    let rules = profile.receive.message
    let author = rules.author.text(in: surroundings)
    if !rules.arrival.isEmpty, rules.arrival.allSatisfy({ $0.holds(in: surroundings) }) {
      guard let room = room(rules, surroundings) else { return .unreadable }
      return .arrival(room)
    }
    let isOwn =
      isSelf(author) || rules.own.contains { $0.holds(in: surroundings) }
    // Our own messages are handed on even where their kind is filtered: they tell that they arrived.
    if !isOwn {
      guard rules.keep.allSatisfy({ $0.holds(in: surroundings) }),
        !rules.drop.contains(where: { $0.holds(in: surroundings) })
      else { return .ignored }
    }
    if let withdrawal = rules.withdrawal, Self.holds(withdrawal.conditions, surroundings) {
      return withdraw(withdrawal, surroundings)
    }
    guard let author, var message = envelope(rules, author, isOwn, surroundings) else {
      return isOwn ? .ignored : .unreadable
    }
    let isDirect = isDirectRoom || partners[message.room.text] != nil
    message.isDirect =
      isDirect || (!rules.direct.isEmpty && Self.holds(rules.direct, surroundings))
    return read(rules, message, surroundings)
  }

  private static func holds(
    _ predicates: [Predicate], _ surroundings: borrowing Surroundings
  ) -> Bool {
    for predicate in predicates where !predicate.holds(in: surroundings) { return false }
    return true
  }

  private func isSelf(_ author: String?) -> Bool {
    guard let author, let own = bound["self_id"], !own.isEmpty else { return false }
    return author.hasSameBytes(as: own)
  }

  private func room(
    _ rules: MessageRules, _ surroundings: borrowing Surroundings
  ) -> String? {
    let room = rules.room?.text(in: surroundings) ?? surroundings.values.room
    guard let room, room.utf8.count <= Limits.identifierBytes else { return nil }
    return room
  }

  /// What every message has: identity, place, author and time.
  private func envelope(
    _ rules: MessageRules, _ author: String, _ isOwn: Bool,
    _ surroundings: borrowing Surroundings
  ) -> Message? {
    let limit = Limits.identifierBytes
    guard let id = rules.id.text(in: surroundings), id.utf8.count <= limit,
      author.utf8.count <= limit, let room = room(rules, surroundings),
      let at = rules.time.instant(in: surroundings)
    else { return nil }
    var message = Message(
      id: MessageID(id), room: RoomID(room),
      author: Message.Author(
        id: MemberID(author),
        name: withoutSecrets(Self.cut(rules.name?.text(in: surroundings) ?? "")),
        isBot: false),
      at: at)
    for expression in rules.isBot where expression.isTrue(in: surroundings) {
      message.author.isBot = true
    }
    message.isOwn = isOwn
    message.echoedKey = rules.echoedKey?.text(in: surroundings)
    if let thread = rules.thread?.text(in: surroundings) {
      guard thread.utf8.count <= limit else { return nil }
      message.thread = MessageID(thread)
    }
    if let replyTo = rules.replyTo?.text(in: surroundings), replyTo.utf8.count <= limit {
      message.replyTo = MessageID(replyTo)
    }
    for (name, expression) in rules.keepsakes {
      guard let value = expression.text(in: surroundings), value.utf8.count <= limit else {
        continue
      }
      message.keepsakes[name] = value
    }
    return message
  }

  /// Reads what the message is: somebody came or went, reacted, or said something.
  private mutating func read(
    _ rules: MessageRules, _ message: Message, _ surroundings: borrowing Surroundings
  ) -> Decoded {
    var message = message
    if let passage = rules.joined, Self.holds(passage.conditions, surroundings) {
      return pass(passage, .joined, &message, surroundings)
    }
    if let passage = rules.left, Self.holds(passage.conditions, surroundings) {
      return pass(passage, .left, &message, surroundings)
    }
    if let reaction = rules.reaction, Self.holds(reaction.conditions, surroundings) {
      return react(reaction, message, surroundings)
    }
    message.editedAt = rules.editedAt?.instant(in: surroundings)
    guard let text = rules.text?.text(in: surroundings) else {
      if message.isOwn { return .message(message) }
      return hasEmptyText(rules, surroundings) ? .ignored : .unreadable
    }
    if let words = rules.text, !words.isWords(in: surroundings) { return .unreadable }
    message.text = withoutSecrets(text)
    if message.replyTo != nil, profile.format.dialect == .matrixHTML {
      message.text = Quotation.removed(from: message.text)
    }
    if message.isDirect, !message.isOwn, opensDirectRooms {
      rememberDirect(message.room.text, with: message.author.id.text)
    }
    return .message(message)
  }

  /// The text without the bot's own secrets, should somebody say one: nothing is kept or said of it.
  ///
  /// A short one may be a word that people use, and is left alone.
  private func withoutSecrets(_ text: String) -> String {
    var text = text
    for secret in profile.secrets
    where secret.utf8.count >= 8 && text.utf8.count >= secret.utf8.count {
      text = text.replacing(bytes: secret, with: "[secret]")
    }
    return text
  }

  /// Whether the text is there and says nothing, as with a picture; or may well be elsewhere.
  private func hasEmptyText(
    _ rules: MessageRules, _ surroundings: borrowing Surroundings
  ) -> Bool {
    guard case .path(let path)? = rules.text?.source else { return true }
    return path.value(in: surroundings)?.string != nil
  }

  private mutating func pass(
    _ passage: MessageRules.Passage, _ kind: Message.Kind, _ message: inout Message,
    _ surroundings: borrowing Surroundings
  ) -> Decoded {
    if let author = passage.author {
      guard let id = author.text(in: surroundings), id.utf8.count <= Limits.identifierBytes else {
        return .unreadable
      }
      message.author = Message.Author(id: MemberID(id), name: "")
      message.isOwn = isSelf(id)
    }
    if let name = passage.name?.text(in: surroundings) { message.author.name = Self.cut(name) }
    message.kind = kind
    let room = message.room.text
    if let partner = partners[room], !message.isOwn {
      let isPartner = partner.hasSameBytes(as: message.author.id.text)
      // A third person in a direct talk ends its privacy, and a partner who left does not read it.
      if isPartner == (kind == .left) {
        forgetDirect(room)
        message.isDirect = false
      }
    }
    return .message(message)
  }

  private mutating func react(
    _ reaction: MessageRules.Reaction, _ message: Message, _ surroundings: borrowing Surroundings
  ) -> Decoded {
    guard let target = reaction.target.text(in: surroundings),
      target.utf8.count <= Limits.identifierBytes
    else { return .unreadable }
    let targetID = MessageID(target)
    if let added = reaction.added {
      let new = added.all(in: surroundings).compactMap(\.plainText)
      let old = reaction.taken?.all(in: surroundings).compactMap(\.plainText) ?? []
      let changes =
        old.filter { !new.contains($0) }.map { ($0, true) }
        + new.filter { !old.contains($0) }.map { ($0, false) }
      let messages = changes.prefix(32).enumerated().map { index, change in
        var one = message
        if index > 0 { one.id = MessageID("\(message.id.text)+\(index)") }
        one.kind = .reaction(emoji: emoji(change.0), target: targetID, isRemoved: change.1)
        return one
      }
      return .messages(Array(messages))
    }
    guard let name = reaction.emoji?.text(in: surroundings), name.utf8.count <= Limits.nameBytes
    else { return .unreadable }
    var message = message
    message.kind = .reaction(
      emoji: emoji(name), target: targetID,
      isRemoved: reaction.isRemoved?.isTrue(in: surroundings) ?? false)
    if profile.receive.message.withdrawal != nil { reactions.keep(message) }
    return .message(message)
  }

  /// The emoji that the service calls `name`.
  private func emoji(_ name: String) -> String {
    guard !profile.send.emojiNames.isEmpty else { return name }
    return profile.send.emojiNames.first { $0.value == name }?.key ?? name
  }

  private func withdraw(
    _ withdrawal: MessageRules.Withdrawal, _ surroundings: borrowing Surroundings
  ) -> Decoded {
    guard let id = withdrawal.of.text(in: surroundings),
      var message = reactions[MessageID(id)],
      case .reaction(let emoji, let target, false) = message.kind
    else { return .ignored }
    message.kind = .reaction(emoji: emoji, target: target, isRemoved: true)
    if let own = profile.receive.message.id.text(in: surroundings) { message.id = MessageID(own) }
    if let at = profile.receive.message.time.instant(in: surroundings) { message.at = at }
    return .message(message)
  }

  /// A display name, cut at a scalar where it is too long.
  static func cut(_ name: String) -> String {
    guard name.utf8.count > Limits.nameBytes else { return name }
    var end = name.utf8.index(name.startIndex, offsetBy: Limits.nameBytes)
    while end > name.startIndex, end.samePosition(in: name.unicodeScalars) == nil {
      end = name.utf8.index(before: end)
    }
    return String(name[..<end])
  }
}

/// The lines with which some clients repeat the message that is answered.
enum Quotation {
  /// The text without the quotation in front: lines that begin with `> `, and an empty one.
  static func removed(from text: String) -> String {
    var rest = text.utf8[...]
    var hasQuotation = false
    while rest.starts(with: "> ".utf8) {
      hasQuotation = true
      guard let end = rest.firstIndex(of: 0x0A) else { return "" }
      rest = rest[rest.index(after: end)...]
    }
    guard hasQuotation else { return text }
    if rest.first == 0x0A { rest = rest.dropFirst() }
    return String(Substring(rest))
  }
}
