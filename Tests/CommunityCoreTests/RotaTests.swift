import CommunityCore
import Primitives
import Testing

@Suite struct RotaTests {
  @Test func `the ladder climbs from the holder to the coordinators`() throws {
    var room = try Rehearsal(rota: ["ana", "bo", "cy"])
    let first = try room.pass(until: "2026-12-03T16:00:00Z")
    let asked = first.filter { $0.text?.hasPrefix("It is your turn") == true }.members
    #expect(asked.count == 1)
    let holder = try #require(asked.first)
    #expect(try room.facilitator(3) == holder)
    let again = try room.pass(until: "2026-12-06T16:00:00Z")
    #expect(
      again.filter { $0.text?.hasPrefix("I have not heard") == true }.members == [holder])
    let standIn = try room.pass(until: "2026-12-07T16:00:00Z")
      .filter { $0.text?.hasPrefix("Would you stand in") == true }.members
    #expect(standIn.count == 1 && standIn != [holder])
    // The coordinator keeps the usual quiet hours, and Tuesday afternoon is none.
    let told = try room.pass(until: "2026-12-08T16:00:00Z")
      .filter { $0.text?.hasPrefix("Nobody has said yes") == true }.members
    #expect(told == ["you"])
    _ = room.say("!accept S3", by: standIn[0])
    #expect(try room.facilitator(3) == standIn[0])
    _ = try room.pass(until: "2026-12-10T18:00:00Z")
    #expect(room.community.rota.taken(by: MemberID(standIn[0]), as: "facilitator") == [3])
    #expect(room.community.rota.taken(by: MemberID(holder), as: "facilitator") == [])
  }

  @Test func `yes ends the ladder`() throws {
    var room = try Rehearsal(rota: ["ana", "bo"])
    let asked = try room.pass(until: "2026-12-03T16:00:00Z")
      .filter { $0.text?.hasPrefix("It is your turn") == true }.members
    #expect(room.say("!accept", by: asked[0])[0].hasPrefix("Thank you! You are facilitator at S3"))
    let later = try room.pass(until: "2026-12-10T15:00:00Z").compactMap(\.text)
    #expect(!later.contains { $0.contains("heard from you") || $0.contains("stand in") })
  }

  @Test func `nobody is asked before two sessions, and who is snoozed is left alone`() throws {
    var room = try Rehearsal(rota: ["ana", "bo", "cy"])
    _ = room.say("!join", by: "new")
    _ = room.say("!rota add @new", by: "you")
    _ = room.say("!snooze 3w", by: "ana")
    var asked: Set<String> = []
    for week in ["03", "10", "17"] {
      let said = try room.pass(until: "2026-12-\(week)T16:00:00Z")
      for id in said.filter({ $0.text?.hasPrefix("It is your turn") == true }).members {
        asked.insert(id)
        _ = room.say("!accept", by: id)
      }
    }
    #expect(asked == ["bo", "cy"])
  }

  @Test func `whoever comes back from a snooze owes nothing`() throws {
    var room = try Rehearsal(rota: ["ana", "bo"])
    var holders: [String] = []
    var day = try #require(Instant(rfc3339: "2026-12-03T16:00:00Z"))
    for week in 0..<20 {
      for id in try room.pass(until: day.description).asked {
        holders.append(id)
        _ = room.say("!accept", by: id)
      }
      if week == 4 { _ = room.say("!snooze until 2027-03-02", by: "ana") }
      day = day + .days(7)
    }
    let after = holders.suffix(6)
    #expect(holders.prefix(5).contains("ana"), "\(holders)")
    #expect(holders.dropFirst(5).prefix(8).allSatisfy { $0 == "bo" }, "\(holders)")
    #expect(after.count { $0 == "ana" } == 3, "\(holders)")
  }

  @Test func `a rota that is off asks nobody, and the one who planned runs it`() throws {
    var room = try Rehearsal(rota: ["ana", "bo"])
    _ = room.say("!rota mode off", by: "you")
    let said = try room.pass(until: "2026-12-10T15:00:00Z").compactMap(\.text)
    #expect(!said.contains { $0.hasPrefix("It is your turn") })
    #expect(try room.facilitator(3) == "you")
  }

  @Test func `without direct messages the room hears who is asked`() throws {
    var room = try Rehearsal(rota: ["ana", "bo"], hasDirectMessages: false)
    let said = try room.pass(until: "2026-12-03T16:00:00Z").compactMap(\.text)
    #expect(said.contains { $0.contains(": It is your turn as facilitator: S3") })
  }

  @Test func `a reason is said to coordinators alone and kept nowhere`() throws {
    var room = try Rehearsal(rota: ["ana", "bo"])
    let asked = try room.pass(until: "2026-12-03T16:00:00Z")
      .filter { $0.text?.hasPrefix("It is your turn") == true }.members
    let answer = room.answer("!skip S3 zebras", by: asked[0], direct: true)
    let telling = answer.replies.filter { $0.text?.contains("zebras") == true }
    #expect(telling.members == ["you"])
    #expect(!room.state.contains("zebras"))
  }

  @Test func `a turn of somebody who is forgotten is offered to the next`() throws {
    var room = try Rehearsal(rota: ["ana", "bo"])
    let asked = try room.pass(until: "2026-12-03T16:00:00Z")
      .filter { $0.text?.hasPrefix("It is your turn") == true }.members
    _ = room.say("!forget me", by: asked[0])
    _ = room.say("forget", by: asked[0])
    #expect(!room.state.contains("\"\(asked[0])\""))
    let next = try room.pass(until: "2026-12-03T16:05:00Z")
      .filter { $0.text?.hasPrefix("It is your turn") == true }.members
    #expect(next.count == 1 && next != asked)
  }

  @Test func `who leaves gives up their turn, and has it again where they come back`() throws {
    var room = try Rehearsal(rota: ["ana", "bo"])
    let asked = try room.pass(until: "2026-12-03T16:00:00Z")
      .filter { $0.text?.hasPrefix("It is your turn") == true }.members
    _ = room.say("!accept", by: asked[0])
    _ = room.say("!leave", by: asked[0])
    let next = try room.work().filter { $0.text?.hasPrefix("It is your turn") == true }.members
    #expect(next.count == 1 && next != asked)
    #expect(room.say("!undo", by: asked[0])[0].hasPrefix("Undone: leaving"))
    #expect(try room.facilitator(3) == asked[0])
    _ = room.say("!leave", by: asked[0])
    _ = try room.work()
    _ = room.say("!accept", by: next[0])
    #expect(room.say("!undo", by: asked[0])[0].contains("Who takes facilitator at S3"))
  }

  @Test func `what was missed while the bot was away is asked once`() throws {
    var room = try Rehearsal(rota: ["ana", "bo", "cy"])
    let said = try room.wait(until: "2026-12-08T10:00:00Z")
      .filter { $0.text?.hasPrefix("It is your turn") == true }
    #expect(said.count == 1)
    _ = try room.wait(until: "2026-12-24T17:30:00Z")
    #expect(room.commons.nextDue().map { $0 > room.now } ?? true)
  }

  @Test func `a state is read back with its turns`() throws {
    var room = try Rehearsal(rota: ["ana", "bo"])
    _ = room.say("!rota pair @bo @ana", by: "you")
    _ = try room.pass(until: "2026-12-12T16:00:00Z")
    var copy = try Rehearsal()
    let value = try JSONPart(parsing: Array(room.state.utf8))
    for community in value["communities"]?.array ?? [] { try copy.commons.restore(community) }
    #expect(copy.state == room.state)
    #expect(copy.commons.nextDue() == room.commons.nextDue())
  }

  /// A year of weekly sessions: ana and bo say yes whenever they are asked, the others as often as
  /// their number says.
  @Test(arguments: [1, 2, 3] as [UInt64])
  func `in a year two who are always there differ by at most one turn`(seed: UInt64) throws {
    let percents = [
      "ana": 100, "bo": 100, "cy": 25, "dora": 40, "eli": 55, "fay": 70, "gus": 80, "hal": 95,
    ]
    var room = try Rehearsal(rota: percents.keys.sorted())
    var chance = Randomness(seed: seed)
    var week = try #require(Instant(rfc3339: "2026-12-03T16:00:00Z"))
    var answered = 0
    for _ in 0..<52 {
      for hours in [0, 24, 48, 72, 96, 120, 144, 167] as [Int64] {
        _ = try room.pass(until: (week + .hours(hours)).description)
        // Whoever is asked answers, and so does whoever is asked then.
        for _ in percents {
          let open = room.community.rota.followed.first { id in
            guard let turn = room.community.rota[id, "facilitator"] else { return false }
            return !turn.isAccepted && turn.holder != nil
          }
          guard let open, let holder = room.community.rota[open, "facilitator"]?.holder else {
            break
          }
          let says = chance.chance(percent: percents[holder.text] ?? 0) ? "accept" : "skip"
          _ = room.say("!\(says) \(open)", by: holder.text)
          answered += 1
        }
        let turns = ["ana", "bo"].map {
          room.community.rota.taken(by: MemberID($0), as: "facilitator").count
        }
        try #require(abs(turns[0] - turns[1]) <= 1, "\(turns) at \(room.now)")
      }
      week = week + .days(7)
    }
    let total = percents.keys.map {
      room.community.rota.taken(by: MemberID($0), as: "facilitator").count
    }
    #expect(total.reduce(0, +) >= 50, "\(total)")
    #expect(answered > 60)
  }

  @Test func `a session that is left to the rota finds who runs it`() throws {
    var room = try Rehearsal()
    for day in ["2026-11-21", "2026-11-22"] {
      _ = room.say("!session new \"Clinic\" \(day) 10:10 60m", by: "you")
      _ = room.say("!here", by: "bo")
      room.now = room.now + .days(1)
    }
    _ = room.say("!volunteer", by: "bo")
    _ = room.say("!session new \"Onboarding\" 2026-12-10 16:00 --turns", by: "you")
    #expect(try room.session(3).facilitator == nil)
    let said = try room.pass(until: "2026-12-04T12:00:00Z")
    #expect(said.contains { $0.destination == .direct(MemberID("bo")) })
    #expect(try room.session(3).facilitator == MemberID("bo"))
  }
}
