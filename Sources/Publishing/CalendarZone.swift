import Primitives
import Timekeeping

extension ContentLines {
  /// Writes a VTIMEZONE for every zone that `components` name, in the order of their names.
  ///
  /// Some readers keep the first description that they meet under a name, for all files. So each is
  /// whole: from 2026, or the first meeting where that is earlier, for ever. A calendar that names no
  /// zone describes its `own`, because the standard wants a calendar to hold something.
  mutating func zones(of components: [CalendarComponent], besides own: Zone? = nil) {
    var zones: [Zone] = []
    for component in components {
      zones.append(component.appointment.zone)
      if let (_, zone) = component.replacing { zones.append(zone) }
    }
    var named: [String: Zone] = [:]
    for zone in zones where !zone.isUniversal { named[zone.name] = zone }
    if components.isEmpty, let own { named[own.name] = own }
    let first = min(components.map(\.first).min() ?? Self.firstYear, Self.firstYear)
    for zone in named.values.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) {
      // A day and two hours hold every wall time that the instants may show.
      self.zone(zone, from: first - .hours(26))
    }
  }

  /// The beginning of 2026.
  private static let firstYear = Instant(seconds: 1_767_225_600)

  private mutating func zone(_ zone: Zone, from first: Instant) {
    part("VTIMEZONE") { lines in
      lines.text("TZID", zone.name)
      for observance in zone.observances(from: first) {
        lines.part(observance.isDaylight ? "DAYLIGHT" : "STANDARD") { lines in
          lines.line("DTSTART", observance.onsets[0].basic)
          lines.line("TZOFFSETFROM", Self.offset(observance.before.seconds))
          lines.line("TZOFFSETTO", Self.offset(observance.after.seconds))
          lines.text("TZNAME", observance.after.abbreviation)
          if let rule = observance.rule { lines.line("RRULE", rule.description) }
          for onset in observance.onsets.dropFirst() { lines.line("RDATE", onset.basic) }
        }
      }
    }
  }

  /// `+0530`, with seconds only where there are any.
  private static func offset(_ seconds: Int) -> String {
    let digits = [abs(seconds) / 3600, abs(seconds) / 60 % 60, abs(seconds) % 60]
      .map { $0 < 10 ? "0\($0)" : "\($0)" }
    return (seconds < 0 ? "-" : "+") + digits[0] + digits[1] + (digits[2] == "00" ? "" : digits[2])
  }
}
