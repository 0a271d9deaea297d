import CommunityCore
import Primitives
import Testing

/// What is written down at a session, and what becomes of it.
@Suite struct MinutesTests {
  /// A session that began at 16:00, five minutes ago.
  private func room(isStarted: Bool = true) throws -> Rehearsal {
    var room = try Rehearsal(planning: "")
    _ = room.say("!join", by: "ana")
    _ = try room.pass(until: "2026-12-03T16:05:00Z")
    if isStarted { _ = room.say("!session start", by: "you") }
    return room
  }

  private func drafts(_ replies: [Reply]) -> [String] {
    replies.compactMap(\.text).filter { $0.hasPrefix("Draft:") }
  }

  @Test func `numbers are counted for each kind and never used twice`() throws {
    var room = try room()
    _ = room.say("!note One", by: "ana")
    _ = room.say("!undo", by: "ana")
    _ = room.say("!note Two", by: "ana")
    _ = room.say("!idea Three", by: "ana")
    let entries = room.community.minutes.entries(of: SessionID(1))
    #expect(entries.map(\.id.description) == ["N2", "I1"])
    #expect(room.community.minutes.nextID(.note) == EntryID(.note, 3))
  }

  @Test(arguments: [
    ("D2", EntryID(.decision, 2)), ("#a3", EntryID(.action, 3)), ("l1", EntryID(.parked, 1)),
    ("N9", EntryID(.note, 9)),
  ])
  func `an entry is named by letter and number`(text: String, id: EntryID) {
    #expect(EntryID(text) == id)
    #expect(EntryID(id.description) == id)
  }

  @Test(arguments: ["", "#", "D", "D0", "X1", "D2x", "D-1", "D1234567890", "2"])
  func `what is no name of an entry is none`(text: String) {
    #expect(EntryID(text) == nil)
  }

  @Test func `the draft comes after half an hour of silence, once`() throws {
    var room = try room()
    _ = room.say("!note A thought", by: "ana")
    #expect(try drafts(room.pass(until: "2026-12-03T17:29:00Z")).isEmpty)
    #expect(try drafts(room.pass(until: "2026-12-03T17:30:00Z")).count == 1)
    #expect(try drafts(room.pass(until: "2026-12-10T17:30:00Z")).isEmpty)
  }

  @Test func `a draft can be corrected for twelve hours and not longer`() throws {
    var room = try room()
    _ = try room.pass(until: "2026-12-04T05:29:00Z")
    #expect(room.answer("!note S1 Late", by: "ana").replies == [Reply(reaction: "📝")])
    _ = try room.pass(until: "2026-12-04T05:31:00Z")
    for late in ["!note S1 Too late", "!strike N1"] {
      #expect(room.say(late, by: "ana")[0].hasPrefix("The minutes of S1 stand"), "\(late)")
    }
    #expect(room.community.minutes.open.isEmpty)
  }

  @Test func `a session that nobody started has minutes only if something was written down`() throws
  {
    var silent = try room(isStarted: false)
    #expect(try drafts(silent.pass(until: "2026-12-04T17:30:00Z")).isEmpty)
    var room = try room(isStarted: false)
    _ = room.say("!note S1 A thought", by: "ana")
    #expect(try drafts(room.pass(until: "2026-12-04T17:30:00Z")).count == 1)
  }

  @Test func `after a wrap there is no draft, and after its undoing there is`() throws {
    var room = try room()
    _ = room.say("!wrap", by: "you")
    #expect(try drafts(room.pass(until: "2026-12-03T16:10:00Z")).isEmpty)
    _ = room.say("!undo", by: "you")
    #expect(try room.session(1).isLive)
    #expect(try drafts(room.pass(until: "2026-12-04T17:30:00Z")).count == 1)
  }

  @Test func `a session holds so many entries and no more`() throws {
    var room = try room()
    for number in 1...Minutes.entriesLimit {
      room.now = room.now + .seconds(1)
      _ = room.say("!note Thought number \(number)", by: "ana")
    }
    #expect(room.say("!note One more", by: "ana")[0].hasPrefix("There are 200 entries"))
  }

  @Test func `so many actions can be open and no more`() throws {
    var room = try Rehearsal(planning: "")
    for number in 1...Minutes.openActionsLimit {
      _ = room.say("!action me task \(number)", by: "ana")
    }
    #expect(room.say("!action me more", by: "ana")[0].hasPrefix("There are 200 open actions"))
    _ = room.say("!done A1", by: "ana")
    #expect(room.say("!action me more", by: "ana")[0].hasPrefix("A201 Ana: more"))
  }

  @Test func `what somebody wrote goes nameless when they are forgotten`() throws {
    var room = try room()
    _ = room.say("!note Ask @ana", by: "you")
    _ = room.say("!action @ana tell all", by: "you")
    _ = room.say("!idea Mine", by: "ana")
    #expect(room.say("!mydata", by: "ana", direct: true)[0].contains("I1 “Mine”"))
    room.commons.apply(
      Fact(.people(.forgotten(MemberID("ana"), at: room.now)), in: "data"))
    let entries = room.community.minutes.entries(of: SessionID(1))
    #expect(entries.allSatisfy { $0.author != MemberID("ana") })
    #expect(entries.allSatisfy { $0.task?.owner == nil && !$0.text.contains("<@ana>") })
    #expect(!String(decoding: room.snapshot(), as: UTF8.self).contains("\"ana\""))
  }

  @Test func `what a group reports is in the minutes, and can be taken back`() throws {
    var room = try room()
    let report = Minutes.Report(
      group: 2, member: MemberID("ana"), text: "Start small", at: room.now)
    room.commons.apply(Fact(.minutes(.reported(SessionID(1), report)), in: "data"))
    #expect(room.say("!recap S1", by: "ana")[0].contains("Group 2: Start small"))
    room.commons.apply(Fact(.minutes(.unreported(SessionID(1), group: 2)), in: "data"))
    #expect(room.say("!recap S1", by: "ana")[0].hasPrefix("Nothing was written down"))
  }

  @Test func `an hour with twelve people costs the room a post or two`() throws {
    var room = try room()
    let root = room.commons.rooted(MessageID("a1"), in: RoomID("general"), about: "S1")
    room.commons.apply(try #require(root))
    var inRoom = 0
    func count(_ replies: [Reply]) {
      inRoom += replies.count { $0.destination == .room(RoomID("general")) }
    }
    for number in 1...12 {
      for text in ["Hello", "!here", "!note Thought \(number)"] {
        count(room.answer(text, by: "m\(number)", thread: MessageID("a1")).replies)
      }
      count(try room.pass(until: "2026-12-03T16:\(10 + number):00Z"))
    }
    for text in ["!decide One", "!decide Two", "!action me this", "!park That"] {
      count(room.answer(text, by: "you", thread: MessageID("a1")).replies)
    }
    count(room.answer("!wrap", by: "you", thread: MessageID("a1")).replies)
    count(try room.pass(until: "2026-12-03T20:00:00Z"))
    #expect(inRoom == 1)
  }

  @Test func `who has an action is told alone the day before, once a week behind it, and no more`()
    throws
  {
    // A Saturday: the day before a Monday is quiet, so that it is said on Monday morning.
    var room = try Rehearsal()
    _ = room.say("!action me write to all by 2026-11-23", by: "ana")
    _ = room.say("!action everyone think by 2026-11-23", by: "ana")
    #expect(try room.pass(until: "2026-11-23T07:59:00Z").isEmpty)
    let first = try room.pass(until: "2026-11-23T08:01:00Z")
    #expect(first.map(\.destination) == [.direct(MemberID("ana"))])
    #expect(first.allSatisfy { $0.text?.contains("A1 Ana: write to all") ?? false })
    #expect(try room.pass(until: "2026-11-30T08:59:00Z").isEmpty)
    #expect(try room.pass(until: "2026-11-30T09:01:00Z").count == 1)
    #expect(try room.pass(until: "2027-11-30T09:01:00Z").isEmpty)
  }

  @Test(arguments: ["!done A1", "!undo", "!snooze 3w", "!forget me\nforget"])
  func `nobody is told of what is done, taken back or no longer theirs`(line: String) throws {
    var room = try Rehearsal()
    _ = room.say("!action me write to all by 2026-11-26", by: "ana")
    for text in line.split(separator: "\n") { _ = room.say(String(text), by: "ana") }
    #expect(try room.pass(until: "2026-11-27T08:59:00Z").isEmpty)
    #expect(try room.pass(until: "2026-12-04T08:59:00Z").isEmpty)
  }
}
