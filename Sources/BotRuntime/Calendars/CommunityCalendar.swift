import CommandGrammar
import CommunityCore
import Primitives
import Publishing
import Timekeeping

/// What a community has planned, as calendar files.
struct CommunityCalendar {
  /// A file and its bytes.
  struct File {
    var name: String
    var bytes: [UInt8]
  }

  /// How long a session stays in the files after it has begun.
  static let kept = Span.days(366)
  /// How often a subscriber should look for changes.
  static let refreshHours = 4

  let community: Community
  let charter: Charter
  let names: CalendarNames
  let now: Instant

  /// Makes a file for everybody, one for each session, and one for each member with what they come to,
  /// and hands them over one by one.
  ///
  /// Nothing that members alone have said stands in the files for everybody, nor who comes.
  func makeFiles(_ body: (File) -> Void) {
    let key = community.plan.key
    let sessions = community.sessions.all.filter { $0.start > now - Self.kept }
    let items = sessions.map { item($0, nil) }
    body(
      file(
        names.file(of: key), community.plan.name, "Sessions of \(community.plan.name).", "all",
        items))
    var own: [MemberID: [CalendarItem]] = [:]
    for (session, item) in zip(sessions, items) {
      let title = item.appointment.title
      body(
        file(
          names.file(of: session.id.description, in: key), title, nil,
          session.id.description, [item], isSubscribed: false))
      for (member, answer) in session.attendance.answers where answer.choice != .no {
        own[member, default: []].append(self.item(session, answer))
      }
    }
    for member in community.activeMembers {
      let about = "Sessions of \(community.plan.name) that you said yes or maybe to."
      let name = names.file(of: member, in: key)
      body(
        file(name, "\(community.plan.name): mine", about, name, own[member, default: []]))
    }
  }

  private func file(
    _ name: String, _ title: String, _ about: String?, _ identifier: String,
    _ items: [CalendarItem], isSubscribed: Bool = true
  ) -> File {
    let document = CalendarDocument(
      name: title, about: about,
      identifier: "\(identifier).\(community.plan.key).\(names.realm)@roundtable",
      refreshHours: isSubscribed ? Self.refreshHours : nil,
      zone: charter.zones.zoneOrUniversal(named: community.plan.zone), items: items)
    return File(name: name, bytes: document.bytes)
  }

  /// A session as it stands in a calendar; with an `answer` in that of whoever gave it.
  private func item(
    _ session: Sessions.Session, _ answer: Attendance.Answer?
  ) -> CalendarItem {
    CalendarItem(
      identifier: "\(session.id).\(community.plan.key).\(names.realm)@roundtable",
      appointment(session, answer))
  }

  private func appointment(
    _ session: Sessions.Session, _ answer: Attendance.Answer?
  ) -> Appointment {
    let title = community.people.shown(session.title)
    let isCancelled = session.status == .cancelled
    let isWaiting = answer?.seat == .waiting
    // Not every program looks at the status, so the title says it as well.
    let mark = isCancelled ? "Cancelled: " : isWaiting ? "Waitlist: " : ""
    let isOpen = isWaiting || answer?.choice == .maybe
    return Appointment(
      title: mark + title, notes: notes(session), place: session.place,
      start: session.time.local, zone: charter.zones.zoneOrUniversal(named: session.time.zone),
      minutes: session.minutes, status: isCancelled ? .cancelled : isOpen ? .tentative : .confirmed,
      sequence: isCancelled ? 1 : 0, changedAt: session.at)
  }

  private func notes(_ session: Sessions.Session) -> String {
    let prefix = String(decoding: [charter.conventions.prefix], as: UTF8.self)
    return "\(session.id) of \(community.plan.name). "
      + "Say in the chat whether you come: \(prefix)rsvp yes \(session.id)"
  }
}
