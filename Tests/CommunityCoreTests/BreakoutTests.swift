import CommunityCore
import Primitives
import Testing

@Suite struct BreakoutTests {
  /// A session that is on, at which `count` members are.
  private func room(_ count: Int) throws -> Rehearsal {
    var room = try Rehearsal()
    _ = room.say("!session new \"Onboarding\" 2026-11-21 10:20 60m", by: "you")
    for number in 0..<count { _ = room.say("!here", by: "p\(number)") }
    return room
  }

  private func breakout(_ room: Rehearsal) throws -> Breakout {
    try #require(room.community.breakouts[SessionID(1)])
  }

  private func pairs(_ groups: [Breakout.Group]) -> Set<Set<MemberID>> {
    var pairs: Set<Set<MemberID>> = []
    for group in groups {
      for (place, one) in group.members.enumerated() {
        for other in group.members.dropFirst(place + 1) { pairs.insert([one, other]) }
      }
    }
    return pairs
  }

  @Test func `only what ran is remembered`() throws {
    var room = try room(6)
    let everybody = (0..<6).map { MemberID("p\($0)") }
    func strangers() -> Int {
      room.community.breakouts.strangers(among: everybody)
    }
    _ = room.say("!breakout size 3", by: "you")
    #expect(strangers() == 15)
    _ = room.say("!breakout go", by: "you")
    _ = room.say("!undo", by: "you")
    #expect(strangers() == 15)
    _ = room.say("!breakout go", by: "you")
    #expect(strangers() == 15)
    _ = room.say("!breakout back", by: "you")
    #expect(strangers() == 9)
    _ = room.say("!undo", by: "you")
    #expect(strangers() == 15)
    _ = room.say("!redo", by: "you")
    #expect(strangers() == 9)
  }

  @Test func `the next session's groups are of people who have not met`() throws {
    var room = try room(9)
    _ = room.say("!breakout size 3", by: "you")
    let first = pairs(try #require(try breakout(room).rounds.first))
    _ = room.say("!breakout go", by: "you")
    _ = room.say("!breakout back", by: "you")
    room.now = room.now + .days(7)
    _ = room.say("!session new \"Again\" 2026-11-28 10:20 60m", by: "you")
    for number in 0..<9 { _ = room.say("!here", by: "p\(number)") }
    let said = room.say("!breakout size 3", by: "you")
    #expect(said[0].contains("nobody meets anybody twice"))
    let second = try #require(room.community.breakouts[SessionID(2)]?.rounds.first)
    #expect(pairs(second).isDisjoint(with: first))
    let familiar = room.say("!breakout size 3 --familiar", by: "you")
    #expect(familiar[0].contains("9 of 9 pairs have met before"))
  }

  @Test func `a wish to be apart is kept in every draw, and told to nobody else`() throws {
    var room = try room(8)
    _ = room.say("!apart @p1", by: "p0", direct: true)
    for _ in 0..<20 {
      let said = room.say("!breakout 2", by: "you")
      #expect(!said[0].contains("apart"))
      let groups = try #require(try breakout(room).rounds.first)
      #expect(!pairs(groups).contains([MemberID("p0"), MemberID("p1")]))
    }
    #expect(room.say("!mydata", by: "p1", direct: true).allSatisfy { !$0.contains("apart") })
  }

  @Test func `nobody has two duties in a round, and no group is without them`() throws {
    var room = try room(14)
    _ = room.say("!breakout size 3 --rounds 3", by: "you")
    for groups in try breakout(room).rounds {
      for group in groups {
        #expect(group.lead != nil && group.notes != nil && group.lead != group.notes)
        #expect(group.members.count >= 2)
      }
      #expect(groups.flatMap(\.members).count == 14)
    }
  }

  @Test func `a late-comer moves nobody, and a leaver only who would be alone`() throws {
    var room = try room(6)
    _ = room.say("!breakout 3", by: "you")
    _ = room.say("!breakout go", by: "you")
    let before = try #require(try breakout(room).running).groups
    _ = room.say("!here", by: "late")
    let joined = try #require(try breakout(room).running).groups
    for (old, new) in zip(before, joined) {
      #expect(new.members.filter { $0 != MemberID("late") } == old.members)
    }
    let pair = try #require(joined.first { $0.members.count == 2 })
    _ = room.say("!breakout remove \(pair.members[0])", by: "you")
    let left = try #require(try breakout(room).running).groups
    #expect(left.map(\.members.count).sorted() == [0, 3, 3])
    #expect(left.flatMap(\.members).contains(pair.members[1]))
  }

  @Test func `what takes long is thought about slice by slice, and comes out the same`() throws {
    var room = try room(12)
    let said = room.say("!breakout --familiar", by: "you")
    #expect(said == ["I look for the best groups for 12 people, a moment."])
    var outcomes: [[[Breakout.Group]]] = []
    // As it is, and as it would be read after a crash in the middle of thinking.
    for _ in 0..<2 {
      var commons = room.commons
      var slices = 0
      commons.think()
      let kept = commons.communities[0].breakouts[SessionID(1)]
      #expect(kept?.isSought == true)
      while commons.isThinking, slices < 1000 {
        commons.think()
        slices += 1
      }
      #expect(slices > 1)
      var randomness = Randomness(seed: 1)
      let answer = try #require(commons.owed(at: room.now, using: &randomness)).answer
      answer.facts.forEach { commons.apply($0) }
      #expect(answer.text.hasPrefix("Preview for S1"))
      #expect(
        answer.replies[0].destination == .thread(MessageID("m\(room.count)"), in: RoomID("general"))
      )
      outcomes.append(try #require(commons.communities[0].breakouts[SessionID(1)]).rounds)
    }
    #expect(outcomes[0] == outcomes[1])
  }

  @Test func `groups are warned and called back on time, and late only truthfully`() throws {
    var room = try room(4)
    _ = room.say("!breakout 2 --time 10m", by: "you")
    _ = room.say("!breakout go", by: "you")
    room.post("g1", about: "S1/1")
    room.post("g2", about: "S1/2")
    let said = try room.pass(until: "2026-11-21T10:11:00Z")
    let below = said.filter { $0.destination == .thread(MessageID("g2"), in: RoomID("general")) }
    #expect(below.compactMap { $0.text?.prefix(14) } == ["2 minutes left", "Time is up. Pl"])
    #expect(try breakout(room).held.count == 1)
    _ = room.say("!breakout again", by: "you")
    _ = room.say("!breakout go", by: "you")
    let late = try room.wait(until: "2026-11-21T11:10:00Z")
    let told = late.filter { $0.text?.contains("Welcome back!") ?? false }
    #expect(told.count == 1)
    #expect(
      told[0].text?.hasPrefix("The groups' time was over at 10:21 London, while I was away.")
        == true)
    #expect(!late.contains { $0.text?.hasPrefix("Please come back") ?? false })
  }

  @Test func `who is forgotten is in no group`() throws {
    var room = try room(4)
    _ = room.say("!apart @p3", by: "p2", direct: true)
    _ = room.say("!breakout 2", by: "you")
    _ = room.say("!breakout go", by: "you")
    _ = room.say("!report Ask <@p3>", by: "p3")
    _ = room.say("!forget me", by: "p3", direct: true)
    _ = room.say("forget", by: "p3", direct: true)
    #expect(!room.state.contains("p3"))
  }

  @Test(arguments: ["!coffee pairs", "!coffee trios"])
  func `coffee keeps apart whom groups keep apart`(form: String) throws {
    for seed in 0..<4 {
      var room = try Rehearsal()
      let names = ["ana", "bo", "cy", "dee"] + (seed % 2 == 0 ? [] : ["eli"])
      for name in names { _ = room.say("!coffee in", by: name) }
      _ = room.say(form, by: "you")
      _ = room.say("!apart @bo", by: "ana", direct: true)
      _ = try room.pass(until: "2026-12-07T12:00:00Z")
      let draw = try #require(room.community.coffee.draw)
      #expect(
        !draw.tables.contains { table in
          ["ana", "bo"].allSatisfy { table.members.contains(MemberID($0)) }
        })
    }
  }

  @Test func `two who would rather not meet are not drawn, and nobody is told why`() throws {
    var room = try Rehearsal()
    for name in ["ana", "bo"] { _ = room.say("!coffee in", by: name) }
    _ = room.say("!apart @bo", by: "ana", direct: true)
    let said = try room.pass(until: "2026-12-07T12:00:00Z")
    #expect(said.isEmpty && room.community.coffee.draw == nil)
  }

  @Test func `whoever came or went since the drawing is looked at again at the start`() throws {
    var room = try room(7)
    _ = room.say("!breakout 2", by: "you")
    _ = room.say("!here", by: "late")
    #expect(try breakout(room).rounds.first?.flatMap(\.members).contains(MemberID("late")) == true)
    _ = room.say("!leave", by: "p0")
    let said = room.say("!breakout go", by: "you")
    #expect(said[0].contains("Gone since: P0."))
    _ = room.say("!leave", by: "p1")
    let groups = try #require(try breakout(room).running).groups
    let people = groups.flatMap(\.members)
    #expect(
      people.count == 6 && !people.contains(MemberID("p0")) && !people.contains(MemberID("p1")))
    #expect(groups.allSatisfy { $0.members.count != 1 })
    _ = room.say("!undo", by: "p1")
    let back = try #require(try breakout(room).running).groups.flatMap(\.members)
    #expect(back.contains(MemberID("p1")))
  }

  @Test func `a shuffle gives other groups`() throws {
    var room = try room(8)
    _ = room.say("!breakout 2", by: "you")
    for _ in 0..<10 {
      let before = Set(try #require(try breakout(room).rounds.first).map { Set($0.members) })
      _ = room.say("!breakout shuffle", by: "you")
      let after = Set(try #require(try breakout(room).rounds.first).map { Set($0.members) })
      #expect(after != before)
    }
  }
}
