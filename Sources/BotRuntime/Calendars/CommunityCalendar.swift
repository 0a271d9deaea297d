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

  /// Makes a file for everybody, one for each session and series, and one for each member with what
  /// they come to, and hands them over one by one.
  ///
  /// Nothing that members alone have said stands in the files for everybody, nor who comes.
  func makeFiles(_ body: (File) -> Void) {
    let key = community.plan.key
    let sessions = community.sessions.all.filter { $0.start > now - Self.kept }
    let items = sessions.map { item($0, nil) }
    let series = community.series.all.compactMap { series in
      item(series).map { (id: series.id, item: $0) }
    }
    let others = zip(sessions, items).filter { session, _ in
      !series.contains { $0.id == session.occurrence?.series }
    }
    body(
      file(
        names.file(of: key), community.plan.name, "Sessions of \(community.plan.name).", "all",
        series.map(\.item) + others.map(\.1)))
    for (id, item) in series.map({ ($0.id.description, $0.item) })
      + zip(sessions, items).map({ ($0.id.description, $1) })
    {
      let name = names.file(of: id, in: key)
      body(file(name, item.appointment.title, nil, id, [item], isSubscribed: false))
    }
    var own: [MemberID: [CalendarItem]] = [:]
    for session in sessions {
      for (member, answer) in session.attendance.answers where answer.choice != .no {
        own[member, default: []].append(item(session, answer))
      }
    }
    for member in community.activeMembers {
      let about = "Sessions of \(community.plan.name) that you said yes or maybe to."
      let name = names.file(of: member, in: key)
      body(file(name, "\(community.plan.name): mine", about, name, own[member, default: []]))
    }
  }

  private func file(
    _ name: String, _ title: String, _ about: String?, _ identifier: String,
    _ items: [CalendarItem], isSubscribed: Bool = true
  ) -> File {
    let document = CalendarDocument(
      name: title, about: about,
      identifier: self.identifier(of: identifier),
      refreshHours: isSubscribed ? Self.refreshHours : nil,
      zone: charter.zones.zoneOrUniversal(named: community.plan.zone), items: items)
    return File(name: name, bytes: document.bytes)
  }

  /// What `name`, such as `S12`, is called in every calendar for ever.
  func identifier(of name: String) -> String {
    "\(name).\(community.plan.key).\(names.realm)@roundtable"
  }

  /// A session as it stands in a calendar; with an `answer` in that of whoever gave it.
  private func item(
    _ session: Sessions.Session, _ answer: Attendance.Answer?
  ) -> CalendarItem {
    CalendarItem(
      identifier: identifier(of: session.id.description), appointment(session, answer))
  }

  func appointment(
    _ session: Sessions.Session, _ answer: Attendance.Answer?
  ) -> Appointment {
    let isCancelled = session.status == .cancelled
    let isWaiting = answer?.seat == .waiting
    // Not every program looks at the status, so the title says it as well.
    let mark = isCancelled ? "Cancelled: " : isWaiting ? "Waitlist: " : ""
    let isOpen = isWaiting || answer?.choice == .maybe || session.mayFail
    return Appointment(
      title: mark + community.people.shown(session.title), notes: notes(session.id.description),
      place: session.place, start: session.time.local,
      zone: charter.zones.zoneOrUniversal(named: session.time.zone), minutes: session.minutes,
      status: isCancelled ? .cancelled : isOpen ? .tentative : .confirmed,
      isBusy: !session.isWritten, sequence: session.sequence, changedAt: session.settledAt)
  }

  /// What stands below a session or a series called `name`.
  func notes(_ name: String) -> String {
    let prefix = String(decoding: [charter.conventions.prefix], as: UTF8.self)
    return "\(name) of \(community.plan.name). "
      + "Say in the chat whether you come: \(prefix)rsvp yes \(name)"
  }
}

extension Sessions.Session {
  /// Whether too few have said yes yet.
  fileprivate var mayFail: Bool {
    !isConfirmed && minimum.map { attendance.goingCount < $0.count } ?? false
  }
}
