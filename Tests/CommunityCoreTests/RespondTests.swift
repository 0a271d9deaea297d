import CommandGrammar
import CommunityCore
import Primitives
import Testing

@Suite struct RespondTests {
  @Test func `a topic is proposed, voted for and undone`() throws {
    var room = try Rehearsal()
    #expect(
      room.say("!topic Onboarding without burnout", by: "ana") == [
        "T1 added: “Onboarding without burnout”. Vote for it with `!topic vote T1`."
      ])
    #expect(room.say("!topic vote onboarding", by: "bo").count == 1)
    #expect(room.community.topics[TopicID(1)]?.votes == [MemberID("bo")])
    #expect(
      room.say("!undo", by: "ana") == [
        "That can't be undone any more. Others support T1 by now; `!topic drop T1` asks and drops it."
      ])
    #expect(room.say("!undo", by: "bo") == ["Undone: vote for T1. `!redo` does it again."])
    #expect(room.community.topics[TopicID(1)]?.votes == [])
    #expect(room.say("!redo", by: "bo") == ["Done again: vote for T1."])
    #expect(room.community.topics[TopicID(1)]?.votes == [MemberID("bo")])
  }

  @Test func `a slip is corrected by one letter`() throws {
    var room = try Rehearsal()
    #expect(
      room.say("!topc Bees", by: "ana") == ["Did you mean `!topic Bees`? Reply `y` to run it."])
    #expect(room.say("y", by: "bo").isEmpty)
    #expect(room.say("y", by: "ana").first?.hasPrefix("T1 added") == true)
    #expect(room.say("y", by: "ana").isEmpty)
  }

  @Test func `what is not ours is met with silence`() throws {
    var room = try Rehearsal()
    for text in ["hello", "!play music", "!!!", "> !topic x", "well, !topic x"] {
      #expect(room.answer(text, by: "ana").replies.isEmpty)
    }
    #expect(room.say("@roundtable play music", by: "ana").count == 1)
    #expect(room.say("play music", by: "ana", direct: true).count == 1)
  }

  @Test func `several commands in one message see each other`() throws {
    var room = try Rehearsal()
    let said = room.say("!topic Bees\n!topic vote bees", by: "ana")
    #expect(said.count == 1)
    #expect(room.community.topics[TopicID(1)]?.votes == [MemberID("ana")])
  }

  @Test func `a snapshot is read back the same`() throws {
    var room = try Rehearsal()
    for text in ["!topic Bees", "!topic Wasps", "!topic vote T1", "!topic merge T2 T1", "!tpic x"] {
      _ = room.answer(text, by: "ana")
    }
    var json = JSONWriter(indented: true)
    room.community.write(to: &json)
    let read = try Community(
      room.community.plan, zones: room.commons.charter.zones,
      reading: JSONPart(parsing: json.bytes))
    var again = JSONWriter(indented: true)
    read.write(to: &again)
    #expect(json.bytes == again.bytes)
    #expect(read.topics[TopicID(2)]?.status == .merged(into: TopicID(1)))
  }

  @Test func `facts survive the journal`() throws {
    var room = try Rehearsal()
    var copy = try Rehearsal()
    for text in ["!topic Bees @bo", "!topic vote T1", "!undo", "!redo", "!topic edit T1 Wasps"] {
      for fact in room.answer(text, by: "ana").facts {
        var json = JSONWriter()
        fact.write(to: &json)
        let read = try Fact(reading: JSONPart(parsing: json.bytes))
        #expect(read == fact)
        copy.commons.apply(read)
      }
    }
    var left = JSONWriter()
    room.community.write(to: &left)
    var right = JSONWriter()
    copy.community.write(to: &right)
    #expect(left.bytes == right.bytes)
  }
}
