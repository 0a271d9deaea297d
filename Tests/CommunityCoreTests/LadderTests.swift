import CommunityCore
import Primitives
import Testing

@Suite struct LadderTests {
  /// Ana and Dee come, Bo may come, Cy waits, Eli does not come.
  private func room(hasDirectMessages: Bool = true) throws -> Rehearsal {
    var room = try Rehearsal(
      planning: "--cap 2 --place https://meet.example/x", hasDirectMessages: hasDirectMessages)
    for (id, text) in [
      ("ana", "yes"), ("dee", "yes"), ("bo", "maybe"), ("cy", "yes"), ("eli", "no"),
    ] {
      _ = room.say("!rsvp \(text)", by: id)
    }
    return room
  }

  @Test func `those who come are reminded twice, those who may come once`() throws {
    var room = try room()
    _ = room.say("!tz Kolkata", by: "dee")
    _ = try room.pass(until: "2026-12-02T15:59:59Z")
    #expect(room.commons.nextDue() == Instant(rfc3339: "2026-12-02T16:00:00Z"))
    let day = try room.pass(until: "2026-12-02T16:00:00Z")
    #expect(day.members == ["ana", "bo"])
    #expect(
      day[0].text
        == "S1 Onboarding is tomorrow: Thu 3 Dec 2026, 16:00 London.\n"
        + "Where: https://meet.example/x\n"
        + "You said yes; `!rsvp yes S1` or `!rsvp no S1` changes that.")
    #expect(day[1].text?.contains("You said maybe;") == true)
    // It was half past nine in the evening where Dee is.
    let morning = try room.pass(until: "2026-12-03T02:30:00Z")
    #expect(morning.members == ["dee"])
    #expect(morning[0].text?.contains("in 14 hours: Thu 3 Dec 2026, 21:30 Kolkata") == true)
    #expect(room.commons.nextDue() == Instant(rfc3339: "2026-12-03T15:50:00Z"))
    let minutes = try room.pass(until: "2026-12-03T15:50:00Z")
    #expect(minutes.members == ["ana", "dee"])
    #expect(
      minutes[0].text
        == "Join: https://meet.example/x\nS1 Onboarding begins in 10 minutes: "
        + "Thu 3 Dec 2026, 16:00 London. Say `!here` when you are there.")
    #expect(try room.session(1).missed.isEmpty)
  }

  @Test func `a reminder that is some minutes late is sent and says so`() throws {
    var room = try room()
    _ = try room.pass(until: "2026-12-02T15:00:00Z")
    let day = try room.wait(until: "2026-12-02T16:29:00Z")
    #expect(day.members == ["ana", "dee", "bo"])
    #expect(day[0].text?.hasPrefix("(Late, because I was away.) S1 Onboarding is") == true)
  }

  @Test func `what is later than half an hour is named in one message a room`() throws {
    var room = try room()
    _ = room.say("!session new \"Reviews\" 2026-12-03 16:30", by: "you")
    _ = room.say("!rsvp yes S2", by: "ana")
    _ = try room.pass(until: "2026-12-02T15:00:00Z")
    let missed = try room.wait(until: "2026-12-03T20:00:00Z")
    #expect(
      missed.first
        == Reply(
          "I was away and could not send in time, for which I am sorry:\n"
            + "S1 Onboarding — Thu 3 Dec 2026, 16:00 London (4 hours ago): the reminder, the note at "
            + "the beginning, the question what it was worth.\n"
            + "S2 Reviews — Thu 3 Dec 2026, 16:30 London (4 hours ago): the reminder, the note at the "
            + "beginning, the question what it was worth.",
          to: .room(RoomID("general"))))
    #expect(missed.count == 1)
    #expect(try room.session(1).missed == [.day, .minutes, .begun, .closing])
    #expect(try room.work().isEmpty)
  }

  @Test func `what nobody awaits is not spoken of, but for the one who runs it`() throws {
    var room = try Rehearsal(planning: "")
    let said = try room.pass(until: "2026-12-30T16:00:00Z")
    #expect(Set(said.members) == ["you"])
    #expect(said.compactMap(\.text).count { $0.hasPrefix("You run S1 Onboarding") } == 1)
    #expect(said.count == 2)
  }

  @Test func `a session planned within a day owes no reminder of the day`() throws {
    var room = try Rehearsal()
    _ = room.say("!session new \"Soon\" 2026-11-21 16:00", by: "you")
    _ = room.say("!rsvp yes", by: "ana")
    #expect(room.commons.nextDue() == Instant(rfc3339: "2026-11-21T15:50:00Z"))
    _ = room.say("!session new \"At once\" 2026-11-21 10:05", by: "you")
    #expect(room.commons.nextDue() == Instant(rfc3339: "2026-11-21T10:10:00Z"))
  }

  @Test func `without direct messages the room is reminded by one post`() throws {
    var room = try room(hasDirectMessages: false)
    _ = try room.pass(until: "2026-12-02T15:59:00Z")
    #expect(
      try room.pass(until: "2026-12-02T16:00:00Z") == [
        Reply(
          "S1 Onboarding is tomorrow: Thu 3 Dec 2026, 16:00 London.\n"
            + "Where: https://meet.example/x\nComing: Ana, Dee, Bo.",
          to: .room(RoomID("general")), about: "S1")
      ])
    #expect(try room.pass(until: "2026-12-03T15:50:00Z").count == 1)
  }

  @Test func `a session that comes back owes what is still ahead`() throws {
    var room = try room()
    _ = try room.pass(until: "2026-12-02T16:00:00Z")
    _ = room.say("!session cancel", by: "you")
    _ = room.say("cancel", by: "you")
    #expect(try room.pass(until: "2026-12-02T16:05:00Z").isEmpty)
    _ = room.say("!undo", by: "you")
    #expect(room.commons.nextDue() == Instant(rfc3339: "2026-12-03T15:50:00Z"))
  }

  @Test func `a session that moves owes the rungs ahead of its new time again`() throws {
    var room = try room()
    _ = try room.pass(until: "2026-12-02T16:00:00Z")
    #expect(try room.session(1).reminded.contains(.day))
    _ = room.say("!session move S1 2026-12-17 16:00", by: "you")
    _ = room.say("move", by: "you")
    #expect(try !room.session(1).reminded.contains(.day))
    #expect(try room.session(1).sequence == 1)
    let said = try room.pass(until: "2026-12-16T16:00:00Z").compactMap(\.text)
    #expect(said.contains { $0.hasPrefix("S1 Onboarding is tomorrow: Thu 17 Dec 2026") })
  }

  @Test func `whoever was told of a move in quiet hours hears what is true in the morning`() throws
  {
    var room = try room()
    _ = try room.pass(until: "2026-11-30T22:00:00Z")
    _ = room.say("!session move S1 2026-12-10 16:00", by: "you")
    _ = room.say("move", by: "you")
    _ = room.say("!session move S1 2026-12-11 16:00", by: "you")
    _ = room.say("move", by: "you")
    let told = try room.pass(until: "2026-12-01T08:00:00Z")
    #expect(told.members.sorted() == ["ana", "bo", "cy", "dee"])
    #expect(told.allSatisfy { $0.text?.contains("Fri 11 Dec 2026") == true })
  }

  @Test func `a lead is owed from when it was wanted on`() throws {
    var room = try room()
    _ = try room.pass(until: "2026-12-03T15:30:00Z")
    _ = room.say("!remind 1h,5m", by: "ana")
    #expect(room.commons.nextDue() == Instant(rfc3339: "2026-12-03T15:50:00Z"))
    #expect(try room.pass(until: "2026-12-03T15:50:00Z").members == ["dee"])
    #expect(try room.pass(until: "2026-12-03T15:55:00Z").members == ["ana"])
  }

  @Test func `a start that follows from newer zone data is told once`() throws {
    var room = try Rehearsal()
    // By the law at the time when it was planned, that was an hour earlier.
    let line =
      #"{"community":"data","event":"session.scheduled","session":"S1","title":"Onboarding","#
      + #""local":"2026-12-03T16:00","zone":"Europe/London","minutes":60,"room":"general","#
      + #""at":"2026-11-21T10:00:00Z","start":"2026-12-03T15:00:00Z"}"#
    room.commons.apply(try Fact(reading: JSONPart(parsing: Array(line.utf8))))
    let told = try room.work()
    #expect(told.count == 1)
    #expect(
      told.first?.text
        == "The law on clocks in London has changed. On the clocks there nothing moves: S1 Onboarding "
        + "— Thu 3 Dec 2026, 16:00 London (in 12 days).")
    #expect(try room.work().isEmpty)
    #expect(try room.session(1).told == Instant(rfc3339: "2026-12-03T16:00:00Z"))
  }
}
