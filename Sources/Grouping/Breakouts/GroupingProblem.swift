/// What is asked of a plan of breakout groups: who is there, how large groups are, and the rules.
///
/// People are the numbers from 0 up to `memberCount`; the caller knows their names. A problem may be
/// contradictory: `PlanSearch` looks into it and says what stands against what.
package struct GroupingProblem: Hashable, Sendable {
  /// How groups are measured.
  package enum Shape: Hashable, Sendable {
    /// As many groups as it takes for so many people in each; one more or one fewer where they do not divide.
    case size(Int)
    /// A fixed number of groups, whose sizes differ by at most one.
    case groups(Int)
  }

  /// How often two people met before the first round of the plan.
  package struct Meetings: Hashable, Sendable {
    /// One of the two.
    package let first: Int
    /// The other.
    package let second: Int
    /// How often they met.
    package let times: Int
    /// How many months ago they met last; 0 where that is not known.
    package let monthsAgo: Int

    /// Notes that `first` and `second` met `times` times, the last time `monthsAgo` months ago.
    package init(_ first: Int, _ second: Int, times: Int, monthsAgo: Int = 0) {
      self.first = first
      self.second = second
      self.times = times
      self.monthsAgo = monthsAgo
    }
  }

  /// How many people there are.
  package var memberCount: Int
  /// How large groups are, or how many.
  package var shape: Shape
  /// How many rounds to plan.
  package var rounds: Int
  /// Who has met whom before; a pair that occurs twice counts the sum.
  package var history: [Meetings] = []
  /// Those of a list share a group in every round in which they are present.
  package var together: [[Int]] = []
  /// No two of a list ever share a group.
  package var apart: [[Int]] = []
  /// Each group has one of them, or as many groups as there are leads.
  package var leads: [Int] = []
  /// No group has more of them than their number divided by the number of groups, rounded up.
  package var newcomers: [Int] = []
  /// Who is missing in the first round, the second, and so on; nobody in rounds that are not listed.
  package var absent: [[Int]] = []
  /// The groups that are running now: in the first round as few of their people move as the sizes allow.
  package var current: [[Int]] = []

  /// A problem without rules or history.
  package init(memberCount: Int, shape: Shape, rounds: Int) {
    self.memberCount = memberCount
    self.shape = shape
    self.rounds = rounds
  }
}

extension GroupingProblem {
  /// The largest problem that is looked at; the table of pairs grows with the square of the people.
  package enum Limits {
    /// People in a problem.
    package static let members = 4_000
    /// Rounds of a plan.
    package static let rounds = 200
    /// People times rounds.
    package static let seats = 200_000
    /// Pairs in a history.
    package static let meetings = 1_000_000
    /// How often a pair may have met, in all; the search takes more than 30 for 30.
    package static let times = 1_000_000
  }
}
