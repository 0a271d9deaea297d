import Primitives

/// The wall times of a recurrence, ascending, each once; see `Recurrence.occurrences(in:from:)`.
package struct Occurrences: Sequence, IteratorProtocol, Sendable {
  private var ruled: RuleDays
  private let start: LocalTime
  private let end: RecurrenceRule.End?
  private let zone: Zone
  private let earliest: LocalTime?
  private let exclusions: [LocalTime]
  private var additions: ArraySlice<LocalTime>
  /// How often the rule may still come, before exclusions; nil where that is not limited.
  private var remaining: Int?
  /// The rule's next wall time, read ahead to be merged with the additions.
  private var pending: LocalTime?
  private var last: LocalTime?

  init(_ recurrence: Recurrence, in zone: Zone, from earliest: LocalTime?) {
    let rule = recurrence.rule
    start = recurrence.start
    end = rule.end
    remaining = rule.count
    exclusions = recurrence.exclusions
    additions = recurrence.additions[...]
    self.zone = zone
    self.earliest = earliest
    ruled = RuleDays(rule, start: recurrence.start.day.daysSince1970)
    // A count is counted from the start, so nothing may be passed over.
    if let earliest, rule.count == nil { ruled.skip(before: earliest.day.daysSince1970) }
    pending = nextOfRule()
  }

  /// The next wall time that takes place; nil at the end.
  package mutating func next() -> LocalTime? {
    while let time = nextOfBoth() {
      if time == last { continue }
      last = time
      if let earliest, time < earliest { continue }
      if !isExcluded(time) { return time }
    }
    return nil
  }

  private mutating func nextOfBoth() -> LocalTime? {
    if let addition = additions.first, pending.map({ addition <= $0 }) ?? true {
      additions.removeFirst()
      return addition
    }
    guard let time = pending else { return nil }
    pending = nextOfRule()
    return time
  }

  private mutating func nextOfRule() -> LocalTime? {
    if let remaining, remaining <= 0 { return nil }
    guard let day = ruled.next() else { return nil }
    let time = start.adding(days: day - start.day.daysSince1970)
    let isInTime =
      switch end {
      case .day(let last): time.day <= last
      case .local(let last): time <= last
      case .instant(let last): zone.resolve(time).instant <= last
      case nil: true
      }
    guard isInTime else {
      remaining = 0
      return nil
    }
    remaining = remaining.map { $0 - 1 }
    return time
  }

  private func isExcluded(_ time: LocalTime) -> Bool {
    var low = exclusions.startIndex
    var high = exclusions.endIndex
    while low < high {
      let middle = (low + high) / 2
      if exclusions[middle] < time { low = middle + 1 } else { high = middle }
    }
    return low < exclusions.endIndex && exclusions[low] == time
  }
}
