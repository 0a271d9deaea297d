package import Primitives

/// Something that comes again at a place: a rule, the wall time it starts from, the zone where that
/// hangs, and the times that are left out or added by hand.
///
/// All times are wall times of the zone, so a change of clocks or of the zone's law moves the instants
/// and not the meeting. As in RFC 5545 a wall time that is skipped or shown twice stands for the
/// instant that `LocalResolution` takes.
package struct Recurrence: Hashable, Sendable {
  /// On which days.
  package let rule: RecurrenceRule
  /// The first wall time that can be one, and the time of day of all that the rule gives.
  package let start: LocalTime
  /// The zone's IANA name.
  package let zone: String
  /// The wall times that don't take place (EXDATE), ascending, each once; also among `additions`.
  package let exclusions: [LocalTime]
  /// Wall times besides those of the rule (RDATE), ascending, each once; the rule's count and end don't
  /// hold for them, and they may lie before the start.
  package let additions: [LocalTime]

  /// Puts a recurrence together; the start takes place only if the rule gives it.
  package init(
    _ rule: RecurrenceRule, start: LocalTime, zone: String, exclusions: [LocalTime] = [],
    additions: [LocalTime] = []
  ) {
    self.rule = rule
    self.start = start
    self.zone = zone
    self.exclusions = Set(exclusions).sorted()
    self.additions = Set(additions).sorted()
  }

  /// The wall times, ascending, each once, from `earliest` on where that is given.
  ///
  /// `zone` must be the zone named `self.zone`; it matters only for a rule that ends at an instant.
  /// Total and lazy. Without a count nothing before `earliest` is walked through; with one, the rule
  /// is counted from its start. The sequence ends at the rule's end, with the year 9999, or, for a rule
  /// that fits no day, after the 400 years in which the calendar has shown all it has: a cycle of 146,097
  /// days, 20,871 weeks, 4,800 months or 400 years, each stepped through at most once.
  package func occurrences(in zone: Zone, from earliest: LocalTime? = nil) -> Occurrences {
    Occurrences(self, in: zone, from: earliest)
  }

  /// The same recurrence without the wall time `local`.
  package func excluding(_ local: LocalTime) -> Self {
    Self(
      rule, start: start, zone: zone, exclusions: exclusions + [local], additions: additions)
  }

  /// The same recurrence with the wall time `local` besides those of its rule.
  package func adding(_ local: LocalTime) -> Self {
    Self(
      rule, start: start, zone: zone, exclusions: exclusions, additions: additions + [local])
  }

  /// The same recurrence with another rule, such as one that ends.
  package func with(_ rule: RecurrenceRule) -> Self {
    Self(rule, start: start, zone: zone, exclusions: exclusions, additions: additions)
  }

  /// The rule as iCalendar wants it beside a start with a zone: an end is an instant in UTC.
  package func calendarRule(in zone: Zone) -> RecurrenceRule {
    switch rule.end {
    case .day(let day):
      // The last second of the day, so that whoever reads it counts the same occurrences.
      let last = LocalTime(secondsSince1970: day.daysSince1970 * 86_400 + 86_399)
      return rule.ending(.instant(zone.lastInstant(of: last)))
    case .local(let local): return rule.ending(.instant(zone.lastInstant(of: local)))
    case .instant, nil: return rule
    }
  }

  /// The lines `RRULE:…` and `DTSTART;TZID=…:…` for a calendar; an end is an instant in UTC.
  package func calendarLines(in zone: Zone) -> [String] {
    [
      "RRULE:\(calendarRule(in: zone))",
      "DTSTART;TZID=\(self.zone):\(CalendarText.local(start))",
    ]
  }
}

extension Zone {
  /// The later instant at which the clocks show `local`.
  fileprivate func lastInstant(of local: LocalTime) -> Instant {
    switch resolve(local) {
    case .exact(let instant), .gap(let instant, _), .fold(_, let instant): instant
    }
  }
}

extension Recurrence {
  /// Writes the recurrence as one JSON object of texts: `rule`, `start`, `zone`, and `exclusions` and
  /// `additions` where there are any.
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("rule", rule.description)
      json.member("start", start.description)
      json.member("zone", zone)
      for (name, times) in [("exclusions", exclusions), ("additions", additions)]
      where !times.isEmpty {
        json.name(name)
        json.array(of: times) { json, time in json.string(time.description) }
      }
    }
  }

  /// Reads what `write(to:)` wrote; nil for anything else.
  package init?(json: JSONPart) {
    guard let text = json["rule"]?.string,
      let start = json["start"]?.string.flatMap({ LocalTime($0) }),
      let zone = json["zone"]?.string, let exclusions = Self.times(json["exclusions"]),
      let additions = Self.times(json["additions"])
    else { return nil }
    do throws(RecurrenceProblem) {
      self.init(
        try RecurrenceRule(text), start: start, zone: zone, exclusions: exclusions,
        additions: additions)
    } catch {
      return nil
    }
  }

  private static func times(_ json: JSONPart?) -> [LocalTime]? {
    guard let json else { return [] }
    guard let elements = json.array else { return nil }
    let times = elements.compactMap { $0.string.flatMap { LocalTime($0) } }
    return times.count == elements.count ? times : nil
  }
}
