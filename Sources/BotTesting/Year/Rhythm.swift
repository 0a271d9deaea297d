import Primitives

/// The dates to which a simulated community meets, found by looking at one day after another.
struct Rhythm: Sendable {
  enum Kind: String, CaseIterable, Sendable {
    case weekly, fortnightly, monthly, weekdays, rotating
  }

  let kind: Kind
  let zone: CivilZone
  /// The first date, a wall time.
  let first: Int64
  /// The times of day that take turns, in minutes after midnight.
  let slots: [Int]
  let startedAt: Int64
  var isActive = true
  var hasEnded = false
  /// The last date that was planned or passed over.
  var frontier: Int64?
  var plannedCount = 0
  var leftOut: Set<Int64> = []
  var answers: [String: Int64] = [:]

  /// Whether the community meets on `day`.
  private func meets(on day: GregorianDay) -> Bool {
    let start = GregorianDay(daysSince1970: first / 86_400)
    switch kind {
    case .weekly, .rotating: return day.weekday == start.weekday
    case .fortnightly: return (day.daysSince1970 - start.daysSince1970) % 14 == 0
    case .weekdays: return day.weekday <= 5
    case .monthly:
      return day.weekday == 5
        && day.day + 7 > GregorianDay.length(ofMonth: day.month, in: day.year)
    }
  }

  /// The first date behind `wall` that is not left out.
  func date(after wall: Int64?) -> Int64 {
    var date = wall.map { $0 + 86_400 } ?? first
    while !meets(on: GregorianDay(daysSince1970: date / 86_400)) || leftOut.contains(date) {
      date += 86_400
    }
    return date
  }

  /// The next date that is neither planned nor passed over.
  var next: Int64 { date(after: frontier) }

  /// The wall time at which the date takes place, where times of day take turns.
  func wall(of date: Int64) -> Int64 {
    guard !slots.isEmpty else { return date }
    return date / 86_400 * 86_400 + Int64(slots[plannedCount % slots.count]) * 60
  }
}

extension Promises {
  private static let ahead = Int64(42 * 86_400)

  /// The planned dates of a series that are not over.
  private func datesAhead(of series: Int, at now: Int64) -> [Meeting] {
    open.compactMap { meetings[$0] }
      .filter { $0.series == series && $0.isPlanned && $0.end > now }
  }

  /// Looks that the dates of all series are planned as far ahead as they should be: six weeks, at least
  /// one, at most six.
  mutating func checkDates(at now: Int64) {
    for (id, rhythm) in rhythms where rhythm.isActive && !rhythm.hasEnded {
      let start = rhythm.zone.instant(of: rhythm.wall(of: rhythm.next))
      let count = datesAhead(of: id, at: now).count
      if count == 0 || start - now <= Self.ahead && count < 5 {
        findings.append(
          "E\(id) has \(count) dates ahead at \(Instant(seconds: now)), and lacks "
            + rhythm.zone.text(of: start))
      }
    }
  }

  /// Takes in a date that the bot planned by itself, and looks that it is the right one.
  mutating func notePlanned(_ meeting: Meeting, at now: Int64) {
    guard let series = meeting.series, let rhythm = rhythms[series] else { return }
    let next = rhythm.next
    let count = datesAhead(of: series, at: now).count
    let isEarly = count > 0 && rhythm.zone.instant(of: rhythm.wall(of: next)) - now > Self.ahead
    if meeting.original != next || meeting.wall != rhythm.wall(of: next)
      || meeting.zone != rhythm.zone
    {
      findings.append(
        "E\(series) planned \(meeting.zone.text(of: meeting.start)) in place of "
          + rhythm.zone.text(of: rhythm.zone.instant(of: rhythm.wall(of: next))))
    }
    if isEarly { findings.append("S\(meeting.id) is planned too early") }
    if blackouts.contains(where: { $0.contains(meeting.day) }) {
      findings.append("S\(meeting.id) is planned in days that are kept free")
    }
  }

  /// Takes in that the bot passed over the dates up to `last`, and looks that it had to.
  mutating func notePassed(_ series: Int, _ last: Int64, at now: Int64) {
    guard let rhythm = rhythms[series] else { return }
    let next = rhythm.next
    let day = GregorianDay(daysSince1970: next / 86_400)
    if rhythm.zone.instant(of: next) <= now {
      let following = rhythm.date(after: last)
      if rhythm.zone.instant(of: following) <= now || rhythm.zone.instant(of: last) > now {
        findings.append("E\(series) passed over the wrong dates")
      }
      expect(["gone E\(series)"], to: "room")
    } else if last != next || !blackouts.contains(where: { $0.contains(day) }) {
      findings.append("E\(series) passed over \(day) without a reason")
    }
  }
}

extension Promises.Meeting {
  /// The day on which it begins, by the clocks where it is.
  var day: GregorianDay { GregorianDay(daysSince1970: wall / 86_400) }
}
