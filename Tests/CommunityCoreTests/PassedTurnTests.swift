import CommunityCore
import Primitives
import Testing

@Suite struct PassedTurnTests {
  @Test(arguments: [false, true])
  func `who says no passes their turn on, and undo takes both back`(hasAccepted: Bool) throws {
    var room = try Rehearsal(rota: ["ana", "bo"])
    let holder = try room.askedForThird()
    let other = holder == "ana" ? "bo" : "ana"
    if hasAccepted { _ = room.say("!accept", by: holder) }
    let answer = room.answer("!rsvp no S3", by: holder)
    #expect(answer.text.contains("You were facilitator there: I ask \(other.capitalized) next."))
    #expect(answer.replies.asked == [other])
    #expect(try room.facilitator(3) == other)
    #expect(room.say("!undo", by: holder)[0].hasPrefix("Undone: RSVP S3 no"))
    #expect(try room.facilitator(3) == holder)
    #expect(try room.turn(3).isAccepted == hasAccepted)
    #expect(try room.session(3).attendance[MemberID(holder)] == nil)
  }

  @Test func `somebody has said yes meanwhile, so that undo leaves it with them`() throws {
    var room = try Rehearsal(rota: ["ana", "bo"])
    let holder = try room.askedForThird()
    let other = holder == "ana" ? "bo" : "ana"
    _ = room.say("!rsvp no S3", by: holder)
    _ = room.say("!accept", by: other)
    #expect(room.say("!undo", by: holder)[0].contains("was changed again since"))
    #expect(try room.facilitator(3) == other)
  }

  @Test func `yes and maybe leave the turn where it is`() throws {
    var room = try Rehearsal(rota: ["ana", "bo"])
    let holder = try room.askedForThird()
    for answer in ["yes", "maybe"] {
      #expect(!room.say("!rsvp \(answer) S3", by: holder)[0].contains("You were"))
    }
    #expect(try room.facilitator(3) == holder)
  }

  @Test func `a no to all dates passes on what is settled at them`() throws {
    var room = try Rehearsal(rota: ["ana", "bo"])
    let holder = try room.askedForThird()
    let answer = room.answer("!rsvp no E1", by: holder)
    #expect(answer.text.contains("You were facilitator at S3"))
    #expect(try room.facilitator(3) != holder)
    _ = room.say("!undo", by: holder)
    #expect(try room.facilitator(3) == holder)
    #expect(try room.session(3).attendance[MemberID(holder)] == nil)
  }

  @Test func `a cross below the announcement passes the turn on as well`() throws {
    var room = try Rehearsal(rota: ["ana", "bo"])
    let holder = try room.askedForThird()
    room.post("a3", about: "S3")
    _ = room.react("❌", to: "a3", by: holder)
    #expect(try room.facilitator(3) != holder)
  }

  @Test func `a snooze passes on what was only asked, and keeps what was promised`() throws {
    var room = try Rehearsal(rota: ["ana", "bo"])
    let holder = try room.askedForThird()
    let other = holder == "ana" ? "bo" : "ana"
    #expect(room.say("!snooze 3w", by: holder)[0].contains("You were facilitator at S3"))
    #expect(try room.facilitator(3) == other)
    _ = room.say("!undo", by: holder)
    #expect(try room.facilitator(3) == holder)
    _ = room.say("!accept", by: holder)
    #expect(room.say("!snooze 3w", by: holder)[0].contains("You have said yes to S3; `!skip S3`"))
    #expect(try room.facilitator(3) == holder)
  }

  @Test func `a snooze that ends before the session leaves the turn alone`() throws {
    var room = try Rehearsal(rota: ["ana", "bo"])
    let holder = try room.askedForThird()
    #expect(!room.say("!snooze 2d", by: holder)[0].contains("S3"))
    #expect(try room.facilitator(3) == holder)
  }

  @Test func `coordinators hear once of all roles that nobody takes`() throws {
    var room = try Rehearsal(rota: ["ana"])
    _ = room.say("!rota set @ana notes", by: "you")
    _ = room.say("!rota set @ana greeter", by: "you")
    _ = room.say("!quiet off", by: "you")
    _ = try room.pass(until: "2026-12-03T16:00:00Z")
    let told = room.answer("!rsvp no S3", by: "ana").replies.filter {
      $0.text?.hasPrefix("Nobody has said yes yet") ?? false
    }
    #expect(told.members == ["you"])
    #expect(told[0].text?.contains("facilitator, note-taker, greeter.") ?? false, "\(told)")
  }

  @Test func `two days before coordinators hear once of all roles that are open`() throws {
    var room = try Rehearsal(rota: ["ana", "bo"])
    _ = room.say("!rota set @bo notes", by: "you")
    _ = room.say("!rota set @new greeter", by: "you")
    _ = room.say("!rota set @ana host", by: "you")
    let told = try room.pass(until: "2026-12-10T15:00:00Z").filter {
      $0.text?.hasPrefix("Nobody has said yes yet at S3") ?? false
    }
    #expect(told.members == ["you"])
    #expect(told.first?.text?.contains("note-taker (it is with Bo)") ?? false, "\(told)")
  }

  @Test func `without direct messages the room hears whom the open roles concern`() throws {
    var room = try Rehearsal(rota: ["ana"], hasDirectMessages: false)
    _ = try room.pass(until: "2026-12-03T16:00:00Z")
    _ = room.say("!join", by: "you")
    let told = room.answer("!rsvp no S3", by: "ana").replies.compactMap(\.text)
    #expect(told.contains { $0.hasPrefix("You: Nobody has said yes yet at S3") }, "\(told)")
  }

  @Test func `who planned a session and says no to it is not made its facilitator`() throws {
    var room = try Rehearsal(rota: ["ana"])
    for number in 3...4 { _ = room.say("!rsvp no S\(number)", by: "ana") }
    _ = room.say("!rsvp no S3", by: "you")
    _ = try room.pass(until: "2026-12-04T16:00:00Z")
    #expect(try room.facilitator(3) == nil)
  }

  @Test func `a reason typed in a room is not said again, and its author is told that it shows`()
    throws
  {
    var room = try Rehearsal(rota: ["ana", "bo"])
    let holder = try room.askedForThird()
    let answer = room.answer("!skip S3 zebras", by: holder)
    #expect(answer.text.hasSuffix("you may want to delete your message."))
    #expect(answer.replies.filter { $0.text?.contains("zebras") ?? false }.members == ["you"])
    _ = room.say("!undo", by: holder)
    #expect(!room.say("!skip S3 zebras", by: holder, direct: true)[0].contains("delete"))
  }
}

extension String {
  fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst() }
}
