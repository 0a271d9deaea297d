import CommandGrammar
import CommunityCore
import Primitives
import Testing

@Suite struct SurveyTests {
  private let survey = SurveyID(1)

  /// A room on a Monday morning in which a survey with a scale and a question in words is open.
  private func room(_ survey: String = "confidence") throws -> Rehearsal {
    var room = try Rehearsal()
    room.now = room.now + .days(2)
    for member in ["ana", "bo", "cy", "you"] { _ = room.say("!join", by: member) }
    _ = room.say("!survey \(survey)", by: "you")
    return room
  }

  /// The answers that count so far, by question.
  private func counts(in room: Rehearsal) -> [Int]? { room.community.surveys[survey]?.counts }

  private func written(_ answer: Answer) -> String {
    var json = JSONWriter()
    json.array(of: answer.facts) { $1.write(to: &$0) }
    return String(decoding: json.bytes, as: UTF8.self)
  }

  @Test func `everybody is asked alone, and who is left alone is not`() throws {
    var room = try Rehearsal()
    room.now = room.now + .days(2)
    for member in ["ana", "bo", "you"] { _ = room.say("!join", by: member) }
    _ = room.say("!snooze 2w", by: "bo")
    let answer = room.answer("!survey confidence", by: "you")
    let asked = answer.replies.compactMap { reply -> MemberID? in
      if case .direct(let member) = reply.destination { member } else { nil }
    }
    #expect(asked == ["ana", "you"].map { MemberID($0) })
  }

  @Test func `what is said to a survey stands nowhere beside who says it`() throws {
    var room = try room()
    let lines = [
      "4 purple elephants", "topic purple elephants should be one", "survey answer purple", "undo",
      "redo",
      "mydata", "survey anwser purple", "servey answer purple", "!survey answer purple", "2 purple",
      "!survey anwser purple", "!surveyanswer purple",
    ]
    for text in lines {
      let answer = room.answer(text, by: "ana", direct: true)
      #expect(!written(answer).contains("purple") && !written(answer).contains("choice"), "\(text)")
    }
    #expect(counts(in: room) == [1, 1])
    #expect(room.community.topics.all.isEmpty)
    let seen = room.answer("!survey answer 4 purple", by: "bo")
    #expect(seen.ballots.isEmpty && seen.text.contains("was not counted"))
    #expect(!room.state.contains("purple"))
  }

  @Test func `in several communities an answer goes where it was asked, and waits in no question`()
    throws
  {
    var room = try Rehearsal(communities: ["bees"])
    room.now = room.now + .days(2)
    for member in ["ana", "you"] {
      _ = room.answer("!join", by: member)
      _ = room.answer("!join", by: member, room: "bees")
    }
    _ = room.answer("!survey \"What should change?\"", by: "you")
    let answer = room.answer("topic choice, purple elephants", by: "ana", direct: true)
    #expect(answer.ballots.count == 1 && !room.state.contains("purple"))
    #expect(counts(in: room) == [1])
    let asked = room.answer("!survey answer purple", by: "you", direct: true)
    #expect(asked.text.contains("Which community") && !room.state.contains("purple"))
  }

  @Test func `while a survey asks for words a command needs its mark`() throws {
    var room = try room("\"What should change?\"")
    _ = room.answer("!topic Bees", by: "ana", direct: true)
    #expect(room.community.topics.all.count == 1)
    _ = room.answer("topic choice is hard", by: "ana", direct: true)
    #expect(room.community.topics.all.count == 1)
    #expect(counts(in: room) == [1])
    _ = room.answer("topic Wasps", by: "ana", direct: true)
    #expect(room.community.topics.all.count == 2)
    _ = room.answer("help", by: "bo", direct: true)
    _ = room.answer("survey answer help", by: "bo", direct: true)
    #expect(counts(in: room) == [2])
  }

  @Test(arguments: [0, 1, 2, 3])
  func `answers are shown from three up, each question by itself`(count: Int) throws {
    var room = try room()
    for (index, member) in ["ana", "bo", "cy"].enumerated() {
      _ = room.answer("4", by: member, direct: true)
      if index < count { _ = room.answer("more practice \(member)", by: member, direct: true) }
    }
    #expect(counts(in: room) == [3, count])
    let open = room.say("!survey show", by: "you", direct: true)[0]
    #expect(!open.contains("average") && !open.contains("more practice"))
    let said = try room.pass(until: "2026-12-01T12:00:00Z").compactMap(\.text)
    let report = try #require(said.first { $0.hasPrefix("V1 is closed") })
    let inRoom = try #require(said.first { $0.hasPrefix("The survey is closed") })
    #expect(report.contains("4.0 of 5 on average") && inRoom.contains("4.0 of 5 on average"))
    #expect(report.contains("more practice ana") == (count == 3))
    #expect(!inRoom.contains("more practice"))
    #expect(room.state.contains("more practice") == (count == 3))
    #expect(room.commons.ballotFileNames == [])
  }

  @Test func `nobody is disturbed in quiet hours or on days that are kept free`() throws {
    var room = try Rehearsal()
    for member in ["ana", "bo", "you"] { _ = room.say("!join", by: member) }
    _ = room.say("!blackout 2026-11-23", by: "you")
    _ = room.say("!quiet none", by: "bo")
    // Saturday morning: a weekend, for all but Bo.
    let answer = room.answer("!survey confidence", by: "you")
    #expect(answer.replies.count { if case .direct = $0.destination { true } else { false } } == 1)
    #expect(try room.pass(until: "2026-11-24T07:59:00Z").isEmpty)
    #expect(try room.pass(until: "2026-11-24T08:01:00Z").count == 2)
  }

  @Test func `those who have not answered are reminded once`() throws {
    var room = try room()
    for text in ["4", "Swift, perhaps"] { _ = room.answer(text, by: "ana", direct: true) }
    _ = room.answer("3", by: "bo", direct: true)
    _ = room.say("!snooze 2w", by: "cy")
    let said = try room.pass(until: "2026-11-30T09:59:00Z")
    let reminded = said.compactMap { reply -> String? in
      if case .direct(let member) = reply.destination { member.text } else { nil }
    }
    #expect(reminded.sorted() == ["bo", "you"])
    #expect(said.allSatisfy { $0.text?.hasPrefix("Still open until") ?? false })
  }

  @Test func `who is forgotten is in no survey`() throws {
    var room = try room("\"Ask @bo?\" --options @bo @cy")
    for member in ["ana", "bo", "cy"] { _ = room.answer("1", by: member, direct: true) }
    _ = room.answer("!forget me", by: "bo")
    _ = room.answer("forget", by: "bo")
    #expect(!room.state.contains("\"bo\"") && !room.state.contains("<@bo>"))
    #expect(counts(in: room) == [3])
  }

  @Test(arguments: [
    ("How confident do you feel in our practice?\n4\n5\n5/5\n", 3, []),
    (
      "Timestamp,Email,How confident do you feel in our practice?\nmon,a@b.c,4\ntue,d@e.f,3\n", 2,
      []
    ),
    (
      "question,answer\nWhy?,Because\nWhy?,So\nHow confident do you feel in our practice?,2\n", 3,
      []
    ),
    ("How confident do you feel in our practice?\n4\ngreat\n7\n", 0, [3, 4]),
    ("Email,Name\na@b.c,Ana\n", 0, [1]), ("question,answer\n,lost\n", 0, [2]),
  ])
  func `a table of answers is read whole or not at all`(
    text: String, added: Int, problems: [Int]
  ) throws {
    let room = try room()
    let table = try CSVReading(Array(text.utf8))
    let outcome = SurveyImport(table, into: room.community, at: room.now).outcome
    #expect(outcome.problems.map(\.line) == problems)
    #expect(outcome.events.isEmpty == !problems.isEmpty)
    if problems.isEmpty { #expect(outcome.added == added) }
    var json = JSONWriter()
    json.array(of: outcome.events) { json, event in
      Fact(event, in: "data").write(to: &json)
    }
    let kept = String(decoding: json.bytes, as: UTF8.self)
    #expect(!kept.contains("a@b.c") && !kept.contains("Timestamp"))
  }

  @Test func `answers from elsewhere join those to the same question, once`() throws {
    var room = try room()
    for member in ["ana", "bo", "cy"] { _ = room.answer("5", by: member, direct: true) }
    let text =
      "How confident do you feel in our practice?,Where do you sit?\n1,Here\n1,There\n1,Here\n"
    let table = try CSVReading(Array(text.utf8))
    let outcome = SurveyImport(table, into: room.community, at: room.now).outcome
    outcome.events.forEach { room.commons.apply(Fact($0, in: "data")) }
    let again = SurveyImport(table, into: room.community, at: room.now).outcome
    #expect(again.events.isEmpty && again.problems.isEmpty)
    _ = try room.pass(until: "2026-12-01T12:00:00Z")
    let shown = room.say("!survey show", by: "you", direct: true)[0]
    #expect(shown.contains("3.0 of 5 on average"))
    #expect(shown.contains("“Where do you sit?”: 3 answers"))
    let sheet = room.community.sheet(of: .surveys, at: room.now)
    #expect(sheet.rows.count == 9)
  }

  @Test func `a poll that has ended is a table, and one with too few answers is not`() throws {
    var room = try Rehearsal()
    _ = room.say("!poll \"Where?\" Here There", by: "ana")
    _ = room.say("!poll \"When?\" Now Then --anon", by: "ana")
    _ = room.say("!vote P1 2", by: "bo")
    _ = room.answer("vote P2 1", by: "bo", direct: true)
    #expect(room.community.sheet(of: .polls, at: room.now).rows.isEmpty)
    _ = try room.pass(until: "2026-11-25T10:00:00Z")
    let rows = room.community.sheet(of: .polls, at: room.now).rows
    #expect(
      rows.map { $0.prefix(4).map(\.words) } == [
        ["P1", "Where?", "Here", "0"], ["P1", "Where?", "There", "1"],
      ])
  }
}
