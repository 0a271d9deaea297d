import CommunityCore
import Primitives
import Testing

@Suite struct ReminderTests {
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
    #expect(try room.wait(until: "2026-12-02T15:59:59Z").isEmpty)
    #expect(room.commons.nextDue() == Instant(rfc3339: "2026-12-02T16:00:00Z"))
    let day = try room.wait(until: "2026-12-02T16:00:00Z")
    #expect(day.members == ["ana", "dee", "bo"])
    #expect(
      day[0].text
        == "S1 Onboarding is tomorrow: Thu 3 Dec 2026, 16:00 London.\n"
        + "Where: https://meet.example/x\n"
        + "You said yes; `!rsvp yes S1` or `!rsvp no S1` changes that.")
    #expect(day[1].text?.contains("Thu 3 Dec 2026, 21:30 Kolkata") == true)
    #expect(day[2].text?.contains("You said maybe;") == true)
    #expect(try room.work().isEmpty)
    #expect(room.commons.nextDue() == Instant(rfc3339: "2026-12-03T15:50:00Z"))
    let minutes = try room.wait(until: "2026-12-03T15:50:00Z")
    #expect(minutes.members == ["ana", "dee"])
    #expect(
      minutes[0].text
        == "Join: https://meet.example/x\nS1 Onboarding begins in 10 minutes: "
        + "Thu 3 Dec 2026, 16:00 London. Say `!here` when you are there.")
    #expect(room.commons.nextDue() == nil)
    #expect(try room.session(1).reminded == [.day, .minutes])
    #expect(try room.session(1).missed.isEmpty)
  }

  @Test func `a late reminder says the true distance`() throws {
    var room = try room()
    let day = try room.wait(until: "2026-12-03T13:00:00Z")
    #expect(day.members == ["ana", "dee", "bo"])
    #expect(day[0].text?.hasPrefix("S1 Onboarding is in 3 hours: Thu 3 Dec 2026") == true)
  }

  @Test func `where both are late, one message a member is enough`() throws {
    var room = try room()
    let both = try room.wait(until: "2026-12-03T15:55:00Z")
    #expect(both.members == ["bo", "ana", "dee"])
    #expect(both[0].text?.hasPrefix("S1 Onboarding is in 5 minutes") == true)
    #expect(both[1].text?.contains("begins in 5 minutes") == true)
  }

  @Test func `a reminder that is missed is told to the room in one line`() throws {
    var room = try room()
    _ = room.say("!session new \"Reviews\" 2026-12-03 16:30", by: "you")
    _ = room.say("!rsvp yes S2", by: "ana")
    #expect(
      try room.wait(until: "2026-12-03T20:00:00Z") == [
        Reply(
          "I was away when I should have reminded you of S1 Onboarding (Thu 3 Dec 2026, 16:00 "
            + "London) and of S2 Reviews (Thu 3 Dec 2026, 16:30 London). I am sorry.",
          to: .room(RoomID("general")))
      ])
    #expect(try room.session(1).missed == [.day, .minutes])
    #expect(room.commons.nextDue() == nil)
  }

  @Test func `what nobody awaits is not spoken of`() throws {
    var room = try Rehearsal(planning: "")
    #expect(try room.wait(until: "2026-12-02T16:00:00Z").isEmpty)
    #expect(try room.wait(until: "2026-12-05T16:00:00Z").isEmpty)
    #expect(try room.session(1).reminded == [.day, .minutes])
  }

  @Test func `a session planned within a day owes no reminder of the day`() throws {
    var room = try Rehearsal()
    _ = room.say("!session new \"Soon\" 2026-11-21 16:00", by: "you")
    _ = room.say("!rsvp yes", by: "ana")
    #expect(room.commons.nextDue() == Instant(rfc3339: "2026-11-21T15:50:00Z"))
    _ = room.say("!session new \"At once\" 2026-11-21 10:05", by: "you")
    #expect(room.commons.nextDue() == Instant(rfc3339: "2026-11-21T15:50:00Z"))
  }

  @Test func `without direct messages the room is reminded by one post`() throws {
    var room = try room(hasDirectMessages: false)
    #expect(
      try room.wait(until: "2026-12-02T16:00:00Z") == [
        Reply(
          "S1 Onboarding is tomorrow: Thu 3 Dec 2026, 16:00 London.\n"
            + "Where: https://meet.example/x\nComing: Ana, Dee, Bo.",
          to: .room(RoomID("general")), about: "S1")
      ])
    #expect(try room.wait(until: "2026-12-03T15:50:00Z").count == 1)
  }

  @Test func `a session that comes back owes what is still ahead`() throws {
    var room = try room()
    _ = try room.wait(until: "2026-12-02T16:00:00Z")
    _ = room.say("!session cancel", by: "you")
    _ = room.say("cancel", by: "you")
    #expect(room.commons.nextDue() == nil)
    _ = room.say("!undo", by: "you")
    #expect(room.commons.nextDue() == Instant(rfc3339: "2026-12-03T15:50:00Z"))
  }
}
