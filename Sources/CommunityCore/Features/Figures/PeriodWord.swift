import Timekeeping
import CommandGrammar
import Primitives

/// How far back somebody wants to look: `90d`, `12w`, `6m` or `1y`, or to the first day of `2026Q3`,
/// `2026-11` or `2026`.
struct PeriodWord: Sendable {
  private let days: Int
  private let since: MeasureSpan?

  /// Takes such a word where one comes next, or the usual 90 days; one out of bounds is an error.
  init(reading arguments: inout Arguments) throws(UsageError) {
    since = arguments.take(ifMeaning: { $0.utf8.count < 4 ? nil : MeasureSpan($0) })
    guard since == nil, let word = arguments.next, let days = Self.days(word.folded) else {
      days = Period.usualDays
      return
    }
    _ = arguments.take()
    guard Period.days.contains(days) else {
      throw .invalid(word.text, expected: "from a week to three years, such as `90d` or `12w`")
    }
    self.days = days
  }

  /// The days that a folded word means; nil where it is no such word.
  static func days(_ word: String) -> Int? {
    guard let unit = word.utf8.last, let count = Int(word.dropLast()), (1...9999).contains(count)
    else { return nil }
    switch unit {
    case UInt8(ascii: "d"): return count
    case UInt8(ascii: "w"): return count * 7
    case UInt8(ascii: "m"): return count * 30
    case UInt8(ascii: "y"): return count * 365
    default: return nil
    }
  }
}

extension PeriodWord {
  /// The time that is meant, as of `now`.
  func period(in context: CommandContext) throws(Refusal) -> Period {
    guard let since else { return Period(days: days, before: context.now) }
    guard let period = context.community.period(since: since.description, until: context.now)
    else { throw .figures(.noPeriod(since.description)) }
    return period
  }
}

extension Period {
  /// How many whole days it has.
  package var wholeDays: Int { Int((until - from).milliseconds / 86_400_000) }
}

extension CommandContext {
  /// What can be counted of the community in a time that somebody named.
  func figures(_ word: PeriodWord) throws(Refusal) -> Figures {
    Figures(of: community, in: try word.period(in: self))
  }

  /// `Data Practice, 90 days to Sat 21 Nov 2026`.
  func heading(_ period: Period) -> String {
    let today = community.clocks.localTime(at: now).day
    return "\(community.plan.name), \(period.wholeDays) days to \(TimeEcho.day(today))"
  }
}

extension Figures {
  /// What stands where a figure would be about fewer than three people.
  package static let tooFew = "too few to show"

  /// A number of people, where one or two are not told from each other.
  package static func few(_ count: Int) -> String {
    count > 0 && count < smallest ? "under 3" : "\(count)"
  }
}
