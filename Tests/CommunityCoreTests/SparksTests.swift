import CommunityCore
import Primitives
import Testing

@Suite struct SparksTests {
  private static func session() throws -> Rehearsal {
    var room = try Rehearsal(planning: "")
    room.now = try #require(Instant(rfc3339: "2026-12-03T16:05:00Z"))
    return room
  }

  @Test func `no ice-breaker comes twice before six months are over`() throws {
    var room = try Self.session()
    let count = room.commons.charter.prompts.icebreakers["fun"].count
    let said = (0..<count).map { _ in room.answer("!icebreaker fun", by: "you").text }
    #expect(Set(said).count == count)
    #expect(room.answer("!icebreaker fun", by: "you").text.hasPrefix("All \(count) that fit"))
    // It counts from the drawing, to the millisecond.
    room.now = room.now + Sparks.rest - Span(milliseconds: 1)
    #expect(room.answer("!icebreaker fun", by: "ana").text.hasPrefix("All \(count) that fit"))
    room.now = room.now + Span(milliseconds: 1)
    #expect(said.contains(room.answer("!icebreaker fun", by: "ana").text))
    #expect(room.community.sparks.drawn.count == 1, "what rests no more is not kept")
  }

  @Test func `a question about a topic rests for that topic alone`() throws {
    var room = try Rehearsal()
    _ = room.answer("!topic Bees", by: "you")
    _ = room.answer("!topic Wasps", by: "you")
    _ = room.answer("!session new \"Insects\" 2026-12-03 16:00 --topic T1", by: "you")
    room.now = try #require(Instant(rfc3339: "2026-12-03T16:05:00Z"))
    let count = room.commons.charter.prompts.questions["topic"].count
    for _ in 0..<count {
      #expect(room.answer("!prompt", by: "you").text.contains("“Bees”"))
    }
    #expect(room.answer("!prompt", by: "you").text.hasPrefix("All \(count) that fit"))
    _ = room.answer("!topic pick T2", by: "you")
    #expect(room.answer("!prompt", by: "you").text.contains("“Wasps”"))
  }

  @Test
  func `an anonymous question stands nowhere beside its author, whatever becomes of the line`()
    throws
  {
    for text in [
      "ask --anon Is it quartz", "ask —anon Is it quartz", "ak --anon Is it quartz",
      "!ask Is it quartz? --anonymous", "ask --anon quartz \(String(repeating: "x", count: 300))",
    ] {
      var room = try Self.session()
      _ = room.answer("!join", by: "ana")
      let answer = room.answer(text, by: "ana", direct: true)
      #expect(!answer.replies.isEmpty)
      #expect(!answer.written.contains("quartz"), "\(text)")
      #expect(!room.state.contains("quartz"), "\(text)")
    }
  }

  @Test func `three anonymous questions come on the board together, sorted, and without names`()
    throws
  {
    var room = try Self.session()
    let asked = [("ana", "Zebras?"), ("bo", "Apes?"), ("cy", "Moles?")]
    for (member, text) in asked {
      #expect(room.community.sparks.questions.isEmpty)
      let answer = room.answer("ask --anon \(text)", by: member, direct: true)
      #expect(answer.ballots == [Ballot(community: "data", .question(text))])
    }
    let said = try room.pass(until: "2026-12-03T16:06:00Z")
    #expect(room.community.sparks.questions.map(\.text) == ["Apes?", "Moles?", "Zebras?"])
    #expect(room.community.sparks.questions.allSatisfy { $0.asker == nil && $0.isAnonymous })
    #expect(!said.contains { $0.text?.contains("Zebras") ?? false }, "no session is live")
    #expect(room.state.contains("\"waiting\":0"))
  }

  @Test func `an anonymous question waits for others a quarter of an hour`() throws {
    var room = try Self.session()
    _ = room.answer("ask --anon Zebras?", by: "ana", direct: true)
    _ = try room.pass(until: "2026-12-03T16:19:00Z")
    #expect(room.community.sparks.questions.isEmpty)
    _ = try room.pass(until: "2026-12-03T16:21:00Z")
    #expect(room.community.sparks.questions.map(\.text) == ["Zebras?"])
    // Three a day of one member, by universal time.
    for _ in 0..<3 { _ = room.answer("ask --anon Mice?", by: "ana", direct: true) }
    #expect(room.community.sparks.anonymous.counts[MemberID("ana")] == 3)
    room.now = try #require(Instant(rfc3339: "2026-12-04T00:00:00Z"))
    _ = room.answer("ask --anon Mice?", by: "ana", direct: true)
    #expect(room.community.sparks.anonymous.counts[MemberID("ana")] == 1)
  }

  @Test func `topics are collected only where that was begun, and only so many`() throws {
    var room = try Self.session()
    _ = room.answer("!topic harvest 5m", by: "you")
    #expect(room.answer("Not heard here", by: "ana", room: "random").facts.isEmpty)
    _ = room.answer("Heard in the thread", by: "ana", thread: MessageID("m2"))
    #expect(room.community.topics.all.map(\.text) == ["Heard in the thread"])
    let subjects = ["bees", "wasps", "hornets", "moths", "flies", "ants", "gnats"]
    for subject in subjects { _ = room.answer("All about \(subject)", by: "ana") }
    #expect(room.community.topics.all.count == Sparks.harvestEach)
    for number in 1...40 {
      _ = room.answer("Subject\(number) by itself\(number)", by: "m\(number)")
    }
    #expect(room.community.sparks.harvest?.topics.count == Sparks.harvestLimit)
  }

  @Test func `what is told of a harvest goes below what began it, once`() throws {
    var room = try Self.session()
    _ = room.answer("!topic harvest 5m", by: "you")
    let cause = try #require(room.community.sparks.harvest?.cause)
    _ = room.answer("All about bees", by: "ana")
    let said = try room.pass(until: "2026-12-03T16:15:00Z")
      .filter { $0.text?.hasPrefix("The harvest") ?? false }
    #expect(said.map(\.destination) == [.thread(cause, in: RoomID("general"))])
    #expect(room.community.sparks.harvest == nil)
  }

  @Test func `a board never holds more of one member than it may`() throws {
    var room = try Self.session()
    for number in 1...12 { _ = room.answer("!ask Question \(number)?", by: "ana") }
    #expect(room.community.sparks.openCount == Sparks.openEach)
    _ = room.answer("!ask drop Q1", by: "ana")
    _ = room.answer("!ask One more?", by: "ana")
    #expect(room.community.sparks.openCount == Sparks.openEach)
  }
}
