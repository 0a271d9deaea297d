package import Primitives

/// What becomes true of who comes to a session.
package enum AttendanceEvent: Hashable, Sendable {
  /// A member answered, with what became of it; the answer before it is void.
  case answered(SessionID, by: MemberID, Attendance.Answer)
  /// A member's answer is taken back: they have given none.
  case withdrawn(SessionID, by: MemberID)
  /// A member on the waitlist has a seat now.
  case promoted(SessionID, MemberID)
  /// A member is there.
  case arrived(SessionID, MemberID)
  /// A member was not there after all.
  case unarrived(SessionID, MemberID)
  /// A member who was there has left before the end.
  case departed(SessionID, MemberID)
  /// They are back, or had not left after all.
  case returned(SessionID, MemberID)

  /// Which session it is about.
  package var session: SessionID {
    switch self {
    case .answered(let id, _, _), .withdrawn(let id, _), .promoted(let id, _), .arrived(let id, _),
      .unarrived(let id, _), .departed(let id, _), .returned(let id, _):
      id
    }
  }
}

extension AttendanceEvent {
  func writeMembers(to json: inout JSONWriter) {
    switch self {
    case .answered(let id, let member, let answer):
      begin("rsvp.given", id, member, &json)
      answer.writeMembers(to: &json)
    case .withdrawn(let id, let member): begin("rsvp.withdrawn", id, member, &json)
    case .promoted(let id, let member): begin("rsvp.promoted", id, member, &json)
    case .arrived(let id, let member): begin("attendance.marked", id, member, &json)
    case .unarrived(let id, let member): begin("attendance.unmarked", id, member, &json)
    case .departed(let id, let member): begin("attendance.departed", id, member, &json)
    case .returned(let id, let member): begin("attendance.returned", id, member, &json)
    }
  }

  private func begin(
    _ name: String, _ id: SessionID, _ member: MemberID, _ json: inout JSONWriter
  ) {
    json.member("event", name)
    json.member("session", id)
    json.member("member", member)
  }

  init(_ name: String, reading fields: Fields) throws(StateError) {
    let id: SessionID = try fields.numbered("session")
    let member: MemberID = try fields.identifier("member")
    switch name {
    case "rsvp.given":
      self = .answered(id, by: member, try Attendance.Answer(reading: fields))
    case "rsvp.withdrawn": self = .withdrawn(id, by: member)
    case "rsvp.promoted": self = .promoted(id, member)
    case "attendance.marked": self = .arrived(id, member)
    case "attendance.unmarked": self = .unarrived(id, member)
    case "attendance.departed": self = .departed(id, member)
    case "attendance.returned": self = .returned(id, member)
    default: throw StateError("no such event")
    }
  }
}

extension Attendance.Answer {
  func writeMembers(to json: inout JSONWriter) {
    json.member("answer", choice.rawValue)
    if guests > 0 { json.member("guests", guests) }
    if !note.isEmpty { json.member("note", note) }
    json.member("seat", seat.rawValue)
    if isByReaction { json.member("by-reaction", true) }
    if isBySeries { json.member("by-series", true) }
    json.member("at", at)
  }

  /// Reads an answer out of an event or a snapshot, which have the same fields.
  init(reading fields: Fields) throws(StateError) {
    guard let choice = Attendance.Choice(rawValue: try fields.text("answer")) else {
      throw fields.missing("answer")
    }
    guard let seat = Attendance.Seat(rawValue: try fields.text("seat")) else {
      throw fields.missing("seat")
    }
    self.init(
      choice: choice, guests: fields.optionalInteger("guests") ?? 0,
      note: fields.optionalText("note") ?? "", seat: seat, at: try fields.instant("at"),
      isByReaction: fields.boolean("by-reaction"), isBySeries: fields.boolean("by-series"))
  }
}
