import OrderedCollections
package import Primitives
import Timekeeping

/// Reminds members, alone, of what they said they would do: the day before it is due, and once more when
/// it is overdue for a week.
///
/// At nine by their own clocks, or when their quiet hours end; those of one member come in one message.
/// What was written down only after that moment is not said again at once. Nobody who snoozes is
/// reminded later, and nothing is said where the bot can't write to people alone.
package struct ActionReminder: Job {
  package static let name = "action-reminder"

  private static let hour = 9
  /// How late the second reminder may come; what is later is noted and not said.
  private static let patience = Span.days(14)

  package static func due(in community: Community) -> Instant? {
    var first: Instant?
    for id in community.minutes.toRemind {
      guard let entry = community.minutes[id], let day = entry.task?.due else { continue }
      if let first {
        // No zone is further ahead of universal time than 14 hours: whose day is later can't be first.
        let earliest = Instant(milliseconds: (day.daysSince1970 - 1) * 86_400_000) - .hours(14)
        if earliest > first { continue }
      }
      guard let next = Due(entry, in: community) else { continue }
      first = first.map { min($0, next.at) } ?? next.at
    }
    return first
  }

  package static func decide(
    in community: Community, charter: Charter, at now: Instant, using randomness: inout Randomness
  ) -> (cause: String, decision: Decision)? {
    let due = community.minutes.toRemind.compactMap { id in
      community.minutes[id].flatMap { Due($0, in: community) }
    }.filter { $0.at <= now }
    guard let first = due.min(by: { ($0.at, $0.entry.id.number) < ($1.at, $1.entry.id.number) })
    else { return nil }
    let together = due.filter { $0.owner == first.owner }
    let told = together.filter { $0.isWorthSaying(at: now, in: community) }
    let canTell = charter.hasDirectMessages && !told.isEmpty
    return (
      "\(first.entry.id)/\(first.stage)/\(first.at)",
      Decision(
        together.map { .minutes(.reminded($0.entry.id, stage: $0.stage)) },
        saying: canTell ? [.promises(told.map(\.entry), of: first.owner, community, at: now)] : [])
    )
  }

  /// Of what somebody is reminded next, and when.
  private struct Due {
    let entry: Minutes.Entry
    let owner: MemberID
    let day: GregorianDay
    let stage: Int
    let at: Instant

    init?(_ entry: Minutes.Entry, in community: Community) {
      guard let task = entry.task, let owner = task.owner, let day = task.due, task.reminded < 2
      else { return nil }
      let zone = community.clocks(of: owner) ?? community.clocks
      let quiet = community.notices.quietHours(of: owner)
      var stage = task.reminded + 1
      var at = Self.moment(of: stage, day, zone)
      if stage == 1, at < entry.at {
        stage = 2
        at = Self.moment(of: stage, day, zone)
      }
      self.entry = entry
      self.owner = owner
      self.day = day
      self.stage = stage
      self.at = quiet.isQuiet(at: at, in: zone) ? quiet.release(after: at, in: zone) : at
    }

    private static func moment(of stage: Int, _ day: GregorianDay, _ zone: Zone) -> Instant {
      let days = day.daysSince1970 + (stage == 1 ? -1 : 7)
      let midnight = LocalTime(secondsSince1970: days * 86_400 + Int64(hour) * 3600)
      return zone.resolve(midnight).instant
    }

    func isWorthSaying(at now: Instant, in community: Community) -> Bool {
      guard community.people[owner]?.isActive ?? false,
        !community.notices.isSnoozed(owner, at: now)
      else { return false }
      let zone = community.clocks(of: owner) ?? community.clocks
      return stage == 1 ? zone.localTime(at: now).day <= day : now - at <= ActionReminder.patience
    }
  }
}

extension Reply {
  fileprivate static func promises(
    _ entries: [Minutes.Entry], of owner: MemberID, _ community: Community, at now: Instant
  ) -> Reply {
    let zone = community.clocks(of: owner) ?? community.clocks
    let today = zone.localTime(at: now).day
    let lines = entries.map { ActionLine($0, in: community, today: today).text }
    let first = entries[0].id
    return Reply(
      "This is with you:\n" + lines.map { "• \($0)" }.joined(separator: "\n")
        + "\n`!done \(first)` says that it is done.",
      to: .direct(owner))
  }
}
