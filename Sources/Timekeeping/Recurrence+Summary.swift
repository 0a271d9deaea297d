import Primitives

extension Recurrence {
  /// The recurrence in words: `every second Thursday at 16:00 London, until 28 February 2027`.
  ///
  /// `zone` must be the zone named `self.zone`. A rule that has no plain words is shown as it is written.
  package func summary(in zone: Zone) -> String {
    var text = "\(days) at \(start.clock) \(zone.city)"
    switch rule.end {
    case .day(let day): text += ", until \(Self.date(day))"
    case .local(let local): text += ", until \(Self.date(local.day))"
    case .instant(let instant):
      text += ", until \(Self.date(zone.localTime(at: instant).day))"
    case nil: break
    }
    if let count = rule.count { text += count == 1 ? ", once" : ", \(count) times" }
    if !exclusions.isEmpty {
      text += ", except " + Self.dates(exclusions)
    }
    if !additions.isEmpty { text += ", and on " + Self.dates(additions) }
    return text
  }

  private var days: String {
    let fallback = "by the rule \(rule)"
    guard rule.weeks.isEmpty, rule.yearDays.isEmpty else { return fallback }
    switch rule.frequency {
    case .daily:
      let isPlain = rule.months.isEmpty && rule.monthDays.isEmpty && rule.weekdays.isEmpty
      return isPlain ? Self.every("day", rule.interval) : fallback
    case .weekly:
      return rule.months.isEmpty && rule.positions.isEmpty ? weekly : fallback
    case .monthly:
      guard rule.months.isEmpty, let days = countedDays else { return fallback }
      return "the \(days) of \(Self.every("month", rule.interval))"
    case .yearly:
      return yearly ?? fallback
    }
  }

  private var weekly: String {
    let numbers = rule.weekdays.isEmpty ? [start.day.weekday] : rule.weekdays.map(\.number)
    if numbers == [1, 2, 3, 4, 5], rule.interval == 1 { return "every weekday" }
    let days = Self.list(numbers.map(PhraseWords.longWeekday))
    switch (rule.interval, numbers.count) {
    case (1, _): return "every \(days)"
    case (2, 1): return "every second \(days)"
    default: return "\(Self.every("week", rule.interval)) on \(days)"
    }
  }

  private var yearly: String? {
    guard rule.interval == 1, rule.positions.isEmpty else { return nil }
    if rule.weekdays.isEmpty {
      guard rule.months.count <= 1, rule.monthDays.count <= 1 else { return nil }
      if rule.months.isEmpty != rule.monthDays.isEmpty { return nil }
      let day = rule.monthDays.first ?? start.day.day
      let month = rule.months.first ?? start.day.month
      return day > 0 ? "every \(day) \(DayWords.longMonths[month - 1])" : nil
    }
    guard !rule.months.isEmpty, rule.weekdays.allSatisfy({ $0.ordinal != nil }),
      let days = countedDays
    else { return nil }
    return "the \(days) of " + Self.list(rule.months.map { DayWords.longMonths[$0 - 1] })
  }

  /// `second Thursday`, `first and third Tuesday`, `15th`, `last day`, `last weekday`.
  private var countedDays: String? {
    if rule.weekdays.isEmpty {
      guard rule.positions.isEmpty else { return nil }
      let numbers = rule.monthDays.isEmpty ? [start.day.day] : rule.monthDays
      if numbers == [-1] { return "last day" }
      guard numbers.allSatisfy({ $0 > 0 }) else { return nil }
      return Self.list(numbers.map(PhraseWords.ordinalName))
    }
    guard rule.monthDays.isEmpty else { return nil }
    let numbers = rule.weekdays.map(\.number)
    if numbers == [1, 2, 3, 4, 5], rule.weekdays.allSatisfy({ $0.ordinal == nil }),
      rule.positions.count == 1, let ordinal = Self.ordinal(rule.positions[0])
    {
      return "\(ordinal) weekday"
    }
    let ordinals = rule.weekdays.compactMap { $0.ordinal.flatMap(Self.ordinal) }
    guard rule.positions.isEmpty, Set(numbers).count == 1, ordinals.count == numbers.count,
      let number = numbers.first
    else { return nil }
    return "\(Self.list(ordinals)) \(PhraseWords.longWeekday(number))"
  }

  private static func ordinal(_ number: Int) -> String? {
    switch number {
    case -1: "last"
    case 1...5: ["first", "second", "third", "fourth", "fifth"][number - 1]
    default: nil
    }
  }

  private static func every(_ unit: String, _ interval: Int) -> String {
    switch interval {
    case 1: "every \(unit)"
    case 2: "every second \(unit)"
    default: "every \(interval) \(unit)s"
    }
  }

  private static func date(_ day: GregorianDay) -> String {
    "\(day.day) \(DayWords.longMonths[day.month - 1]) \(day.year)"
  }

  private static func dates(_ times: [LocalTime]) -> String {
    guard times.count > 4 else { return list(times.map { date($0.day) }) }
    return "\(times.count) days"
  }

  private static func list(_ items: [String]) -> String {
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " and " + last
  }
}
