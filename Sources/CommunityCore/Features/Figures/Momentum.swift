import OrderedCollections
package import Primitives

/// Whether a community is gaining or losing speed: its last four whole weeks beside the four before.
package struct Momentum: Hashable, Sendable {
  /// Where something goes.
  package enum Trend: String, Sendable {
    /// There is more of it.
    case up
    /// There is about as much as before.
    case level
    /// There is less of it.
    case down
  }

  /// One thing that tells of it.
  package struct Signal: Hashable, Sendable {
    /// What is counted.
    package enum Kind: String, CaseIterable, Sendable {
      /// Different people at sessions.
      case there
      /// Different people who were heard.
      case heard
      /// Topics that were proposed and questions that were asked.
      case ideas
      /// Actions that were done.
      case done
    }

    /// What is counted.
    package let kind: Kind
    /// How many in the four weeks before.
    package let before: Int
    /// How many in the last four weeks.
    package let after: Int

    /// Counts one kind in both.
    package init(_ kind: Kind, before: Int, after: Int) {
      self.kind = kind
      self.before = before
      self.after = after
    }

    /// Up or down where it changed by at least two and by at least a fifth of what it was.
    package var trend: Trend {
      let change = after - before
      guard abs(change) >= 2, abs(change) * 5 >= before else { return .level }
      return change > 0 ? .up : .down
    }
  }

  /// All that tells of it.
  package let signals: [Signal]
  /// Whether the trend was down at the end of each of the last three weeks.
  package internal(set) var isWarning = false

  /// Weighs signals.
  package init(_ signals: [Signal]) {
    self.signals = signals
  }

  /// Up where more signals go up than down, down where more go down, and level otherwise.
  package var trend: Trend {
    let balance = signals.reduce(0) { sum, signal in
      sum + (signal.trend == .up ? 1 : signal.trend == .down ? -1 : 0)
    }
    return balance > 0 ? .up : balance < 0 ? .down : .level
  }

  /// How many weeks at the ends of which the trend was down make a warning.
  static let warningWeeks = 3
}

extension Figures {
  /// Whether `community` is gaining or losing speed at `now`; nil while its first member came less than
  /// eight whole weeks before.
  package static func momentum(of community: Community, at now: Instant) -> Momentum? {
    guard var momentum = momentum(of: community, weeksBack: 0, now) else { return nil }
    momentum.isWarning = (0..<Momentum.warningWeeks).allSatisfy { weeks in
      self.momentum(of: community, weeksBack: weeks, now)?.trend == .down
    }
    return momentum
  }

  /// The weeks that momentum at `now` is about: the four before, and the last four.
  package static func momentumWeeks(
    of community: Community, at now: Instant
  ) -> (before: Period, after: Period) {
    (community.wholeWeeks(4, endingBefore: 4, now), community.wholeWeeks(4, now))
  }

  private static func momentum(
    of community: Community, weeksBack weeks: Int, _ now: Instant
  ) -> Momentum? {
    let before = Figures(
      of: community, in: community.wholeWeeks(4, endingBefore: weeks + 4, now))
    guard let first = community.firstJoinedAt,
      first <= before.period.from
    else { return nil }
    let after = Figures(of: community, in: community.wholeWeeks(4, endingBefore: weeks, now))
    return Momentum(
      Momentum.Signal.Kind.allCases.map { kind in
        Momentum.Signal(kind, before: before.count(of: kind), after: after.count(of: kind))
      })
  }

  private func count(of kind: Momentum.Signal.Kind) -> Int {
    switch kind {
    case .there: Self.people(in: presences, period)
    case .heard: Self.people(in: utterances, period)
    case .ideas: topicPath.proposed + questionsAnswered.whole
    case .done: actions.count { $0.task?.doneAt.map(period.contains) ?? false }
    }
  }
}
