import CommunityCore
import Primitives
import Testing

extension Rehearsal {
  /// A community in which `you` has planned a session that begins on 3 December at 16:00 in London.
  init(
    planning further: String, hasDirectMessages: Bool = true, hasThreads: Bool = true
  ) throws {
    try self.init(hasDirectMessages: hasDirectMessages, hasThreads: hasThreads)
    let answer = answer("!session new \"Onboarding\" 2026-12-03 16:00 \(further)", by: "you")
    let post = try #require(answer.replies.last)
    #expect(post.destination == .room(RoomID("general")))
    self.post("a1", about: try #require(post.subject))
  }

  /// The session with that number.
  func session(_ number: Int) throws -> Sessions.Session {
    try #require(community.sessions[SessionID(number)])
  }

  /// What somebody has answered to the first session.
  func seat(_ id: String) throws -> Attendance.Seat? {
    try session(1).attendance[MemberID(id)]?.seat
  }

  /// Says that the bot's post `id` is about `subject`, as the program does once it is sent.
  mutating func post(_ id: String, about subject: String) {
    if let fact = commons.posted(MessageID(id), in: RoomID("general"), about: subject) {
      commons.apply(fact)
    }
  }

  /// Plays a line in the thread below `thread`.
  mutating func say(_ text: String, by id: String, thread: String) -> [String] {
    count += 1
    return answer(
      Message(
        id: MessageID("t\(count)"), room: RoomID("general"), thread: MessageID(thread),
        author: author(id), text: text, at: now)
    ).replies.compactMap(\.text)
  }

  /// Plays a reaction to the post `post`, or its being taken away.
  mutating func react(
    _ emoji: String, to post: String, by id: String, isRemoved: Bool = false
  ) -> [Reply] {
    count += 1
    return answer(
      Message(
        id: MessageID("r\(count)"), room: RoomID("general"), author: author(id),
        kind: .reaction(emoji: emoji, target: MessageID(post), isRemoved: isRemoved), at: now)
    ).replies
  }

  /// Lets time pass until `text`, an RFC 3339 time, from one thing that is due to the next, as it does
  /// for a bot that is awake; returns what it says unasked.
  mutating func pass(until text: String) throws -> [Reply] {
    let end = try #require(Instant(rfc3339: text))
    var said: [Reply] = []
    while let due = commons.nextDue(), due <= end {
      now = max(now, due)
      said += try work()
    }
    now = end
    return said
  }

  /// Moves the clock to `text`, an RFC 3339 time, and returns what the bot then says unasked.
  mutating func wait(until text: String) throws -> [Reply] {
    now = try #require(Instant(rfc3339: text))
    return try work()
  }

  /// Does what is owed now, and returns what the bot says.
  mutating func work() throws -> [Reply] {
    var said: [Reply] = []
    var causes: Set<String> = []
    while let due = commons.nextDue(), due <= now {
      var randomness = Randomness(seed: 1)
      let (cause, answer) = try #require(commons.owed(at: now, using: &randomness))
      try #require(causes.insert(cause).inserted, "\(cause) comes twice")
      answer.facts.forEach { commons.apply($0) }
      said += answer.replies
    }
    return said
  }

  /// The snapshot of the community.
  func snapshot() -> [UInt8] {
    var json = JSONWriter(indented: true)
    community.write(to: &json)
    return json.bytes
  }

  private func author(_ id: String) -> Message.Author {
    Message.Author(
      id: MemberID(id), name: id.prefix(1).uppercased() + id.dropFirst())
  }
}

extension [Reply] {
  /// Who is written to alone.
  var members: [String] {
    compactMap { reply in
      if case .direct(let member) = reply.destination { member.text } else { nil }
    }
  }
}
