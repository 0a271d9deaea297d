import OrderedCollections
package import Primitives
import Timekeeping

/// The time that figures are about.
package struct Period: Hashable, Sendable {
  /// When it begins; what happens then belongs to it.
  package let from: Instant
  /// When it ends; what happens then does not belong to it any more.
  package let until: Instant

  /// How many days are looked at where nobody says how many.
  package static let usualDays = 90
  /// How many days can be looked at.
  package static let days = 7...1100

  /// Makes the time from an instant until another.
  package init(from: Instant, until: Instant) {
    self.from = from
    self.until = until
  }

  /// Makes the last so many days before `now`, which itself still belongs to it.
  package init(days: Int = usualDays, before now: Instant) {
    self.init(from: now - .days(Int64(days)), until: now + Span(milliseconds: 1))
  }

  /// Whether `instant` belongs to it.
  package func contains(_ instant: Instant) -> Bool { from <= instant && instant < until }
}

extension Community {
  /// The time since what `text` says until `now`: so many days, weeks, months or years (`90d`, `12w`,
  /// `6m`, `1y`), or the first day of `2026-09-01`, `2026-09`, `2026Q3` or `2026`; nil for anything else, and where it is not from a week to
  /// three years.
  package func period(since text: String, until now: Instant) -> Period? {
    if let days = PeriodWord.days(text) {
      return Period.days.contains(days) ? Period(days: days, before: now) : nil
    }
    guard let span = MeasureSpan(text) else { return nil }
    let period = Period(from: beginning(of: span.first), until: now + Span(milliseconds: 1))
    let days = (period.until - period.from).milliseconds / 86_400_000
    return Period.days.contains(Int(days)) ? period : nil
  }

  /// When the first of those who are known came; nil while nobody has.
  package var firstJoinedAt: Instant? { people.members.values.map(\.joinedAt).min() }

  /// When a day begins by the community's clocks.
  package func beginning(of day: GregorianDay) -> Instant {
    clocks.resolve(LocalTime(secondsSince1970: day.daysSince1970 * 86_400)).instant
  }

  /// The Monday of the week in which `instant` lies by the community's clocks.
  package func monday(of instant: Instant) -> GregorianDay {
    let day = clocks.localTime(at: instant).day
    return GregorianDay(daysSince1970: day.daysSince1970 - Int64(day.weekday - 1))
  }

  /// So many whole weeks, Monday to Sunday by the community's clocks, of which the last one ends
  /// `weeks` weeks before the Monday of the week in which `now` lies.
  func wholeWeeks(_ count: Int, endingBefore weeks: Int = 0, _ now: Instant) -> Period {
    let end = monday(of: now).daysSince1970 - Int64(7 * weeks)
    return Period(
      from: beginning(of: GregorianDay(daysSince1970: end - Int64(7 * count))),
      until: beginning(of: GregorianDay(daysSince1970: end)))
  }
}
