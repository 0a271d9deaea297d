import CommunityCore
import Primitives
import Testing

@Suite struct SuggestionTests {
  /// A community in which Ana suggested something on a Saturday.
  private static func room() throws -> Rehearsal {
    var room = try Rehearsal(hasDigests: true)
    _ = room.say("!join", by: "you")
    _ = room.say("!suggest Shorter sessions, says @you", by: "ana")
    return room
  }

  @Test func `an answer is heard alone and once, when quiet hours end`() throws {
    var room = try Self.room()
    #expect(
      room.say("!suggest answer G1 From May on", by: "you") == [
        "G1 is answered. Whoever suggested it hears it alone. The next digest says it to all."
      ])
    let said = try room.pass(until: "2026-11-23T08:00:00Z")
    #expect(said.members == ["ana"])
    #expect(
      said[0].text
        == "You suggested, and here is the answer: G1 “Shorter sessions, says You” → “From May on”."
    )
    #expect(try room.pass(until: "2026-11-23T08:59:59Z").isEmpty)
    room.now = try #require(Instant(rfc3339: "2026-11-23T11:00:00Z"))
    _ = try room.work()
    let again = room.answer("!suggest answer G1 From June on", by: "you")
    #expect(again.replies.map(\.destination) == [.answer, .direct(MemberID("ana"))])
    #expect(try room.pass(until: "2026-11-24T08:00:00Z").isEmpty)
  }

  @Test func `an answer that is undone before it was heard is not heard`() throws {
    var room = try Self.room()
    _ = room.say("!suggest answer G1 From May on", by: "you")
    _ = room.say("!undo", by: "you")
    #expect(try room.pass(until: "2026-11-23T08:30:00Z").isEmpty)
    #expect(room.community.suggestions.open.map(\.id) == [SuggestionID(1)])
  }

  @Test func `both digests say once what was answered, and ask for what waits too long`() throws {
    var room = try Self.room()
    _ = room.say("!suggest A list of rooms", by: "ana")
    _ = room.say("!suggest answer G1 From May on", by: "you")
    func said(until time: String) throws -> [String] {
      try room.pass(until: time).compactMap(\.text).filter { $0.hasPrefix("Data Practice, ") }
    }
    let first = try said(until: "2026-11-23T12:00:00Z")
    let line = "You said, we did: G1 “Shorter sessions, says You” → “From May on”"
    #expect(first.count == 2 && first.allSatisfy { $0.contains(line) })
    let later = try said(until: "2026-12-07T12:00:00Z")
    #expect(!later.contains { $0.contains("From May on") })
    #expect(
      later.contains {
        $0.contains("G2 “A list of rooms” waits for an answer since Sat 21 Nov 2026:")
          && $0.contains("`!suggest answer G2 <what you will do>`")
      })
  }

  @Test func `a members' digest has at most twelve lines, whatever there is to say`() throws {
    var room = try Self.room()
    for line in [
      "you !session new \"One\" 2026-11-21 10:05 30m", "you !topic Bees", "you !topic Wasps",
      "you !ask Who pays?", "you !tried It worked", "you !action me Look by 2026-12-01",
    ] {
      _ = room.say(String(line.dropFirst(4)), by: "you")
    }
    room.now = room.now + .minutes(10)
    for id in ["ana", "bo", "cy", "dee"] { _ = room.say("!here S1", by: id) }
    for line in [
      "!session new \"Two\" 2026-11-24 16:00", "!session new \"Three\" 2026-11-26 16:00",
      "!rota add @ana notes", "!suggest answer G1 From May on",
    ] {
      _ = room.say(line, by: "you")
    }
    for number in 2...5 {
      _ = room.say("!suggest Idea \(number)", by: "bo")
      _ = room.say("!suggest answer G\(number) Yes", by: "you")
    }
    let digest = try #require(
      try room.pass(until: "2026-11-23T12:00:00Z").last {
        $0.destination == .room(RoomID("general")) && $0.text?.contains("One ask") ?? false
      }?.text)
    #expect(digest.split(separator: "\n").count <= 12, "\(digest)")
    #expect(digest.contains("and 3 more: `!suggest`"))
  }

  @Test func `who is forgotten leaves suggestion and answer without a trace of them`() throws {
    var room = try Self.room()
    _ = room.say("!suggest answer G1 As @ana wished", by: "you")
    _ = room.say("!forget me", by: "ana")
    _ = room.say("forget", by: "ana")
    #expect(!room.state.contains("ana"))
    let suggestion = try #require(room.community.suggestions[SuggestionID(1)])
    #expect(suggestion.author == nil && suggestion.answer?.text == "As a member wished")
    #expect(try room.pass(until: "2026-11-23T08:30:00Z").isEmpty)
  }
}
