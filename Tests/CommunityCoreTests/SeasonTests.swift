import CommunityCore
import Primitives
import Testing

@Suite struct SeasonTests {
  /// The holders of S3 to S7 once a plan is settled, by what each can't come to.
  private func settle(
    _ absences: [String: [Int]], _ room: inout Rehearsal
  ) throws -> [String?] {
    for (id, numbers) in absences.sorted(by: { $0.key < $1.key }) {
      for number in numbers { _ = room.say("!rsvp no S\(number)", by: id) }
    }
    _ = room.say("!rota plan 7", by: "you")
    _ = room.say("go", by: "you")
    return try (3...7).map { try room.facilitator($0) }
  }

  /// The least spread of all ways to give five turns, looked for in every one of them.
  private func leastSpread(_ members: [String], _ absences: [String: [Int]]) -> Int {
    var least = Int.max
    var holders = [Int](repeating: 0, count: 5)
    func fill(_ index: Int) {
      guard index < 5 else {
        let counts = members.indices.map { member in holders.count { $0 == member } }
        least = min(least, (counts.max() ?? 0) - (counts.min() ?? 0))
        return
      }
      for member in members.indices
      where !(absences[members[member]]?.contains(index + 3) ?? false) {
        holders[index] = member
        fill(index + 1)
      }
    }
    fill(0)
    return least
  }

  @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
  func `a plan gives only turns that can be taken, with the least spread there is`(
    seed: UInt64
  ) throws {
    let members = ["ana", "bo", "cy"]
    var chance = Randomness(seed: seed)
    var absences: [String: [Int]] = [:]
    for id in ["ana", "bo"] { absences[id] = (3...7).filter { _ in chance.chance(percent: 50) } }
    var room = try Rehearsal(rota: members)
    let holders = try settle(absences, &room)
    for (index, holder) in holders.enumerated() {
      let holder = try #require(holder)
      #expect(members.contains(holder) && !(absences[holder]?.contains(index + 3) ?? false))
    }
    let counts = members.map { id in holders.count { $0 == id } }
    let spread = (counts.max() ?? 0) - (counts.min() ?? 0)
    #expect(spread == leastSpread(members, absences), "\(absences) \(holders)")
  }

  @Test func `the preview says the spread, settles nothing, and go can be undone`() throws {
    var room = try Rehearsal(rota: ["ana", "bo", "cy"])
    let preview = room.say("!rota plan 7", by: "you")[0]
    #expect(preview.contains("Nobody has more than 1 turn over another then"), "\(preview)")
    #expect(room.community.rota.turns.count == 1)
    #expect(room.say("go", by: "you")[0].hasPrefix("Settled, turns as facilitator:"))
    #expect(room.community.rota.turns.count == 6)
    #expect(room.say("!undo", by: "you")[0].hasPrefix("Undone: plan of 5 turns"))
    #expect(room.community.rota.turns.count == 1)
  }

  @Test func `who is planned is asked a week before, and keeps the right to say no`() throws {
    var room = try Rehearsal(rota: ["ana", "bo", "cy"])
    let holders = try settle([:], &room)
    let asked = try room.pass(until: "2026-12-03T16:00:00Z").asked
    #expect(asked == [holders[0]].compactMap { $0 })
    _ = room.say("!skip", by: asked[0])
    #expect(try room.facilitator(3) != asked[0])
  }

  @Test func `what is settled stays, and counts`() throws {
    var room = try Rehearsal(rota: ["ana", "bo", "cy"])
    _ = room.say("!volunteer S3", by: "ana")
    _ = room.say("!volunteer S4", by: "ana")
    let holders = try settle([:], &room)
    #expect(holders.prefix(2) == ["ana", "ana"])
    #expect(!holders.dropFirst(2).contains("ana"))
  }

  @Test func `a session for which nobody can is said, and left open`() throws {
    var room = try Rehearsal(rota: ["ana", "bo"])
    for id in ["ana", "bo"] { _ = room.say("!rsvp no S5", by: id) }
    #expect(room.say("!rota plan 7", by: "you")[0].contains("S5 Thu 24 Dec: nobody can"))
  }

  @Test func `who is snoozed or too new is not planned`() throws {
    var room = try Rehearsal(rota: ["ana", "bo", "cy"])
    _ = room.say("!join", by: "new")
    _ = room.say("!rota add @new", by: "you")
    _ = room.say("!snooze 10w", by: "bo")
    let holders = try settle([:], &room)
    #expect(Set(holders.compactMap { $0 }) == ["ana", "cy"])
  }
}
