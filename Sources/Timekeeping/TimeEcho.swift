package import Primitives

/// Says times back, so that nobody has to reckon: weekday, date, place and distance.
package enum TimeEcho {
  /// The whole time: `Thu 3 Dec 2026, 16:00 London (in 12 days)`.
  package static func full(_ instant: Instant, in zone: Zone, now: Instant) -> String {
    "\(dated(instant, in: zone)) (\(distance(to: instant, in: zone, now: now)))"
  }

  /// The time without its distance, which a later reader would misread: `Thu 3 Dec 2026, 16:00
  /// London`.
  package static func dated(_ instant: Instant, in zone: Zone) -> String {
    let local = zone.localTime(at: instant)
    return "\(DayWords.full(local.day)), \(clock(local, at: instant, in: zone))"
  }

  /// A day alone: `Thu 3 Dec 2026`.
  package static func day(_ day: GregorianDay) -> String { DayWords.full(day) }

  /// The time elsewhere, with the weekday if that differs from the one in `home`: `17:00 Berlin` or
  /// `Fri 01:30 Kolkata`.
  package static func short(_ instant: Instant, in zone: Zone, beside home: Zone) -> String {
    let local = zone.localTime(at: instant)
    let clock = clock(local, at: instant, in: zone)
    guard local.day != home.localTime(at: instant).day else { return clock }
    return "\(DayWords.weekday(local.day)) \(clock)"
  }

  /// The whole time and up to three of the `others`, each city once: `Thu 3 Dec 2026, 16:00 London
  /// (in 12 days) · 17:00 Berlin · 21:30 Kolkata`.
  package static func line(
    _ instant: Instant, in zone: Zone, others: [Zone], now: Instant
  ) -> String {
    var text = full(instant, in: zone, now: now)
    var named = [zone.name]
    for other in others where named.count <= 3 && !named.contains(other.name) {
      named.append(other.name)
      text += " · \(short(instant, in: other, beside: zone))"
    }
    return text
  }

  /// How far off it is: `in 12 days`, `tomorrow`, `in 3 hours`, `in 10 minutes`, `now`, `2 hours ago`.
  ///
  /// Days are counted by the calendar of `zone`. Up to six hours, and within one day, hours count;
  /// up to three hours the minutes too, rounded to the nearest.
  package static func distance(to instant: Instant, in zone: Zone, now: Instant) -> String {
    let isAhead = instant >= now
    let span = isAhead ? instant - now : now - instant
    let minutes = (span.milliseconds + 30_000) / 60_000
    if minutes == 0 { return "now" }
    let here = zone.localTime(at: now).day.daysSince1970
    let days = abs(zone.localTime(at: instant).day.daysSince1970 - here)
    if days > 0, minutes > 360 {
      if days == 1 { return isAhead ? "tomorrow" : "yesterday" }
      return directed("\(days) days", isAhead)
    }
    if minutes < 60 { return directed(counted(minutes, "minute"), isAhead) }
    if minutes < 180, minutes % 60 != 0 {
      return directed(
        "\(counted(minutes / 60, "hour")) \(counted(minutes % 60, "minute"))", isAhead)
    }
    return directed(counted((minutes + 30) / 60, "hour"), isAhead)
  }

  /// `16:00 London`, or `01:30 BST London` in the hour that the clocks show twice.
  private static func clock(_ local: LocalTime, at instant: Instant, in zone: Zone) -> String {
    guard case .fold = zone.resolve(local) else { return "\(local.clock) \(zone.city)" }
    let abbreviation = zone.offset(at: instant).abbreviation
    let isNumber = abbreviation.utf8.first.map(Bytes.isLetter) == false
    return "\(local.clock) \(isNumber ? "UTC" : "")\(abbreviation) \(zone.city)"
  }

  private static func counted(_ number: Int64, _ unit: String) -> String {
    number == 1 ? "1 \(unit)" : "\(number) \(unit)s"
  }

  private static func directed(_ amount: String, _ isAhead: Bool) -> String {
    isAhead ? "in \(amount)" : "\(amount) ago"
  }
}

extension Zone {
  /// The zone's city in words: `London`, `Buenos Aires`, `UTC`, and `Knox, Indiana` for a small place
  /// that needs its state.
  package var city: String {
    let parts = name.utf8.split(separator: UInt8(ascii: "/"))
    let city = Self.words(parts.last)
    guard parts.count == 3, parts[0].elementsEqual("America".utf8) else { return city }
    let state = Self.words(parts[1])
    let needsState = ["Indiana", "Kentucky", "North Dakota"].contains(state)
    return needsState && !["Indianapolis", "Louisville"].contains(city) ? "\(city), \(state)" : city
  }

  private static func words(_ part: Substring.UTF8View?) -> String {
    guard let part else { return "" }
    return String(decoding: part.map { $0 == UInt8(ascii: "_") ? 0x20 : $0 }, as: UTF8.self)
  }
}
