/// How much out-of-hours each member has borne lately, in hundredths of a point.
///
/// With each meeting held, what was borne before fades by a tenth, so that a year ago no longer counts.
package struct BurdenLedger<Member: Hashable & Comparable & Sendable>: Hashable, Sendable {
  private var entries: [Member: BurdenEntry<Member>] = [:]

  /// Starts with nobody having borne anything.
  package init() {}

  /// Takes up what `snapshot` of an earlier value gave.
  package init(_ snapshot: [BurdenEntry<Member>]) {
    for entry in snapshot { entries[entry.member] = entry }
  }

  /// Everybody who has been to a meeting, by ascending member; the caller may write it down and read it back.
  package var snapshot: [BurdenEntry<Member>] { entries.values.sorted { $0.member < $1.member } }

  /// What `member` has borne lately, in hundredths of a point.
  package func burden(of member: Member) -> Int { entries[member]?.burden ?? 0 }

  /// How many meetings out of hours `member` has been to; it does not fade.
  package func meetingsOutOfHours(of member: Member) -> Int {
    entries[member]?.meetingsOutOfHours ?? 0
  }

  /// Notes a meeting: what was borne before fades, and each who was there bears the points of their hour.
  package mutating func held(_ points: [(member: Member, points: Int)]) {
    for (member, entry) in entries { entries[member]?.burden -= entry.burden / 10 }
    for (member, points) in points {
      var entry = entries[member] ?? BurdenEntry(member: member, burden: 0, meetingsOutOfHours: 0)
      entry.burden += points * 100
      if points > 0 { entry.meetingsOutOfHours += 1 }
      entries[member] = entry
    }
  }

  /// Forgets `member`.
  package mutating func remove(_ member: Member) { entries[member] = nil }
}

/// What one member has borne.
package struct BurdenEntry<Member: Hashable & Comparable & Sendable>: Hashable, Sendable {
  /// Who.
  package let member: Member
  /// In hundredths of a point, faded.
  package var burden: Int
  /// How many meetings out of hours, not faded.
  package var meetingsOutOfHours: Int

  /// Takes an entry as it was written down.
  package init(member: Member, burden: Int, meetingsOutOfHours: Int) {
    self.member = member
    self.burden = burden
    self.meetingsOutOfHours = meetingsOutOfHours
  }
}
