import CommunityCore
import Primitives
import Testing

@Suite struct AttendanceTests {
  @Test(arguments: [
    ("yes", Attendance.Choice.yes, 0, ""), ("Yes!!", .yes, 0, ""), ("YEP", .yes, 0, ""),
    ("in", .yes, 0, ""), ("+", .yes, 0, ""), ("✅", .yes, 0, ""), ("👍🏽", .yes, 0, ""),
    ("y +2", .yes, 2, ""), ("+1", .yes, 1, ""),
    ("yes S1 +1 I'll bring cake", .yes, 1, "I'll bring cake"),
    ("S1 yes +1", .yes, 1, ""), ("1 yes", .yes, 0, ""), ("yes 1", .yes, 0, "1"),
    ("I'm in", .yes, 0, ""), ("yes 2 of us perhaps", .yes, 0, "2 of us perhaps"),
    ("maybe", .maybe, 0, ""), ("?", .maybe, 0, ""), ("🤔", .maybe, 0, ""),
    ("not sure yet", .maybe, 0, "yet"), ("no", .no, 0, ""), ("Nope.", .no, 0, ""),
    ("-", .no, 0, ""),
    ("can’t make it", .no, 0, ""), ("sorry no", .no, 0, ""), ("❌", .no, 0, ""),
  ])
  func `an answer is typed in many ways`(
    typed: String, choice: Attendance.Choice, guests: Int, note: String
  ) throws {
    var room = try Rehearsal(planning: "")
    _ = room.say("!rsvp \(typed)", by: "ana")
    let answer = try room.session(1).attendance[MemberID("ana")]
    #expect(answer?.choice == choice)
    #expect(answer?.guests == guests)
    #expect(answer?.note == note)
  }

  @Test(arguments: [
    ("yesterday", "“yesterday” is not `yes`, `maybe` or `no`."),
    ("what do I do in there", "“what” is not `yes`, `maybe` or `no`."),
    ("yes +6", "“+6” is not up to +5 guests."),
    ("yes S9", "There is no S9."),
    (
      "yes \(String(repeating: "x", count: 201))",
      "That is too long: a note has at most 200 letters"
    ),
  ])
  func `what is no answer changes nothing`(typed: String, reason: String) throws {
    var room = try Rehearsal(planning: "")
    let said = room.say("!rsvp \(typed)", by: "ana")
    #expect(said.first?.hasPrefix(reason) == true, "\(said)")
    #expect(try room.session(1).attendance.isEmpty)
  }

  @Test func `the last answer wins, and a bare question shows it`() throws {
    var room = try Rehearsal(planning: "")
    #expect(
      room.say("!rsvp", by: "ana") == [
        "S1 Onboarding — Thu 3 Dec 2026, 16:00 London (in 12 days): you have not answered yet.\n"
          + "Answer with `!rsvp yes`, `!rsvp maybe` or `!rsvp no`."
      ])
    #expect(
      room.say("!rsvp yes leaving 16:45", by: "ana") == [
        "✅ Going: S1 Onboarding, Thu 3 Dec 2026, 16:00 London. Note kept: “leaving 16:45”."
      ])
    #expect(room.say("!rsvp", by: "ana").first?.contains("you are going, “leaving 16:45”.") == true)
    #expect(
      room.say("!r no", by: "ana") == ["❌ Not coming: S1 Onboarding, Thu 3 Dec 2026, 16:00 London."]
    )
    #expect(try room.session(1).attendance.goingCount == 0)
    #expect(try room.session(1).attendance.notCount == 1)
    #expect(
      room.say("!rsvp clear", by: "ana") == [
        "Your no to S1 Onboarding is taken back: you have not answered now."
      ])
    #expect(
      room.say("!rsvp clear", by: "ana") == [
        "You have not answered S1, so there is nothing to take back."
      ])
    room.now = try #require(Instant(rfc3339: "2026-12-03T17:00:00Z"))
    #expect(room.say("!rsvp yes S1", by: "ana") == ["S1 is over."])
  }

  @Test func `seats are counted with guests, and those who wait are promoted in order`() throws {
    var room = try Rehearsal(planning: "--cap 3")
    #expect(
      room.say("!rsvp yes +1", by: "ana") == [
        "✅ Going with 1 guest: S1 Onboarding, Thu 3 Dec 2026, 16:00 London. 2 of 3 seats taken."
      ])
    #expect(room.say("!rsvp yes +3", by: "bo") == ["S1 has 3 seats in all, and you need 4."])
    #expect(
      room.say("!rsvp yes +1", by: "bo") == [
        "S1 Onboarding has only 1 seat left, and you need 2. You are 1st on the waitlist; "
          + "I'll send you a direct message when a seat is yours."
      ])
    #expect(room.say("!rsvp yes", by: "cy").first?.hasSuffix("3 of 3 seats taken.") == true)
    #expect(
      room.say("!rsvp yes", by: "dee") == [
        "S1 Onboarding is full. You are 2nd on the waitlist; "
          + "I'll send you a direct message when a seat is yours."
      ])
    #expect(room.say("!rsvp", by: "dee").first?.contains("you are 2nd on the waitlist.") == true)
    // One seat becomes free, and the first who waits needs two.
    let one = room.answer("!rsvp no", by: "cy").replies
    #expect(one.members == ["dee"])
    #expect(
      one.last?.text
        == "A seat has become free and it is yours: S1 Onboarding — Thu 3 Dec 2026, 16:00 London "
        + "(in 12 days). If you can't come, say `!rsvp no S1`.")
    #expect(room.answer("!rsvp maybe", by: "ana").replies.members == ["bo"])
    #expect(try room.session(1).attendance.seatsTaken == 3)
    #expect(try room.session(1).attendance.waitingCount == 0)
  }

  @Test func `one seat that becomes free is given to exactly one`() throws {
    var room = try Rehearsal(planning: "--cap 1")
    for id in ["ana", "bo", "cy", "dee"] { _ = room.say("!rsvp yes", by: id) }
    #expect(room.answer("!rsvp no", by: "ana").replies.members == ["bo"])
    #expect(room.answer("!rsvp no", by: "cy").replies.members == [])
    #expect(room.answer("!rsvp no", by: "bo").replies.members == ["dee"])
  }

  @Test func `who has a seat keeps it when there is none for a guest`() throws {
    var room = try Rehearsal(planning: "--cap 2")
    _ = room.say("!rsvp yes", by: "ana")
    _ = room.say("!rsvp yes", by: "bo")
    #expect(
      room.say("!rsvp yes +1", by: "ana") == [
        "S1 has no seat left for 1 more. You keep what you have."
      ])
    #expect(try room.seat("ana") == .seated)
  }

  @Test func `an undone no goes to the end where the seat was given away`() throws {
    var room = try Rehearsal(planning: "--cap 1")
    for id in ["ana", "bo", "cy"] { _ = room.say("!rsvp yes", by: id) }
    #expect(room.answer("!rsvp no", by: "ana").replies.members == ["bo"])
    #expect(
      room.say("!undo", by: "ana") == [
        "Undone: RSVP S1 no. `!redo` does it again.\n"
          + "Your seat at S1 Onboarding was given away meanwhile: you are 2nd on the waitlist."
      ])
    #expect(try room.seat("bo") == .seated)
    #expect(try room.session(1).attendance.waitlist.map(\.member.text) == ["cy", "ana"])
    #expect(room.answer("!redo", by: "ana").replies.members == [])
    #expect(try room.session(1).attendance.waitlist.map(\.member.text) == ["cy"])
  }

  @Test func `an undone yes gives its seat to the next`() throws {
    var room = try Rehearsal(planning: "--cap 1")
    _ = room.say("!rsvp yes", by: "ana")
    _ = room.say("!rsvp yes", by: "bo")
    let replies = room.answer("!undo", by: "ana").replies
    #expect(replies.first?.text == "Undone: RSVP S1 yes. `!redo` does it again.")
    #expect(replies.members == ["bo"])
    #expect(room.say("!redo", by: "ana").first?.contains("1st on the waitlist") == true)
    #expect(try room.seat("bo") == .seated)
    #expect(try room.seat("ana") == .waiting)
  }

  @Test func `an undone answer to a session that is cancelled is refused`() throws {
    var room = try Rehearsal(planning: "")
    _ = room.say("!rsvp yes", by: "ana")
    _ = room.say("!session cancel", by: "you")
    _ = room.say("cancel", by: "you")
    #expect(
      room.say("!undo", by: "ana") == ["That can't be undone any more. S1 is over or cancelled."])
  }

  @Test func `without direct messages the room hears of a seat`() throws {
    var room = try Rehearsal(planning: "--cap 1", hasDirectMessages: false)
    _ = room.say("!rsvp yes", by: "ana")
    #expect(
      room.say("!rsvp yes", by: "bo").first?.hasSuffix(
        "I'll say so in the room when a seat is yours.")
        == true)
    #expect(
      room.answer("!rsvp no", by: "ana").replies.last
        == Reply(
          "A seat at S1 Onboarding has become free: Bo has one now.", to: .room(RoomID("general"))))
  }

  @Test func `who comes is listed by name, without notes`() throws {
    var room = try Rehearsal(planning: "--cap 3")
    #expect(
      room.say("!rsvp who", by: "ana") == [
        "S1 Onboarding — Thu 3 Dec 2026, 16:00 London (in 12 days)\nNobody has answered yet.\n"
          + "No answer: 1."
      ])
    for (id, text) in [
      ("ana", "yes +1 late"), ("bo", "yes"), ("cy", "yes"), ("dee", "maybe"), ("eli", "no ill"),
    ] {
      _ = room.say("!rsvp \(text)", by: id)
    }
    #expect(
      room.say("!rsvp who S1", by: "ana") == [
        "S1 Onboarding — Thu 3 Dec 2026, 16:00 London (in 12 days)\n"
          + "Going 2 (3 of 3 seats taken): Ana +1, Bo\nWaitlist 1: Cy\nMaybe 1: Dee\nNot 1: Eli\n"
          + "No answer: 1."
      ])
  }

  @Test func `reactions answer, and taking them away takes back only their own answer`() throws {
    var room = try Rehearsal(planning: "")
    #expect(
      room.react("✅", to: "a1", by: "ana") == [
        Reply(
          "✅ Going: S1 Onboarding, Thu 3 Dec 2026, 16:00 London.", to: .direct(MemberID("ana")))
      ])
    #expect(room.react("✅️", to: "m0", by: "ana").isEmpty)
    #expect(room.react("❓", to: "a1", by: "ana").count == 1)
    #expect(room.react("✅", to: "a1", by: "ana", isRemoved: true).isEmpty)
    #expect(try room.session(1).attendance[MemberID("ana")]?.choice == .maybe)
    #expect(
      room.react("❓", to: "a1", by: "ana", isRemoved: true).map(\.text) == [
        "Your maybe to S1 Onboarding is taken back: you have not answered now."
      ])
    #expect(try room.session(1).attendance[MemberID("ana")] == nil)
    _ = room.say("!rsvp yes +1", by: "bo")
    #expect(room.react("👍", to: "a1", by: "bo").isEmpty)
    #expect(room.react("👍", to: "a1", by: "bo", isRemoved: true).isEmpty)
    #expect(try room.session(1).attendance[MemberID("bo")]?.guests == 1)
    #expect(room.react("🎉", to: "a1", by: "cy").isEmpty)
    #expect(room.react("✅", to: "elsewhere", by: "cy").isEmpty)
    room.now = try #require(Instant(rfc3339: "2026-12-03T17:00:00Z"))
    #expect(room.react("✅", to: "a1", by: "cy").isEmpty)
  }

  @Test func `a reaction to the message that planned it answers too, by the room where it must`()
    throws
  {
    var room = try Rehearsal(hasDirectMessages: false)
    _ = room.say("!session new \"Onboarding\" 2026-12-03 16:00 --cap 1", by: "you")
    #expect(room.react("✅", to: "m1", by: "ana").map(\.destination) == [.answer])
    #expect(try room.seat("ana") == .seated)
    #expect(room.react("❌", to: "m1", by: "ana").count == 1)
    #expect(try room.session(1).attendance.notCount == 1)
  }

  @Test func `who is there says so during the session`() throws {
    var room = try Rehearsal(planning: "")
    #expect(
      room.say("!here", by: "ana") == [
        "You can say `!here` from half an hour before a session until an hour after it. "
          + "This one is S1 Onboarding — Thu 3 Dec 2026, 16:00 London (in 12 days)."
      ])
    room.now = try #require(Instant(rfc3339: "2026-12-03T15:50:00Z"))
    #expect(
      room.say("!here", by: "ana") == [
        "Welcome to S1 Onboarding, Ana: your first session, good that you are here. "
          + "You are the first."
      ])
    #expect(room.say("!here", by: "ana") == ["I know that you are at S1 Onboarding already."])
    #expect(room.say("!here S1", by: "bo").first?.hasSuffix("You are 2 now.") == true)
    #expect(try room.session(1).attendance.here.map(\.text) == ["ana", "bo"])
    #expect(room.say("!undo", by: "bo") == ["Undone: you being at S1. `!redo` does it again."])
    #expect(try room.session(1).attendance.here.map(\.text) == ["ana"])
    _ = room.say("!session new \"Reviews\" 2026-12-03 17:30", by: "you")
    room.now = try #require(Instant(rfc3339: "2026-12-03T17:40:00Z"))
    #expect(room.say("!here", by: "ana").first?.hasPrefix("Which session do you mean?") == true)
    #expect(
      room.say("2", by: "ana") == [
        "Welcome to S2 Reviews, Ana: good to see you. You are the first."
      ])
    room.now = try #require(Instant(rfc3339: "2026-12-05T17:40:00Z"))
    #expect(room.say("!here S2", by: "bo").first?.hasPrefix("You can say `!here` from") == true)
  }

  @Test func `who leaves gives up their seat, and gets it back only if it is free`() throws {
    var room = try Rehearsal(planning: "--cap 1")
    for id in ["ana", "bo"] { _ = room.say("!rsvp yes", by: id) }
    #expect(room.answer("!leave", by: "ana").replies.members == ["bo"])
    #expect(try room.seat("ana") == nil)
    #expect(room.say("!undo", by: "ana").first?.contains("1st on the waitlist") == true)
    #expect(try room.seat("bo") == .seated)
    _ = room.say("!forget me", by: "bo")
    #expect(room.answer("forget", by: "bo").replies.members == ["ana"])
    #expect(try room.session(1).attendance.seatsTaken == 1)
    #expect(try room.seat("bo") == nil)
    #expect(!String(decoding: room.snapshot(), as: UTF8.self).contains("\"bo\""))
  }

  @Test func `facts about sessions survive the journal`() throws {
    var room = try Rehearsal()
    var copy = try Rehearsal()
    let lines = [
      ("!session new \"Onboarding\" 2026-12-03 16:00 Berlin 90m --cap 1 --place Here", "you"),
      ("!rsvp yes +0 note", "ana"), ("!rsvp yes", "bo"), ("!rsvp no", "ana"), ("!undo", "ana"),
      ("!rsvp clear", "bo"), ("!link set https://a.example", "you"), ("!undo", "you"),
      ("!session cancel", "you"), ("cancel", "you"), ("!undo", "you"),
    ]
    for (text, id) in lines {
      for fact in room.answer(text, by: id).facts {
        var json = JSONWriter()
        fact.write(to: &json)
        let read = try Fact(reading: JSONPart(parsing: json.bytes))
        #expect(read == fact)
        copy.commons.apply(read)
      }
    }
    #expect(
      String(decoding: room.snapshot(), as: UTF8.self)
        == String(decoding: copy.snapshot(), as: UTF8.self))
    #expect(try copy.session(1).attendance.seatsTaken == 1)
  }

  @Test func `the names of a large session go on with more`() throws {
    var room = try Rehearsal()
    _ = room.say("!session new \"Onboarding\" 2026-12-03 16:00", by: "you")
    for number in 10..<75 { _ = room.say("!rsvp yes", by: "m\(number)") }
    _ = room.say("!rsvp maybe", by: "bo")
    let first = room.say("!rsvp who", by: "bo")[0]
    #expect(first.contains("Going 65: "))
    #expect(first.contains(", and 35 more\nMaybe 1: "))
    #expect(first.hasSuffix("`!more` shows further names."))
    let second = room.say("!more", by: "bo")[0]
    #expect(second.contains(", and 5 more") && !second.contains("Maybe"))
    let third = room.say("!more", by: "bo")[0]
    #expect(third.contains("Going 65: ") && !third.contains("more"))
    #expect(room.say("!more", by: "bo")[0].hasPrefix("I have no list"))
  }
}
