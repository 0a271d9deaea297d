import CommunityCore
import OrderedCollections
import Grouping
import Primitives
import Testing
import Timekeeping

@Suite struct SlotPollTests {
  private static let asked = """
    !session poll "Onboarding" thu 3 dec 16:00, 17:00 or fri 4 dec 10:00
    """

  private func poll(_ room: Rehearsal, _ number: Int = 1) throws -> SlotPolls.Poll {
    try #require(room.community.slotPolls[SlotPollID(number)])
  }

  private func times(_ room: Rehearsal, _ number: Int = 1) throws -> [String] {
    try poll(room, number).slots.map(\.description)
  }

  /// A room in which the poll is asked and the bot's post is `p1`.
  private func asked(_ text: String = asked) throws -> Rehearsal {
    var room = try Rehearsal()
    let answer = room.answer(text, by: "you")
    room.post("p1", about: try #require(answer.replies.last?.subject))
    return room
  }

  @Test(arguments: [
    "thu 3 dec 16:00, 17:00, fri 4 dec 10:00",
    "thu 3 dec 16:00 or 17:00 or fri 4 dec 10:00",
    "thu 3 dec 16:00|17:00 | fri 4 dec 10:00",
    "thu 3 dec 16:00; 17:00; fri 4 dec 10:00",
    "\n- thu 3 dec 16:00\n- 17:00\n- fri 4 dec 10:00",
    "Thu, 3 Dec 16:00, 17:00, Fri, 4 Dec 10:00",
    "fri 4 dec 10:00, thu 3 dec 17:00, 16:00",
    "thu 3 dec 4pm, 5pm, fri 4 dec 10am, until wed",
    "until wed, thu 3 dec 16:00, 17:00, fri 4 dec 10:00",
  ])
  func `times are told apart, and stand in their order`(text: String) throws {
    let room = try asked("!session poll \"Bees\" \(text)")
    #expect(
      try times(room) == [
        "2026-12-03T16:00 Europe/London", "2026-12-03T17:00 Europe/London",
        "2026-12-04T10:00 Europe/London",
      ])
  }

  @Test(arguments: [
    ("60m until wed", 60, "2026-11-25T18:00"), ("until wed 90m", 90, "2026-11-25T18:00"),
    ("for 2h until wed 12:00", 120, "2026-11-25T12:00"),
    (", 45m, until 1 dec", 45, "2026-12-01T18:00"),
    ("", 60, "2026-11-24T10:00"),
  ])
  func `a length and an end stand behind the times`(text: String, minutes: Int, end: String) throws
  {
    let room = try asked("!session poll Bees thu 3 dec 16:00, 17:00 \(text)")
    let poll = try poll(room)
    #expect(poll.title == "Bees")
    #expect(poll.minutes == minutes)
    #expect(poll.deadline.local.description == end)
  }

  @Test func `a zone behind the first time counts for all, and behind a later one it is asked`()
    throws
  {
    let room = try asked("!session poll \"Bees\" thu 3 dec 16:00 Berlin, 17:00, fri 4 dec 10:00")
    #expect(try poll(room).slots.allSatisfy { $0.zone == "Europe/Berlin" })
    var other = try Rehearsal()
    let said = other.say("!session poll \"Bees\" thu 3 dec 16:00, 17:00 Berlin", by: "you")
    #expect(said[0].hasPrefix("Is `Europe/Berlin` for all these times?"))
    #expect(other.community.slotPolls.all.isEmpty)
  }

  @Test func `answers end a day before a first time that is near`() throws {
    let tomorrow = try asked("!session poll \"Bees\" 2026-11-22 16:00, 17:00")
    #expect(try poll(tomorrow).deadline.local.description == "2026-11-21T16:00")
    let today = try asked("!session poll \"Bees\" 2026-11-21 14:00, 17:00")
    #expect(try poll(today).deadline.local.description == "2026-11-21T12:00")
  }

  @Test(
    arguments: [
      ("1 3", [1, 3], []), ("1,3", [1, 3], []), ("1 3 if 2", [1, 3], [2]), ("1 2? 3", [1, 3], [2]),
      ("1-3", [1, 2, 3], []), ("all", [1, 2, 3], []), ("all but 2", [1, 3], []),
      ("all if 2", [1, 3], [2]), ("if need be all", [], [1, 2, 3]), ("#2", [2], []),
      ("none", [], []),
      ("I can 1 and if need be 3", [1], [3]), ("1 1?", [], [1]), ("+2", [2], []), ("2️⃣ 🔟", [], [4]),
    ] as [(String, [Int], [Int])])
  func `an answer is read`(text: String, can: [Int], ifNeedBe: [Int]) throws {
    var room = try asked()
    let said = room.say("!slots \(text)", by: "ana")
    guard ifNeedBe != [4] else {
      #expect(said == ["W1 has no time 10, only 1 to 3. Nothing was noted."])
      return
    }
    let answer = try #require(try poll(room)[MemberID("ana")])
    #expect(answer.can == can)
    #expect(answer.ifNeedBe == ifNeedBe)
  }

  @Test func `a reaction adds its time, and the last one taken away is no answer`() throws {
    var room = try asked()
    #expect(room.react("1️⃣", to: "p1", by: "ana").members == ["ana"])
    _ = room.react("3\u{20E3}", to: "p1", by: "ana")
    #expect(try poll(room)[MemberID("ana")]?.can == [1, 3])
    #expect(room.react("3️⃣", to: "p1", by: "ana").isEmpty, "it is said already")
    #expect(room.react("9️⃣", to: "p1", by: "ana").isEmpty, "there are three")
    #expect(room.react("👍", to: "p1", by: "ana").isEmpty)
    _ = room.react("1️⃣", to: "p1", by: "ana", isRemoved: true)
    #expect(try poll(room)[MemberID("ana")]?.can == [3])
    _ = room.react("3️⃣", to: "p1", by: "ana", isRemoved: true)
    #expect(try poll(room)[MemberID("ana")] == nil)
    #expect(room.react("3️⃣", to: "p1", by: "ana", isRemoved: true).isEmpty)
  }

  @Test func `the time that leaves out fewest is planned at the deadline, with the reason`() throws
  {
    var room = try asked()
    for (member, text) in [("ana", "1 2"), ("bo", "2 if 1"), ("cy", "2"), ("di", "1 3")] {
      _ = room.say("!slots \(text)", by: member)
    }
    let said = try room.wait(until: "2026-11-24T10:00:00Z")
    let session = try room.session(1)
    #expect(session.time.description == "2026-12-03T17:00 Europe/London")
    #expect(session.title == "Onboarding")
    #expect(session.facilitator == MemberID("you"))
    #expect(session.attendance.answers.isEmpty, "an answer to a poll is no RSVP")
    #expect(try poll(room).session == SessionID(1))
    let post = try #require(said.first)
    #expect(post.subject == "S1")
    #expect(
      try #require(post.text).hasPrefix(
        "W1 Onboarding is settled: 3 of 4 can; 3 outside their hours; next best Thu 3 Dec 2026, 16:00 "
          + "London, when as many can, but it asks more of them.\n"))
    #expect(said.members == ["di"], "who can't is told alone")
    #expect(
      room.say("!slots 1", by: "bo") == [
        "I am not asking about times now. `!session` shows what is planned."
      ])
  }

  @Test func `a tie plans nothing and offers the times`() throws {
    var room = try asked("!session poll \"Bees\" 2026-12-08 10:00, 2026-12-09 10:00 2h")
    for member in ["ana", "bo", "cy"] { _ = room.say("!slots 1 2", by: member) }
    let said = try room.wait(until: "2026-11-24T10:00:00Z")
    #expect(room.community.sessions.all.isEmpty)
    #expect(said.count == 1)
    let text = try #require(said[0].text)
    #expect(text.contains("`!session new \"Bees\" 2026-12-09 10:00 120m`"))
    #expect(room.say("!session new \"Bees\" 2026-12-09 10:00 120m", by: "you").count == 2)
  }

  @Test func `a bot that was away chooses among the times that are still to come`() throws {
    var room = try asked()
    for member in ["ana", "bo", "cy"] { _ = room.say("!slots 1 2", by: member) }
    _ = room.say("!slots 3", by: "di")
    let said = try room.wait(until: "2026-12-03T18:00:00Z")
    #expect(try room.session(1).time.description == "2026-12-04T10:00 Europe/London")
    #expect(
      try #require(said[0].text).hasPrefix("(Late, because I was away.) W1 Onboarding is settled"))
  }

  @Test func `who proposed the times weighs more than numbers`() throws {
    var room = try asked("!session poll \"Bees\" 2026-12-08 10:00, 2026-12-09 10:00")
    for member in ["ana", "bo", "cy"] { _ = room.say("!slots 1", by: member) }
    _ = room.say("!slots 2", by: "you")
    let said = try room.wait(until: "2026-11-24T10:00:00Z")
    #expect(try room.session(1).time.local.day.day == 9)
    #expect(
      try #require(said[0].text).contains(
        "1 of 4 can; next best Tue 8 Dec 2026, 10:00 London, when 3 of 4 can, but not who runs it.")
    )
  }

  @Test func `who bore a hard hour is spared the next time`() throws {
    var room = try Rehearsal()
    _ = room.say("!tz Sydney", by: "ana")
    _ = room.say("!tz Los Angeles", by: "bo")
    // In Sydney it is night at 16:00, in Los Angeles at 08:00.
    for round in 1...2 {
      let day = round == 1 ? "2026-12-01" : "2026-12-10"
      _ = room.say(
        "!session poll \"Round \(round)\" \(day) 16:00, \(day) 08:00", by: "you")
      for member in ["ana", "bo"] { _ = room.say("!slots 1 2", by: member) }
      _ = try room.pass(until: round == 1 ? "2026-11-24T12:00:00Z" : "2026-12-06T12:00:00Z")
      let session = try room.session(round)
      _ = room.say("!rsvp yes S\(round)", by: "ana")
      _ = room.say("!rsvp yes S\(round)", by: "bo")
      if round == 1 {
        #expect(session.time.local.hour == 16)
        _ = try room.pass(until: "2026-12-02T12:00:00Z")
        #expect(room.community.slotPolls.burdens.burden(of: MemberID("ana")) >= 1200)
        #expect(try poll(room).isHeld)
      } else {
        #expect(session.time.local.hour == 8)
      }
    }
  }

  @Test func `a closing that is undone opens the poll, and done again plans the same session`()
    throws
  {
    var room = try asked()
    for member in ["ana", "bo", "cy"] { _ = room.say("!slots 2", by: member) }
    _ = room.say("!session poll close", by: "you")
    #expect(try room.session(1).status == .planned)
    #expect(room.say("!undo", by: "you").joined().contains("W1 Onboarding is open again"))
    #expect(try room.session(1).status == .cancelled)
    #expect(try poll(room).status == .open)
    #expect(room.say("!redo", by: "you").joined().contains("takes place after all"))
    #expect(try poll(room).session == SessionID(1))
    #expect(try room.session(1).status == .planned)
    _ = room.say("!rsvp yes", by: "ana")
    #expect(room.say("!undo", by: "you")[0].contains("Others come to S1 by now"))
  }

  @Test func `a poll that others have answered is not undone but dropped`() throws {
    var room = try asked()
    _ = room.say("!slots 1", by: "ana")
    #expect(room.say("!undo", by: "you")[0].contains("Others have answered W1 by now"))
    #expect(room.say("!session poll drop", by: "you").count == 2)
    #expect(room.say("!undo", by: "ana") == ["That can't be undone any more. W1 is closed."])
    #expect(room.say("!undo", by: "you").joined().contains("open again"))
    #expect(room.say("!undo", by: "ana")[0].hasPrefix("Undone: answer to W1"))
    #expect(try poll(room)[MemberID("ana")] == nil)
  }

  @Test func `the state is read back as it was written`() throws {
    var room = try asked()
    for member in ["ana", "bo", "cy"] { _ = room.say("!slots 2 if 1", by: member) }
    _ = room.say("!session poll close", by: "you")
    _ = room.say("!rsvp yes", by: "ana")
    _ = try room.pass(until: "2026-12-05T12:00:00Z")
    _ = room.say("!session poll \"Bees\" 2026-12-18 10:00, 11:00", by: "you")
    #expect(room.community.slotPolls.burdens.meetingsOutOfHours(of: MemberID("ana")) == 1)
    let written = room.snapshot()
    let read = try Community(
      room.community.plan, zones: room.community.sessions.zones,
      reading: JSONPart(parsing: written))
    var again = JSONWriter(indented: true)
    read.write(to: &again)
    #expect(again.bytes == written)
    #expect(read.slotPolls.nextDeadline == room.community.slotPolls.nextDeadline)
  }

  @Test func `who is forgotten has answered no poll and borne nothing`() throws {
    var room = try asked()
    for member in ["ana", "bo", "cy"] { _ = room.say("!slots 2", by: member) }
    _ = room.say("!session poll close", by: "you")
    _ = room.say("!rsvp yes", by: "ana")
    _ = try room.pass(until: "2026-12-05T12:00:00Z")
    #expect(room.state.contains("\"ana\""))
    _ = room.say("!forget me", by: "ana")
    _ = room.say("forget", by: "ana")
    #expect(!room.state.contains("\"ana\""))
  }

  @Test func `answers are forgotten some weeks after a poll`() throws {
    var room = try asked()
    _ = room.say("!slots 2", by: "ana")
    _ = try room.pass(until: "2026-12-20T12:00:00Z")
    _ = room.say("!session poll \"Bees\" 2027-01-05 10:00, 11:00", by: "you")
    #expect(try poll(room)[MemberID("ana")] != nil)
    _ = try room.pass(until: "2026-12-28T12:00:00Z")
    _ = room.say("!session poll \"Wasps\" 2027-01-05 10:00, 11:00", by: "you")
    #expect(try poll(room)[MemberID("ana")] == nil)
  }

  @Test func `no more than ten polls are open`() throws {
    var room = try Rehearsal()
    for number in 1...10 {
      _ = room.say("!session poll \"No \(number)\" 2026-12-08 16:00, 17:00", by: "you")
    }
    #expect(
      room.say("!session poll \"Once more\" 2026-12-08 16:00, 17:00", by: "you")
        == [
          "There are 10 polls that are open already, which is as many as I keep. Nothing was added."
        ])
  }
}
