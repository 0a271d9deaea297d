import OrderedCollections
package import Primitives

/// What an answer leads to: who has a seat, and who gets one that became free.
package struct Settlement: Sendable {
  /// The answer with its seat; nil where it is taken back.
  package let answer: Attendance.Answer?
  /// Those on the waitlist who have a seat now.
  package let promoted: [MemberID]
  /// What becomes true.
  package let events: [Event]
}

extension Sessions.Session {
  /// Whether a party of `seats` would have a seat, where `member` gives up what they have now.
  func seat(for member: MemberID, seats: Int) -> Attendance.Seat {
    guard let free = freeSeats else { return .seated }
    return seats <= free + seatsHeld(by: member) ? .seated : .waiting
  }

  private func seatsHeld(by member: MemberID) -> Int {
    guard let own = attendance[member], own.seat == .seated else { return 0 }
    return own.seats
  }

  /// Decides what follows where `member` answers `answer`, or takes their answer back.
  ///
  /// A seat that becomes free goes to the first on the waitlist whose party fits, so that a large
  /// party keeps its place and no seat stays empty. Costs the same however many answered, but for
  /// promotions, which look through all answers.
  func settling(_ answer: Attendance.Answer?, of member: MemberID) -> Settlement {
    var settled = answer
    settled?.seat = answer?.choice == .yes ? seat(for: member, seats: answer?.seats ?? 1) : .none
    let event: AttendanceEvent =
      if let settled {
        .answered(id, by: member, settled)
      } else {
        .withdrawn(id, by: member)
      }
    let taken = settled?.seat == .seated ? settled?.seats ?? 0 : 0
    let freed = seatsHeld(by: member) - taken
    let promoted = freed > 0 ? promotions(freeing: freed, except: member) : []
    return Settlement(
      answer: settled, promoted: promoted,
      events: [.attendance(event)] + promoted.map { .attendance(.promoted(id, $0)) })
  }

  private func promotions(freeing seats: Int, except leaving: MemberID) -> [MemberID] {
    guard attendance.waitingCount > 0, var free = freeSeats else { return [] }
    free += seats
    var promoted: [MemberID] = []
    for (member, answer) in attendance.waitlist where member != leaving && answer.seats <= free {
      promoted.append(member)
      free -= answer.seats
    }
    return promoted
  }
}

extension Community {
  /// What those are told who have got a seat: each alone, or all in the room where that can't be.
  func promotionNotices(
    of promoted: [MemberID], for session: Sessions.Session, charter: Charter, at now: Instant
  ) -> [Reply] {
    guard !promoted.isEmpty else { return [] }
    guard charter.hasDirectMessages else {
      return [.promoted(promoted.map { people.name(of: $0) }, session, self)]
    }
    return promoted.map { .promoted($0, session, self, at: now) }
  }

  /// What `member` takes along who leaves: their answers to all sessions that are not over, the seats
  /// that others get, and what these are told.
  ///
  /// `Departure.undo` brings the answers back, each with a seat only if there still is one.
  func withdrawals(of member: MemberID, charter: Charter, at now: Instant) -> Departure {
    var departure = Departure()
    for rhythm in series.all {
      guard let answer = rhythm.answers[member] else { continue }
      departure.events.append(.series(.answered(rhythm.id, by: member, nil)))
      departure.undo.append(.series(.answered(rhythm.id, by: member, answer)))
    }
    let turns = givingUpTurns(of: member, at: now)
    departure.events += turns.events
    departure.undo += turns.undo
    departure.sessions = turns.sessions
    for session in sessions.ahead(of: now) {
      guard let answer = session.attendance[member] else { continue }
      let settlement = session.settling(nil, of: member)
      departure.events += settlement.events
      departure.undo.append(.attendance(.answered(session.id, by: member, answer)))
      departure.replies += promotionNotices(
        of: settlement.promoted, for: session, charter: charter, at: now)
    }
    return departure
  }
}

/// What follows where a member leaves.
struct Departure: Sendable {
  /// What becomes true.
  var events: [Event] = []
  /// What makes that undone.
  var undo: [Event] = []
  /// The sessions of which a turn goes to somebody else.
  var sessions: [SessionID] = []
  /// What others are told.
  var replies: [Reply] = []

  /// The part of `events` that does not name the member: for one who is forgotten, because that fact
  /// takes their answers away itself.
  var promotions: [Event] {
    events.filter { event in
      if case .attendance(.promoted) = event { true } else { false }
    }
  }
}

extension Reply {
  fileprivate static func promoted(
    _ member: MemberID, _ session: Sessions.Session, _ community: Community, at now: Instant
  ) -> Reply {
    let headline = community.headline(of: session, for: member, at: now)
    return Reply(
      "A seat has become free and it is yours: \(headline). "
        + "If you can't come, say `!rsvp no \(session.id)`.",
      to: .direct(member))
  }

  fileprivate static func promoted(
    _ names: [String], _ session: Sessions.Session, _ community: Community
  ) -> Reply {
    Reply(
      "A seat at \(community.label(of: session)) has become free: \(names.joined(separator: ", ")) "
        + "\(names.count == 1 ? "has" : "have") one now.",
      to: .room(session.room))
  }
}
