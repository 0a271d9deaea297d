import CommunityCore
import Primitives
import Testing

/// A session from its start to its end.
@Suite struct LiveTests {
  /// A session of an hour from 16:00 on, whose post is `a1`, five minutes after its start.
  private func room(hasThreads: Bool = true, isStarted: Bool = true) throws -> Rehearsal {
    var room = try Rehearsal(planning: "", hasThreads: hasThreads)
    let root = room.commons.rooted(
      MessageID("a1"), in: RoomID("general"), about: "S1")
    room.commons.apply(try #require(root))
    _ = try room.pass(until: "2026-12-03T16:05:00Z")
    if isStarted { _ = room.say("!session start", by: "you") }
    return room
  }

  private func here(_ room: Rehearsal) throws -> [String] {
    try room.session(1).attendance.here.map(\.text)
  }

  private func arrival(_ id: String) -> Fact {
    Fact(.attendance(.arrived(SessionID(1), MemberID(id))), in: "data")
  }

  @Test func `who speaks in the thread is there, once and without an answer`() throws {
    var room = try room()
    let first = room.answer("Good evening", by: "ana", thread: MessageID("a1"))
    #expect(first.replies.isEmpty)
    #expect(first.facts.contains(arrival("ana")))
    #expect(try here(room) == ["you", "ana"])
    let second = room.answer("How are you?", by: "ana", thread: MessageID("a1"))
    #expect(!second.facts.contains(arrival("ana")) && second.replies.isEmpty)
  }

  @Test func `talk beside the thread, before the start or after the end counts for nothing`() throws
  {
    var room = try room()
    _ = room.answer("Lunch?", by: "ana")
    _ = room.answer("Lunch?", by: "ana", thread: MessageID("other"))
    _ = room.answer("Lunch?", by: "ana", direct: true)
    _ = room.say("!session end", by: "you")
    _ = room.answer("Bye", by: "ana", thread: MessageID("a1"))
    #expect(try here(room) == ["you"])
    var early = try self.room(isStarted: false)
    _ = early.answer("Hello", by: "ana", thread: MessageID("a1"))
    #expect(try here(early) == [])
  }

  @Test func `without threads the room is the place`() throws {
    var room = try room(hasThreads: false)
    _ = room.answer("Good evening", by: "ana")
    _ = room.answer("Good evening", by: "bo", room: "other")
    #expect(try here(room) == ["you", "ana"])
  }

  @Test func `who has left does not come back by a word`() throws {
    var room = try room()
    _ = room.say("!join", by: "ana")
    _ = room.say("!leave", by: "ana")
    _ = room.answer("Bye", by: "ana", thread: MessageID("a1"))
    #expect(try here(room) == ["you"])
  }

  @Test func `first-timers are greeted together, those who come later once more`() throws {
    var room = try room()
    for id in ["ana", "bo"] {
      _ = room.answer("Hello", by: id, thread: MessageID("a1"))
    }
    let first = try room.pass(until: "2026-12-03T16:20:00Z")
    #expect(first.compactMap(\.text) == ["Here for the first time: Ana, Bo. Good that you came."])
    #expect(first.first?.destination == .thread(MessageID("a1"), in: RoomID("general")))
    _ = room.answer("Hello", by: "cy", thread: MessageID("a1"))
    let second = try room.pass(until: "2026-12-03T16:50:00Z")
    #expect(second.compactMap(\.text) == ["Here for the first time: Cy. Good that you came."])
    _ = room.answer("Hello", by: "dee", thread: MessageID("a1"))
    #expect(try room.pass(until: "2026-12-03T17:20:00Z").isEmpty)
  }

  @Test func `a session that is forgotten ends when it was to end, and only then`() throws {
    var room = try room()
    _ = try room.pass(until: "2026-12-03T17:29:00Z")
    #expect(try room.session(1).isLive)
    _ = try room.pass(until: "2026-12-03T17:30:00Z")
    #expect(try room.session(1).endedAt == Instant(rfc3339: "2026-12-03T17:00:00Z"))
    #expect(room.community.sessions.live.isEmpty)
  }

  @Test func `while something is written down it is not over`() throws {
    var room = try room()
    _ = try room.pass(until: "2026-12-03T17:20:00Z")
    _ = room.say("!note S1 Still here", by: "ana")
    _ = try room.pass(until: "2026-12-03T17:49:00Z")
    #expect(try room.session(1).isLive)
    _ = try room.pass(until: "2026-12-03T17:50:00Z")
    #expect(try !room.session(1).isLive)
  }

  @Test func `while people go on talking past its end it is not over`() throws {
    var room = try room()
    _ = try room.pass(until: "2026-12-03T17:20:00Z")
    _ = room.answer("One more thing", by: "ana", thread: MessageID("a1"))
    _ = try room.pass(until: "2026-12-03T17:49:00Z")
    #expect(try room.session(1).isLive)
    _ = try room.pass(until: "2026-12-03T17:50:00Z")
    #expect(try !room.session(1).isLive)
  }

  @Test func `what is started late is fitted to the time that is left`() throws {
    var room = try Rehearsal(planning: "")
    _ = try room.pass(until: "2026-12-03T16:30:00Z")
    _ = room.say("!session start", by: "you")
    _ = room.say("!agenda add Talk 20m", by: "you")
    #expect(room.say("!agenda", by: "you")[0].hasSuffix("10 minutes of 30 are free."))
  }

  @Test func `who learns from the facilitator may start, and nobody else may`() throws {
    var room = try room(isStarted: false)
    for id in ["ana", "bo"] { _ = room.say("!join", by: id) }
    #expect(room.say("!session start S1", by: "ana")[0].hasPrefix("That is for the facilitator"))
    for line in ["!rota add @you", "!rota add @ana", "!rota pair @ana @you"] {
      _ = room.say(line, by: "you")
    }
    #expect(room.say("!session start S1", by: "ana")[0].hasPrefix("S1 Onboarding is live"))
    #expect(room.say("!session end S1", by: "bo")[0].hasPrefix("That is for the facilitator"))
  }

  @Test func `nobody is offered to start what is started`() throws {
    var room = try Rehearsal(planning: "")
    _ = try room.pass(until: "2026-12-03T15:50:00Z")
    _ = room.say("!session start", by: "you")
    #expect(try room.pass(until: "2026-12-03T16:09:00Z").isEmpty)
    var other = try Rehearsal(planning: "")
    _ = try other.pass(until: "2026-12-03T15:50:00Z")
    #expect(try other.pass(until: "2026-12-03T16:09:00Z").members == ["you"])
  }

  @Test func `a session that is moved away has to be started anew`() throws {
    var room = try Rehearsal(planning: "")
    _ = try room.pass(until: "2026-12-03T15:50:00Z")
    _ = room.say("!session start", by: "you")
    _ = room.say("!session move S1 2026-12-04 16:00", by: "you")
    #expect(room.community.sessions.live.isEmpty)
    #expect(try room.session(1).startedAt == nil)
  }

  @Test func `all of it comes through a snapshot`() throws {
    var room = try room()
    for line in [
      "!expect S1 ask,try", "!frame S1 One thing for @ana", "!preflight S1 done 2",
      "!note S1 A thought", "!action S1 me ask @ana by 2026-12-11",
    ] { _ = room.say(line, by: "you") }
    _ = room.say("Hello", by: "ana", thread: "a1")
    _ = try room.pass(until: "2026-12-03T16:30:00Z")
    let copy = try Community(
      room.community.plan, zones: room.commons.charter.zones,
      reading: JSONPart(parsing: room.snapshot()))
    #expect(copy.sessions.live == room.community.sessions.live)
    #expect(copy.minutes.open == room.community.minutes.open)
    #expect(copy.minutes.openActions == room.community.minutes.openActions)
    #expect(copy.minutes[SessionID(1)] == room.community.minutes[SessionID(1)])
    #expect(copy.sessions[SessionID(1)] == room.community.sessions[SessionID(1)])
  }
}
