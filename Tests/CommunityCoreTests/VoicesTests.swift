import CommunityCore
import OrderedCollections
import Primitives
import Testing

@Suite struct VoicesTests {
  /// A community in the first minutes of a session that `you` runs.
  private static func session() throws -> Rehearsal {
    var room = try Rehearsal(planning: "")
    room.now = try #require(Instant(rfc3339: "2026-12-03T16:05:00Z"))
    return room
  }

  private static let first = SessionID(1)

  private static func said(_ change: VoiceEvent.Change, at session: Int) -> Fact {
    Fact(.voices(VoiceEvent(SessionID(session), change)), in: "data")
  }

  @Test func `a word of the queue means nothing outside a session or its room`() throws {
    var room = try Rehearsal(planning: "")
    #expect(room.answer("q+", by: "ana").facts.isEmpty)
    room = try Self.session()
    let other = room.answer("q+", by: "ana", room: "random")
    #expect(other.facts.isEmpty && other.replies.isEmpty)
    _ = room.answer("q+", by: "ana")
    #expect(room.community.voices[Self.first].hands.map(\.member) == [MemberID("ana")])
  }

  @Test func `a plain line changes nothing where no session is on`() throws {
    var room = try Rehearsal(planning: "")
    #expect(room.answer("Good morning", by: "ana").facts.isEmpty)
    room = try Self.session()
    #expect(room.answer("Good morning", by: "ana", room: "random").facts.isEmpty)
    #expect(room.answer("Good morning", by: "ana", direct: true).facts.isEmpty)
    #expect(room.answer("Good morning", by: "ana").facts.count == 1)
    room.now = try #require(Instant(rfc3339: "2026-12-03T17:00:00Z"))
    #expect(room.answer("Good bye", by: "ana").facts.isEmpty)
  }

  @Test func `words count, commands do not, and one message counts only so much`() throws {
    var room = try Self.session()
    _ = room.answer("one two  three\nfour", by: "ana")
    _ = room.answer("!next", by: "ana")
    #expect(room.community.voices[Self.first].words[MemberID("ana")] == 4)
    let long = String(repeating: "word ", count: 1000)
    _ = room.answer(long, by: "bo")
    #expect(room.community.voices[Self.first].words[MemberID("bo")] == Voices.wordsCounted)
  }

  @Test func `who was heard least today comes first, and then who was lately`() throws {
    var room = try Self.session()
    for name in ["ana", "bo", "cy", "dee"] { _ = room.answer("!join", by: name) }
    // Ana and Bo spoke at an earlier session, Cy has had a turn today, and Dee wrote today.
    room.commons.apply(
      Self.said(.spoke(MemberID("ana"), words: 50, at: room.now), at: 9))
    room.commons.apply(Self.said(.spoke(MemberID("bo"), words: 9, at: room.now), at: 9))
    room.commons.apply(Self.said(.turned(MemberID("cy"), 1), at: 1))
    _ = room.answer("A word", by: "dee")
    for name in ["cy", "dee", "ana", "bo"] { _ = room.answer("q+", by: name) }
    _ = room.answer("q+", by: "eve")
    let called = (1...5).map { _ in room.answer("q next", by: "you").text }
    #expect(
      called.map { String($0.split(separator: " ")[2].prefix { $0.isLetter }) }
        == ["Eve", "Bo", "Ana", "Dee", "Cy"])
  }

  @Test func `a sponsor never begins a round, and who runs it ends it`() throws {
    var room = try Self.session()
    for name in ["you", "cy", "ana", "bo"] { _ = room.answer("!here", by: name) }
    _ = room.answer("!role add sponsor @cy", by: "you")
    _ = room.answer("!round", by: "you")
    let order = room.community.voices[Self.first].round?.order.map(\.text)
    #expect(order == ["ana", "cy", "bo", "you"])
  }

  @Test func `six sessions and so many people are remembered, and no more`() throws {
    var room = try Rehearsal()
    for session in 1...8 {
      room.commons.apply(Self.said(.spoke(MemberID("ana"), words: 1, at: room.now), at: session))
    }
    #expect(room.community.voices.floors.keys.map(\.number) == [3, 4, 5, 6, 7, 8])
    for number in 1...(Voices.membersKept + 5) {
      room.commons.apply(
        Self.said(.spoke(MemberID("u\(number)"), words: 1, at: room.now), at: 8))
    }
    #expect(room.community.voices[SessionID(8)].words.count == Voices.membersKept)
  }

  @Test func `whoever is forgotten is in no queue, round, count or answer any more`() throws {
    var room = try Self.session()
    for name in ["zoe4711", "bo", "cy"] { _ = room.answer("!here", by: name) }
    _ = room.answer("Let me begin", by: "zoe4711")
    _ = room.answer("q+ as @zoe4711 said", by: "bo")
    _ = room.answer("q+", by: "zoe4711")
    _ = room.answer("!round What does @zoe4711 think?", by: "you")
    _ = room.answer("!temp @zoe4711 takes notes", by: "you")
    _ = room.answer("!temp agree", by: "zoe4711")
    _ = room.answer("!speaker @zoe4711 5m \"@zoe4711 speaks\"", by: "you")
    _ = room.answer("!ask Does @zoe4711 know?", by: "bo")
    _ = room.answer("!ask vote Q1", by: "zoe4711")
    _ = room.answer("!answer Q1 Ask @zoe4711", by: "zoe4711")
    _ = room.answer("!watch on", by: "you")
    #expect(room.state.contains("zoe4711"))
    _ = room.answer("!forget me", by: "zoe4711")
    #expect(room.answer("forget", by: "zoe4711").erases == MemberID("zoe4711"))
    #expect(!room.state.contains("zoe4711"), "\(room.state)")
    #expect(room.community.voices[Self.first].round?.order.map(\.text) == ["bo", "cy"])
  }

  @Test func `all of it is read back as it was written`() throws {
    var room = try Self.session()
    for name in ["ana", "bo", "cy"] { _ = room.answer("!here", by: name) }
    for line in [
      "Good morning", "q+ first", "!icebreaker", "!ask Why?", "!ask next", "!speaker @bo 5m",
      "!allow 2", "!queue fifo", "!round Why?", "!temp A buddy", "!temp agree", "!watch on",
      "!topic harvest", "A topic",
    ] { _ = room.answer(line, by: "you") }
    var copy = try Rehearsal()
    for part in try JSONPart(parsing: Array(room.state.utf8))["communities"]?.array ?? [] {
      try copy.commons.restore(part)
    }
    #expect(copy.state == room.state)
    #expect(copy.commons.nextDue() == room.commons.nextDue())
  }

  @Test func `silence is told once, to whoever asked, and never late`() throws {
    var room = try Self.session()
    _ = room.answer("!watch on 4m", by: "you")
    let hints = try room.pass(until: "2026-12-03T16:20:00Z").filter {
      $0.text?.contains("without a word") ?? false
    }
    #expect(hints.map(\.destination) == [.direct(MemberID("you"))])
    _ = room.answer("A word", by: "ana")
    // The bot is away when the next hint is due.
    let late = try room.wait(until: "2026-12-03T16:40:00Z")
    #expect(!late.contains { $0.text?.contains("without a word") ?? false })
    #expect(
      try room.pass(until: "2026-12-03T18:00:00Z").allSatisfy {
        !($0.text?.contains("without a word") ?? false)
      })
  }

  @Test(arguments: ["!timer 30m think", "!session end", ""])
  func `nobody is told of a silence that was agreed, or that comes after the end`(line: String)
    throws
  {
    var room = try Self.session()
    _ = room.answer("!session start", by: "you")
    _ = room.answer("!watch on 4m", by: "you")
    if !line.isEmpty { _ = room.answer(line, by: "you") }
    let hints = try room.pass(until: "2026-12-03T16:20:00Z").count {
      $0.text?.contains("without a word") ?? false
    }
    #expect(hints == (line.isEmpty ? 1 : 0))
  }

  @Test func `one voice is named only among three and behind a hundred words`() throws {
    func hints(words: Int, here: [String]) throws -> Int {
      var room = try Self.session()
      for name in here { _ = room.answer("!here", by: name) }
      _ = room.answer("!watch on 30m", by: "you")
      _ = room.answer(String(repeating: "word ", count: words), by: "ana")
      return try room.pass(until: "2026-12-03T16:06:00Z").count {
        $0.text?.contains("one voice") ?? false
      }
    }
    #expect(try hints(words: 100, here: ["ana", "bo", "cy"]) == 1)
    #expect(try hints(words: 99, here: ["ana", "bo", "cy"]) == 0)
    #expect(try hints(words: 100, here: ["ana", "bo"]) == 0)
  }
}
