import Grouping
import Primitives
import Testing

@Suite struct RotaTests {
  private typealias Need = RoleNeed<String, Int>

  @Test func `nobody gets two roles while others are there`() {
    let rota = Rota<String, Int>()
    let needs = ["facilitator", "notes", "greeter"].map { Need(role: $0, candidates: [1, 2, 3]) }
    let roles = rota.assignment(for: 1, needs)
    #expect(Set(roles.holders.flatMap { $0.members }) == [1, 2, 3])
    #expect(roles.doubled == [])
  }

  @Test func `a role leaves its first choice to another that has nobody else`() {
    var rota = Rota<String, Int>()
    rota.held(1, [RoleTaken(role: "facilitator", couldHave: [1, 2], did: [2])])
    // 1 is next to facilitate, but only 1 can take notes.
    let roles = rota.assignment(
      for: 2,
      [
        Need(role: "facilitator", candidates: [1, 2]), Need(role: "notes", candidates: [1]),
      ])
    #expect(roles.holders.map { $0.members } == [[2], [1]])
  }

  @Test func `two roles for one are better than a role for nobody, and are told`() {
    let rota = Rota<String, Int>()
    let roles = rota.assignment(
      for: 3,
      [
        Need(role: "facilitator", candidates: [4]), Need(role: "notes", candidates: [4]),
        Need(role: "greeter", candidates: []),
      ])
    #expect(roles.holders.map { $0.members } == [[4], [4], []])
    #expect(roles.holders.map { $0.missing } == [0, 0, 1])
    #expect(roles.doubled == [4])
  }

  @Test func `a role for two takes two different members`() {
    let rota = Rota<String, Int>()
    let two = rota.assignment(for: 1, [Need(role: "host", count: 2, candidates: [7, 8, 9])])
    #expect(Set(two.holders[0].members).count == 2)
    let one = rota.assignment(for: 1, [Need(role: "host", count: 2, candidates: [7])])
    #expect(one.holders[0].members == [7] && one.holders[0].missing == 1)
  }

  @Test func `the fewest roles are doubled in every small case`() {
    var randomness = Randomness(seed: 5)
    for _ in 0..<200 {
      let needs = ["a", "b", "c", "d"].map { role in
        Need(role: role, candidates: (1...4).filter { _ in randomness.chance(percent: 40) })
      }
      let roles = Rota<String, Int>().assignment(for: 1, needs)
      let distinct = Set(roles.holders.flatMap { $0.members }).count
      #expect(distinct == Self.mostDistinct(needs.map { $0.candidates }))
      for (need, holders) in zip(needs, roles.holders) {
        #expect(holders.missing == (need.candidates.isEmpty ? 1 : 0))
        #expect(holders.members.allSatisfy { need.candidates.contains($0) })
      }
    }
  }

  private static func mostDistinct(_ candidates: [[Int]], taken: Set<Int> = []) -> Int {
    guard let first = candidates.first else { return taken.count }
    let rest = Array(candidates.dropFirst())
    return
      ([mostDistinct(rest, taken: taken)]
      + first.map { mostDistinct(rest, taken: taken.union([$0])) }).max() ?? 0
  }

  @Test func `each role keeps its own history`() {
    var rota = Rota<String, Int>()
    rota.held(
      1,
      [
        RoleTaken(role: "facilitator", couldHave: [1, 2], did: [1]),
        RoleTaken(role: "notes", couldHave: [1, 2], did: [2]),
      ])
    let needs = [
      Need(role: "facilitator", candidates: [1, 2]), Need(role: "notes", candidates: [1, 2]),
    ]
    #expect(rota.assignment(for: 2, needs).holders.map { $0.members } == [[2], [1]])
    #expect(rota.roles == ["facilitator", "notes"])
  }

  @Test func `a forecast of six sessions is what then happens when all goes as planned`() {
    var rota = Rota<String, Int>()
    rota.held(1, [RoleTaken(role: "facilitator", couldHave: [1, 2, 3, 4], did: [3])])
    let sessions = (2...7).map { session in
      (
        session: session,
        needs: [Need(role: "facilitator", candidates: session % 2 == 0 ? [1, 2, 3] : [2, 3, 4])]
      )
    }
    let forecast = rota.forecast(sessions)
    #expect(forecast.count == 6)
    for (planned, session) in zip(forecast, sessions) {
      let roles = rota.assignment(for: session.session, session.needs)
      #expect(roles == planned)
      rota.held(
        session.session,
        [
          RoleTaken(
            role: "facilitator", couldHave: session.needs[0].candidates,
            did: roles.holders[0].members)
        ])
    }
    #expect(Set(forecast.flatMap { $0.holders[0].members }) == [1, 2, 3, 4])
  }

  @Test func `a learner sits beside somebody experienced, each in turn`() {
    var leading = TurnHistory<Int>()
    for session in 1...4 { leading.did(session <= 2 ? 1 : 2, in: session) }
    var beside = TurnHistory<Int>()
    var learners: [Companion<Int>] = []
    for session in 5...8 {
      let companion = leading.companion(of: 1, in: session, among: [1, 2, 7, 8], beside: beside)
      learners.append(companion)
      beside.couldHave([7, 8], in: session)
      if case .learner(let member) = companion { beside.did(member, in: session) }
    }
    #expect(Set(learners[0...1]) == [.learner(7), .learner(8)])
    #expect(learners[2...3] == learners[0...1])
  }

  @Test func `a beginner gets a mentor, and nobody is invented`() {
    var leading = TurnHistory<Int>()
    for session in 1...2 { leading.did(1, in: session) }
    let none = TurnHistory<Int>()
    #expect(leading.companion(of: 7, in: 3, among: [1, 7, 8], beside: none) == .mentor(1))
    #expect(
      leading.companion(of: 7, in: 3, among: [1, 7, 8], beside: none, excluding: [1]) == .none)
    #expect(leading.companion(of: 7, in: 3, among: [7, 8], beside: none) == .none)
  }
}
