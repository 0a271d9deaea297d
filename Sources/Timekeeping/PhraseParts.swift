import Primitives

/// A day as it was said, before it is known which one that is.
enum DayWord: Hashable {
  /// A month as it was said.
  enum Month: Hashable {
    case named(Int, year: Int?)
    /// 0 for this month, 1 for the next.
    case relative(Int)
  }

  /// Which week's weekday is meant.
  enum Week: Hashable {
    /// The first whose time is still to come.
    case first
    /// As `first`, but said in words that may pass over today's.
    case coming
    /// That of the running week.
    case this
    /// The one that is said with `next`.
    case next
    /// That of the week after this one.
    case nextWeek
    /// In so many weeks.
    case inWeeks(Int)
  }

  /// So many days after today.
  case relative(Int)
  case weekday(Int, Week)
  case date(GregorianDay, weekday: Int?)
  case yearless(month: Int, day: Int, weekday: Int?)
  case dayOfMonth(Int, weekday: Int?)
  case counted(Int, weekday: Int, Month)
  case later(Later)
  /// Two numbers of which either may be the month: the months and days that there are.
  case eitherWay([MonthDay])
}

/// A day of the year, as it is said.
struct MonthDay: Hashable {
  let month: Int
  let day: Int
}

/// A length of time to be added to now.
struct Later: Hashable {
  var months = 0
  var days = 0
  var seconds: Int64 = 0
  /// How many weeks, where nothing but weeks was said.
  var weeks: Int?
}

/// A time of day as it was said.
enum TimeWord: Hashable {
  case clock(LocalClock)
  /// An hour alone, which may be before or after noon.
  case hour(Int)
  case midnight
}

/// How something comes again, as far as it was said.
struct Rhythm: Hashable {
  /// What still has to be said.
  enum Gap: Hashable {
    case none, weekday, monthDay, yearDay
  }

  var rule: RecurrenceRule
  var gap: Gap = .none
}

/// Where a series ends, as it was said.
enum EndWord: Hashable {
  /// With this day, which still counts.
  case day(DayWord)
  /// Before the month, or with its last day.
  case month(Int, year: Int?, isWhole: Bool)
  /// After so many times.
  case count(Int)
  /// After so many months and days from its first day.
  case length(months: Int, days: Int)
}

/// What was understood of a phrase before it is reckoned.
struct PhraseParts {
  var day: DayWord?
  var time: TimeWord?
  /// The tokens of the time.
  var timeTokens = 0..<0
  var part: DayPart?
  var zone: ZoneMention?
  var zoneTokens = 0..<0
  var rhythm: Rhythm?
  var end: EndWord?
  var endTokens = 0..<0
  var first: DayWord?
  var exceptions: [DayWord] = []
  /// How many tokens belong to the phrase.
  var tokenCount = 0
}
