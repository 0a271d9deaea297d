import OrderedCollections
package import Primitives
import Timekeeping

/// Plans the dates of series some weeks ahead, one after another, so that people can answer.
///
/// A date within days that are kept free is passed over in silence, because the room was told when
/// they were set; dates that went by while the bot was away are named in one message.
package struct PlanDates: Job {
  package static let name = "plan-dates"

  package static func due(in community: Community) -> Instant? { community.nextPlanning }

  package static func decide(
    in community: Community, charter: Charter, at now: Instant, using randomness: inout Randomness
  ) -> (cause: String, decision: Decision)? {
    for series in community.series.running {
      guard let due = community.planningDue(of: series), due <= now, let upcoming = series.upcoming
      else { continue }
      return ("\(series.id)/\(upcoming)", decide(series, upcoming, in: community, at: now))
    }
    return nil
  }

  private static func decide(
    _ series: AllSeries.Series, _ upcoming: LocalTime, in community: Community, at now: Instant
  ) -> Decision {
    let gone = community.dates(of: series, from: upcoming).prefix(400)
      .prefix { community.sessions.start(of: series.time(of: $0, turn: 0)) <= now }
    if let last = gone.last {
      return Decision(
        [.series(.passed(series.id, last))],
        saying: [.gone(Array(gone), of: series, community)])
    }
    return Decision(community.planning(upcoming, of: series, at: now))
  }
}

extension Community {
  /// When the next date of `series` is to be planned; nil where there is none.
  ///
  /// That is some weeks before it, or as soon as the date before it is over; never more than a few are
  /// planned ahead.
  func planningDue(of series: AllSeries.Series) -> Instant? {
    guard series.status == .active, let upcoming = series.upcoming else { return nil }
    let start = sessions.start(of: series.time(of: upcoming, turn: series.plannedCount))
    let planned = sessions.latestOccurrences(of: series.id, limit: AllSeries.aheadLimit)
    let early = start - AllSeries.horizon
    let due = min(early, planned.last?.end ?? series.at)
    guard planned.count == AllSeries.aheadLimit, let first = planned.first else { return due }
    return max(due, first.end)
  }

  /// When the first date of any series is to be planned.
  var earliestPlanning: Instant? {
    series.all.compactMap { planningDue(of: $0) }.min()
  }

  /// The dates that the rule of `series` gives from `first` on.
  func dates(of series: AllSeries.Series, from first: LocalTime) -> some Sequence<LocalTime> {
    let zone = sessions.zones.zoneOrUniversal(named: series.recurrence.zone)
    return series.recurrence.occurrences(in: zone, from: first)
  }

  /// The events that plan the date which the rule of `series` puts at `original`, with the answers
  /// that were given for all dates; or that pass it over because the days are kept free.
  ///
  /// `ahead` says how many dates are planned by events before these.
  func planning(
    _ original: LocalTime, of series: AllSeries.Series, at now: Instant, ahead: Int = 0
  ) -> [Event] {
    let time = series.time(of: original, turn: series.plannedCount + ahead)
    if blackouts.range(of: time.local.day) != nil {
      return [.series(.passed(series.id, original))]
    }
    let start = sessions.start(of: time)
    let plan = SessionEvent.Plan(
      id: SessionID(sessions.nextID.number + ahead), title: series.title, time: time,
      minutes: series.minutes, place: series.place, capacity: series.capacity, topic: nil,
      room: series.room, creator: series.creator, facilitator: series.facilitator, at: now,
      occurrence: .init(of: series.id, originally: original), minimum: nil, start: start)
    var session = Sessions.Session(plan, start: start)
    var events: [Event] = [.sessions(.scheduled(plan))]
    for (member, answer) in series.answers where people[member]?.isActive ?? false {
      for event in session.settling(answer, of: member).events {
        guard case .attendance(let answered) = event else { continue }
        session.attendance.apply(answered)
        events.append(event)
      }
    }
    return events
  }
}

extension Reply {
  fileprivate static func gone(
    _ dates: [LocalTime], of series: AllSeries.Series, _ community: Community
  ) -> Reply {
    let zone = community.sessions.zones.zoneOrUniversal(named: series.recurrence.zone)
    let named = dates.prefix(5).map { TimeEcho.dated(zone.resolve($0).instant, in: zone) }
    let more = dates.count > 5 ? "; and \(dates.count - 5) more" : ""
    return Reply(
      "I was away, and planned nothing for \(community.label(of: series)) on "
        + "\(named.joined(separator: "; "))\(more). I go on with the next date.",
      to: .room(series.room), about: series.id.description)
  }
}
