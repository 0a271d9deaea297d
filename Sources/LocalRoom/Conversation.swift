package import Primitives

/// Everything that is said in the bundled room, and who is there: a value without clock or network.
///
/// Everybody is in every room, and everybody has a direct room with the bot. All of it is kept in
/// memory, within `RoomLimits`. Ids and cursors carry the `era`, a word that is drawn anew whenever
/// the room starts, so that those of an earlier life are never taken for this one's.
package struct Conversation: Sendable {
  /// What somebody wants to say.
  package struct Draft: Sendable {
    /// The room; nil for a direct message.
    package var room: RoomID?
    /// Whose direct room is meant where no room is named; nil for the author's own.
    package var recipient: MemberID?
    /// A message of the thread that this belongs to; nil in the room itself.
    package var thread: MessageID?
    /// The words.
    package var text: String
    /// The key that makes a second attempt harmless.
    package var key: String?

    /// Makes a draft.
    package init(
      room: RoomID? = nil, recipient: MemberID? = nil, thread: MessageID? = nil, text: String,
      key: String? = nil
    ) {
      self.room = room
      self.recipient = recipient
      self.thread = thread
      self.text = text
      self.key = key
    }
  }

  /// What must be known of a message to react to it, to edit it and to answer in its thread.
  struct Record: Sendable {
    var message: Message
    var reactions: [Reaction] = []
  }

  /// Who put one emoji on one message.
  struct Reaction: Sendable {
    let emoji: String
    var members: Set<MemberID>
  }

  /// The rooms that everybody sees, in the order in which they are shown.
  package let rooms: [RoomID]
  /// Tells the lives of the room apart.
  package let era: String
  /// The bounds.
  package let limits: RoomLimits
  /// The bot, who is always here.
  package let bot: Message.Author
  /// Who came, in that order, with the names that they have now.
  package private(set) var people: [Message.Author] = []
  /// Counts the changes of `people`.
  package private(set) var peopleVersion = 1

  var log = MessageLog()
  var records: [MessageID: Record] = [:]
  private var positions: [MemberID: Int] = [:]
  private var answers: [String: MessageID] = [:]
  private var keys: [String] = []
  private var oldestKey = 0

  /// Opens the rooms, in which nobody but the bot is yet.
  package init(rooms: [RoomID], bot: Message.Author, era: String, limits: RoomLimits = RoomLimits())
  {
    self.rooms = rooms
    self.bot = bot
    self.era = era
    self.limits = limits
  }
}

extension Conversation {
  /// The room in which `member` and the bot are alone.
  package static func directRoom(of member: MemberID) -> RoomID {
    RoomID(directPrefix + member.text)
  }

  /// What the ids of direct rooms begin with, and those of other rooms do not.
  static let directPrefix = "dm-"

  /// The member with this id and the name of today; nil for a stranger.
  package func person(_ id: MemberID) -> Message.Author? {
    if id == bot.id { return bot }
    return positions[id].map { people[$0] }
  }

  /// Lets somebody in under a name; whoever is here already is greeted by the new name only.
  package mutating func admit(_ id: MemberID, name: String, at now: Instant) throws(RoomRefusal) {
    let name = try checkedName(name)
    guard positions[id] == nil else { return try rename(id, to: name) }
    guard people.count < limits.people else { throw .full }
    positions[id] = people.count
    let person = Message.Author(id: id, name: name)
    people.append(person)
    peopleVersion += 1
    record(.joined, of: person, at: now)
  }

  /// Gives a member another name; what was said before is shown under it too.
  package mutating func rename(_ id: MemberID, to name: String) throws(RoomRefusal) {
    guard let position = positions[id] else { throw .unknownMember }
    let name = try checkedName(name)
    guard people[position].name != name else { return }
    people[position].name = name
    peopleVersion += 1
  }

  /// Notes that a member goes; their words and their name stay, and they may come back.
  package mutating func dismiss(_ id: MemberID, at now: Instant) throws(RoomRefusal) {
    guard let position = positions[id] else { throw .unknownMember }
    record(.left, of: people[position], at: now)
  }

  /// Says something, unless the draft's key was used before; returns the message's id and whether
  /// it is new.
  package mutating func post(
    _ draft: Draft, by author: MemberID, at now: Instant
  ) throws(RoomRefusal) -> (id: MessageID, isNew: Bool) {
    guard let author = person(author) else { throw .unknownMember }
    let key = draft.key.map { author.id.text + "\u{0}" + $0 }
    if let key {
      guard key.utf8.count <= limits.keyBytes else { throw .tooLong }
      if let id = answers[key] { return (id, false) }
    }
    let text = try checkedText(draft.text)
    let room = try place(of: draft, by: author)
    let message = Message(
      id: MessageID("m\(log.last + 1)-\(era)"), room: room,
      thread: try draft.thread.map { (thread) throws(RoomRefusal) in try root(of: thread, in: room)
      },
      author: author, text: text, at: now, isDirect: isDirect(room),
      echoedKey: author.isBot ? draft.key : nil)
    records[message.id] = Record(message: message)
    if let key { remember(key, for: message.id) }
    append(message)
    return (message.id, true)
  }

  /// Replaces the text of a message; the log shows it again, with its old id.
  package mutating func edit(
    _ id: MessageID, to text: String, by author: MemberID, at now: Instant
  ) throws(RoomRefusal) {
    guard var message = records[id]?.message, canRead(message.room, author) else {
      throw .unknownMessage
    }
    guard message.author.id == author else { throw .notTheAuthor }
    message.text = try checkedText(text)
    message.editedAt = now
    records[id]?.message = message
    append(message)
  }

  /// Puts a reaction on a message or takes it away; returns whether that changed anything.
  package mutating func react(
    with emoji: String, to id: MessageID, by author: MemberID, isRemoved: Bool, at now: Instant
  ) throws(RoomRefusal) -> Bool {
    guard let person = person(author) else { throw .unknownMember }
    guard !emoji.isEmpty else { throw .empty }
    guard emoji.utf8.count <= limits.emojiBytes else { throw .tooLong }
    guard var record = records[id], canRead(record.message.room, author) else {
      throw .unknownMessage
    }
    guard try record.change(emoji, by: author, isRemoved: isRemoved, limits) else { return false }
    records[id] = record
    let target = record.message
    append(
      Message(
        id: MessageID("m\(log.last + 1)-\(era)"), room: target.room, thread: target.thread,
        author: person, kind: .reaction(emoji: emoji, target: id, isRemoved: isRemoved), at: now,
        isDirect: target.isDirect))
    return true
  }

  /// Whether `member` may see what happens in `room`.
  package func canRead(_ room: RoomID, _ member: MemberID) -> Bool {
    !isDirect(room) || member == bot.id || room == Self.directRoom(of: member)
  }

  private func isDirect(_ room: RoomID) -> Bool {
    room.text.utf8.starts(with: Self.directPrefix.utf8)
  }

  /// The room that a draft is for, if its author may speak there.
  private func place(of draft: Draft, by author: Message.Author) throws(RoomRefusal) -> RoomID {
    guard let room = draft.room else {
      let recipient = draft.recipient ?? author.id
      guard positions[recipient] != nil else { throw .unknownMember }
      guard author.isBot || recipient == author.id else { throw .unknownRoom }
      return Self.directRoom(of: recipient)
    }
    if rooms.contains(room) { return room }
    guard isDirect(room), canRead(room, author.id),
      positions[MemberID(String(room.text.dropFirst(Self.directPrefix.count)))] != nil
    else { throw .unknownRoom }
    return room
  }

  /// The first message of the thread that the message `id` belongs to.
  private func root(of id: MessageID, in room: RoomID) throws(RoomRefusal) -> MessageID {
    guard let message = records[id]?.message else {
      // A thread outlives its first message: the answer to what has just been dropped is still said.
      guard let number = number(of: id), number < log.first else { throw .unknownMessage }
      return id
    }
    guard message.room == room else { throw .unknownMessage }
    return message.thread ?? message.id
  }

  /// The number in an id of this life of the room.
  private func number(of id: MessageID) -> Int? {
    id.text.utf8.first == UInt8(ascii: "m") ? number(in: id.text.dropFirst()) : nil
  }

  /// The number before the era in a cursor or in an id without its letter.
  func number(in text: Substring) -> Int? {
    let parts = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1] == era, parts[0].utf8.allSatisfy({ (48...57).contains($0) })
    else { return nil }
    return Int(parts[0])
  }

  private func checkedText(_ text: String) throws(RoomRefusal) -> String {
    guard text.utf8.count <= limits.textBytes else { throw .tooLong }
    guard text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else { throw .empty }
    return text
  }

  /// A name on one line, without the blanks around it and without what hides or turns text.
  private func checkedName(_ name: String) throws(RoomRefusal) -> String {
    guard name.utf8.count <= limits.nameBytes else { throw .tooLong }
    var words: [String] = [""]
    for scalar in name.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator:
        if words.last != "" { words.append("") }
      default: words[words.count - 1].unicodeScalars.append(scalar)
      }
    }
    if words.last == "" { words.removeLast() }
    guard !words.isEmpty else { throw .empty }
    return words.joined(separator: " ")
  }

  /// Notes an arrival or a departure, in the first room, because everybody is in all of them.
  private mutating func record(_ kind: Message.Kind, of person: Message.Author, at now: Instant) {
    guard let room = rooms.first else { return }
    append(
      Message(
        id: MessageID("m\(log.last + 1)-\(era)"), room: room, author: person, kind: kind, at: now))
  }

  private mutating func append(_ message: Message) {
    log.append(message)
    while let dropped = log.dropOldest(over: limits) {
      if dropped.editedAt == nil { records[dropped.id] = nil }
    }
  }

  private mutating func remember(_ key: String, for id: MessageID) {
    answers[key] = id
    keys.append(key)
    guard keys.count - oldestKey > limits.keptKeys else { return }
    answers[keys[oldestKey]] = nil
    oldestKey += 1
    if oldestKey * 2 > keys.count {
      keys.removeFirst(oldestKey)
      oldestKey = 0
    }
  }
}

extension Conversation.Record {
  /// Adds or removes one member's reaction; returns whether that changed anything.
  fileprivate mutating func change(
    _ emoji: String, by member: MemberID, isRemoved: Bool, _ limits: RoomLimits
  ) throws(RoomRefusal) -> Bool {
    guard let index = reactions.firstIndex(where: { $0.emoji == emoji }) else {
      guard !isRemoved else { return false }
      guard reactions.count < limits.reactionKinds else { throw .full }
      reactions.append(Conversation.Reaction(emoji: emoji, members: [member]))
      return true
    }
    if isRemoved {
      guard reactions[index].members.remove(member) != nil else { return false }
      if reactions[index].members.isEmpty { reactions.remove(at: index) }
      return true
    }
    return reactions[index].members.insert(member).inserted
  }
}
