import Primitives

/// The days that a rule gives from its start on, as days since 1970, ascending, each once.
///
/// Goes through the periods of the rule (RFC 5545, section 3.3.10): lists the days of one, keeps those
/// that every part admits, and chooses among them by position.
struct RuleDays: IteratorProtocol, Sendable {
  private let rule: RecurrenceRule
  private let filter: DayFilter
  private let start: Int64
  private let startDay: GregorianDay
  /// The number of the next period, counted in the rule's intervals from that of the start.
  private var period: Int64 = 0
  private var emptyPeriods = 0
  /// The days of the period at hand that are still to come.
  private var days: ArraySlice<Int64> = []

  /// 31 December 9999, the last day that our calendar writes with four digits.
  private static let lastDay: Int64 = 2_932_896

  init(_ rule: RecurrenceRule, start: Int64) {
    self.rule = rule
    self.start = start
    startDay = GregorianDay(daysSince1970: start)
    filter = DayFilter(rule, start: startDay)
  }

  /// How many periods without a day prove that there is none: after 400 years, 146,097 days or 20,871
  /// weeks, the calendar repeats, and steps of any length visit the same periods again by then.
  private var cycle: Int {
    switch rule.frequency {
    case .daily: 146_097
    case .weekly: 20_871
    case .monthly: 4800
    case .yearly: 400
    }
  }

  /// Goes on to the period of the day `earliest`, without looking at those before it.
  mutating func skip(before earliest: Int64) {
    guard earliest > start else { return }
    let distance: Int64
    switch rule.frequency {
    case .daily: distance = earliest - start
    case .weekly: distance = (filter.startOfWeek(earliest) - filter.startOfWeek(start)) / 7
    case .monthly: distance = month(of: GregorianDay(daysSince1970: earliest)) - month(of: startDay)
    case .yearly:
      distance = Int64(GregorianDay(daysSince1970: earliest).year - startDay.year)
    }
    period = distance / Int64(rule.interval)
  }

  mutating func next() -> Int64? {
    while true {
      if let day = days.popFirst() {
        guard day <= Self.lastDay else { return nil }
        return day
      }
      guard emptyPeriods <= cycle, let found = nextPeriod() else { return nil }
      emptyPeriods = found.isEmpty ? emptyPeriods + 1 : 0
      days = found.drop { $0 < start }
    }
  }

  /// The days of the next period; nil beyond the last day of the calendar.
  private mutating func nextPeriod() -> [Int64]? {
    let steps = period * Int64(rule.interval)
    period += 1
    var found: [Int64] = []
    switch rule.frequency {
    case .daily:
      let day = start + steps
      guard day <= Self.lastDay else { return nil }
      let date = GregorianDay(daysSince1970: day)
      guard filter.admits(month: date.month) else {
        skipMonth(of: date)
        return []
      }
      filter.appendDay(day, date, to: &found)
    case .weekly:
      let first = filter.startOfWeek(start) + 7 * steps
      guard first <= Self.lastDay else { return nil }
      for day in first..<(first + 7) {
        filter.appendDay(day, GregorianDay(daysSince1970: day), to: &found)
      }
    case .monthly:
      let month = month(of: startDay) + steps
      guard month < 120_000 else { return nil }
      filter.appendMonth(Int(month % 12) + 1, of: Int(month / 12), to: &found)
    case .yearly:
      let year = Int64(startDay.year) + steps
      guard year <= 9999 else { return nil }
      for month in 1...12 { filter.appendMonth(month, of: Int(year), to: &found) }
    }
    return chosen(found)
  }

  /// Months since the year 0 began.
  private func month(of day: GregorianDay) -> Int64 {
    Int64(day.year * 12 + day.month - 1)
  }

  /// Goes on to the first period of a day in a later month than that of `date`.
  private mutating func skipMonth(of date: GregorianDay) {
    let length = GregorianDay.length(ofMonth: date.month, in: date.year)
    let next = date.daysSince1970 + Int64(length - date.day + 1)
    let interval = Int64(rule.interval)
    period = max(period, (next - start + interval - 1) / interval)
  }

  private func chosen(_ found: [Int64]) -> [Int64] {
    guard !rule.positions.isEmpty else { return found }
    let indices = rule.positions.map { $0 > 0 ? $0 - 1 : found.count + $0 }
    return Set(indices.filter(found.indices.contains)).sorted().map { found[$0] }
  }
}

/// What the parts of a rule say about one day.
struct DayFilter: Sendable {
  private let rule: RecurrenceRule
  private let months: [Int]
  private let monthDays: [Int]
  private let weekdays: [RecurrenceRule.Weekday]
  /// Whether counted weekdays are counted within the year instead of the month.
  private let countsInYear: Bool

  /// Takes from the start what the rule leaves open: the weekday of a weekly rule or of a week of the
  /// year, the day of a monthly one, the month and the day of a yearly one.
  init(_ rule: RecurrenceRule, start: GregorianDay) {
    self.rule = rule
    var months = rule.months
    var monthDays = rule.monthDays
    var weekdays = rule.weekdays
    let saysNoDay = rule.yearDays.isEmpty && monthDays.isEmpty && weekdays.isEmpty
    switch rule.frequency {
    case .weekly where saysNoDay: weekdays = [.init(start.weekday)]
    case .yearly where saysNoDay && !rule.weeks.isEmpty: weekdays = [.init(start.weekday)]
    case .monthly where saysNoDay: monthDays = [start.day]
    case .yearly where saysNoDay:
      monthDays = [start.day]
      if months.isEmpty { months = [start.month] }
    default: break
    }
    self.months = months
    self.monthDays = monthDays
    self.weekdays = weekdays
    countsInYear = rule.frequency == .yearly && rule.months.isEmpty
  }

  func admits(month: Int) -> Bool {
    months.isEmpty || months.contains(month)
  }

  /// The first day of the week of `day`.
  func startOfWeek(_ day: Int64) -> Int64 {
    // 1 January 1970 was a Thursday.
    day - (day + 4 - Int64(rule.weekStart)).remainderFloor(by: 7)
  }

  /// Appends the days of a month that every part admits.
  func appendMonth(_ month: Int, of year: Int, to found: inout [Int64]) {
    guard admits(month: month), let first = GregorianDay(year: year, month: month, day: 1) else {
      return
    }
    let before = first.daysSince1970 - 1
    let length = GregorianDay.length(ofMonth: month, in: year)
    // Rules for rare days go through centuries, so the other days of a month aren't looked at.
    let said = Set(monthDays.map { $0 > 0 ? $0 : length + 1 + $0 }).sorted()
    for day in monthDays.isEmpty ? Array(1...length) : said {
      guard let date = GregorianDay(year: year, month: month, day: day) else { continue }
      appendDay(before + Int64(day), date, to: &found)
    }
  }

  /// Appends `day` if every part admits it.
  func appendDay(_ day: Int64, _ date: GregorianDay, to found: inout [Int64]) {
    guard admits(month: date.month), admitsMonthDay(date), admitsWeekday(day, date),
      admitsYearDay(day, date), admitsWeek(day, date)
    else { return }
    found.append(day)
  }

  private func admitsMonthDay(_ date: GregorianDay) -> Bool {
    guard !monthDays.isEmpty else { return true }
    let length = GregorianDay.length(ofMonth: date.month, in: date.year)
    return monthDays.contains(date.day) || monthDays.contains(date.day - length - 1)
  }

  private func admitsWeekday(_ day: Int64, _ date: GregorianDay) -> Bool {
    guard !weekdays.isEmpty else { return true }
    let number = Int((day + 3).remainderFloor(by: 7)) + 1
    for weekday in weekdays where weekday.number == number {
      guard let ordinal = weekday.ordinal else { return true }
      let (index, length) =
        countsInYear
        ? (Self.dayOfYear(day, date), Self.length(ofYear: date.year))
        : (date.day, GregorianDay.length(ofMonth: date.month, in: date.year))
      if ordinal == (index - 1) / 7 + 1 || ordinal == (index - length) / 7 - 1 { return true }
    }
    return false
  }

  private func admitsYearDay(_ day: Int64, _ date: GregorianDay) -> Bool {
    guard !rule.yearDays.isEmpty else { return true }
    let index = Self.dayOfYear(day, date)
    return rule.yearDays.contains(index)
      || rule.yearDays.contains(index - Self.length(ofYear: date.year) - 1)
  }

  /// Weeks belong to the year in which most of their days lie (RFC 5545, as ISO 8601).
  private func admitsWeek(_ day: Int64, _ date: GregorianDay) -> Bool {
    guard !rule.weeks.isEmpty else { return true }
    // The fourth day of a week lies in the year that the week belongs to.
    let week = startOfWeek(day)
    let year = GregorianDay(daysSince1970: week + 3).year
    let first = firstWeek(of: year)
    let number = Int((week - first) / 7) + 1
    let count = Int((firstWeek(of: year + 1) - first) / 7)
    return rule.weeks.contains(number) || rule.weeks.contains(number - count - 1)
  }

  private func firstWeek(of year: Int) -> Int64 {
    startOfWeek(Self.newYear(year) + 3)
  }

  private static func dayOfYear(_ day: Int64, _ date: GregorianDay) -> Int {
    Int(day - newYear(date.year)) + 1
  }

  private static func length(ofYear year: Int) -> Int {
    GregorianDay.length(ofMonth: 2, in: year) + 337
  }

  /// 1 January of `year` as days since 1970.
  private static func newYear(_ year: Int) -> Int64 {
    let before = Int64(year) - 1
    return before * 365 + before.floorDivided(by: 4) - before.floorDivided(by: 100)
      + before.floorDivided(by: 400) - 719_162
  }
}
