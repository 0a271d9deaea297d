import CommunityCore
import Primitives
import Testing

/// How a session keeps its time.
@Suite struct AgendaTests {
  /// A session of an hour that was started at 16:05 with two boxes of time.
  private func room() throws -> Rehearsal {
    var room = try Rehearsal(planning: "")
    for line in ["!agenda add Talk 10m", "!agenda add Questions 4m must"] {
      _ = room.say(line, by: "you")
    }
    _ = try room.pass(until: "2026-12-03T16:05:00Z")
    _ = room.say("!session start", by: "you")
    _ = room.say("!agenda next", by: "you")
    return room
  }

  private func texts(_ room: inout Rehearsal, until: String) throws -> [String] {
    try room.pass(until: until).compactMap(\.text)
  }

  @Test func `two minutes before the end and at the end it is said, once each`() throws {
    var room = try room()
    #expect(try texts(&room, until: "2026-12-03T16:12:59Z") == [])
    #expect(
      try texts(&room, until: "2026-12-03T16:13:00Z")
        == ["2 minutes left for Talk. Next: Questions, 4 minutes."])
    #expect(try texts(&room, until: "2026-12-03T16:14:59Z") == [])
    #expect(
      try texts(&room, until: "2026-12-03T16:20:00Z") == [
        "The time for Talk is up. Next: Questions, 4 minutes. `!agenda next` goes on, "
          + "`!agenda extend 5m` gives more."
      ])
  }

  @Test func `what is short is not announced, and what is extended is announced again`() throws {
    var room = try room()
    _ = room.say("!agenda next", by: "you")
    #expect(try texts(&room, until: "2026-12-03T16:08:59Z") == [])
    #expect(try texts(&room, until: "2026-12-03T16:09:00Z").count == 1)
    _ = room.say("!agenda extend 5m", by: "you")
    #expect(try texts(&room, until: "2026-12-03T16:13:59Z").count == 1)
    #expect(try texts(&room, until: "2026-12-03T16:14:00Z").count == 1)
  }

  @Test func `what the bot missed by minutes it leaves out`() throws {
    var room = try room()
    #expect(try room.wait(until: "2026-12-03T16:18:00Z").isEmpty)
    #expect(try room.session(1).hour.agenda.told == .up)
  }

  @Test func `a timer is told once, and one that is stopped never`() throws {
    var room = try room()
    _ = room.say("!agenda free", by: "you")
    _ = room.say("!timer 5m think", by: "you")
    #expect(try texts(&room, until: "2026-12-03T16:20:00Z") == ["⏱ Time is up: think."])
    _ = room.say("!timer 5m", by: "you")
    _ = room.say("!timer off", by: "you")
    #expect(try texts(&room, until: "2026-12-03T16:40:00Z") == [])
  }

  @Test func `a format fills sessions of every length to the minute`() throws {
    for minutes in [30, 45, 60, 90] {
      var room = try Rehearsal(planning: "\(minutes)m")
      for format in room.commons.charter.prompts.formats {
        let said = room.say("!format \(format.name)", by: "you")
        #expect(said[0].hasSuffix("It fills the session."), "\(format.name), \(minutes)")
        #expect(try room.session(1).hour.agenda.minutes == minutes)
      }
    }
  }

  @Test func `an agenda has so many items and no more`() throws {
    var room = try Rehearsal(planning: "")
    for number in 1...Sessions.Agenda.itemsLimit {
      _ = room.say("!agenda add Point\(number) 1m", by: "you")
    }
    #expect(room.say("!agenda add More 1m", by: "you")[0].hasPrefix("There are 12 items"))
  }

  @Test func `what is moved while it runs goes on running`() throws {
    var room = try room()
    _ = room.say("!agenda move 1 2", by: "you")
    let agenda = try room.session(1).hour.agenda
    #expect(agenda.items.map(\.title) == ["Questions", "Talk"])
    #expect(agenda.current == 1)
    _ = room.say("!agenda next", by: "you")
    #expect(try room.session(1).hour.agenda.current == 0)
  }

  @Test func `an agenda comes through a snapshot`() throws {
    var room = try room()
    _ = room.say("!timer 5m think", by: "you")
    let copy = try Community(
      room.community.plan, zones: room.commons.charter.zones,
      reading: JSONPart(parsing: room.snapshot()))
    #expect(copy.sessions[SessionID(1)]?.hour == room.community.sessions[SessionID(1)]?.hour)
  }
}
