import OrderedCollections
package import Primitives

extension Figures {
  /// How many of the members who are here now were heard in the period; nil with fewer than three
  /// members.
  package var heard: Share? {
    guard members >= Self.smallest else { return nil }
    return Share(heardMembers(in: period).count, of: members)
  }

  /// How many of those who are here now were heard in the period and never before, as far as that is
  /// kept.
  package var newlyHeard: Int {
    let before = Set(utterances.filter { $0.at < period.from }.map(\.member))
    return heardMembers(in: period).count { !before.contains($0) }
  }

  /// How many percent of all turns went to the quieter half of those who had one; 50 is even.
  ///
  /// Of an odd number the one in the middle counts half. Nil with fewer than three people who had a
  /// turn in the queue or in a round.
  package var quieterHalfPercent: Int? {
    var turns: OrderedDictionary<MemberID, Int> = [:]
    for (id, members) in community.tallies.heard {
      guard let start = community.sessions[id]?.began, period.contains(start) else { continue }
      for (member, count) in members where count > 0 { turns[member, default: 0] += count }
    }
    guard turns.count >= Self.smallest else { return nil }
    let sorted = turns.values.sorted()
    let half = sorted.count / 2
    var doubled = 2 * sorted.prefix(half).reduce(0, +)
    if !sorted.count.isMultiple(of: 2) { doubled += sorted[half] }
    return Share(doubled, of: 2 * sorted.reduce(0, +)).percent
  }

  /// How many different people ran the sessions of the period.
  package var facilitators: Int { Set(held.compactMap(\.facilitator)).count }

  /// How many different people were at a session of the period or were heard in it.
  package var activePeople: Int { Self.people(in: presences + utterances, period) }

  private func heardMembers(in period: Period) -> Set<MemberID> {
    Set(utterances.filter { period.contains($0.at) }.map(\.member)).filter {
      community.people[$0]?.isActive ?? false
    }
  }

  static func people(in traces: [Trace], _ period: Period) -> Int {
    Set(traces.lazy.filter { period.contains($0.at) }.map(\.member)).count
  }
}

/// What happened in one whole week, Monday to Sunday by the community's clocks.
package struct WeekFigures: Hashable, Sendable {
  /// Its Monday.
  package let monday: GregorianDay
  /// How many sessions were held.
  package let sessions: Int
  /// How many were there, counted once for each session.
  package let there: Int
  /// How many had a seat by their answer at the sessions at which it was said who is there.
  package let going: Int
  /// How many different people were heard.
  package let heard: Int
  /// How many different people were at a session or heard in the four weeks that end with it.
  package let active: Int
  /// How many of the members of now were heard in those four weeks.
  package let heardShare: Figures.Share
}

extension Figures {
  /// The last whole weeks before `now`, the earliest first.
  package static func weeks(
    _ count: Int, of community: Community, before now: Instant
  ) -> [WeekFigures] {
    let figures = Figures(of: community, in: community.wholeWeeks(count, now))
    return (0..<count).reversed().map { weeks in
      let week = community.wholeWeeks(1, endingBefore: weeks, now)
      let held = community.held(in: week)
      let counted = held.filter { !$0.attendance.here.isEmpty }
      let four = community.wholeWeeks(4, endingBefore: weeks, now)
      return WeekFigures(
        monday: community.monday(of: week.from), sessions: held.count,
        there: counted.reduce(0) { $0 + $1.attendance.here.count },
        going: counted.reduce(0) { $0 + $1.attendance.goingCount },
        heard: people(in: figures.utterances, week),
        active: people(in: figures.presences + figures.utterances, four),
        heardShare: Share(figures.heardMembers(in: four).count, of: figures.members))
    }
  }
}
