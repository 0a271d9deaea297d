package import Primitives
import Timekeeping

/// Reminds those who come of a session, a day and some minutes before it, once each.
///
/// What is late because the bot was away is still sent before the session begins, with the distance
/// that is true then; afterwards the room is told that it was missed.
package struct SessionReminder: Job {
  package static let name = "session-reminder"

  package static func due(in community: Community) -> Instant? { community.sessions.nextReminder }

  package static func decide(
    in community: Community, charter: Charter, at now: Instant, using randomness: inout Randomness
  ) -> (cause: String, decision: Decision)? {
    let due = community.sessions.due(at: now)
    guard let (session, reminders) = due.first, let reminder = reminders.first else { return nil }
    if session.start <= now {
      let missed = due.filter { $0.session.room == session.room && $0.session.start <= now }
      return ("missed/\(session.id)", self.missed(missed, in: community))
    }
    // Where both are due, one message is enough for everybody who gets the second one.
    let isSuperseded = reminders.contains(.minutes) && reminder == .day
    var decision = Decision([.sessions(.reminded(session.id, reminder, isMissed: false))])
    let recipients = session.attendance.answers.filter { _, answer in
      switch (answer.choice, answer.seat) {
      case (.yes, .seated): !isSuperseded
      case (.maybe, _): reminder == .day
      default: false
      }
    }
    let notice = Notice(session: session, reminder: reminder, prompts: charter.prompts, now: now)
    if charter.hasDirectMessages {
      decision.replies = recipients.map { notice.reply(to: $0.member, $0.answer, community) }
    } else if !recipients.isEmpty, !isSuperseded {
      decision.replies = [notice.reply(toAll: recipients.map(\.member), community)]
    }
    return ("\(session.id)/\(reminder.rawValue)", decision)
  }

  /// Marks what can't be sent any more, and tells the room where somebody would have got it.
  private static func missed(
    _ missed: [(session: Sessions.Session, reminders: [Sessions.Reminder])], in community: Community
  ) -> Decision {
    let events = missed.flatMap { session, reminders in
      reminders.map { Event.sessions(.reminded(session.id, $0, isMissed: true)) }
    }
    let waited = missed.map(\.session).filter(\.isExpected)
    return Decision(events, saying: waited.isEmpty ? [] : [.missed(waited, community)])
  }
}

/// One reminder, as it is worded in the prompts.
private struct Notice {
  let session: Sessions.Session
  let reminder: Sessions.Reminder
  let prompts: Prompts
  let now: Instant

  func reply(to member: MemberID, _ answer: Attendance.Answer, _ community: Community) -> Reply {
    let zone = community.clocks(of: member) ?? community.clocks(of: session)
    let answer = answer.choice == .maybe ? "maybe" : "yes"
    return Reply(
      text(in: zone, community, ["answer": answer]), to: .direct(member),
      about: session.id.description)
  }

  func reply(toAll members: [MemberID], _ community: Community) -> Reply {
    let named = members.prefix(5).map { community.people.name(of: $0) }.joined(separator: ", ")
    let more = members.count > 5 ? " and \(members.count - 5) more" : ""
    return Reply(
      text(in: community.clocks(of: session), community, ["coming": named + more]),
      to: .room(session.room), about: session.id.description)
  }

  private func text(
    in zone: Zone, _ community: Community, _ further: [String: String]
  ) -> String {
    var values = further
    values["session"] = session.id.description
    values["title"] = community.people.shown(session.title)
    values["time"] = TimeEcho.dated(session.start, in: zone)
    values["distance"] = TimeEcho.distance(to: session.start, in: zone, now: now)
    values["place"] = session.place
    return prompts.text(reminder == .day ? .reminderDay : .reminderMinutes, values)
  }
}

extension Reply {
  fileprivate static func missed(
    _ sessions: [Sessions.Session], _ community: Community
  ) -> Reply {
    let named = sessions.map { session in
      "\(community.label(of: session)) "
        + "(\(TimeEcho.dated(session.start, in: community.clocks(of: session))))"
    }
    return Reply(
      "I was away when I should have reminded you of \(named.joined(separator: " and of ")). "
        + "I am sorry.", to: .room(sessions[0].room))
  }
}
