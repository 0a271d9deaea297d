package import Primitives

/// The hours of the day in which a member's messages wait.
package struct QuietHours: Hashable, Sendable, CustomStringConvertible {
  /// When they begin.
  package let from: LocalClock
  /// When they end, the next day where that is earlier; where it is `from`, no hours are quiet.
  package let to: LocalClock
  /// Whether Saturdays and Sundays are quiet as a whole.
  package let areWeekendsQuiet: Bool

  /// Makes quiet hours.
  package init(from: LocalClock, to: LocalClock, areWeekendsQuiet: Bool) {
    self.from = from
    self.to = to
    self.areWeekendsQuiet = areWeekendsQuiet
  }

  /// No quiet hours at all.
  package static let none = QuietHours(
    from: .midnight, to: .midnight, areWeekendsQuiet: false)

  /// The hours as people write them: `20:00 to 08:00 and weekends`, or `none`.
  package var description: String {
    var parts: [String] = []
    if from != to { parts.append("\(from) to \(to)") }
    if areWeekendsQuiet { parts.append("weekends") }
    return parts.isEmpty ? "none" : parts.joined(separator: " and ")
  }

  /// Whether messages wait at `instant` where `zone`'s clocks hang.
  package func isQuiet(at instant: Instant, in zone: Zone) -> Bool {
    let local = zone.localTime(at: instant)
    if areWeekendsQuiet, local.day.weekday > 5 { return true }
    let second = Int64(local.hour * 3600 + local.minute * 60 + local.second)
    if from == to { return false }
    if from.secondsOfDay < to.secondsOfDay {
      return second >= from.secondsOfDay && second < to.secondsOfDay
    }
    return second >= from.secondsOfDay || second < to.secondsOfDay
  }

  /// The first instant from `instant` on at which messages don't wait; `instant` itself where they
  /// don't.
  ///
  /// Over a gap it is the first second that the clocks show after it; where they show the end twice, each
  /// showing ends the quiet time before it.
  package func release(after instant: Instant, in zone: Zone) -> Instant {
    guard isQuiet(at: instant, in: zone) else { return instant }
    let today = zone.localTime(at: instant).day
    var candidates: [Instant] = []
    // A weekend is the longest quiet time, and clocks may jump over its end.
    for days in 0...5 {
      let day = today.adding(days)
      for local in [to.on(day), LocalTime(secondsSince1970: day.daysSince1970 * 86_400)] {
        switch zone.resolve(local) {
        case .exact(let instant), .gap(let instant, _): candidates.append(instant)
        case .fold(let first, let second): candidates += [first, second]
        }
      }
    }
    if let change = zone.nextChange(after: instant) { candidates.append(change) }
    return candidates.sorted().first { $0 > instant && !isQuiet(at: $0, in: zone) } ?? instant
  }
}
