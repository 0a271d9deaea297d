import CommunityCore
import Primitives
import Testing

@Suite struct EditingTests {
  @Test func `an edited command takes back what it did and does what it says now`() throws {
    var room = try Rehearsal()
    let message = room.message("!topic Beas", by: "ana")
    _ = room.answer(message)
    let answer = room.edit(message, to: "!topic Bees")
    #expect(
      answer.replies.map(\.text) == [
        "Updated: T2 added: “Bees”. Vote for it with `!topic vote T2`."
      ])
    #expect(room.community.topics[TopicID(1)]?.status == .dropped)
    #expect(room.community.topics[TopicID(2)]?.text == "Bees")
    #expect(room.say("!undo", by: "ana") == ["Undone: topic T2 added. `!redo` does it again."])
  }

  @Test func `an edit that leaves the command as it was does nothing`() throws {
    var room = try Rehearsal()
    let message = room.message("Hello all\n!topic Bees", by: "ana")
    _ = room.answer(message)
    let answer = room.edit(message, to: "Good morning all\n!topic Bees")
    #expect(answer.facts.isEmpty && answer.replies.isEmpty)
  }

  @Test func `an edit after five minutes does nothing`() throws {
    var room = try Rehearsal()
    let message = room.message("!topic Beas", by: "ana")
    _ = room.answer(message)
    let answer = room.edit(message, to: "!topic Bees", after: .seconds(301))
    #expect(answer.facts.isEmpty && answer.replies.isEmpty)
  }

  @Test func `what others built on stays`() throws {
    var room = try Rehearsal()
    let message = room.message("!topic Beas", by: "ana")
    _ = room.answer(message)
    _ = room.say("!topic vote T1", by: "bo")
    let answer = room.edit(message, to: "!topic Bees")
    #expect(answer.facts.isEmpty)
    #expect(answer.text.hasPrefix("Updated: That can't be undone any more. Others support T1"))
    #expect(room.community.topics.all.count == 1)
  }

  @Test func `what the author did since stays`() throws {
    var room = try Rehearsal()
    let message = room.message("!topic Beas", by: "ana")
    _ = room.answer(message)
    _ = room.say("!topic Wasps", by: "ana")
    let answer = room.edit(message, to: "!topic Bees")
    #expect(answer.facts.isEmpty)
    #expect(answer.text.hasPrefix("Updated: nothing. You have changed something else since"))
  }

  @Test func `a command that is edited away is taken back`() throws {
    var room = try Rehearsal()
    let message = room.message("!topic Bees\n!topic Wasps", by: "ana")
    _ = room.answer(message)
    let answer = room.edit(message, to: "never mind")
    #expect(answer.replies.map(\.text) == ["Updated: undone: topic T2 added, topic T1 added."])
    #expect(room.community.topics.openCount == 0)
  }

  @Test func `a slip that is corrected by an edit is run`() throws {
    var room = try Rehearsal()
    let message = room.message("!topc Bees", by: "ana")
    _ = room.answer(message)
    #expect(room.edit(message, to: "!topic Bees").text.hasPrefix("Updated: T1 added"))
  }

  @Test func `a message that is first seen edited is answered as any other`() throws {
    var room = try Rehearsal()
    var message = room.message("!topic Bees", by: "ana")
    message.editedAt = message.at + .minutes(7)
    room.now = room.now + .minutes(8)
    #expect(room.answer(message).text.hasPrefix("T1 added"))
  }

  @Test func `a direct message leaves no fingerprint and can be edited`() throws {
    var room = try Rehearsal()
    let message = room.message("topic Beas", by: "ana", direct: true)
    #expect(room.commons.fingerprint(of: message) == nil)
    #expect(room.commons.fingerprint(of: room.message("hello", by: "ana")) == nil)
    _ = room.answer(message)
    #expect(room.edit(message, to: "topic Bees").text.hasPrefix("Updated: T2 added"))
    #expect(room.community.topics.openCount == 1)
  }
}
