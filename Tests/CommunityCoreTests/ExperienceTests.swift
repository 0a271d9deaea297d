import CommunityCore
import Primitives
import Testing

@Suite struct ExperienceTests {
  /// A community whose session S1 took place on 3 December in the afternoon; those who are named were
  /// there.
  private static func room(here: [String] = ["ana", "bo"]) throws -> Rehearsal {
    var room = try Rehearsal(planning: "")
    _ = try room.pass(until: "2026-12-03T16:05:00Z")
    for id in here { _ = room.say("!here S1", by: id) }
    return room
  }

  /// Those who are asked until `text` what they tried, and after which session.
  private static func asked(_ room: inout Rehearsal, until text: String) throws -> [String] {
    try room.pass(until: text).flatMap { reply -> [String] in
      guard case .direct(let member) = reply.destination else { return [] }
      let said = (reply.text ?? "").split(separator: "\n").filter {
        $0.contains("Did you try something from it?")
      }
      return said.map { "\(member) \($0.prefix(2))" }
    }
  }

  /// The same community as it is read back.
  private static func restarted(_ room: Rehearsal) throws -> Rehearsal {
    var again = try Rehearsal()
    again.now = room.now
    let value = try JSONPart(parsing: Array(room.state.utf8))
    for community in value["communities"]?.array ?? [] { try again.commons.restore(community) }
    #expect(again.state == room.state)
    return again
  }

  @Test func `who was there is asked once what they tried, in their own morning`() throws {
    var room = try Self.room()
    // Thirty days later is a Saturday.
    #expect(try Self.asked(&room, until: "2027-01-04T07:59:59Z") == [])
    room = try Self.restarted(room)
    #expect(try Self.asked(&room, until: "2027-01-04T08:00:00Z") == ["ana S1", "bo S1"])
    room = try Self.restarted(room)
    #expect(try Self.asked(&room, until: "2027-04-01T12:00:00Z") == [])
  }

  @Test func `a bot that was away asks up to three days later, and tells what a session was worth`()
    throws
  {
    var room = try Rehearsal(planning: "--place https://meet.example/x")
    room.now = try #require(Instant(rfc3339: "2026-12-03T16:05:00Z"))
    _ = try room.work()
    for id in ["ana", "bo", "cy"] { _ = room.say("!here S1", by: id) }
    room.now = room.now + .hours(2)
    for id in ["ana", "bo", "cy"] { _ = room.say("!feedback S1 4", by: id) }
    _ = try room.wait(until: "2026-12-04T12:00:00Z")
    let late = try room.wait(until: "2026-12-14T12:00:00Z").compactMap(\.text)
    #expect(late.contains { $0.hasPrefix("What S1 Onboarding was worth") })
    // Due on Saturday 2 January in the afternoon.
    let asked = try room.wait(until: "2027-01-05T12:00:00Z").compactMap(\.text)
    #expect(asked.count == 3 && asked.allSatisfy { $0.contains("Did you try something from it?") })
    #expect(try room.wait(until: "2027-02-05T12:00:00Z").isEmpty)
  }

  @Test func `nobody is asked who snoozes, wants no reminders or has told already`() throws {
    var room = try Self.room(here: ["ana", "bo", "cy", "dee"])
    _ = room.say("!snooze 2027-02-01", by: "ana")
    _ = room.say("!remind off", by: "bo")
    _ = room.say("!tried S1 It went well", by: "cy")
    #expect(try Self.asked(&room, until: "2027-02-10T12:00:00Z") == ["dee S1"])
  }

  @Test func `nobody is asked twice in a week, nor a third time who never answers`() throws {
    var room = try Self.room(here: ["ana"])
    for (number, day) in [(2, "04"), (3, "05")] {
      _ = room.say("!session new \"More\" 2026-12-\(day) 18:00", by: "you")
      _ = try room.pass(until: "2026-12-\(day)T18:05:00Z")
      _ = room.say("!here S\(number)", by: "ana")
      if number == 2 { _ = room.say("!here S2", by: "bo") }
    }
    _ = room.say("!here S3", by: "bo")
    #expect(try Self.asked(&room, until: "2027-01-10T23:00:00Z") == ["ana S1", "bo S2"])
    _ = room.say("no", by: "bo", direct: true)
    room = try Self.restarted(room)
    #expect(try Self.asked(&room, until: "2027-01-11T08:00:00Z") == ["ana S2", "bo S3"])
    #expect(try Self.asked(&room, until: "2027-04-01T12:00:00Z") == [])
    #expect(room.community.experiences.isTired(MemberID("ana")))
  }

  @Test func `days that are kept free put the question off`() throws {
    var room = try Self.room(here: ["ana"])
    _ = room.say("!blackout 2027-01-02 to 2027-01-13", by: "you")
    #expect(try Self.asked(&room, until: "2027-01-14T07:59:59Z") == [])
    #expect(try Self.asked(&room, until: "2027-01-14T08:00:00Z") == ["ana S1"])
  }

  @Test func `an answer to the bot alone is understood, and one in a room is not meant`() throws {
    var room = try Self.room()
    _ = try room.pass(until: "2027-01-04T09:00:00Z")
    #expect(room.say("yes, we did", by: "ana") == [])
    #expect(
      room.say("Yes, pairs of buddies worked", by: "ana", direct: true)[0]
        .hasPrefix("X1 is kept about S1 Onboarding"))
    let told = try #require(room.community.experiences.all.first)
    #expect(told.parts == ["pairs of buddies worked"] && told.session == SessionID(1))
    #expect(room.say("later", by: "bo", direct: true)[0].contains("Mon 18 Jan 2027, 09:00"))
    #expect(try Self.asked(&room, until: "2027-01-18T08:59:59Z") == [])
    #expect(try Self.asked(&room, until: "2027-01-18T09:00:00Z") == ["bo S1"])
  }

  @Test(arguments: [("tried S1", 0), ("impact", 0), ("story", 1)])
  func `nothing is quoted before a yes, after a no, or once it is withdrawn`(
    command: String, subject: Int
  ) throws {
    var room = try Self.room()
    _ = room.say("!\(command) Zebras help @bo", by: "ana")
    func leaves() -> Bool {
      let period = Period(days: 30, before: room.now)
      let subjects: [ExportSubject] = [.impact, .stories]
      let rows = room.community.sheet(of: subjects[subject], at: room.now).rows
      let quotes = room.community.quotes(in: period).map(\.text)
      #expect(quotes == [] || quotes == ["Zebras help a member"])
      #expect(rows.isEmpty == quotes.isEmpty)
      return !quotes.isEmpty
    }
    #expect(!leaves())
    _ = room.say("!impact consent X1 yes", by: "bo")
    #expect(!leaves())
    _ = room.say("!impact consent X1 yes", by: "ana")
    #expect(leaves())
    _ = room.say("!undo", by: "ana")
    #expect(!leaves())
    _ = room.say("!impact consent X1 no", by: "ana")
    #expect(!leaves())
    _ = room.say("!impact consent X1 yes", by: "ana")
    #expect(leaves())
    var other = room
    _ = room.say("!impact withdraw X1", by: "ana")
    #expect(!leaves() && !room.state.contains("Zebras"))
    _ = other.say("!forget me", by: "ana")
    _ = other.say("forget", by: "ana")
    room = other
    #expect(!leaves() && !room.state.contains("Zebras"))
  }

  @Test func `a yes in the room counts for five minutes, one alone for a day`() throws {
    var room = try Self.room()
    _ = room.say("!impact Zebras help", by: "ana")
    room.now = room.now + .minutes(6)
    #expect(room.say("yes", by: "ana") == [])
    _ = room.say("!impact Zebras stay", by: "ana", direct: true)
    room.now = room.now + .hours(20)
    #expect(room.say("yes", by: "ana", direct: true)[0].hasPrefix("Thank you: X2 may be quoted"))
    #expect(room.community.experiences.quotable.map(\.id) == [ExperienceID(2)])
  }

  @Test func `a digest quotes only what its author agreed to`() throws {
    var room = try Rehearsal(hasDigests: true)
    _ = room.say("!join", by: "you")
    _ = room.say("!mail you@example.org", by: "you", direct: true)
    _ = room.say("!impact Zebras help", by: "ana")
    _ = room.say("!impact Giraffes help", by: "ana")
    _ = room.say("yes", by: "ana")
    let said = try room.pass(until: "2026-11-23T12:00:00Z").map { String(describing: $0) }
    #expect(said.contains { $0.contains("2 effects in work") })
    #expect(said.contains { $0.contains("Giraffes") })
    #expect(!said.contains { $0.contains("Zebras") })
  }

  @Test func `nobody is asked twice in six days what a session was worth`() throws {
    var room = try Self.room(here: ["ana"])
    _ = room.say("!session new \"More\" 2026-12-07 16:00", by: "you")
    _ = room.say("!session new \"Again\" 2026-12-10 16:00", by: "you")
    var asked: [String] = []
    for (number, day) in [(2, "07"), (3, "10")] {
      asked += try room.pass(until: "2026-12-\(day)T16:05:00Z").compactMap(\.text)
      _ = room.say("!here S\(number)", by: "ana")
      if number == 2 { _ = room.say("!here S2", by: "bo") }
      room = try Self.restarted(room)
    }
    asked += try room.pass(until: "2026-12-14T16:05:00Z").compactMap(\.text)
    let questions = asked.filter { $0.contains("Was it worth your time?") }.map { $0.prefix(2) }
    #expect(questions == ["S1", "S2", "S3"])
    #expect(room.community.feedback.wasAskedLately(MemberID("bo"), at: room.now) == false)
  }

  @Test(arguments: [(2, 0), (0, 2), (0, 3), (3, 0), (3, 2)])
  func `what a session was worth goes back to its room from three answers up`(
    alone: Int, named: Int
  ) throws {
    var room = try Self.room()
    room.now = room.now + .hours(2)
    for (id, rating) in [("ana", 5), ("bo", 4), ("cy", 4)].prefix(alone) {
      _ = room.say("feedback S1 \(rating)", by: id, direct: true)
    }
    for id in ["dee", "eve", "fay"].prefix(named) { _ = room.say("!feedback S1 1 long", by: id) }
    let said = try room.pass(until: "2026-12-10T17:00:00Z").filter {
      $0.destination == .room(RoomID("general"))
    }
    let results = said.compactMap(\.text).filter { $0.hasPrefix("What S1 Onboarding was worth") }
    // Two with a name are not counted in, because the average would tell theirs.
    let average = alone == 3 ? "4.3" : "1.0"
    #expect(
      results
        == (alone < 3 && named < 3
          ? []
          : [
            "What S1 Onboarding was worth to those who were there: \(average) of 5 (3 answers). "
              + "Thank you for saying so."
          ]))
  }

  @Test func `an effect without consent is read by nobody else`() throws {
    var room = try Self.room()
    _ = room.say("!impact S1 Zebras help", by: "ana")
    for line in ["!stories", "!stories S1", "!stories X1", "!find zebras", "!retro", "!impact"] {
      #expect(!room.say(line, by: "you").joined().contains("Zebras"), "\(line)")
    }
    #expect(
      room.answer("!stories X1", by: "ana").replies[0].destination == .direct(MemberID("ana")))
    _ = room.say("!impact consent X1 yes", by: "ana")
    for line in ["!stories", "!stories S1", "!stories X1", "!find zebras"] {
      #expect(room.say(line, by: "you").joined().contains("Zebras"), "\(line)")
    }
  }
}
