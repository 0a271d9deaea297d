import CommunityCore
import Primitives
import Testing

/// What a simulated year (`simulate year`) has shown to go wrong, each in small.
@Suite struct LadderDaysTests {
  @Test func `what waits over a weekend is asked, though two questions wait`() throws {
    var room = try Rehearsal(planning: "")
    _ = room.say("!session new \"Reviews\" 2026-12-03 18:00", by: "you")
    _ = room.say("!join", by: "ana")
    let said = try room.pass(until: "2026-11-30T08:00:00Z").filter { $0.destination == .ana }
    #expect(said.count == 1)
    #expect(said.first?.text?.contains("S1 Onboarding") == true)
    #expect(said.first?.text?.contains("S2 Reviews") == true)
  }

  @Test func `a third question is not asked of whoever left two without an answer`() throws {
    var room = try Rehearsal(planning: "")
    _ = room.say("!session new \"Reviews\" 2026-12-03 18:00", by: "you")
    _ = room.say("!session new \"Plans\" 2026-12-10 16:00", by: "you")
    _ = room.say("!join", by: "ana")
    let said = try room.pass(until: "2026-12-09T08:00:00Z").filter { $0.destination == .ana }
    #expect(said.count == 1)
  }

  @Test func `a question that waited is not asked on a day that is kept free`() throws {
    var room = try Rehearsal(planning: "")
    _ = room.say("!join", by: "ana")
    _ = room.say("!blackout 2026-11-30", by: "you")
    let said = try room.pass(until: "2026-11-30T20:00:00Z")
    #expect(!said.contains { $0.destination == .ana })
  }

  @Test func `what would not have been said on days that are kept free is not named as missed`()
    throws
  {
    var room = try Rehearsal()
    _ = room.say("!blackout 2026-11-26 to 2026-12-06", by: "you")
    _ = room.say("!session new \"Reviews\" 2026-12-17 16:00", by: "you")
    _ = room.say("!session new \"Plans\" 2026-12-10 16:00", by: "you")
    _ = room.say("!join", by: "ana")
    _ = try room.pass(until: "2026-11-27T10:00:00Z")
    #expect(try room.wait(until: "2026-12-06T10:00:00Z").isEmpty)
  }

  @Test func `a coordinator who was never seen hears in the morning that too few come`() throws {
    var room = try Rehearsal(coordinators: ["you", "boss"].map { MemberID($0) })
    _ = room.say(
      "!session new \"Reviews\" 2026-12-03 16:00 by 2026-11-28 12:00 --min 4", by: "you")
    let said = try room.pass(until: "2026-11-30T08:00:00Z")
    #expect(said.members.sorted() == ["boss", "you"])
  }

  @Test func `a week after the end is the same time of day over a change of clocks`() throws {
    var room = try Rehearsal()
    _ = room.say("!session new \"Reviews\" 2027-03-24 16:00", by: "you")
    _ = room.say("!rsvp yes S1", by: "ana")
    _ = try room.pass(until: "2027-03-24T17:30:00Z")
    _ = room.say("!feedback S1 4 good", by: "ana")
    _ = try room.pass(until: "2027-03-31T15:59:59Z")
    #expect(try room.pass(until: "2027-03-31T16:00:00Z").members == ["you"])
  }

  @Test func `what is missed again after a move has a cause of its own`() throws {
    var room = try Rehearsal(planning: "")
    _ = room.say("!rsvp yes S1", by: "ana")
    var causes: [String] = []
    for day in ["2026-12-02", "2026-12-09"] {
      _ = try room.pass(until: "\(day)T15:00:00Z")
      room.now = try #require(Instant(rfc3339: "\(day)T20:00:00Z"))
      var randomness = Randomness(seed: 1)
      causes += [room.commons.owed(at: room.now, using: &randomness)?.cause].compactMap { $0 }
      _ = try room.work()
      _ = room.say("!session move S1 2026-12-10 16:00", by: "you")
      _ = room.say("move", by: "you")
    }
    #expect(causes.count == 2)
    #expect(Set(causes).count == 2)
  }
}

extension Reply.Destination {
  fileprivate static var ana: Self { .direct(MemberID("ana")) }
}
