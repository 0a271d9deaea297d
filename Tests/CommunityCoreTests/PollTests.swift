import CommandGrammar
import CommunityCore
import Primitives
import Testing

@Suite struct PollTests {
  private let poll = PollID(1)

  /// A room with four members in which a poll is open until Tuesday.
  private func room(
    _ flags: String = "", options: String = "\"Room A\" Online", hasThreads: Bool = true
  ) throws -> Rehearsal {
    var room = try Rehearsal(hasThreads: hasThreads)
    for member in ["ana", "bo", "cy", "you"] { _ = room.say("!join", by: member) }
    _ = room.say("!poll \"Where?\" \(options) \(flags)", by: "ana")
    return room
  }

  /// What `member` has chosen.
  private func choices(of member: String, in room: Rehearsal) -> [Int]? {
    room.community.polls[poll]?[MemberID(member)]
  }

  @Test(arguments: [
    ("!poll \"Where now?\" \"Room A\" \"Online\"", "Where now?", ["Room A", "Online"]),
    ("!poll “Where now?” «Room A» „Online”", "Where now?", ["Room A", "Online"]),
    ("!poll Where now? \"Room A\" \"Online\"", "Where now?", ["Room A", "Online"]),
    ("!poll Where now? Room A, Online", "Where now?", ["Room A", "Online"]),
    ("!poll \"Where now\" Here There", "Where now", ["Here", "There"]),
    ("!poll Where \"Here\" There", "Where", ["Here", "There"]),
    ("!poll \"Where?\" \"Here\", \"There\",\"Nowhere\"", "Where?", ["Here", "There", "Nowhere"]),
    ("!poll “Where?”, “Over, here”, “There”", "Where?", ["Over, here", "There"]),
    ("!poll\n\"Where?\"\n\"Here\"\n\"There\"", "Where?", ["Here", "There"]),
  ])
  func `a poll is typed in many ways`(typed: String, question: String, options: [String]) throws {
    var room = try Rehearsal()
    _ = room.say(typed, by: "ana")
    #expect(room.community.polls[poll]?.plan.question == question)
    #expect(room.community.polls[poll]?.plan.options == options)
  }

  @Test(arguments: [
    ("!vote 2", [2]), ("!vote #2", [2]), ("!vote 2.", [2]), ("!vote 2️⃣", [2]), ("!VOTE P1 2!", [2]),
    ("!vote online", [2]), ("!vote “Online”", [2]), ("!vote p1 Room A", [1]), ("!vote 2)", [2]),
  ])
  func `an answer is typed in many ways`(typed: String, expected: [Int]) throws {
    var room = try room()
    _ = room.say(typed, by: "bo")
    #expect(choices(of: "bo", in: room) == expected)
  }

  @Test func `the last answer counts, and undo brings back the one before`() throws {
    var room = try room()
    _ = room.say("!vote 1", by: "bo")
    _ = room.say("!vote 2", by: "bo")
    #expect(choices(of: "bo", in: room) == [2])
    _ = room.say("!undo", by: "bo")
    #expect(choices(of: "bo", in: room) == [1])
    _ = room.say("!undo", by: "bo")
    #expect(choices(of: "bo", in: room) == nil)
  }

  @Test func `a line answers a poll only where the poll is meant`() throws {
    var room = try room()
    for text in ["2", "Online", "online!"] {
      let answer = room.answer(text, by: "bo")
      #expect(answer.facts.isEmpty && answer.replies.isEmpty, "\(text)")
    }
    let thread = MessageID("m5")
    for text in ["3", "2 of us will come", "onlin", "", "0", "2️⃣2️⃣", "help"] {
      let answer = room.answer(text, by: "bo", thread: thread)
      #expect(
        answer.facts.allSatisfy { if case .tallies = $0.event { true } else { false } }, "\(text)")
      #expect(answer.replies.isEmpty)
    }
    #expect(
      room.answer("online", by: "bo", thread: thread).replies.first?.content == .reaction("✅"))
    #expect(choices(of: "bo", in: room) == [2])
    var edited = room.message("1", by: "bo")
    edited.thread = thread
    _ = room.answer(edited)
    #expect(choices(of: "bo", in: room) == [1])
    _ = room.edit(edited, to: "2")
    #expect(choices(of: "bo", in: room) == [2])
  }

  @Test func `an anonymous answer stands nowhere beside its author`() throws {
    var room = try room("--anon --multi 2", options: "purple elephants green")
    let before = room.journal.count
    for text in [
      "purple", "vote purple", "vote P1 1 2", "vote 1", "1 2", "!vote elephants", "undo", "redo",
      "vote",
      "poll show", "mydata", "voet purple", "vot elephants", "vote purple elephants", "green!",
    ] {
      let answer = room.answer(text, by: "bo", direct: true)
      for word in ["purple", "elephants", "green", "choices"] {
        let facts = answer.facts.map { fact in
          var json = JSONWriter()
          fact.write(to: &json)
          return String(decoding: json.bytes, as: UTF8.self)
        }
        #expect(facts.allSatisfy { !$0.contains(word) }, "\(text): \(facts)")
      }
    }
    #expect(room.journal.count > before)
    #expect(room.community.polls[poll]?.voteCount == 1)
    #expect(choices(of: "bo", in: room) == nil)
    let seen = room.answer("!vote 2", by: "cy")
    #expect(seen.ballots.isEmpty && seen.text.contains("that was not counted"))
  }

  @Test(arguments: [0, 1, 2, 3, 4])
  func `answers without names are shown from three up, and else wiped`(count: Int) throws {
    var room = try room("--anon")
    for member in ["ana", "bo", "cy", "you"].prefix(count) {
      #expect(room.answer("2", by: member, direct: true).ballots.count == 1)
    }
    let shown = room.say("!poll show", by: "ana")[0]
    #expect(!shown.contains("█") && shown.contains("\(count) of 4 answered"))
    let closing = try #require(try room.pass(until: "2026-11-25T10:00:00Z").last)
    #expect((closing.text ?? "").contains("`2` ██████████ \(count)") == (count >= 3))
    let result = room.community.polls[poll]?.result
    #expect(result?.counts == (count >= 3 ? [0, count] : nil))
    #expect(room.commons.ballotFileNames == [])
  }

  @Test func `a vote and the end of its poll in one message are both counted`() throws {
    var room = try room("--anon")
    for member in ["bo", "cy"] { _ = room.answer("2", by: member, direct: true) }
    let answer = room.answer("!vote P1 1\n!poll close P1", by: "ana", direct: true)
    #expect(answer.replies.contains { $0.text?.contains("3 of 4 answered without names") ?? false })
    #expect(room.community.polls[poll]?.result?.counts == [1, 2])
    #expect(room.commons.ballotFileNames == [])
  }

  @Test func `who chose what is forgotten a day after the end`() throws {
    var room = try room()
    _ = room.say("!vote 2", by: "bo")
    // The reminder and the result.
    #expect(try room.pass(until: "2026-11-24T10:01:00Z").count == 2)
    #expect(choices(of: "bo", in: room) == [2])
    #expect(try room.pass(until: "2026-11-25T10:01:00Z").isEmpty)
    #expect(choices(of: "bo", in: room) == nil)
    #expect(room.community.polls[poll]?.result?.counts == [0, 1])
  }

  @Test func `what others are told of a result names nobody`() throws {
    var room = try room()
    for member in ["bo", "cy", "you"] { _ = room.say("!vote 2", by: member) }
    let shown = room.say("!poll show", by: "ana") + room.say("!polls", by: "ana")
    let closing = try room.pass(until: "2026-11-25T10:00:00Z").compactMap(\.text)
    for text in shown + closing {
      #expect(!text.contains("Bo") && !text.contains("Cy") && !text.contains("You"), "\(text)")
    }
  }
}
