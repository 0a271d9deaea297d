import CommunityCore
import Primitives
import Testing

@Suite struct CompanionTests {
  /// Ana and Bo have had two turns each, Cy and Dora none; it is the Thursday on which S8 is asked for.
  private func room(_ learners: [String] = ["cy", "dora"]) throws -> Rehearsal {
    var room = try Rehearsal(rota: ["ana", "bo", "cy", "dora"])
    _ = room.say("!rota set @ana @bo", by: "you")
    for day in ["2026-12-03", "2026-12-10", "2026-12-17", "2026-12-24", "2026-12-31"] {
      for holder in try room.pass(until: "\(day)T16:00:00Z").asked {
        _ = room.say("!accept", by: holder)
      }
    }
    for learner in learners { _ = room.say("!rota add @\(learner)", by: "you") }
    return room
  }

  /// Whoever is asked for the session of that day, and what they read.
  private func request(_ day: String, _ room: inout Rehearsal) throws -> (
    holder: String, text: String
  ) {
    let said = try room.pass(until: "\(day)T16:00:00Z").filter {
      $0.text?.hasPrefix("It is your turn") ?? false
    }
    return (try #require(said.members.first), said.first?.text ?? "")
  }

  @Test func `who knows the role is offered somebody who learns it`() throws {
    var room = try room(["cy"])
    _ = room.say("!rota skip @cy S8", by: "you")
    _ = room.say("!undo", by: "you")
    let (holder, text) = try request("2027-01-07", &room)
    // Cy joins at the level of the others, so that either may be asked; the other of the two sits beside.
    if holder == "cy" {
      #expect(text.contains("has done it before and could sit beside you"), "\(text)")
    } else {
      #expect(text.contains("Cy could sit beside you to learn it"), "\(text)")
    }
    let companion = try #require(try room.turn(8).companion)
    #expect(companion.text != holder)
    let told = room.answer("!accept", by: holder).replies
    #expect(told.said("Would you sit beside") == [companion.text])
    #expect(room.say("!rota", by: "you")[0].contains("beside)"))
  }

  @Test func `nobody is offered where all know the role, or nobody does`() throws {
    var room = try room([])
    let (_, text) = try request("2027-01-07", &room)
    #expect(!text.contains("sit beside"))
    var fresh = try Rehearsal(rota: ["ana", "bo"])
    _ = try fresh.askedForThird()
    #expect(try fresh.turn(3).companion == nil)
  }

  @Test func `nobody is offered where that is off, or where the rota is`() throws {
    var room = try room()
    #expect(room.say("!rota pair off", by: "you")[0].hasPrefix("I offer nobody a companion"))
    let (_, text) = try request("2027-01-07", &room)
    #expect(!text.contains("sit beside"))
    #expect(try room.turn(8).companion == nil)
  }

  @Test func `the holder says no, and whoever was to come hears of it`() throws {
    var room = try room()
    let (holder, _) = try request("2027-01-07", &room)
    let companion = try #require(try room.turn(8).companion?.text)
    _ = room.say("!accept", by: holder)
    let answer = room.answer("!rota alone", by: holder)
    #expect(answer.text.hasPrefix("All right: you take S8"))
    #expect(answer.replies.members == [companion])
    #expect(try room.turn(8).companion == nil && room.turn(8).isAccepted)
    _ = room.say("!undo", by: holder)
    #expect(try room.turn(8).companion?.text == companion)
  }

  @Test func `the companion says no, and the holder keeps the turn`() throws {
    var room = try room()
    let (holder, _) = try request("2027-01-07", &room)
    let companion = try #require(try room.turn(8).companion?.text)
    _ = room.say("!accept", by: holder)
    #expect(room.say("!skip", by: companion)[0].hasPrefix("All right: you don't sit beside"))
    #expect(try room.facilitator(8) == holder && room.turn(8).companion == nil)
  }

  @Test func `a companion who can't come is not told, and is not counted`() throws {
    var room = try room()
    let (holder, _) = try request("2027-01-07", &room)
    let companion = try #require(try room.turn(8).companion?.text)
    _ = room.say("!rsvp no S8", by: companion)
    #expect(room.answer("!accept", by: holder).replies.said("Would you sit beside").isEmpty)
    _ = try room.pass(until: "2027-01-16T16:00:00Z")
    let beside = room.community.rota.taken(by: MemberID(companion), as: "facilitator/beside")
    #expect(!beside.contains(8))
  }

  @Test func `sitting beside is noted and goes round`() throws {
    var room = try room()
    var beside: [String] = []
    for (day, number) in [("2027-01-07", 8), ("2027-01-14", 9)] {
      let (holder, _) = try request(day, &room)
      beside.append(try room.turn(number).companion?.text ?? "nobody")
      _ = room.say("!accept", by: holder)
    }
    _ = try room.pass(until: "2027-01-23T16:00:00Z")
    #expect(beside.count == 2 && beside[0] != beside[1], "\(beside)")
    #expect(
      room.community.rota.taken(by: MemberID(beside[0]), as: "facilitator/beside").contains(8))
  }

  @Test func `who sat beside somebody lately comes after those who did not`() throws {
    var room = try room()
    var again = room
    let holder = try request("2027-01-07", &room).holder
    let first = try #require(try room.turn(8).companion)
    let sat = try JSONPart(
      parsing: Array(
        (#"{"community":"data","event":"rota.held","session":"S1","roles":[{"#
          + #""could":["\#(first.text)"],"did":["\#(first.text)"],"#
          + #""role":"facilitator/beside","snoozed":[]}]}"#).utf8))
    again.commons.apply(try Fact(reading: sat))
    #expect(try request("2027-01-07", &again).holder == holder)
    #expect(try again.turn(8).companion != first && again.turn(8).companion != nil)
  }

  @Test func `who is forgotten sits beside nobody`() throws {
    var room = try room()
    _ = try request("2027-01-07", &room)
    let companion = try #require(try room.turn(8).companion?.text)
    _ = room.say("!forget me", by: companion)
    _ = room.say("forget", by: companion)
    #expect(try room.turn(8).companion == nil)
    #expect(!room.state.contains("\"\(companion)\""))
  }
}
