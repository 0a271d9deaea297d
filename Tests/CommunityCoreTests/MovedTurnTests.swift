import CommunityCore
import Primitives
import Testing

@Suite struct MovedTurnTests {
  /// The holder of S3 has said yes to it.
  private func promised() throws -> (room: Rehearsal, holder: String) {
    var room = try Rehearsal(rota: ["ana", "bo"])
    let holder = try room.askedForThird()
    _ = room.say("!accept", by: holder)
    return (room, holder)
  }

  /// Moves S3, and says yes where that is asked.
  private func move(_ room: inout Rehearsal, to time: String, by id: String = "you") throws
    -> [Reply]
  {
    var said = room.answer("!session move S3 \(time)", by: id).replies
    said += room.answer("move", by: id).replies
    return try said + room.work()
  }

  @Test func `who had said yes is asked once whether the new time suits`() throws {
    var (room, holder) = try promised()
    _ = room.say("!rsvp yes S3", by: holder)
    let said = try move(&room, to: "2026-12-17 11:00")
    #expect(said.said("S3").count { $0 == holder } == 1, "\(said)")
    #expect(said.contains { $0.text?.contains("You had said yes to being facilitator") ?? false })
    #expect(try !room.turn(3).isAccepted)
    #expect(room.say("!accept S3", by: holder)[0].hasPrefix("Thank you"))
    let later = try room.pass(until: "2026-12-17T10:00:00Z").compactMap(\.text)
    #expect(!later.contains { $0.contains("heard from you yet") && $0.contains("S3") })
  }

  @Test func `who does not answer is asked again four days before the new time`() throws {
    var (room, holder) = try promised()
    _ = try move(&room, to: "2026-12-17 11:00")
    let early = try room.pass(until: "2026-12-13T10:00:00Z")
    #expect(!early.contains { $0.text?.contains("facilitator at S3") ?? false })
    let again = try room.pass(until: "2026-12-13T12:00:00Z")
      .filter { $0.text?.contains("facilitator at S3") ?? false }
    #expect(again.said("I have not heard") == [holder])
    let standIn = try room.pass(until: "2026-12-14T12:00:00Z").said("Would you stand in")
    #expect(standIn.count == 1 && standIn != [holder])
  }

  @Test func `a move that is taken back leaves the yes as it was, and asks nobody`() throws {
    var (room, holder) = try promised()
    let moved = try move(&room, to: "2026-12-17 11:00")
    #expect(moved.contains { $0.text?.contains("You had said yes") ?? false })
    _ = room.say("!undo", by: "you")
    #expect(try room.work().members.isEmpty)
    #expect(try room.turn(3).isAccepted && room.facilitator(3) == holder)
  }

  @Test func `nobody is asked for a time to which they have said yes`() throws {
    var (room, holder) = try promised()
    _ = try move(&room, to: "2026-12-17 11:00")
    _ = room.say("!accept S3", by: holder)
    let back = try move(&room, to: "2026-12-10 16:00")
    #expect(!back.contains { $0.text?.contains("You had said yes") ?? false })
    #expect(try room.turn(3).isAccepted)
    let forth = try move(&room, to: "2026-12-17 11:00")
    #expect(!forth.contains { $0.text?.contains("You had said yes") ?? false })
    #expect(try room.turn(3).isAccepted)
  }

  @Test func `who had not answered is asked for the new time, and once for it`() throws {
    var room = try Rehearsal(rota: ["ana", "bo"])
    let holder = try room.askedForThird()
    #expect(try move(&room, to: "2026-12-21 11:00").asked == [])
    let asked = try room.pass(until: "2026-12-14T12:00:00Z")
      .filter { $0.text?.contains("S3") ?? false }
    #expect(asked.asked == [holder])
    _ = try move(&room, to: "2026-12-22 11:00")
    _ = try room.pass(until: "2026-12-15T12:00:00Z")
    let back = try move(&room, to: "2026-12-21 11:00")
    #expect(!back.contains { $0.text?.contains("turn as facilitator: S3") ?? false })
  }

  @Test func `who moves the session themselves is not asked`() throws {
    var room = try Rehearsal(rota: ["ana", "bo"])
    let holder = try room.askedForThird()
    _ = room.say("!role add facilitator @\(holder)", by: "you")
    _ = room.say("!accept", by: holder)
    let said = try move(&room, to: "2026-12-17 11:00", by: holder)
    #expect(!said.contains { $0.text?.contains("You had said yes") ?? false })
    #expect(try room.turn(3).isAccepted)
  }

  @Test func `a yes in the same minute as the move is one to the new time`() throws {
    var (room, holder) = try promised()
    _ = room.say("!session move S3 2026-12-17 11:00", by: "you")
    #expect(room.say("!accept S3", by: holder)[0].hasPrefix("Thank you"))
    #expect(!(try room.work()).contains { $0.text?.contains("You had said yes") ?? false })
    #expect(try room.turn(3).isAccepted)
  }

  @Test func `a role that nobody took is offered again for the new time`() throws {
    var room = try Rehearsal(rota: ["ana", "bo"])
    let holder = try room.askedForThird()
    _ = room.say("!skip", by: holder)
    _ = room.say("!skip", by: holder == "ana" ? "bo" : "ana")
    #expect(try room.facilitator(3) == nil)
    _ = try move(&room, to: "2026-12-21 11:00")
    #expect(try room.turn(3).asked.isEmpty)
  }
}
