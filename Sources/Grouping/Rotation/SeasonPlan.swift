/// Who could lead in each session of a season, and how many leaders each needs.
package struct SeasonProblem<Member: Hashable & Comparable & Sendable>: Hashable, Sendable {
  /// The members who may be asked and said that they can, for each session in order of time.
  package var available: [[Member]]
  /// How many holders each session needs; 1 where the list is shorter.
  package var needed: [Int]
  /// How many turns members bring with them, so that the season evens out what was uneven before.
  package var earlierTurns: [Member: Int]
  /// How many sessions before the first of the season a member's last turn was: 1 for the session just before.
  package var sessionsSinceLastTurn: [Member: Int]

  /// Describes a season; where nothing is said of the time before, everybody starts level.
  package init(
    available: [[Member]], needed: [Int] = [], earlierTurns: [Member: Int] = [:],
    sessionsSinceLastTurn: [Member: Int] = [:]
  ) {
    self.available = available
    self.needed = needed
    self.earlierTurns = earlierTurns
    self.sessionsSinceLastTurn = sessionsSinceLastTurn
  }
}

/// Why a season can't be planned.
package enum SeasonFault<Member: Hashable & Comparable & Sendable>: Error, Hashable, Sendable {
  /// Nobody can in the session, counted from 0.
  case nobody(session: Int)
  /// Fewer can than are needed.
  case tooFew(session: Int, available: [Member], needed: Int)
  /// A session asks for a number of holders below 0.
  case negativeNeed(session: Int)
}

/// Who leads when, over a season.
package struct SeasonPlan<Member: Hashable & Comparable & Sendable>: Hashable, Sendable {
  /// The holders of each session, ascending.
  package let holders: [[Member]]
  /// The turns of everybody who could in at least one session, earlier ones included, by ascending member.
  package let turns: [SeasonTurns<Member>]
  /// Most turns less fewest; no plan for this season has less.
  package let spread: Int
  /// The fewest sessions from one turn of somebody to their next, or nil where nobody has two.
  package let smallestGap: Int?
}

/// How many turns a member has when the season is over.
package struct SeasonTurns<Member: Hashable & Comparable & Sendable>: Hashable, Sendable {
  /// Who.
  package let member: Member
  /// Turns in the season and before.
  package let turns: Int
}

extension SeasonProblem {
  /// Plans the season: the turns as even as the availability allows, then the gaps as wide as exchanges make them.
  ///
  /// The turns are a minimum-cost flow in which each further turn of a member costs more than the one before. Such a flow
  /// is least for every convex cost at once (Harvey, Ladner, Lovász and Tamir, "Semi-matchings for bipartite graphs and load
  /// balancing", 2003; Frank and Murota, "Decreasing minimization on M-convex sets", 2022), so that the most turns, the
  /// fewest turns and their spread are all the best possible. The gaps are a local optimum: no exchange of turns
  /// between two people, or round three, widens them. Nothing is drawn, so that the same season gives the same plan.
  package func plan() throws(SeasonFault<Member>) -> SeasonPlan<Member> {
    let people = Set(available.joined()).sorted()
    let numbers = Dictionary(uniqueKeysWithValues: people.enumerated().map { ($1, $0) })
    let sessions = available.map { Set($0.compactMap { numbers[$0] }).sorted() }
    let needs = available.indices.map { $0 < needed.count ? needed[$0] : 1 }
    for (session, need) in needs.enumerated() {
      guard need >= 0 else { throw .negativeNeed(session: session) }
      guard need > sessions[session].count else { continue }
      if sessions[session].isEmpty { throw .nobody(session: session) }
      throw .tooFew(
        session: session, available: sessions[session].map { people[$0] }, needed: need)
    }
    var flow = SeasonFlow(
      available: sessions, needed: needs, earlier: people.map { earlierTurns[$0] ?? 0 })
    flow.run()
    var gaps = SeasonGaps(
      available: sessions, holders: flow.holders,
      lastTurns: people.map { member in sessionsSinceLastTurn[member].map { -max(1, $0) } })
    gaps.widen()
    let turns = zip(people, flow.loads).map { SeasonTurns(member: $0, turns: $1) }
    return SeasonPlan(
      holders: gaps.holders.map { $0.sorted().map { people[$0] } }, turns: turns,
      spread: (flow.loads.max() ?? 0) - (flow.loads.min() ?? 0), smallestGap: gaps.smallestGap)
  }
}
