import Grouping
import OrderedCollections
import Primitives

/// The search for the best groups of one session, done a little at a time, so that nobody waits for it.
///
/// Nothing of it is kept: what was asked for is, and the same search begins anew after a restart.
package struct BreakoutSearch: Sendable {
  /// How many moves are made at once: some milliseconds.
  private static let slice = 20_000
  /// How many slices somebody waits for who asks.
  private static let patience = 5

  /// The session.
  let session: SessionID
  private let breakout: Breakout
  private let problem: GroupingProblem
  private let plain: GroupingProblem
  private var search: PlanSearch
  private let budget: Int

  /// Begins to look for groups; throws where there are none that keep the rules.
  ///
  /// What members wished in private is never told: where only that stands in the way, the reason does
  /// not say so.
  init(
    _ breakout: Breakout, at session: SessionID, in community: Community
  ) throws(BreakoutRefusal) {
    let draft = BreakoutProblem(breakout, in: community)
    self.session = session
    self.breakout = breakout
    plain = draft.plain
    problem = draft.problem
    do throws(GroupingFault) {
      // Without the wishes first: what is wrong with the request itself can be said in full.
      if draft.hasWishes { _ = try PlanSearch(draft.withoutWishes, seed: breakout.seed) }
    } catch {
      throw .impossible(error.sentence { community.people.name(of: breakout.members[$0]) })
    }
    do throws(GroupingFault) {
      search = try PlanSearch(draft.problem, seed: breakout.seed)
    } catch {
      throw draft.hasWishes
        ? .noSuchGroups
        : .impossible(error.sentence { community.people.name(of: breakout.members[$0]) })
    }
    // A second at most, and for a few people what leaves hardly anything to be found.
    let count = breakout.members.count
    budget = min(
      PlanSearch.moves(perSecondFor: draft.problem),
      1_000 * count * count * breakout.request.rounds)
  }

  /// Whether nothing better will be looked for.
  var isDone: Bool { search.isFinished || search.moves >= budget }

  /// Looks as long as an answer may take, some 20 ms.
  mutating func begin() {
    for _ in 0..<Self.patience where !isDone { advance() }
  }

  /// Looks on for some milliseconds.
  mutating func advance() {
    search.advance(moves: min(Self.slice, max(1, budget - search.moves)))
  }

  /// The groups that were found, each with a lead and somebody who takes notes.
  func result(in community: Community) -> Breakout {
    var drawn = breakout
    drawn.isSought = false
    drawn.repeats = plain.repeats(in: search.plan)
    do throws(GroupingFault) {
      drawn.bound = try RepeatBound(for: plain).repeats
    } catch {
      preconditionFailure("a problem that was searched has a bound")
    }
    var duties = Duties(at: session, drawn, in: community)
    drawn.rounds = search.plan.rounds.map { groups in
      groups.map { duties.appoint($0.map { drawn.members[$0] }) }
    }
    return drawn
  }
}

/// What is asked of the grouping, with numbers for members.
struct BreakoutProblem {
  /// What is to be solved.
  let problem: GroupingProblem
  /// What is said of repeats: the same without what only steers who meets whom.
  let plain: GroupingProblem
  /// The problem without what members wished in private.
  let withoutWishes: GroupingProblem
  let hasWishes: Bool

  init(_ breakout: Breakout, in community: Community) {
    let members = breakout.members
    let number = Dictionary(uniqueKeysWithValues: members.enumerated().map { ($1, $0) })
    func numbers(_ lists: [[MemberID]]) -> [[Int]] {
      lists.map { $0.compactMap { number[$0] } }.filter { $0.count > 1 }
    }
    let shape: GroupingProblem.Shape =
      switch breakout.request.shape {
      case .groups(let count): .groups(count)
      case .size(let size): .size(size)
      }
    var plain = GroupingProblem(
      memberCount: members.count, shape: shape, rounds: breakout.request.rounds)
    plain.together = numbers(breakout.request.keep)
    plain.apart = numbers(breakout.request.apart)
    let month = breakout.at.month
    let met = community.meetings(among: members)
    plain.history = met.map { pair in
      .init(
        pair.first, pair.second, times: pair.times, monthsAgo: max(0, month - pair.lastMonth))
    }
    plain.newcomers = members.indices.filter { community.sessions.visits(of: members[$0]) == 0 }
    // Where nearly all are new, there is nobody among whom to spread them.
    if plain.newcomers.count * 2 > members.count { plain.newcomers = [] }
    var steered = plain
    steered.history = breakout.request.mixing.steered(plain.history, members, in: community)
    let wishes = numbers(community.breakouts.apart(among: members))
    withoutWishes = steered
    steered.apart += wishes
    problem = steered
    hasWishes = !wishes.isEmpty
    self.plain = plain
  }
}

extension Mixing {
  /// The meetings that make the search prefer these neighbours: pairs that are not wanted together
  /// count as having met more often than any pair has.
  fileprivate func steered(
    _ history: [GroupingProblem.Meetings], _ members: [MemberID], in community: Community
  ) -> [GroupingProblem.Meetings] {
    guard self != .strangers else { return history }
    let most = history.map(\.times).max() ?? 0
    var known: [Int: GroupingProblem.Meetings] = [:]
    for pair in history {
      known[min(pair.first, pair.second) * members.count + max(pair.first, pair.second)] = pair
    }
    let traits = members.map { self.traits(of: $0, in: community) }
    var steered: [GroupingProblem.Meetings] = []
    for first in members.indices {
      for second in members.indices.dropFirst(first + 1) {
        let before = known[first * members.count + second]
        let isWanted: Bool
        switch self {
        case .strangers: isWanted = true
        case .familiar: isWanted = before != nil
        case .mixed: isWanted = traits[first].isDisjoint(with: traits[second])
        case .matched: isWanted = !traits[first].isDisjoint(with: traits[second])
        }
        let times = (isWanted ? 0 : most + 1) + (self == .familiar ? 0 : before?.times ?? 0)
        if times > 0 {
          steered.append(.init(first, second, times: times, monthsAgo: before?.monthsAgo ?? 0))
        }
      }
    }
    return steered
  }

  /// Requires that it makes a difference among `members`, because else it would be untrue to say that it
  /// was looked at.
  func requireDifference(among members: [MemberID], in community: Community) throws(Refusal) {
    let traits = members.map { self.traits(of: $0, in: community) }
    switch self {
    case .strangers, .familiar: return
    case .mixed(let trait):
      if Set(traits).count < 2 { throw .breakouts(.allAlike(trait)) }
    case .matched(let tag):
      if traits.count(where: { $0 == [tag] }) < 2 { throw .breakouts(.nobodyShares(tag)) }
    }
  }

  /// What two members are compared by.
  private func traits(of id: MemberID, in community: Community) -> Set<String> {
    guard let member = community.people[id] else { return [] }
    switch self {
    case .strangers, .familiar: return []
    case .mixed(.interests): return Set(member.interests.map { $0.lowercased() })
    case .mixed(.zone): return [member.zone ?? community.plan.zone]
    case .mixed(.experience):
      let visits = community.sessions.visits(of: id)
      return [visits == 0 ? "new" : visits < 6 ? "some" : "much"]
    case .matched(let tag):
      return member.interests.contains { $0.lowercased().contains(tag) } ? [tag] : ["not \(id)"]
    }
  }
}

/// A pair that has met, by the places of its members in a list.
struct Meeting {
  let first: Int
  let second: Int
  let times: Int
  let lastMonth: Int
}

extension Community {
  /// Who among `members` has met whom, in groups or over coffee.
  func meetings(among members: [MemberID]) -> [Meeting] {
    let groups = breakouts.history
    let tables = coffee.history
    var meetings: [Meeting] = []
    for (first, one) in members.enumerated() {
      for (second, other) in members.enumerated().dropFirst(first + 1) {
        let inGroups = groups[one, other]
        let overCoffee = tables[one, other]
        let times = (inGroups?.times ?? 0) + (overCoffee?.times ?? 0)
        guard times > 0 else { continue }
        meetings.append(
          Meeting(
            first: first, second: second, times: times,
            lastMonth: max(inGroups?.last ?? 0, overCoffee?.last ?? 0)))
      }
    }
    return meetings
  }
}

/// Who leads groups and who takes notes, so that nobody does it twice who is new or has done it.
struct Duties {
  private let community: Community
  private var counts: [MemberID: Int] = [:]

  init(at session: SessionID, _ breakout: Breakout, in community: Community) {
    self.community = community
    for group in breakout.held.joined() {
      for member in [group.lead, group.notes].compactMap({ $0 }) { counts[member, default: 0] += 1 }
    }
  }

  /// A group of `members` with a lead and, where there are two, somebody who takes notes.
  mutating func appoint(_ members: [MemberID]) -> Breakout.Group {
    var group = Breakout.Group(members: members)
    guard members.count > 1 else { return group }
    group.lead = take(from: members)
    group.notes = take(from: members.filter { $0 != group.lead })
    return group
  }

  /// The same group with duties for those who have gone from theirs.
  mutating func mend(_ group: Breakout.Group) -> Breakout.Group {
    var group = group
    if let lead = group.lead, !group.members.contains(lead) { group.lead = nil }
    if let notes = group.notes, !group.members.contains(notes) { group.notes = nil }
    guard group.members.count > 1 else {
      (group.lead, group.notes) = (nil, nil)
      return group
    }
    group.lead = group.lead ?? take(from: group.members.filter { $0 != group.notes })
    group.notes = group.notes ?? take(from: group.members.filter { $0 != group.lead })
    return group
  }

  /// Whoever had the fewest duties today; then not who is new or a sponsor; then who had the fewest in
  /// sessions before; then the first.
  private mutating func take(from members: [MemberID]) -> MemberID? {
    let ranked = members.enumerated().map { place, member in
      let isSpared =
        community.sessions.visits(of: member) == 0
        || community.roles(of: member).contains(.sponsor)
      return (
        rank: (
          counts[member] ?? 0, isSpared ? 1 : 0, community.breakouts.duties(of: member), place
        ), member: member
      )
    }
    guard let chosen = ranked.min(by: { $0.rank < $1.rank })?.member else { return nil }
    counts[chosen, default: 0] += 1
    return chosen
  }
}

extension Community {
  /// Whether groups are still looked for, and more thought would help.
  package var isThinking: Bool {
    !(breakouts.thought?.isDone ?? false) && breakouts.sought != nil
  }

  /// Looks a little further for the best groups; nothing that is kept changes.
  package mutating func think() {
    switch breakouts.thought {
    case .given: return
    case .searching(var search):
      // Given up here, or else its tables would be copied when they are written to.
      breakouts.thought = nil
      search.advance()
      breakouts.thought = .searching(search)
    case nil:
      guard let (session, breakout) = breakouts.sought else { return }
      do throws(BreakoutRefusal) {
        let search = try BreakoutSearch(breakout, at: session, in: self)
        breakouts.thought = .searching(search)
      } catch {
        breakouts.thought = .given(session, up: error)
      }
    }
  }
}

extension Breakouts {
  /// The groups that are looked for.
  var sought: (session: SessionID, breakout: Breakout)? {
    all.first { $0.value.isSought }.map { ($0.key, $0.value) }
  }
}
