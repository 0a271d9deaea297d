import Grouping
import Primitives

/// Late-comers and leavers of groups that are drawn or open: nobody else is moved without need.
struct BreakoutSeats {
  private let session: SessionID
  private let community: Community
  private let problem: GroupingProblem
  private let number: [MemberID: Int]
  /// The groups with the change.
  private(set) var breakout: Breakout

  /// Looks at `breakout` with `newcomer`, where there is one, among its members.
  init(
    _ breakout: Breakout, at session: SessionID, in community: Community,
    with newcomer: MemberID? = nil
  ) {
    var breakout = breakout
    if let newcomer, !breakout.members.contains(newcomer) { breakout.members.append(newcomer) }
    breakout.bound = nil
    self.breakout = breakout
    self.session = session
    self.community = community
    problem = BreakoutProblem(breakout, in: community).problem
    number = Dictionary(uniqueKeysWithValues: breakout.members.enumerated().map { ($1, $0) })
  }

  /// Puts `member` into the open groups, or those of the next round, and into all later rounds, where
  /// the fewest have met them; returns the number of the group, nil where none can take them.
  mutating func place(_ member: MemberID) -> Int? {
    guard let person = number[member] else { return nil }
    var first: Int?
    var duties = Duties(at: session, breakout, in: community)
    breakout = changed { groups, earlier in
      let places = groups.map { $0.members.compactMap { number[$0] } }
      guard let placement = problem.place(person, among: places, after: earlier) else { return }
      groups[placement.group].members.append(member)
      groups[placement.group] = duties.mend(groups[placement.group])
      first = first ?? placement.group + 1
    }
    return first
  }

  /// Takes `member` out of the open groups and of all later rounds.
  ///
  /// Who would be alone then goes to another group, and their group is dissolved: returns who that was
  /// and the number of the group they go to now.
  mutating func remove(_ member: MemberID) -> (member: MemberID, group: Int)? {
    guard let person = number[member] else { return nil }
    var moved: (MemberID, Int)?
    var isFirst = true
    var duties = Duties(at: session, breakout, in: community)
    breakout = changed { groups, earlier in
      defer { isFirst = false }
      let places = groups.map { $0.members.compactMap { number[$0] } }
      let departure = problem.remove(person, from: places, after: earlier)
      for (index, people) in departure.groups.enumerated() {
        groups[index].members = people.map { breakout.members[$0] }
        groups[index] = duties.mend(groups[index])
      }
      if isFirst, let placement = departure.moved {
        moved = (breakout.members[placement.person], placement.group + 1)
      }
    }
    breakout.members.removeAll { $0 == member }
    return moved
  }

  /// Moves `member` to the group with a number, in the open groups or else in those of the next round.
  mutating func move(_ member: MemberID, to group: Int) {
    var duties = Duties(at: session, breakout, in: community)
    func changed(_ groups: [Breakout.Group]) -> [Breakout.Group] {
      var groups = groups
      for index in groups.indices {
        groups[index].members.removeAll { $0 == member }
        if index == group - 1 { groups[index].members.append(member) }
        groups[index] = duties.mend(groups[index])
      }
      return groups
    }
    if let running = breakout.running {
      breakout.running?.groups = changed(running.groups)
    } else if let next = breakout.rounds.first {
      breakout.rounds[0] = changed(next)
    }
  }

  /// The groups where `body` has changed each round from now on, given the rounds in front of it.
  private func changed(_ body: (inout [Breakout.Group], GroupPlan) -> Void) -> Breakout {
    var changed = breakout
    var earlier = GroupPlan(rounds: [])
    func change(_ groups: inout [Breakout.Group]) {
      body(&groups, earlier)
      earlier.rounds.append(groups.map { $0.members.compactMap { number[$0] } })
    }
    if var groups = changed.running?.groups {
      change(&groups)
      changed.running?.groups = groups
    }
    for index in changed.rounds.indices { change(&changed.rounds[index]) }
    return changed
  }
}
