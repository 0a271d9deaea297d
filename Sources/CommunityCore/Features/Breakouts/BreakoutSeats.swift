import OrderedCollections
import Grouping
import Primitives

extension CommandContext {
  /// Brings groups that are about to open up to date: who came since they were drawn gets a place, and
  /// who has left or said no is taken out.
  ///
  /// Returns a line about each of the two.
  func bringUpToDate(_ breakout: inout Breakout, at session: Sessions.Session) -> [String] {
    let here = session.attendance.here.filter { session.attendance.isHere($0) }
    let gone = breakout.members.filter { member in
      !(community.people[member]?.isActive ?? false) || session.attendance.gone.contains(member)
        || !here.contains(member) && session.attendance[member]?.choice == .no
    }
    for member in gone {
      var seats = BreakoutSeats(breakout, at: session.id, in: community)
      _ = seats.remove(member)
      breakout = seats.breakout
    }
    var seated: [String] = []
    for member in here where !breakout.members.contains(member) {
      guard community.people[member]?.isActive ?? false,
        breakout.members.count < Breakouts.memberLimit
      else { continue }
      var seats = BreakoutSeats(breakout, at: session.id, in: community, with: member)
      guard let group = seats.place(member) else { continue }
      breakout = seats.breakout
      seated.append("\(name(member)) (\(group))")
    }
    var lines: [String] = []
    if !seated.isEmpty { lines.append("Came since: \(seated.joined(separator: ", ")).") }
    if !gone.isEmpty {
      lines.append("Gone since: \(gone.map { name($0) }.joined(separator: ", ")).")
    }
    return lines
  }

  /// Takes the author, who leaves, out of all groups that are open: what becomes true, how it is taken
  /// back, and what the groups are told.
  func leaveGroups() -> (events: [Event], undo: [Event], replies: [Reply]) {
    var left: (events: [Event], undo: [Event], replies: [Reply]) = ([], [], [])
    for (id, breakout) in community.breakouts.all {
      guard breakout.running != nil, let group = breakout.group(of: author.id),
        let session = community.sessions[id]
      else { continue }
      var seats = BreakoutSeats(breakout, at: id, in: community)
      let moved = seats.remove(author.id)
      left.events.append(.breakouts(.arranged(id, seats.breakout)))
      left.undo.append(.breakouts(.arranged(id, breakout)))
      left.replies += departure(from: group, of: author.id, moved, seats.breakout, at: session)
    }
    return left
  }

  /// What open groups read where somebody has gone from one of them, and perhaps somebody else had to
  /// follow to another.
  func departure(
    from group: Int, of member: MemberID, _ moved: (member: MemberID, group: Int)?,
    _ after: Breakout, at session: Sessions.Session
  ) -> [Reply] {
    guard charter.hasThreads, after.running != nil,
      let thread = community.breakouts.thread(of: group, at: session.id)
    else { return [] }
    let text =
      moved.map { "\(name(member)) had to go. \(name($0.member)), please go to group \($0.group)." }
      ?? "\(name(member)) had to go. Group \(group) is now \(shown(after.present[group - 1]))."
    return [Reply(text, to: .thread(thread, in: session.room))]
      + (moved.map { welcome($0.member, to: $0.group, of: after, at: session) } ?? [])
  }
}

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
