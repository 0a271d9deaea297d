import CommunityCore
import Primitives
import Testing

@Suite struct ForgettingTests {
  /// An identity that occurs in no other word, and has what JSON must escape.
  private let ana = "ana\"4711\\x"

  @Test func `who is forgotten is found nowhere any more`() throws {
    var room = try Rehearsal()
    let id = MemberID(ana)
    _ = room.answer(named("!join bees", &room))
    _ = room.answer(named("!hello It is me", &room))
    _ = room.answer(named("!topic Bees", &room))
    for other in ["bo", "cy"] {
      _ = room.say("!hello I know @Ana well", by: other)
      _ = room.say("!topic Wasps of @\(ana) and @Ana,", by: other)
      _ = room.say("!topic edit T2 More of @Ana", by: other)
    }
    _ = room.answer(named("!topic vote T2", &room))
    _ = room.answer(named("!topic own T2", &room))
    _ = room.answer(named("!share https://bees.example #bees All about bees", &room))
    _ = room.say("!share https://wasps.example What @Ana read", by: "bo")
    _ = room.answer(named("!rate R2 worked", &room))
    _ = room.answer(named("!wanted wasps of my own", &room))
    _ = room.say("!wanted what @Ana has", by: "cy")
    _ = room.say("!thanks @Ana for the bees", by: "bo")
    _ = room.answer(named("!thanks @cy for bees", &room))
    _ = room.say("!thanks @cy for bringing @Ana", by: "bo")
    _ = room.answer(named("!tried Bees help", &room))
    _ = room.say("!story @Ana and I kept bees", by: "cy")
    _ = room.answer(named("!suggest More bees", &room))
    _ = room.say("!suggest answer G1 As @Ana says", by: "you")
    _ = room.say("!role add facilitator @Ana", by: "you")
    _ = room.say("!role add coordinator @Ana", by: "you")
    _ = room.answer(named("!role add sponsor @bo", &room))
    _ = room.answer(named("!undo", &room))
    _ = room.say("!topc drop @\(ana)", by: "cy")
    _ = room.answer(named("!topc slip", &room))
    var late = named("!topic while away", &room)
    late.at = room.now - .hours(1)
    _ = room.answer(late)
    for text in ["!role remove coordinator @Ana", "!topic vote Wasps of @Ana"] {
      var late = room.message(text, by: "you")
      late.at = room.now - .hours(1)
      _ = room.answer(late)
    }
    #expect(room.state.contains(escaped))
    #expect(
      room.answer(named("!forget me", &room)).text.hasSuffix(
        "Type `forget` within 5 minutes to do it."))
    let answer = room.answer(named("forget", &room))
    #expect(answer.erases == id)
    #expect(answer.facts == [Fact(.people(.forgotten(id, at: room.now)), in: "data")])
    #expect(answer.text.hasPrefix("Done: I know nothing of you any more."))
    #expect(!room.state.contains(escaped), "\(room.state)")
    #expect(room.community.people[id] == nil)
    #expect(room.community.topics[TopicID(1)]?.text == "Bees")
    #expect(room.community.people[MemberID("bo")]?.introduction == "I know a member well")
    #expect(room.community.sharing.all.map(\.isWish) == [false, false, true, true])
    #expect(room.community.sharing.thanks.map(\.text) == ["bringing a member"])
    #expect(room.community.experiences.all.map(\.parts) == [[], ["a member and I kept bees"]])
    #expect(room.community.suggestions.all.map { $0.answer?.text } == ["As a member says"])
    #expect(room.say("!audit", by: "you")[0].contains("a member, forgotten at their own wish"))
    for command in ["!undo", "!redo", "!topic", "!role", "!audit", "!me", "!mydata"] {
      for member in ["bo", "cy", "you"] {
        #expect(!room.answer(command, by: member).written.contains(escaped))
      }
    }
    #expect(!room.state.contains(escaped))
  }

  @Test func `nobody is forgotten without their word`() throws {
    var room = try Rehearsal()
    _ = room.say("!join", by: "ana")
    #expect(room.answer("!forget", by: "ana").erases == nil)
    #expect(room.answer("!forget bo", by: "ana").erases == nil)
    #expect(room.answer("!forget me", by: "ana").erases == nil)
    #expect(room.answer("forget", by: "bo").erases == nil)
    room.now = room.now + .minutes(6)
    #expect(room.answer("forget", by: "ana").erases == nil)
    #expect(room.community.people[MemberID("ana")] != nil)
  }

  @Test func `who is forgotten may come again as somebody new`() throws {
    var room = try Rehearsal()
    _ = room.say("!join bees", by: "ana")
    _ = room.say("!forget me", by: "ana")
    _ = room.say("forget", by: "ana")
    #expect(room.say("!join", by: "ana")[0].hasPrefix("Welcome to Data Practice, Ana!"))
    #expect(room.community.people[MemberID("ana")]?.interests == [])
  }

  @Test func `who is forgotten is forgotten in every community`() throws {
    var room = try Rehearsal(communities: ["bees"])
    _ = room.answer("!join", by: "ana")
    _ = room.answer("!join", by: "ana", room: "bees")
    _ = room.answer("!forget me", by: "ana")
    _ = room.answer("forget", by: "ana")
    #expect(room.commons.communities.allSatisfy { $0.people[MemberID("ana")] == nil })
    #expect(!room.state.contains("\"ana\""))
  }

  private func named(_ text: String, _ room: inout Rehearsal) -> Message {
    var message = room.message(text, by: ana)
    message.author.name = "Ana"
    return message
  }

  private var escaped: String {
    var json = JSONWriter()
    json.string(ana)
    return String(String(decoding: json.bytes, as: UTF8.self).dropFirst().dropLast())
  }
}
