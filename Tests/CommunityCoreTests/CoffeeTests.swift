import CommunityCore
import Primitives
import Testing

@Suite struct CoffeeTests {
  private func room(_ members: [String]) throws -> Rehearsal {
    var room = try Rehearsal()
    for id in members { _ = room.say("!coffee in", by: id) }
    return room
  }

  /// Lets a month pass; everybody who was drawn says that they met.
  private func draw(_ room: inout Rehearsal, until day: String) throws -> [[String]] {
    _ = try room.pass(until: "\(day)T12:00:00Z")
    let draw = try #require(room.community.coffee.draw)
    for table in draw.tables { _ = room.say("!coffee met", by: table.members[0].text) }
    return draw.tables.map { $0.members.map(\.text) }
  }

  private static let days = ["2026-12-07", "2027-01-04", "2027-02-01", "2027-03-01", "2027-04-05"]

  @Test func `six who meet in pairs meet everybody in five months`() throws {
    var room = try room(["ana", "bo", "cy", "dora", "eli", "fay"])
    var met: Set<[String]> = []
    for day in Self.days {
      let tables = try draw(&room, until: day)
      #expect(tables.allSatisfy { $0.count == 2 } && tables.count == 3)
      for table in tables { #expect(met.insert(table).inserted, "\(table) again") }
    }
    #expect(met.count == 15)
    let said = try room.pass(until: "2027-05-03T12:00:00Z").compactMap(\.text)
    #expect(said.contains { $0.hasSuffix("0 of 15 pairs have never met.") })
  }

  @Test func `nobody is left out, and an odd one makes a trio`() throws {
    var room = try room(["ana", "bo", "cy", "dora", "eli"])
    for day in Self.days {
      let tables = try draw(&room, until: day)
      #expect(tables.map(\.count).sorted() == [2, 3])
      #expect(Set(tables.joined()).count == 5)
    }
  }

  @Test func `a pause ends by itself, and who snoozes is left alone`() throws {
    var room = try room(["ana", "bo", "cy", "dora"])
    _ = room.say("!coffee out 4w", by: "ana")
    _ = room.say("!snooze 4w", by: "bo")
    #expect(try draw(&room, until: Self.days[0]) == [["cy", "dora"]])
    #expect(Set(try draw(&room, until: Self.days[1]).joined()).count == 4)
  }

  @Test func `what was not met does not count`() throws {
    var room = try room(["ana", "bo"])
    _ = try room.pass(until: "2026-12-07T12:00:00Z")
    #expect(room.say("!coffee", by: "ana")[0].contains("never met 1"))
    _ = room.say("!coffee met", by: "bo")
    #expect(room.say("!coffee", by: "ana")[0].contains("never met 0"))
    _ = room.say("!undo", by: "bo")
    #expect(room.say("!coffee", by: "ana")[0].contains("never met 1"))
    let asked = try room.pass(until: "2026-12-28T12:00:00Z").compactMap(\.text)
    #expect(asked.contains { $0.hasPrefix("☕ Did you meet? Ana + Bo:") })
  }

  @Test(arguments: [2, 3, 4, 5, 6, 7, 8, 9, 10])
  func `threes leave nobody alone`(count: Int) throws {
    let members = (0..<count).map { "m\($0)" }
    var room = try room(members)
    _ = room.say("!coffee trios", by: "you")
    var pairs: Set<[String]> = []
    for (month, day) in Self.days.prefix(2).enumerated() {
      let tables = try draw(&room, until: day)
      #expect(tables.allSatisfy { (2...3).contains($0.count) })
      #expect(Set(tables.joined()).count == count)
      // Nine people can meet in threes four times before anybody meets again.
      for table in tables where count == 9 {
        for one in table {
          for other in table where one < other {
            #expect(pairs.insert([one, other]).inserted, "\(one) and \(other) in month \(month)")
          }
        }
      }
    }
  }

  @Test func `who is forgotten is in no table any more`() throws {
    var room = try room(["ana", "bo", "cy"])
    _ = try draw(&room, until: Self.days[0])
    _ = room.say("!forget me", by: "ana")
    _ = room.say("forget", by: "ana")
    #expect(!room.state.contains("\"ana\""))
    var copy = try Rehearsal()
    let value = try JSONPart(parsing: Array(room.state.utf8))
    for community in value["communities"]?.array ?? [] { try copy.commons.restore(community) }
    #expect(copy.state == room.state)
  }
}
