import CommunityCore
import Primitives
import Testing

@Suite struct DirectTalkTests {
  /// Ana is in two communities.
  private func inTwo() throws -> Rehearsal {
    var room = try Rehearsal(communities: ["bees"])
    _ = room.answer("!join", by: "ana")
    _ = room.answer("!join", by: "ana", room: "bees")
    return room
  }

  @Test func `a member of two communities is asked once a day which one is meant`() throws {
    var room = try inTwo()
    #expect(
      room.say("topic Hives", by: "ana", direct: true) == [
        """
        Which community is this about?
        `1` Data Practice
        `2` Bees
        Reply with its number.
        """
      ])
    let answer = room.answer("2", by: "ana", direct: true)
    #expect(
      answer.text == """
        (Bees) For a day I take what you write here to be about this community; `switch` changes that.
        T1 added: “Hives”. Vote for it with `!topic vote T1`.
        """)
    #expect(room.commons.communities[1].topics[TopicID(1)]?.text == "Hives")
    #expect(room.commons.communities[0].topics.all.isEmpty)
    room.now = room.now + .hours(23)
    #expect(room.say("topic vote T1", by: "ana", direct: true)[0].hasPrefix("(Bees) Your vote"))
    room.now = room.now + .hours(2)
    #expect(room.say("topic", by: "ana", direct: true)[0].hasPrefix("Which community"))
  }

  @Test func `the choice can be changed`() throws {
    var room = try inTwo()
    _ = room.say("me", by: "ana", direct: true)
    _ = room.say("1", by: "ana", direct: true)
    _ = room.say("topic Data lakes", by: "ana", direct: true)
    #expect(room.say("switch", by: "ana", direct: true)[0].hasPrefix("Which community"))
    #expect(room.say("2", by: "ana", direct: true)[0].hasSuffix("What would you like to do?"))
    _ = room.say("topic Hives", by: "ana", direct: true)
    #expect(
      room.commons.communities.map { $0.topics.all.map(\.text) } == [["Data lakes"], ["Hives"]])
    let copied = try restored(room)
    #expect(copied == room.state)
  }

  @Test func `what may be anonymous is not held back by the question`() throws {
    var room = try inTwo()
    for text in [
      "feedback 4 secret word", "fedback 4 secret word", "!fb 4 secret word",
      "topic Bees\n!feedback 4 secret word",
    ] {
      let answer = room.answer(text, by: "ana", direct: true)
      #expect(answer.text.hasSuffix("and then send that again: I have kept nothing of it."))
      #expect(!answer.written.contains("secret"))
      #expect(!room.state.contains("secret"))
    }
    #expect(room.say("1", by: "ana", direct: true)[0].hasSuffix("What would you like to do?"))
  }

  @Test func `a word that is no command asks nothing and is not said back`() throws {
    var room = try inTwo()
    let answer = room.answer("4/5 was dull", by: "ana", direct: true)
    #expect(answer.facts.isEmpty)
    #expect(!answer.written.contains("4") && !answer.written.contains("dull"))
  }

  @Test func `a stranger to several communities is sent to a room`() throws {
    var room = try Rehearsal(communities: ["bees"])
    let answer = room.answer("!join", by: "zoe", direct: true)
    #expect(answer.facts.isEmpty)
    #expect(
      answer.text
        == "I don't know you yet. Please type `!join` in the room of your community first.")
    var single = try Rehearsal()
    #expect(single.say("!join", by: "zoe", direct: true)[0].hasPrefix("Welcome"))
  }

  @Test func `a question is answered in the community that asked it`() throws {
    var room = try inTwo()
    _ = room.say("switch", by: "ana", direct: true)
    _ = room.say("2", by: "ana", direct: true)
    _ = room.say("tz Birmingham", by: "ana", direct: true)
    #expect(room.say("1", by: "ana", direct: true)[0].hasPrefix("(Bees) Your zone is"))
    #expect(room.commons.communities[1].people[MemberID("ana")]?.zone != nil)
    #expect(room.commons.communities[0].people[MemberID("ana")]?.zone == nil)
  }

  private func restored(_ room: Rehearsal) throws -> String {
    var copy = try Rehearsal(communities: ["bees"])
    let value = try JSONPart(parsing: Array(room.state.utf8))
    for community in value["communities"]?.array ?? [] { try copy.commons.restore(community) }
    return copy.state
  }
}
