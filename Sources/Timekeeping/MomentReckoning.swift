import Primitives

/// Finds which day a day that was said is, for a time of day, seen from now.
///
/// Whatever has two readings is thrown with both; nothing that is over is ever given.
struct MomentReckoning {
  let now: Instant
  /// Where whoever speaks is.
  let home: Zone
  /// Where the time hangs; mostly `home`.
  let zone: Zone
  /// The zone as it was written, with a space before it; empty where none was.
  let zoneText: String
  /// What was said, for sentences.
  let text: String

  /// Today's date in `zone`.
  var today: GregorianDay { zone.localTime(at: now).day }

  /// The wall time at which `clock` shows on the day `word`.
  func time(_ word: DayWord, at clock: LocalClock) throws(PhraseProblem) -> LocalTime {
    switch word {
    case .relative(let days):
      try byCalendar(clock) { $0.adding(days) }
    case .later(let later):
      try inAWhile(later, clock)
    case .weekday(let weekday, let week):
      try time(weekday, week, clock)
    case .date(let day, let weekday):
      try checked(day, weekday, clock)
    case .yearless(let month, let day, let weekday):
      try yearless(month, day, weekday, clock)
    case .dayOfMonth(let day, let weekday):
      try dayOfMonth(day, weekday, clock)
    case .counted(let ordinal, let weekday, let month):
      try counted(ordinal, weekday, month, clock)
    case .eitherWay(let readings):
      throw try eitherWay(readings, clock)
    }
  }

  private func eitherWay(
    _ readings: [MonthDay], _ clock: LocalClock
  ) throws(PhraseProblem) -> PhraseProblem {
    var choices: [PhraseChoice] = []
    for reading in readings {
      let found = Self.yearless(reading.month, reading.day, from: today) { isAhead(clock.on($0)) }
      if let found { choices.append(choice(clock.on(found.day))) }
    }
    return .ambiguous(text, choices: choices)
  }

  /// What can be typed for `local`, and what that is.
  func choice(_ local: LocalTime) -> PhraseChoice {
    let clock = local.second == 0 ? local.clock : "\(local.clock):\(twoDigits(local.second))"
    return PhraseChoice(
      "\(local.day) \(clock)\(zoneText)", meaning: "\(DayWords.full(local.day)), \(clock)")
  }

  private func choices(_ locals: [LocalTime]) -> [PhraseChoice] {
    locals.filter(isAhead).map(choice)
  }

  func isAhead(_ local: LocalTime) -> Bool {
    zone.resolve(local).instant > now
  }

  /// `local`, unless it is over, or its first showing is over and its second is not.
  private func ahead(
    _ local: LocalTime, instead: [LocalTime] = []
  ) throws(PhraseProblem) -> LocalTime {
    if case .fold(let first, let second) = zone.resolve(local), first <= now, second > now {
      throw .ambiguous(text, choices: choices(instead) + [universal(second)])
    }
    guard isAhead(local) else { throw .past(text, choices: choices(instead)) }
    guard (2000...2100).contains(local.day.year) else { throw .tooFar }
    return local
  }

  private func universal(_ instant: Instant) -> PhraseChoice {
    let local = LocalTime(secondsSince1970: instant.seconds)
    return PhraseChoice(
      "\(local.day) \(local.clock) UTC", meaning: "the second time the clocks show it")
  }

  /// A day that is reckoned from today, which may be another day at home than where the time hangs.
  private func byCalendar(
    _ clock: LocalClock, _ day: (GregorianDay) -> GregorianDay
  ) throws(PhraseProblem) -> LocalTime {
    let local = clock.on(day(today))
    let atHome = clock.on(day(home.localTime(at: now).day))
    guard local == atHome else {
      throw .ambiguous(text, choices: choices([local, atHome].sorted()))
    }
    let next = clock.on(today)
    return try ahead(local, instead: [isAhead(next) ? next : next.adding(days: 1)])
  }

  private func inAWhile(_ later: Later, _ clock: LocalClock) throws(PhraseProblem) -> LocalTime {
    guard later.seconds == 0 else { throw .saidTwice(text) }
    let days = try [today, home.localTime(at: now).day].map { today throws(PhraseProblem) in
      try Self.adding(later, to: today)
    }
    return try byCalendar(clock) { $0 == today ? days[0] : days[1] }
  }

  /// The calendar day that lies `later` after `day`; hours and minutes are left out.
  static func adding(
    _ later: Later, to day: GregorianDay
  ) throws(PhraseProblem) -> GregorianDay {
    var day = day
    if later.months > 0 {
      let month = day.year * 12 + day.month - 1 + later.months
      let (year, index) = month.quotientAndRemainder(dividingBy: 12)
      guard year <= 2100 else { throw .tooFar }
      guard let found = GregorianDay(year: year, month: index + 1, day: day.day) else {
        throw .date(.noSuchDay(year: year, month: index + 1, day: day.day))
      }
      day = found
    }
    guard later.days < 40_000 else { throw .tooFar }
    return day.adding(later.days)
  }

  private func time(
    _ weekday: Int, _ week: DayWord.Week, _ clock: LocalClock
  ) throws(PhraseProblem) -> LocalTime {
    let first = self.first(weekday, clock)
    switch week {
    case .first:
      let sameDay = first.adding(days: -7)
      if case .fold(_, let second) = zone.resolve(sameDay), second > now {
        return try ahead(sameDay, instead: [first])
      }
      return try ahead(first)
    case .coming:
      guard first.day != today else {
        throw .ambiguous(text, choices: choices([first, first.adding(days: 7)]))
      }
      return try ahead(first)
    case .this:
      return try byWeek(clock, weekday, weeks: 0, instead: [first])
    case .nextWeek:
      return try byWeek(clock, weekday, weeks: 1, instead: [])
    case .next:
      let this = clock.on(today.weekday(weekday, weeks: 0))
      let next = try byWeek(clock, weekday, weeks: 1, instead: [])
      if isAhead(this) { throw .ambiguous(text, choices: choices([this, next])) }
      return next
    case .inWeeks(let weeks):
      guard weeks < 6000 else { throw .tooFar }
      let byWeek = try byWeek(clock, weekday, weeks: weeks, instead: [])
      let after = today.adding(weeks * 7)
      let onOrAfter = clock.on(after.adding((weekday - after.weekday + 7) % 7))
      let counted = first.adding(days: Int64(weeks * 7))
      let readings = Set([byWeek, onOrAfter, counted]).sorted()
      guard readings.count == 1 else { throw .ambiguous(text, choices: choices(readings)) }
      return byWeek
    }
  }

  /// The first `weekday` whose time is still to come.
  private func first(_ weekday: Int, _ clock: LocalClock) -> LocalTime {
    let local = clock.on(today.adding((weekday - today.weekday + 7) % 7))
    return isAhead(local) ? local : local.adding(days: 7)
  }

  private func byWeek(
    _ clock: LocalClock, _ weekday: Int, weeks: Int, instead: [LocalTime]
  ) throws(PhraseProblem) -> LocalTime {
    let local = clock.on(today.weekday(weekday, weeks: weeks))
    let atHome = clock.on(home.localTime(at: now).day.weekday(weekday, weeks: weeks))
    guard local == atHome else {
      throw .ambiguous(text, choices: choices([local, atHome].sorted()))
    }
    return try ahead(local, instead: instead)
  }

  /// The day, if it is the weekday that was said.
  private func checked(
    _ day: GregorianDay, _ weekday: Int?, _ clock: LocalClock
  ) throws(PhraseProblem) -> LocalTime {
    let local = clock.on(day)
    if let weekday, weekday != day.weekday {
      let coming = clock.on(day.adding((weekday - day.weekday + 7) % 7))
      throw .otherWeekday(
        said: weekday, day, choices: choices([local, coming, coming.adding(days: -7)].sorted()))
    }
    let next = first(day.weekday, clock)
    return try ahead(local, instead: [next])
  }

  private func yearless(
    _ month: Int, _ day: Int, _ weekday: Int?, _ clock: LocalClock
  ) throws(PhraseProblem) -> LocalTime {
    let found = Self.yearless(month, day, from: today) { isAhead(clock.on($0)) }
    guard let found else { throw .tooFar }
    guard found.isNearest else {
      let next = clock.on(today)
      let soon = isAhead(next) ? next : next.adding(days: 1)
      throw .past(text, choices: choices([soon, clock.on(found.day)].sorted()))
    }
    return try checked(found.day, weekday, clock)
  }

  /// The next such day of which `isAhead` is true, and whether it is nearer than the last one was.
  ///
  /// Who writes `20 november` on the 21st has mostly not the next year in mind.
  static func yearless(
    _ month: Int, _ day: Int, from today: GregorianDay, isAhead: (GregorianDay) -> Bool
  ) -> (day: GregorianDay, isNearest: Bool)? {
    var last: GregorianDay?
    for year in (today.year - 1)...(today.year + 8) {
      guard let candidate = GregorianDay(year: year, month: month, day: day) else { continue }
      if isAhead(candidate) {
        let distance = candidate.daysSince1970 - today.daysSince1970
        let past = last.map { today.daysSince1970 - $0.daysSince1970 } ?? .max
        return (candidate, distance < past && distance <= 366)
      }
      last = candidate
    }
    return nil
  }

  private func dayOfMonth(
    _ day: Int, _ weekday: Int?, _ clock: LocalClock
  ) throws(PhraseProblem) -> LocalTime {
    let name = "a \(PhraseWords.ordinalName(day))"
    guard let this = GregorianDay(year: today.year, month: today.month, day: day) else {
      throw .notEveryPeriod(name, choices: [])
    }
    if isAhead(clock.on(this)) { return try checked(this, weekday, clock) }
    let next = try Self.month(1, after: today)
    guard let following = GregorianDay(year: next.year, month: next.month, day: day) else {
      throw .notEveryPeriod(name, choices: [])
    }
    return try checked(following, weekday, clock)
  }

  private static func month(
    _ months: Int, after day: GregorianDay
  ) throws(PhraseProblem) -> GregorianDay {
    guard let first = GregorianDay(year: day.year, month: day.month, day: 1) else { throw .tooFar }
    return try adding(Later(months: months), to: first)
  }

  private func counted(
    _ ordinal: Int, _ weekday: Int, _ month: DayWord.Month, _ clock: LocalClock
  ) throws(PhraseProblem) -> LocalTime {
    switch month {
    case .relative(let months):
      let day = try counted(ordinal, weekday, in: try Self.month(months, after: today))
      let atHome = home.localTime(at: now).day
      let other = try counted(ordinal, weekday, in: try Self.month(months, after: atHome))
      guard day == other else {
        throw .ambiguous(text, choices: choices([clock.on(day), clock.on(other)].sorted()))
      }
      return try ahead(clock.on(day))
    case .named(let number, let year?):
      guard let first = GregorianDay(year: year, month: number, day: 1) else { throw .tooFar }
      return try ahead(clock.on(try counted(ordinal, weekday, in: first)))
    case .named(let number, nil):
      for year in [today.year, today.year + 1] {
        guard let first = GregorianDay(year: year, month: number, day: 1) else { continue }
        let local = clock.on(try counted(ordinal, weekday, in: first))
        guard isAhead(local) else { continue }
        // In November, `last fri of october` is more likely a slip than the next year.
        guard year == today.year || today.month - number > 5 else {
          throw .past(text, choices: choices([local]))
        }
        return try ahead(local)
      }
      throw .past(text, choices: [])
    }
  }

  /// The `ordinal`th `weekday` of the month that begins on `first`.
  private func counted(
    _ ordinal: Int, _ weekday: Int, in first: GregorianDay
  ) throws(PhraseProblem) -> GregorianDay {
    let name = "a \(PhraseWords.ordinalName(ordinal)) \(PhraseWords.longWeekday(weekday))"
    if ordinal == -1 {
      let length = GregorianDay.length(ofMonth: first.month, in: first.year)
      let last = first.adding(length - 1)
      return last.adding(-((last.weekday - weekday + 7) % 7))
    }
    let day = first.adding((weekday - first.weekday + 7) % 7 + 7 * (ordinal - 1))
    guard day.month == first.month, ordinal < 6 else { throw .notEveryPeriod(name, choices: []) }
    return day
  }
}

extension GregorianDay {
  /// The day `days` later.
  func adding(_ days: Int) -> Self {
    Self(daysSince1970: daysSince1970 + Int64(days))
  }

  /// The `weekday` of the week that begins on a Monday, `weeks` after the week of this day.
  func weekday(_ weekday: Int, weeks: Int) -> Self {
    adding(weekday - self.weekday + 7 * weeks)
  }
}
