import Primitives
import Timekeeping

/// A VEVENT: one meeting, a series, or one date of it that is not as the others.
struct CalendarComponent: Sendable {
  /// What stands at its start and end.
  enum Timing: Sendable {
    /// One meeting, or one date of a series.
    case once
    /// All dates that a recurrence gives.
    case series(Recurrence)
  }

  var appointment: Appointment
  var timing: Timing
  /// Which date of the series it replaces, and the series' clocks; nil where it replaces none.
  var replacing: (original: LocalTime, zone: Zone)?
  /// The earliest time that it names.
  var first: Instant
}

extension CalendarItem {
  /// The components that make up the item; none for a series that has no date.
  var components: [CalendarComponent] {
    guard let repetition else { return [appointment.component(replacing: nil)] }
    let zone = appointment.zone
    let recurrence = repetition.recurrence.anchored(in: zone)
    guard let recurrence else { return [] }
    let start = min(recurrence.start, recurrence.additions.first ?? recurrence.start)
    var components = [
      CalendarComponent(
        appointment: appointment, timing: .series(recurrence), replacing: nil,
        first: zone.resolve(start).instant)
    ]
    for local in replacedDates(of: recurrence) {
      let exception = repetition.exceptions.first { $0.original == local }
      var date = exception?.appointment ?? appointment
      if exception == nil { date.start = local }
      components.append(date.component(replacing: (local, zone)))
    }
    return components
  }

  /// The dates that need a component of their own, ascending: exceptions, and those that the clocks
  /// are changed on.
  private func replacedDates(of recurrence: Recurrence) -> [LocalTime] {
    guard let repetition else { return [] }
    var dates = Set(repetition.exceptions.map(\.original))
    let zone = appointment.zone
    for local in recurrence.occurrences(in: zone) {
      guard local <= repetition.spelledOutUntil else { break }
      if !zone.showsPlainly(local, minutes: appointment.minutes) { dates.insert(local) }
    }
    return dates.sorted()
  }
}

extension Appointment {
  func component(replacing: (original: LocalTime, zone: Zone)?) -> CalendarComponent {
    let start = zone.resolve(start).instant
    let original = replacing.map { $0.zone.resolve($0.original).instant } ?? start
    return CalendarComponent(
      appointment: self, timing: .once, replacing: replacing, first: min(start, original))
  }
}

extension Recurrence {
  /// The same dates with a start that is one of them, as RFC 5545 asks for; nil where there is no date.
  fileprivate func anchored(in zone: Zone) -> Recurrence? {
    var ruled = Recurrence(rule, start: start, zone: self.zone).occurrences(in: zone)
    if let first = ruled.next() {
      return Recurrence(
        rule, start: first, zone: self.zone, exclusions: exclusions, additions: additions)
    }
    guard let first = additions.first else { return nil }
    return Recurrence(
      rule.ending(after: 1), start: first, zone: self.zone, exclusions: exclusions,
      additions: Array(additions.dropFirst()))
  }
}

extension Zone {
  /// Whether every program reads the wall time `local` and the length after it alike: the clocks show
  /// it once, and are left alone until the end.
  func showsPlainly(_ local: LocalTime, minutes: Int) -> Bool {
    guard case .exact(let start) = resolve(local) else { return false }
    return offset(at: start).seconds == offset(at: start + .minutes(Int64(minutes))).seconds
  }

  /// Whether the clocks are those of UTC, which needs no description.
  var isUniversal: Bool {
    name == "UTC" || name == "Etc/UTC"
  }
}
