import OrderedCollections
package import Primitives
import Timekeeping

/// Tells members what they wanted to be told at a time.
///
/// They chose the time themselves, so quiet hours do not hold it; where they can't be told alone, it is
/// said where they asked for it.
package struct PersonalReminder: Job {
  package static let name = "personal-reminder"

  package static func due(in community: Community) -> Instant? { community.notices.nextPersonal }

  package static func decide(
    in community: Community, charter: Charter, at now: Instant, using randomness: inout Randomness
  ) -> (cause: String, decision: Decision)? {
    let notices = community.notices
    let due = notices.personal.values.filter { notices.instant(of: $0) <= now }
      .min { (notices.instant(of: $0), $0.number) < (notices.instant(of: $1), $1.number) }
    guard let due else { return nil }
    // Those of one member that are long past come in one message.
    let together = notices.personal.values.filter { reminder in
      reminder.member == due.member
        && (reminder.number == due.number
          || now - notices.instant(of: reminder) > LadderStep.patience)
    }
    return (
      "\(due.number)",
      Decision(
        together.map { .notices(.sent($0.number)) },
        saying: [.reminder(together, community, charter, at: now)])
    )
  }
}

extension Reply {
  fileprivate static func reminder(
    _ reminders: [Notices.Personal], _ community: Community, _ charter: Charter, at now: Instant
  ) -> Reply {
    let member = reminders[0].member
    let isAlone = charter.hasDirectMessages
    let lines = reminders.map { reminder in
      let due = community.notices.instant(of: reminder)
      let name = isAlone ? "You" : community.people.name(of: member)
      let line = "⏰ \(name) wanted to be told: \(community.people.shown(reminder.text))"
      guard now - due > LadderStep.punctuality else { return line }
      let zone = community.sessions.zones.zoneOrUniversal(named: reminder.time.zone)
      return line + " (It was due \(TimeEcho.dated(due, in: zone)); I was away.)"
    }
    return Reply(
      lines.joined(separator: "\n"), to: isAlone ? .direct(member) : .room(reminders[0].room))
  }
}
