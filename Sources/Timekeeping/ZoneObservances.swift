package import Primitives

/// One way in which the clocks of a zone are set, with every time at which that happens: what a
/// calendar file calls STANDARD or DAYLIGHT (RFC 5545, section 3.6.5).
package struct ZoneObservance: Hashable, Sendable {
  /// How the clocks stood until then.
  package let before: Zone.Offset
  /// How they stand from then on.
  package let after: Zone.Offset
  /// When, by the clocks as they stood until then: ascending, at least one.
  package let onsets: [LocalTime]
  /// The years' rule by which it goes on after the first onset, which is then the only one; nil where
  /// `onsets` are all.
  package let rule: RecurrenceRule?

  /// Whether the clocks are ahead from then on, compared with the other half of the year.
  ///
  /// The law of some places calls their winter daylight saving time and turns the clocks back for it.
  /// Programs that read calendars expect the summer, so the offsets decide, not the law's words.
  package var isDaylight: Bool {
    if before.isDaylight != after.isDaylight { return after.seconds > before.seconds }
    return after.isDaylight
  }
}

extension Zone {
  /// Everything that must be known of the clocks from `from` on, for ever.
  ///
  /// The first observance begins at or before `from`. Listed changes are told one by one until the zone
  /// does nothing but follow its rule. A rule that can't be told as a RecurrenceRule is told as the
  /// changes of forty years; no zone of today's zone data has one.
  package func observances(from: Instant) -> [ZoneObservance] {
    let first = from.seconds
    let lastListed = changes.last ?? .min
    guard let tail = yearlyRules else {
      let isListed = rule?.daylight == nil
      let horizon = isListed ? lastListed : max(lastListed, first) + 40 * 366 * 86_400
      return Self.grouped(steps(from: first, through: horizon))
    }
    let regular = regularStart(after: first)
    let steps = steps(from: first, through: max(regular, first) + 800 * 86_400)
    guard let turn = steps.firstIndex(where: { $0.at >= regular && tail.fits($0) }),
      turn + 1 < steps.count
    else { return Self.grouped(steps) }
    return Self.grouped(steps[..<turn])
      + steps[turn...(turn + 1)].flatMap { step in
        tail.rules(for: step).compactMap { step.observance(by: $0) }
      }
  }

  /// A moment at which the clocks are set.
  private struct Step {
    var at: Int64
    var before: Offset
    var after: Offset

    var onset: LocalTime { LocalTime(secondsSince1970: at + Int64(before.seconds)) }

    /// The observance that begins with the first time, from this step on, that `rule` gives.
    func observance(by rule: RecurrenceRule) -> ZoneObservance? {
      var times = Recurrence(rule, start: onset, zone: Zone.universal.name)
        .occurrences(in: .universal)
      return times.next().map {
        ZoneObservance(before: before, after: after, onsets: [$0], rule: rule)
      }
    }
  }

  /// The rules of a zone that is set twice a year.
  private struct Tail {
    var standard: Offset
    var daylight: Offset
    var starts: [RecurrenceRule]
    var ends: [RecurrenceRule]

    func fits(_ step: Step) -> Bool {
      step.before == standard && step.after == daylight
        || step.before == daylight && step.after == standard
    }

    func rules(for step: Step) -> [RecurrenceRule] {
      step.after == daylight ? starts : ends
    }
  }

  private var yearlyRules: Tail? {
    guard let rule, let daylight = rule.daylight, rule.standard != daylight.offset,
      let starts = daylight.start.recurrenceRules, let ends = daylight.end.recurrenceRules
    else { return nil }
    return Tail(standard: rule.standard, daylight: daylight.offset, starts: starts, ends: ends)
  }

  /// The first listed change from which on the zone does nothing but follow its rule; what is listed
  /// before the one that counts at `first` is not looked at.
  private func regularStart(after first: Int64) -> Int64 {
    guard let rule else { return .max }
    var start = changes.last.map { $0 + 1 } ?? .min
    var next: Int64?
    for index in changes.indices.reversed() {
      let offset = offsets[Int(offsetIndices[index])]
      // Some files end with a change to what already holds, for the sake of old programs.
      guard index == 0 || offset != offsets[Int(offsetIndices[index - 1])] else { continue }
      let period = rule.period(at: changes[index])
      guard period.start == changes[index], period.offset == offset,
        next == nil || next == period.end
      else { break }
      start = changes[index]
      next = start
      if start <= first { break }
    }
    return start
  }

  /// What happens to the clocks from the last time at or before `first` to `limit`.
  private func steps(from first: Int64, through limit: Int64) -> [Step] {
    var period = period(at: first)
    var steps: [Step] = []
    // Nobody needs to know what a city did in 1883: where the clocks were left alone for long, they
    // are said to stand as they do since 1970.
    let epoch = min(first, -Int64(period.offset.seconds))
    if period.start <= epoch {
      steps.append(Step(at: epoch, before: period.offset, after: period.offset))
    } else {
      let before = self.period(at: period.start - 1).offset
      steps.append(Step(at: period.start, before: before, after: period.offset))
    }
    while period.end <= limit, period.end < .max {
      let next = self.period(at: period.end)
      if next.offset != period.offset {
        steps.append(Step(at: period.end, before: period.offset, after: next.offset))
      }
      period = next
    }
    return steps
  }

  private static func grouped(_ steps: some Sequence<Step>) -> [ZoneObservance] {
    var groups: [(step: Step, onsets: [LocalTime])] = []
    for step in steps {
      let known = groups.firstIndex {
        $0.step.before == step.before && $0.step.after == step.after
      }
      if let known {
        groups[known].onsets.append(step.onset)
      } else {
        groups.append((step, [step.onset]))
      }
    }
    return groups.map { group in
      ZoneObservance(
        before: group.step.before, after: group.step.after, onsets: group.onsets, rule: nil)
    }
  }
}

extension ZoneRule.Change {
  /// The change's day as rules by the clocks that stand until then, or nil where no rule tells it.
  ///
  /// One rule, or two where hours beyond the day carry the change out of its month in some years.
  fileprivate var recurrenceRules: [RecurrenceRule]? {
    guard case .weekday(let month, let week, let weekday) = day else { return nil }
    let shift = Int(Int64(seconds).floorDivided(by: 86_400))
    let shiftedWeekday = Int(Int64(weekday + shift - 1).remainderFloor(by: 7)) + 1
    if shift == 0 {
      return [
        Self.yearly(month, RecurrenceRule.Weekday(shiftedWeekday, ordinal: week == 5 ? -1 : week))
      ]
    }
    // February's length would have to be a part of the rule.
    guard month != 2 else { return nil }
    let length = GregorianDay.length(ofMonth: month, in: 2001)
    let last = week == 5 ? length : 7 * week
    var rules: [RecurrenceRule] = []
    let days = (last - 6 + shift)...(last + shift)
    let parts = [
      (month == 1 ? 12 : month - 1, days.filter { $0 < 1 }),
      (month, days.filter { $0 >= 1 && $0 <= length }),
      (month == 12 ? 1 : month + 1, days.filter { $0 > length }),
    ]
    for (part, days) in parts where !days.isEmpty {
      let lengthOfPart = GregorianDay.length(ofMonth: part, in: 2001)
      let shifted = days.map { $0 < 1 ? $0 + lengthOfPart : part == month ? $0 : $0 - length }
      guard part != 2 || days[0] > length else { return nil }
      var rule = Self.yearly(part, RecurrenceRule.Weekday(shiftedWeekday))
      rule.monthDays = shifted
      rules.append(rule)
    }
    return rules
  }

  private static func yearly(
    _ month: Int, _ weekday: RecurrenceRule.Weekday
  ) -> RecurrenceRule {
    var rule = RecurrenceRule(.yearly)
    rule.months = [month]
    rule.weekdays = [weekday]
    return rule
  }
}
