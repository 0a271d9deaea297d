package import ChatEndpoint
package import Primitives

/// One thing that was decided to be said and may not have been said yet.
package struct Utterance: Hashable, Sendable {
  /// Counts up over the life of the state; negative for one that could not be kept.
  package var number: Int
  /// What is said, and where.
  package var outgoing: Outgoing
  /// What it is about, so that a reaction to it can be understood.
  package var subject: String?
  /// Whom it is for alone; nil where a room can read it.
  package var recipient: MemberID?
  /// Whether it takes leave of somebody who is forgotten: the state is wiped again once it is said.
  package var isFarewell: Bool
  /// When it was first tried, or may have been at the earliest; nil where it certainly never was.
  package var triedAt: Instant?
  /// How many parts of it the service took before it refused one for good; saying it goes on there.
  package var sentParts = 0

  /// Makes an entry that was never tried.
  package init(
    number: Int, outgoing: Outgoing, subject: String? = nil, recipient: MemberID? = nil,
    isFarewell: Bool = false, triedAt: Instant? = nil
  ) {
    self.number = number
    self.outgoing = outgoing
    self.subject = subject
    self.recipient = recipient
    self.isFarewell = isFarewell
    self.triedAt = triedAt
  }

  /// What must be said in order: a thread, or a room, or one member's direct messages.
  var lane: UInt64 {
    var hash = ShortHash()
    if let recipient = outgoing.to {
      hash.add("to")
      hash.add(recipient.text)
    } else {
      hash.add(outgoing.room?.text ?? "")
      if let thread = outgoing.thread { hash.add(thread.text) }
    }
    return hash.value
  }
}

extension Utterance {
  /// Writes the entry as one object.
  func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("number", number)
      json.member("key", outgoing.key)
      json.member("room", ifPresent: outgoing.room)
      json.member("thread", ifPresent: outgoing.thread)
      json.member("to", ifPresent: outgoing.to)
      json.member("replyTo", ifPresent: outgoing.replyTo)
      switch outgoing.content {
      case .text(let text): json.member("text", text)
      case .reaction(let emoji, let target):
        json.member("emoji", emoji)
        json.member("on", target)
      }
      if !outgoing.keepsakes.isEmpty { json.member("keepsakes", texts: outgoing.keepsakes) }
      json.member("subject", ifPresent: subject)
      json.member("for", ifPresent: recipient)
      if isFarewell { json.member("farewell", true) }
      json.member("tried", ifPresent: triedAt)
      if sentParts > 0 { json.member("taken", sentParts) }
    }
  }

  /// Reads what `write` wrote; nil where a member is missing.
  init?(reading value: JSONPart) {
    guard let number = value["number"]?.integer, let key = value["key"]?.string else { return nil }
    let content: Outgoing.Content
    if let text = value["text"]?.string {
      content = .text(text)
    } else if let emoji = value["emoji"]?.string, let target = value["on"]?.string {
      content = .reaction(emoji, on: MessageID(target))
    } else {
      return nil
    }
    let outgoing = Outgoing(
      key: key, room: value["room"]?.string.map { RoomID($0) },
      thread: value["thread"]?.string.map { MessageID($0) },
      to: value["to"]?.string.map { MemberID($0) }, content: content,
      replyTo: value["replyTo"]?.string.map { MessageID($0) },
      keepsakes: value["keepsakes"]?.texts ?? [:])
    self.init(
      number: number, outgoing: outgoing, subject: value["subject"]?.string,
      recipient: value["for"]?.string.map { MemberID($0) },
      isFarewell: value["farewell"]?.boolean ?? false,
      triedAt: value["tried"]?.instant)
    sentParts = value["taken"]?.integer ?? 0
  }
}

extension JSONWriter {
  /// Writes the member `name` with an object of texts, sorted by their names.
  mutating func member(_ name: String, texts: [String: String]) {
    self.name(name)
    object { json in
      for (key, text) in texts.sorted(by: { $0.key < $1.key }) { json.member(key, text) }
    }
  }
}

extension JSONPart {
  /// The texts of an object by their names; what is no text is left out.
  var texts: [String: String] {
    var texts: [String: String] = [:]
    for member in members ?? [] { texts[member.name] = member.value.string }
    return texts
  }
}
