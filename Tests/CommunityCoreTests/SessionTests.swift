import CommunityCore
import Primitives
import Testing
import Timekeeping

@Suite struct SessionTests {
  @Test func `a session is planned, which is answered and announced`() throws {
    var room = try Rehearsal()
    let answer = room.answer(
      "!session new \"Onboarding\" 2026-12-03 16:00 60m --place https://meet.example/x --cap 12",
      by: "you")
    #expect(
      answer.replies == [
        Reply(
          "S1 Onboarding — Thu 3 Dec 2026, 16:00 London (in 12 days), 60 minutes. I announce it in "
            + "the room. `!undo` takes it back."),
        Reply(
          "S1 Onboarding — Thu 3 Dec 2026, 16:00 London (in 12 days), 60 minutes. Facilitated by You. "
            + "There are 12 seats.\n"
            + "Where: https://meet.example/x\n"
            + "Coming? `!rsvp yes`, `!rsvp maybe` or `!rsvp no`, or react here with ✅ ❓ ❌.",
          to: .room(RoomID("general")), about: "S1"),
      ])
    let session = try room.session(1)
    #expect(session.start == Instant(rfc3339: "2026-12-03T16:00:00Z"))
    #expect(session.capacity == 12)
    #expect(session.facilitator == MemberID("you"))
  }

  @Test func `a session planned by direct message is announced in the room`() throws {
    var room = try Rehearsal(communities: ["law"])
    _ = room.say("!next", by: "you")
    let replies = room.answer(
      "session new Onboarding 2026-12-03 16:00", by: "you", direct: true
    ).replies
    #expect(replies.map(\.destination) == [.answer, .room(RoomID("general"))])
    #expect(
      replies[0].text
        == "S1 Onboarding — Thu 3 Dec 2026, 16:00 London (in 12 days), 60 minutes. "
        + "I announce it in the room. `!undo` takes it back.")
  }

  @Test func `without a known room a direct message can't plan`() throws {
    var room = try Rehearsal()
    #expect(
      room.say("session new Onboarding 2026-12-03 16:00", by: "you", direct: true) == [
        "I don't know yet in which room to announce it. Please plan the first session there."
      ])
  }

  @Test(arguments: [
    ("\"Title\" 2026-12-03 16:00", "Title", "2026-12-03T16:00", "Europe/London", 60),
    ("Title of words 2026-12-03 16:00", "Title of words", "2026-12-03T16:00", "Europe/London", 60),
    ("“Title” 2026-12-03 4pm Berlin 90m", "Title", "2026-12-03T16:00", "Europe/Berlin", 90),
    ("\"Title\" 2026-12-03 16:00 90m Berlin", "Title", "2026-12-03T16:00", "Europe/Berlin", 90),
    ("2026-12-03 16:00 Reading circle", "Reading circle", "2026-12-03T16:00", "Europe/London", 60),
    (
      "3 ways at 16:00 2026-12-03 16:00", "3 ways at 16:00", "2026-12-03T16:00", "Europe/London", 60
    ),
    ("Title 2026-12-03 16:00 for 1h30", "Title", "2026-12-03T16:00", "Europe/London", 90),
  ])
  func `a session is typed in several ways`(
    typed: String, title: String, local: String, zone: String, minutes: Int
  ) throws {
    var room = try Rehearsal()
    _ = room.say("!session new \(typed)", by: "you")
    let session = try room.session(1)
    #expect(session.title == title)
    #expect(session.time.local.description == local)
    #expect(session.time.zone == zone)
    #expect(session.minutes == minutes)
  }

  @Test(arguments: [
    ("", "I need a title, a date and a time. "),
    ("\"Title\"", "When? "),
    ("Title", "When? "),
    ("2026-12-03 16:00", "What is it called? "),
    ("\"Title\" 2020-12-03 16:00", "`2020-12-03 16:00` is over."),
    ("\"Title\" 2028-12-03 16:00", "That is more than two years ahead: Sun 3 Dec 2028"),
    ("\"Title\" 03/12/2026 16:00", "`03/12/2026` can be read in two ways. "),
    ("\"Title\" thu", "At what time is `thu`?"),
    ("\"Title\" 2026-02-30 16:00", "There is no 30 February 2026"),
    ("\"Title\" 2026-12-03", "At what time is `2026-12-03`?"),
    ("\"Title\" 2026-12-03 16:00 BST", "`BST` can be several zones: "),
    ("\"Title\" 2026-12-03 16:00 Londn", "I know no zone “Londn”. Did you mean London"),
    (
      "\"Title\" 2026-12-03 16:00 +02:00", "`+02:00` would be wrong after the next change of clocks"
    ),
    ("\"Title\" 2026-12-03 16:00 2m", "That is too short"),
    ("\"Title\" 2026-12-03 16:00 London 60m twice", "I know no zone “twice”. "),
    (
      "\"Title\" 2026-12-03 16:00 Berlin 60m Paris", "I don't know what to do with “Paris”. "
    ),
    ("\"Title\" 2026-12-03 16:00 --cap none", "“none” is not a number of seats"),
    ("\"Title\" 2026-12-03 16:00 --cap 0", "“0” is not a number of seats"),
    ("\"Title\" 2026-12-03 16:00 --topic T9", "I find no topic T9."),
    ("\"Title\" 2026-12-03 16:00 --size 3", "There is no `--size`"),
    (
      "\"\(String(repeating: "x", count: 201))\" 2026-12-03 16:00",
      "That is too long: a title has at most 200 letters"
    ),
  ])
  func `what can't be planned is refused with the reason`(typed: String, reason: String) throws {
    var room = try Rehearsal()
    let said = room.say("!session new \(typed)", by: "you")
    #expect(said.count == 1)
    #expect(said.first?.hasPrefix(reason) == true, "\(said)")
    #expect(room.community.sessions.all.isEmpty)
  }

  @Test func `no more sessions lie ahead than can be kept in view`() throws {
    var room = try Rehearsal()
    for number in 1...Sessions.upcomingLimit {
      _ = room.say("!session new \"Number \(number)\" 2026-12-03 16:00", by: "you")
    }
    #expect(
      room.say("!session new \"Too many\" 2026-12-03 16:00", by: "you") == [
        "There are 200 sessions ahead already, which is as many as I keep. Nothing was added."
      ])
    #expect(room.community.sessions.all.count == 200)
    #expect(
      room.say("!session list", by: "ana").first?.hasSuffix("… and 190 more: `!more`.") == true)
  }

  @Test func `only facilitators and coordinators plan`() throws {
    var room = try Rehearsal()
    #expect(
      room.say("!session new \"Title\" 2026-12-03 16:00", by: "ana") == [
        "That is for facilitators and coordinators. You can `!topic <your idea>`."
      ])
  }

  @Test func `a time that the clocks jump over or show twice is told`() throws {
    var room = try Rehearsal()
    let gap = room.say("!session new \"Gap\" 2027-03-28 01:30", by: "you")
    #expect(gap.first?.contains("there is no 01:30: I took 02:30") == true, "\(gap)")
    let fold = room.say("!session new \"Fold\" 2027-10-31 01:30", by: "you")
    #expect(fold.first?.contains("there are two times 01:30: I took the first") == true, "\(fold)")
    #expect(try room.session(1).start == Instant(rfc3339: "2027-03-28T01:30:00Z"))
    #expect(try room.session(2).start == Instant(rfc3339: "2027-10-31T00:30:00Z"))
    let text = String(decoding: room.snapshot(), as: UTF8.self)
    #expect(text.contains(#""start": "2027-03-28T01:30:00+00:00""#))
    #expect(text.contains(#""start": "2027-10-31T01:30:00+01:00""#))
    try expectRoundTrip(room)
  }

  @Test func `a session keeps its wall time over a change of clocks`() throws {
    var room = try Rehearsal()
    _ = room.say("!session new \"Before\" 2027-03-25 16:00", by: "you")
    _ = room.say("!session new \"After\" 2027-04-01 16:00", by: "you")
    #expect(try room.session(1).start == Instant(rfc3339: "2027-03-25T16:00:00Z"))
    #expect(try room.session(2).start == Instant(rfc3339: "2027-04-01T15:00:00Z"))
    let text = String(decoding: room.snapshot(), as: UTF8.self)
    #expect(text.contains(#""start": "2027-04-01T16:00:00+01:00""#))
    _ = room.say("!rsvp yes S2", by: "ana")
    let sent = try room.wait(until: "2027-03-31T15:00:00Z")
    #expect(sent.last?.text?.contains("is tomorrow: Thu 1 Apr 2027, 16:00 London.") == true)
    try expectRoundTrip(room)
  }

  @Test func `the next session is shown, and one that is on beside it`() throws {
    var room = try Rehearsal()
    #expect(
      room.say("!next", by: "ana") == [
        "No session is planned. `!topic <idea>` says what one could be about."
      ])
    #expect(
      room.say("!session", by: "you") == [
        "No session is planned.\n"
          + "Plan one: `!session new \"Title\" 2026-11-28 16:00`. All of them: `!session list`."
      ])
    _ = room.say("!session new \"Onboarding\" 2026-12-03 16:00", by: "you")
    #expect(
      room.say("!next", by: "ana") == [
        "S1 Onboarding — Thu 3 Dec 2026, 16:00 London (in 12 days), 60 minutes. Facilitated by You. "
          + "Nobody going yet.\nComing? `!rsvp yes`"
      ])
    _ = room.say("!tz Kolkata", by: "ana")
    _ = room.say("!rsvp yes", by: "ana")
    #expect(
      room.say("next", by: "ana", direct: true) == [
        "S1 Onboarding — Thu 3 Dec 2026, 21:30 Kolkata (in 12 days) · 16:00 London, 60 minutes. "
          + "Facilitated by You. 1 going.\nYou are going. Changed your mind? `!rsvp no`"
      ])
    #expect(
      room.say("!session", by: "bo") == [
        "S1 Onboarding — Thu 3 Dec 2026, 16:00 London (in 12 days), 60 minutes. Facilitated by You. "
          + "1 going.\nElsewhere: 21:30 Kolkata\n"
          + "`!session list` shows all; `!topic <idea>` says what one could be about."
      ])
    _ = room.say("!session new \"Reviews\" 2026-12-10 16:00 --cap 3", by: "you")
    room.now = try #require(Instant(rfc3339: "2026-12-03T16:10:00Z"))
    let both = room.say("!next", by: "bo").first ?? ""
    #expect(both.contains("S1 Onboarding — Thu 3 Dec 2026, 16:00 London (began 10 minutes ago)"))
    #expect(both.contains("S2 Reviews — Thu 10 Dec 2026, 16:00 London (in 7 days)"))
    #expect(both.contains("0 of 3 seats taken."))
    #expect(room.say("!session list", by: "bo").first?.split(separator: "\n").count == 2)
  }

  @Test func `a link is set, shown, undone, and not undone over another one`() throws {
    var room = try Rehearsal(planning: "")
    #expect(
      room.say("!link", by: "ana") == [
        "S1 Onboarding, Thu 3 Dec 2026, 16:00 London: no link yet. `!link set <url>` adds it."
      ])
    #expect(
      room.say("!link set https://meet.example/a", by: "you") == [
        "S1 Onboarding, Thu 3 Dec 2026, 16:00 London: the link is https://meet.example/a now. "
          + "Reminders will hold it."
      ])
    #expect(room.say("!undo", by: "you") == ["Undone: link of S1. `!redo` does it again."])
    #expect(try room.session(1).place == nil)
    #expect(room.say("!redo", by: "you") == ["Done again: link of S1."])
    _ = room.say("!next", by: "bo")
    _ = room.say("!role add facilitator @bo", by: "you")
    _ = room.say("!link set S1 https://meet.example/c", by: "you")
    _ = room.say("!link set S1 https://meet.example/b", by: "bo")
    #expect(
      room.say("!undo", by: "you") == [
        "That can't be undone any more. The link of S1 was changed again since."
      ])
    #expect(
      room.say("!link set javascript:alert(1)", by: "you").first?
        .hasPrefix("“javascript:alert(1)” is not a link that begins with `https://`.") == true)
    #expect(room.say("!link set", by: "you").first?.hasPrefix("I need a link.") == true)
    #expect(
      room.say("!link set https://x.example", by: "ana") == [
        "That is for facilitators and coordinators (You). You can `!link`."
      ])
    #expect(
      room.say("!link S1", by: "ana") == [
        "S1 Onboarding, Thu 3 Dec 2026, 16:00 London: https://meet.example/b"
      ])
  }

  @Test func `a session that nobody awaits is cancelled at once`() throws {
    var room = try Rehearsal(planning: "")
    let replies = room.answer("!session cancel", by: "you").replies
    #expect(
      replies == [
        Reply("S1 Onboarding is cancelled, and I tell the room."),
        Reply(
          "Cancelled: S1 Onboarding — Thu 3 Dec 2026, 16:00 London (in 12 days). You called it off.",
          to: .room(RoomID("general")), about: "S1"),
      ])
    #expect(room.say("!rsvp yes S1", by: "ana") == ["S1 is cancelled."])
    #expect(room.say("!session cancel S1", by: "you") == ["S1 is cancelled."])
    #expect(room.say("!session cancel S7", by: "you").first?.hasPrefix("There is no S7.") == true)
    #expect(
      room.answer("!undo", by: "you").replies.map(\.text) == [
        "Undone: session S1 cancelled. `!redo` does it again.",
        "S1 Onboarding takes place after all.",
      ])
    #expect(try room.session(1).status == .planned)
  }

  @Test func `a session that is awaited is cancelled after a word, and the room is told`() throws {
    var room = try Rehearsal(planning: "")
    _ = room.say("!rsvp yes", by: "ana")
    _ = room.say("!rsvp maybe", by: "bo")
    #expect(
      room.say("!session cancel", by: "you") == [
        "S1 Onboarding — Thu 3 Dec 2026, 16:00 London (in 12 days): 1 going, 1 maybe. Type `cancel` "
          + "within 5 minutes to call it off; I then tell everybody in the room."
      ])
    #expect(try room.session(1).status == .planned)
    #expect(
      room.answer("cancel", by: "you").replies == [
        Reply("S1 Onboarding is cancelled, and I tell the room."),
        Reply(
          "Cancelled: S1 Onboarding — Thu 3 Dec 2026, 16:00 London (in 12 days). "
            + "You called it off. 1 was going, 1 might have come.",
          to: .room(RoomID("general")), about: "S1"),
      ])
    #expect(try room.wait(until: "2026-12-03T15:55:00Z").isEmpty)
  }

  @Test func `planning is undone until others come`() throws {
    var room = try Rehearsal(planning: "")
    #expect(
      room.answer("!undo", by: "you").replies.map(\.text) == [
        "Undone: session S1 planned. `!redo` does it again.", "S1 Onboarding does not take place.",
      ])
    #expect(try room.session(1).status == .cancelled)
    #expect(room.say("!redo", by: "you").first == "Done again: session S1 planned.")
    #expect(try room.session(1).status == .planned)
    _ = room.say("!rsvp yes", by: "ana")
    #expect(
      room.say("!undo", by: "you") == [
        "That can't be undone any more. Others come to S1 by now; "
          + "`!session cancel S1` asks and cancels it."
      ])
  }

  @Test func `two sessions within a day are a choice, a thread is none`() throws {
    var room = try Rehearsal(planning: "")
    let second = room.answer("!session new \"Reviews\" 2026-12-04 10:00", by: "you").replies
    #expect(second.last?.text?.contains("`!rsvp yes S2`") == true)
    room.post("a2", about: "S2")
    #expect(
      room.say("!rsvp yes +1 late", by: "ana") == [
        "Which session do you mean?\n"
          + "`1` S1 Onboarding — Thu 3 Dec 2026, 16:00 London (in 12 days)\n"
          + "`2` S2 Reviews — Fri 4 Dec 2026, 10:00 London (in 13 days)\n"
          + "Reply `1` or `2` within 10 minutes."
      ])
    #expect(room.say("2", by: "bo").isEmpty)
    #expect(
      room.say("2", by: "ana") == [
        "✅ Going with 1 guest: S2 Reviews, Fri 4 Dec 2026, 10:00 London. Note kept: “late”."
      ])
    #expect(try room.session(2).attendance[MemberID("ana")]?.guests == 1)
    #expect(room.say("!rsvp maybe", by: "bo", thread: "a1").first?.contains("S1") == true)
    #expect(try room.session(1).attendance[MemberID("bo")]?.choice == .maybe)
    for command in ["!rsvp who", "!session cancel", "!link set https://a.example", "!rsvp clear"] {
      #expect(room.say(command, by: "you").first?.hasPrefix("Which session") == true)
    }
    #expect(room.say("!link", by: "you").first?.split(separator: "\n").count == 2)
    #expect(room.say("!rsvp", by: "bo").first?.split(separator: "\n").count == 3)
  }

  @Test func `help fits the moment`() throws {
    var room = try Rehearsal(planning: "")
    let help = { (room: inout Rehearsal) in room.say("!help", by: "ana").first ?? "" }
    #expect(help(&room).contains("`!rsvp yes` says that you come"))
    for (time, line) in [
      ("2026-12-03T10:00:00Z", "S1 Onboarding — Thu 3 Dec 2026, 16:00 London (in 6 hours): `!rsvp"),
      ("2026-12-03T16:20:00Z", "(began 20 minutes ago): `!here`"),
      ("2026-12-03T18:00:00Z", "S1 Onboarding is over: `!feedback 4"),
    ] {
      room.now = try #require(Instant(rfc3339: time))
      #expect(help(&room).contains(line), "\(help(&room))")
      #expect(help(&room).split(separator: "\n").count <= 10)
      #expect(room.say("!help", by: "you").first?.split(separator: "\n").count ?? 0 <= 10)
    }
  }

  @Test func `a snapshot and the journal give the same again`() throws {
    var room = try Rehearsal(planning: "Berlin --cap 2 --place Library")
    for (text, id) in [
      ("!rsvp yes +1 with @bo", "ana"), ("!rsvp yes", "bo"), ("!rsvp maybe", "cy"),
      ("!rsvp no", "ana"), ("!undo", "ana"), ("!link set https://a.example", "you"),
      ("!session new \"Reviews\" 2026-12-10 16:00 --topic T1", "you"),
      ("!session cancel S2", "you"),
    ] {
      _ = room.say(text, by: id)
    }
    _ = room.react("✅", to: "a1", by: "dee")
    _ = try room.wait(until: "2026-12-02T16:00:00Z")
    _ = try room.wait(until: "2026-12-03T15:00:00Z")
    _ = room.say("!here", by: "bo")
    try expectRoundTrip(room)
  }

  private func expectRoundTrip(_ room: Rehearsal) throws {
    let bytes = room.snapshot()
    let read = try Community(
      room.community.plan, zones: room.commons.charter.zones,
      reading: JSONPart(parsing: bytes))
    var again = JSONWriter(indented: true)
    read.write(to: &again)
    #expect(String(decoding: bytes, as: UTF8.self) == String(decoding: again.bytes, as: UTF8.self))
    #expect(read.sessions.nextRung == room.community.sessions.nextRung)
    for (left, right) in zip(read.sessions.all, room.community.sessions.all) {
      #expect(left.attendance.seatsTaken == right.attendance.seatsTaken)
      #expect(left.attendance.waitlist.map(\.member) == right.attendance.waitlist.map(\.member))
      #expect(left.start == right.start)
    }
  }
}
