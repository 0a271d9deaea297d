import Primitives
import Timekeeping

extension Community {
  /// The community's own clocks.
  var clocks: Zone { sessions.zones.zoneOrUniversal(named: plan.zone) }

  /// The clocks by which `member` reads, where they said so.
  func clocks(of member: MemberID) -> Zone? {
    people[member]?.zone.map { sessions.zones.zoneOrUniversal(named: $0) }
  }

  /// The clocks by which the session was planned.
  func clocks(of session: Sessions.Session) -> Zone {
    sessions.zones.zoneOrUniversal(named: session.time.zone)
  }

  /// Number and title: `S1 Onboarding`.
  func label(of session: Sessions.Session) -> String {
    "\(session.id) \(people.shown(session.title))"
  }

  /// Number and title: `E1 Practice hour`.
  func label(of series: AllSeries.Series) -> String {
    "\(series.id) \(people.shown(series.title))"
  }

  /// Number, title and when: `S1 Onboarding — Thu 3 Dec 2026, 16:00 London (in 12 days)`.
  func headline(of session: Sessions.Session, in zone: Zone, at now: Instant) -> String {
    "\(label(of: session)) — \(TimeEcho.dated(session.start, in: zone)) "
      + "(\(moment(of: session, in: zone, at: now)))"
  }

  /// The same for a member who reads it alone: by their clocks, and by those of the session behind it.
  func headline(of session: Sessions.Session, for member: MemberID, at now: Instant) -> String {
    let home = clocks(of: session)
    guard let own = clocks(of: member), own.name != home.name else {
      return headline(of: session, in: home, at: now)
    }
    return headline(of: session, in: own, at: now)
      + " · \(TimeEcho.short(session.start, in: home, beside: own))"
  }

  private func moment(of session: Sessions.Session, in zone: Zone, at now: Instant) -> String {
    let distance = TimeEcho.distance(to: session.start, in: zone, now: now)
    guard session.start <= now, !session.isOver(at: now), session.status == .planned else {
      return distance
    }
    return distance == "now" ? "beginning now" : "began \(distance)"
  }

  /// The start elsewhere, for up to three zones of `members` beside that of the session, those of
  /// most members first; empty where there are none.
  func elsewhere(_ session: Sessions.Session, for members: some Sequence<MemberID>) -> String {
    var counts: [String: Int] = [:]
    for member in members {
      if let zone = people[member]?.zone { counts[zone, default: 0] += 1 }
    }
    let home = clocks(of: session)
    let zones = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { sessions.zones.zoneOrUniversal(named: $0.key) }
      .filter { $0.name != home.name }
    return zones.prefix(3).map { TimeEcho.short(session.start, in: $0, beside: home) }
      .joined(separator: " · ")
  }
}

extension CommandContext {
  /// Number, title and when, by the clocks of the reader where only they read it.
  func headline(_ session: Sessions.Session) -> String {
    isDirect
      ? community.headline(of: session, for: author.id, at: now)
      : community.headline(of: session, in: community.clocks(of: session), at: now)
  }

  /// The same without the distance, for what is read later: `S1 Onboarding, Thu 3 Dec 2026, 16:00
  /// London`.
  func dated(_ session: Sessions.Session) -> String {
    let home = community.clocks(of: session)
    let zone = isDirect ? community.clocks(of: author.id) ?? home : home
    return "\(community.label(of: session)), \(TimeEcho.dated(session.start, in: zone))"
  }
}

extension Sessions.Session {
  /// How long it takes: `60 minutes`, or `48 hours in writing`.
  var length: String {
    let isLong = minutes % 60 == 0 && minutes > 240
    return (isLong ? "\(minutes / 60) hours" : "\(minutes) minutes")
      + (isWritten ? " in writing" : "")
  }

  /// How many come: `9 going, 3 maybe`, `nobody going yet`, or `12 of 12 seats taken, 1 waiting, 3 maybe`.
  var counts: String {
    var parts: [String] = []
    if let capacity {
      parts.append("\(attendance.seatsTaken) of \(capacity) seats taken")
    } else {
      let guests = attendance.seatsTaken - attendance.goingCount
      let named = guests == 0 ? "" : guests == 1 ? " with 1 guest" : " with \(guests) guests"
      let going = attendance.goingCount == 0 ? "nobody going yet" : "\(attendance.goingCount) going"
      parts.append(going + named)
    }
    if attendance.waitingCount > 0 { parts.append("\(attendance.waitingCount) waiting") }
    if attendance.maybeCount > 0 { parts.append("\(attendance.maybeCount) maybe") }
    return parts.joined(separator: ", ")
  }
}
