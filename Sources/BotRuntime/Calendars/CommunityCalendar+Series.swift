import CommunityCore
import Primitives
import Publishing
import Timekeeping

extension CommunityCalendar {
  /// How many years ahead dates on which the clocks are changed are spelled out.
  private static let yearsSpelledOut = 3

  /// A series as it stands in a calendar, with those of its dates that were moved or changed.
  ///
  /// Dates that do not take place are left out of it. Nil where it has no date, where its last one is
  /// long over, and where times of day take turns, which no rule can tell: its dates stand alone then.
  func item(_ series: AllSeries.Series) -> CalendarItem? {
    let planned = community.sessions.occurrences(of: series.id)
    let isRunning = series.status == .active
    guard series.slots.isEmpty, isRunning || series.frontier != nil,
      isRunning || planned.contains(where: { $0.start > now - Self.kept })
    else { return nil }
    let zone = charter.zones.zoneOrUniversal(named: series.recurrence.zone)
    var recurrence = series.recurrence
    if !isRunning, let frontier = series.frontier {
      recurrence = recurrence.with(recurrence.rule.ending(.local(frontier)))
    }
    var exceptions: [(original: LocalTime, appointment: Appointment)] = []
    var sequence = series.recurrence.exclusions.count + (isRunning ? 0 : 1)
    var left = datesLeftOut(of: recurrence, in: zone, after: series.frontier)
    for session in planned {
      sequence += session.sequence
      guard let original = session.occurrence?.original, session.status == .planned else {
        continue
      }
      left.remove(original)
      if !session.isUsual(for: series) {
        exceptions.append((original, appointment(session, nil)))
      }
    }
    return CalendarItem(
      identifier: identifier(of: series.id.description),
      Appointment(
        title: community.people.shown(series.title), notes: notes(series.id.description),
        place: series.place, start: recurrence.start, zone: zone, minutes: series.minutes,
        sequence: sequence, changedAt: planned.map(\.settledAt).reduce(series.at, max)),
      repetition: CalendarItem.Repetition(
        Recurrence(
          recurrence.rule, start: recurrence.start, zone: recurrence.zone,
          exclusions: recurrence.exclusions + left, additions: recurrence.additions),
        exceptions: exceptions, spelledOutUntil: spelledOutUntil))
  }

  /// The dates up to `frontier` that could have been planned, and those after it on days that are kept
  /// free.
  private func datesLeftOut(
    of recurrence: Recurrence, in zone: Zone, after frontier: LocalTime?
  ) -> Set<LocalTime> {
    var dates: Set<LocalTime> = []
    let lastFree = community.blackouts.ranges.map(\.last).max()
    for local in recurrence.occurrences(in: zone) {
      if let frontier, local <= frontier {
        dates.insert(local)
      } else if let lastFree, local.day <= lastFree {
        if community.blackouts.range(of: local.day) != nil { dates.insert(local) }
      } else {
        break
      }
    }
    return dates
  }

  /// The beginning of a year, so that a file does not change with every day.
  private var spelledOutUntil: LocalTime {
    let year = LocalTime(secondsSince1970: now.seconds).day.year + Self.yearsSpelledOut
    let day = GregorianDay(year: min(year, 9999), month: 1, day: 1)
    return LocalTime(secondsSince1970: (day?.daysSince1970 ?? 0) * 86_400)
  }
}

extension Sessions.Session {
  /// Whether it is just as the series has it.
  fileprivate func isUsual(for series: AllSeries.Series) -> Bool {
    occurrence?.original == time.local && time.zone == series.recurrence.zone
      && minutes == series.minutes && place == series.place && title == series.title && !isWritten
  }
}
