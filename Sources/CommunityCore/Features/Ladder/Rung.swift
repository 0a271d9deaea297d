package import Primitives
package import Timekeeping

/// One step of the ladder of messages that a session brings with it, before and after.
package enum Rung: Hashable, Sendable {
  /// Two weeks before: the room hears of it, and of what is still open.
  case invitation
  /// Five days before: who has not answered is asked once.
  case nudge
  /// When a session with a minimum is looked at: the coordinators decide where too few come.
  case minimum
  /// Two days before: who comes gets what there is to begin with.
  case prime
  /// Two days before: the facilitator hears how things stand.
  case preparation
  /// Some time before: who comes is reminded.
  case lead(minutes: Int)
  /// Five minutes after the beginning: the facilitator is offered to start it.
  case begun
  /// An hour after the end: who was there is asked what it was worth, and the session is closed.
  case closing
  /// A week after: the facilitator hears what was said.
  case week
  /// Thirty days after: who was there is asked what came of it.
  case month

  /// How long before a session somebody wants to be reminded, and since when.
  package struct Lead: Hashable, Sendable {
    /// Minutes before the start.
    package let minutes: Int
    /// What was due before that is not owed.
    package let since: Instant

    /// The rung of that lead.
    var rung: Rung { .lead(minutes: minutes) }
  }

  /// The rungs that every session has; those of `lead` depend on its members.
  static let fixed: [Rung] = [
    .invitation, .nudge, .minimum, .prime, .preparation, .begun, .closing, .week, .month,
  ]

  /// The reminder a day before.
  package static let day = Rung.lead(minutes: 1440)
  /// The reminder ten minutes before.
  package static let minutes = Rung.lead(minutes: 10)

  /// The leads of members who have not chosen any: a day and ten minutes.
  static let usualMinutes = [1440, 10]
  static let usualLeads = usualMinutes.map { Lead(minutes: $0, since: Instant(milliseconds: .min)) }

  /// When it is due; nil where the session has no such rung.
  ///
  /// What is counted in days is counted on the clocks of the session's zone, so that a change of
  /// clocks in between moves nothing; leads are what members asked for, and count in minutes.
  package func due(for session: Sessions.Session, zones: ZoneCatalogue) -> Instant? {
    switch self {
    case .invitation: session.dayDistance(-14, zones)
    case .nudge: session.dayDistance(-5, zones)
    case .preparation: session.dayDistance(-2, zones)
    case .prime:
      session.hour.prime.flatMap { prime in
        // What is found later is sent at once.
        let due = max(session.dayDistance(-2, zones), prime.at)
        return due < session.start ? due : nil
      }
    case .minimum:
      session.isConfirmed
        ? nil
        : session.minimum.map {
          zones.zoneOrUniversal(named: $0.by.zone).resolve($0.by.local).instant
        }
    case .lead(let minutes): session.start - .minutes(Int64(minutes))
    case .begun: session.isWritten ? nil : session.start + .minutes(5)
    case .closing: session.end + .hours(1)
    case .week: session.dayDistance(7, zones, fromEnd: true)
    case .month: session.dayDistance(30, zones, fromEnd: true)
    }
  }

  /// The name under which it is kept: `day`, `minutes` and `90m` for leads.
  package var name: String {
    switch self {
    case .invitation: "invitation"
    case .nudge: "nudge"
    case .minimum: "minimum"
    case .prime: "prime"
    case .preparation: "preparation"
    case .lead(1440): "day"
    case .lead(10): "minutes"
    case .lead(let minutes): "\(minutes)m"
    case .begun: "begun"
    case .closing: "closing"
    case .week: "week"
    case .month: "month"
    }
  }

  /// Reads what `name` gives; nil for anything else.
  package init?(_ name: String) {
    if let fixed = Self.fixed.first(where: { $0.name == name }) {
      self = fixed
    } else if let usual = Self.usualMinutes.first(where: { Rung.lead(minutes: $0).name == name }) {
      self = .lead(minutes: usual)
    } else if name.utf8.last == UInt8(ascii: "m"), let minutes = Int(name.dropLast()), minutes > 0 {
      self = .lead(minutes: minutes)
    } else {
      return nil
    }
  }
}

extension Sessions.Session {
  /// The instant at which the clocks of the session's zone show the time of its start, or of its end,
  /// `days` days from that day.
  func dayDistance(
    _ days: Int64, _ zones: ZoneCatalogue, fromEnd: Bool = false
  ) -> Instant {
    let zone = zones.zoneOrUniversal(named: time.zone)
    let local = fromEnd ? zone.localTime(at: end) : time.local
    return zone.resolve(local.adding(days: days)).instant
  }
}

/// A rung that is to be done.
struct DueRung: Sendable {
  let session: Sessions.Session
  let rung: Rung
  /// When it was due.
  let due: Instant
}
