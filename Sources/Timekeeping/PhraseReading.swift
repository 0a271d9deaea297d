import Primitives

/// Makes a time or a series of what was understood of a phrase.
struct PhraseReading {
  typealias Found = (meaning: TimePhrase.Meaning, notes: [String])

  private let scanner: PhraseScanner
  private let parts: PhraseParts
  private let context: TimePhrase.Context
  private let text: String

  init(_ scanner: PhraseScanner, _ context: TimePhrase.Context) {
    self.scanner = scanner
    parts = scanner.parts
    self.context = context
    text = scanner.text(0..<scanner.parts.tokenCount)
  }

  func read() throws(PhraseProblem) -> Found {
    if let rhythm = parts.rhythm { return try series(rhythm) }
    guard let day = parts.day else { throw dayMissing() }
    guard let time = parts.time else {
      if case .later(let later) = day, parts.part == nil { return try moment(later) }
      throw try timeMissing(day)
    }
    let reckoning = try reckoning()
    let clock: LocalClock
    do throws(PhraseProblem) {
      clock = try self.clock(time)
    } catch {
      throw try Self.withChoices(error, clocks: clocks(time), day, reckoning)
    }
    let local = try reckoning.time(day, at: clock)
    let resolution = reckoning.zone.resolve(local)
    let notes = resolution.note(on: local).map { [$0] } ?? []
    return (.moment(ZonedTime(local, zone: reckoning.zone.name), resolution), notes)
  }

  private func reckoning() throws(PhraseProblem) -> MomentReckoning {
    let zone = try zone()
    return MomentReckoning(
      now: context.now, home: context.home, zone: zone,
      zoneText: parts.zone.map { " \($0.text)" } ?? "", text: text)
  }

  private func zone() throws(PhraseProblem) -> Zone {
    guard let mention = parts.zone else { return context.home }
    var choices: [PhraseChoice] = []
    switch mention.match {
    case .found(let name):
      do throws(ZoneError) {
        return try context.catalogue.zone(named: name)
      } catch {
        throw .zone(mention.text, .unknown(nearest: []), choices: [])
      }
    case .ambiguous(let zones):
      if !parts.zoneTokens.isEmpty {
        choices = zones.map { zone in
          PhraseChoice(scanner.phrase(replacing: parts.zoneTokens, by: zone.name))
        }
      }
    case .fixedOffset, .unknown: break
    }
    throw .zone(mention.text, mention.match, choices: choices)
  }

  /// The clock that a time means; throws a question without choices where it may mean two.
  private func clock(_ time: TimeWord) throws(PhraseProblem) -> LocalClock {
    let said = scanner.text(parts.timeTokens)
    switch time {
    case .clock(let clock):
      guard let part = parts.part, !part.hours.contains(clock.hour) else { return clock }
      throw .otherPartOfDay(part.rawValue, choices: [])
    case .hour(let hour):
      guard let part = parts.part else { throw .hourUnclear(said, choices: []) }
      guard let hour = part.hour(hour), let clock = LocalClock(hour: hour, minute: 0) else {
        throw .otherPartOfDay(part.rawValue, choices: [])
      }
      return clock
    case .midnight: throw .midnight(choices: [])
    }
  }

  /// The clocks that an unclear time may mean.
  private func clocks(_ time: TimeWord) -> [LocalClock] {
    switch time {
    case .clock(let clock):
      let other = (clock.hour + 12) % 24
      return [clock, LocalClock(hour: other, minute: clock.minute)].compactMap { $0 }
    case .hour(let hour):
      let hours = (1...12).contains(hour) ? [hour % 12, hour % 12 + 12] : [hour]
      return hours.compactMap { LocalClock(hour: $0, minute: 0) }
    case .midnight:
      return [LocalClock(hour: 0, minute: 0)].compactMap { $0 }
    }
  }

  /// The question with the readings that each of `clocks` gives.
  private static func withChoices(
    _ problem: PhraseProblem, clocks: [LocalClock], _ day: DayWord, _ reckoning: MomentReckoning
  ) throws(PhraseProblem) -> PhraseProblem {
    var choices: [PhraseChoice] = []
    if case .midnight = problem, let last = LocalClock(hour: 23, minute: 59) {
      // The day is that of its last minute: today's last midnight is still to come.
      let day = try reckoning.time(day, at: last).day
      for midnight in clocks.map({ $0.on(day) }) {
        for local in [midnight, midnight.adding(days: 1)] where reckoning.isAhead(local) {
          choices.append(reckoning.choice(local))
        }
      }
      return .midnight(choices: choices)
    }
    for clock in clocks {
      do throws(PhraseProblem) {
        choices.append(reckoning.choice(try reckoning.time(day, at: clock)))
      } catch {
        choices += error.choices
      }
    }
    switch problem {
    case .hourUnclear(let text, _): return .hourUnclear(text, choices: choices)
    case .otherPartOfDay(let text, _): return .otherPartOfDay(text, choices: choices)
    default: return problem
    }
  }

  private func dayMissing() -> PhraseProblem {
    let said = scanner.text(parts.timeTokens)
    guard case .clock(let clock)? = parts.time else {
      return said.isEmpty ? .noPhrase(text) : .dayMissing(said, choices: [])
    }
    let local = context.home.localTime(at: context.now)
    let reckoning = MomentReckoning(
      now: context.now, home: context.home, zone: context.home, zoneText: "", text: text)
    let days = [clock.on(local.day), clock.on(local.day).adding(days: 1)]
    let choices = parts.zone == nil ? days.filter(reckoning.isAhead).map(reckoning.choice) : []
    return .dayMissing(said, choices: choices)
  }

  private func timeMissing(_ day: DayWord) throws(PhraseProblem) -> PhraseProblem {
    guard let noon = LocalClock(hour: 16, minute: 0) else { return .noPhrase(text) }
    let reckoning = try reckoning()
    return .timeMissing(text, choices: [reckoning.choice(try reckoning.time(day, at: noon))])
  }

  /// `in 2 weeks` without a time is at the same wall time; hours and minutes are real ones.
  private func moment(_ later: Later) throws(PhraseProblem) -> Found {
    let home = context.home
    let now = home.localTime(at: context.now)
    guard later.seconds < 4_000_000_000 else { throw .tooFar }
    guard later.months + later.days > 0 else {
      guard later.seconds > 0 else { throw .past(text, choices: []) }
      return try elapsed(to: Instant(seconds: context.now.seconds + later.seconds), [])
    }
    let day = try MomentReckoning.adding(later, to: now.day)
    let local = now.adding(days: day.daysSince1970 - now.day.daysSince1970)
    let resolution = home.resolve(local)
    let notes = resolution.note(on: local).map { [$0] } ?? []
    guard later.seconds > 0 else {
      guard (2000...2100).contains(day.year) else { throw .tooFar }
      return (.moment(ZonedTime(local, zone: home.name), resolution), notes)
    }
    return try elapsed(
      to: Instant(seconds: resolution.instant.seconds + later.seconds), notes)
  }

  /// The wall time of an instant: of UTC where the clocks at home show it twice and this is the second.
  private func elapsed(to instant: Instant, _ notes: [String]) throws(PhraseProblem) -> Found {
    let local = context.home.localTime(at: instant)
    guard (2000...2100).contains(local.day.year) else { throw .tooFar }
    let resolution = context.home.resolve(local)
    guard resolution.instant == instant else {
      let universal = LocalTime(secondsSince1970: instant.seconds)
      return (.moment(ZonedTime(universal, zone: "UTC"), .exact(instant)), notes)
    }
    return (.moment(ZonedTime(local, zone: context.home.name), .exact(instant)), notes)
  }
}

extension PhraseReading {
  private func series(_ rhythm: Rhythm) throws(PhraseProblem) -> Found {
    guard rhythm.gap == .none else {
      throw .rhythmUnclear(text, choices: gapChoices(rhythm.gap))
    }
    guard let time = parts.time else {
      let range = parts.tokenCount..<parts.tokenCount
      throw .timeMissing(
        text, choices: [PhraseChoice(scanner.phrase(replacing: range, by: "16:00"))])
    }
    let zone = try zone()
    let clock: LocalClock
    do throws(PhraseProblem) {
      clock = try self.clock(time)
    } catch {
      throw withSeriesChoices(error, clocks(time))
    }
    let reckoning = MomentReckoning(
      now: context.now, home: context.home, zone: zone, zoneText: "", text: text)
    let first = try parts.first.map { word throws(PhraseProblem) in
      try seriesDay(word, from: reckoning.today, reckoning)
    }
    if let first, first < reckoning.today { throw .past("\(first)", choices: []) }
    let start = try self.start(rhythm.rule, clock, first ?? reckoning.today, zone)
    let rule = try ended(rhythm.rule, start, base: first ?? reckoning.today, reckoning)
    return try series(rule, start, reckoning)
  }

  private func series(
    _ rule: RecurrenceRule, _ start: LocalTime, _ reckoning: MomentReckoning
  ) throws(PhraseProblem) -> Found {
    let zone = reckoning.zone
    var notes: [String] = []
    var exclusions: [LocalTime] = []
    let whole = Recurrence(rule, start: start, zone: zone.name)
    let clock = LocalClock(hour: start.hour, minute: start.minute, second: start.second)
    for word in parts.exceptions {
      let day = try seriesDay(word, from: start.day, reckoning)
      guard let local = clock?.on(day) else { continue }
      let isOne = whole.occurrences(in: zone, from: local).first { _ in true } == local
      if isOne {
        exclusions.append(local)
      } else {
        notes.append("\(DayWords.full(day)) is none of its days anyway.")
      }
    }
    let recurrence = Recurrence(rule, start: start, zone: zone.name, exclusions: exclusions)
    guard recurrence.occurrences(in: zone).first(where: { _ in true }) != nil else {
      throw .endsBeforeItBegins(start.day)
    }
    return (.series(recurrence), notes + Self.notes(on: recurrence, in: zone))
  }

  /// What to say about the changes of clocks that hit one of the next sixty times.
  private static func notes(on recurrence: Recurrence, in zone: Zone) -> [String] {
    for local in recurrence.occurrences(in: zone).prefix(60) {
      switch zone.resolve(local) {
      case .exact: continue
      case .gap(_, let shown):
        return [
          "On \(DayWords.full(local.day)) the clocks go forward and there is no \(local.clock): "
            + "it is at \(shown.clock) then."
        ]
      case .fold:
        return [
          "On \(DayWords.full(local.day)) the clocks go back and there are two times "
            + "\(local.clock): it is at the first."
        ]
      }
    }
    return []
  }

  /// The first time that the rule gives on or after `day` and that is still to come.
  private func start(
    _ rule: RecurrenceRule, _ clock: LocalClock, _ day: GregorianDay, _ zone: Zone
  ) throws(PhraseProblem) -> LocalTime {
    // The first one decides which weeks or months count, so here each of them does.
    var each = rule
    each.interval = 1
    let recurrence = Recurrence(each, start: clock.on(day), zone: zone.name)
    let first = recurrence.occurrences(in: zone).prefix(3).first {
      zone.resolve($0).instant > context.now
    }
    guard let first, (2000...2100).contains(first.day.year) else { throw .tooFar }
    return first
  }

  private func ended(
    _ rule: RecurrenceRule, _ start: LocalTime, base: GregorianDay, _ reckoning: MomentReckoning
  ) throws(PhraseProblem) -> RecurrenceRule {
    guard let end = parts.end else { return rule }
    let last: GregorianDay
    switch end {
    case .count(let count): return rule.ending(after: count)
    case .length(let months, let days):
      let later = Later(months: months, days: days)
      last = try MomentReckoning.adding(later, to: start.day).adding(-1)
    case .day(let word):
      last = try seriesDay(word, from: base, reckoning)
    case .month(let month, let year, let isWhole):
      last = try self.last(month, year, isWhole, base)
    }
    guard last >= start.day else { throw .endsBeforeItBegins(last) }
    guard last.year <= 2100 else { throw .tooFar }
    return rule.ending(.day(last))
  }

  /// `until march` ends before 1 March; in March itself that is asked about.
  private func last(
    _ month: Int, _ year: Int?, _ isWhole: Bool, _ base: GregorianDay
  ) throws(PhraseProblem) -> GregorianDay {
    let found = year ?? (month < base.month ? base.year + 1 : base.year)
    guard let first = GregorianDay(year: found, month: month, day: 1), found <= 2100 else {
      throw .tooFar
    }
    let length = GregorianDay.length(ofMonth: month, in: found)
    let end = first.adding(length - 1)
    guard isWhole || year != nil || month != base.month else {
      let choices = [end, first.adding(-1)].filter { $0 >= base }.map {
        PhraseChoice(
          scanner.phrase(replacing: parts.endTokens, by: "until \($0)"), meaning: DayWords.full($0))
      }
      throw .endUnclear(DayWords.longMonths[month - 1], choices: choices)
    }
    return isWhole ? end : first.adding(-1)
  }

  /// The day of a clause of a series, on or after `base` where its year was not said.
  private func seriesDay(
    _ word: DayWord, from base: GregorianDay, _ reckoning: MomentReckoning
  ) throws(PhraseProblem) -> GregorianDay {
    switch word {
    case .date(let day, let weekday):
      try Self.check(day, weekday)
      return day
    case .yearless(let month, let day, let weekday):
      let found = MomentReckoning.yearless(month, day, from: base) { $0 >= base }
      guard let found else { throw .tooFar }
      guard found.isNearest || found.day == base else {
        throw .past(
          "\(day) \(DayWords.longMonths[month - 1])",
          choices: [])
      }
      try Self.check(found.day, weekday)
      return found.day
    case .relative, .weekday:
      guard let last = LocalClock(hour: 23, minute: 59, second: 59) else { throw .tooFar }
      return try reckoning.time(word, at: last).day
    case .dayOfMonth, .counted, .later, .eitherWay: throw .ambiguous(text, choices: [])
    }
  }

  private static func check(_ day: GregorianDay, _ weekday: Int?) throws(PhraseProblem) {
    if let weekday, weekday != day.weekday {
      throw .otherWeekday(said: weekday, day, choices: [])
    }
  }

  private func gapChoices(_ gap: Rhythm.Gap) -> [PhraseChoice] {
    switch gap {
    case .none: []
    case .weekday: [PhraseChoice("every thu 16:00"), PhraseChoice("every 2 weeks on thu 16:00")]
    case .monthDay:
      [PhraseChoice("monthly on the 15th 10:00"), PhraseChoice("2nd thu of the month 16:00")]
    case .yearDay: [PhraseChoice("every 3 december 16:00")]
    }
  }

  private func withSeriesChoices(
    _ problem: PhraseProblem, _ clocks: [LocalClock]
  ) -> PhraseProblem {
    let choices = clocks.map {
      PhraseChoice(scanner.phrase(replacing: parts.timeTokens, by: $0.description))
    }
    return switch problem {
    case .hourUnclear(let text, _): .hourUnclear(text, choices: choices)
    case .otherPartOfDay(let text, _): .otherPartOfDay(text, choices: choices)
    default: problem
    }
  }
}
