package import Primitives
package import Timekeeping

/// What becomes true of a session.
package enum SessionEvent: Hashable, Sendable {
  /// It was planned.
  case scheduled(Plan)
  /// It was called off.
  case cancelled(SessionID)
  /// It takes place after all, with the answers that it had.
  case restored(SessionID)
  /// Where it takes place; nil where that is open again.
  case placed(SessionID, String?)
  /// A reminder was sent, or need not be; it was missed where the session had begun before.
  case reminded(SessionID, Sessions.Reminder, isMissed: Bool)

  /// A session as it was planned.
  package struct Plan: Hashable, Sendable {
    /// Its name.
    package var id: SessionID
    /// What it is called, mentions as identities.
    package var title: String
    /// When it begins, by the clocks of its zone.
    package var time: ZonedTime
    /// How long it takes.
    package var minutes: Int
    /// Where it takes place.
    package var place: String?
    /// How many seats there are; nil for as many as come.
    package var capacity: Int?
    /// The topic it is about.
    package var topic: TopicID?
    /// Where it is announced.
    package var room: RoomID
    /// Who planned it.
    package var creator: MemberID?
    /// Who runs it.
    package var facilitator: MemberID?
    /// When it was planned.
    package var at: Instant
  }
}

extension SessionEvent {
  func writeMembers(to json: inout JSONWriter) {
    switch self {
    case .scheduled(let plan):
      begin("session.scheduled", plan.id, &json)
      json.member("title", plan.title)
      json.member("local", plan.time.local.description)
      json.member("zone", plan.time.zone)
      json.member("minutes", plan.minutes)
      json.member("place", ifPresent: plan.place)
      if let capacity = plan.capacity { json.member("capacity", capacity) }
      if let topic = plan.topic { json.member("topic", topic) }
      json.member("room", plan.room)
      json.member("by", ifPresent: plan.creator)
      json.member("facilitator", ifPresent: plan.facilitator)
      json.member("at", plan.at)
    case .cancelled(let id): begin("session.cancelled", id, &json)
    case .restored(let id): begin("session.restored", id, &json)
    case .placed(let id, let place):
      begin("session.link-set", id, &json)
      json.member("place", ifPresent: place)
    case .reminded(let id, let reminder, let isMissed):
      begin("session.reminded", id, &json)
      json.member("reminder", reminder.rawValue)
      json.member("missed", isMissed)
    }
  }

  private func begin(_ name: String, _ id: SessionID, _ json: inout JSONWriter) {
    json.member("event", name)
    json.member("session", id)
  }

  init(_ name: String, reading fields: Fields) throws(StateError) {
    let id: SessionID = try fields.numbered("session")
    switch name {
    case "session.scheduled": self = .scheduled(try Plan(id, reading: fields))
    case "session.cancelled": self = .cancelled(id)
    case "session.restored": self = .restored(id)
    case "session.link-set": self = .placed(id, fields.optionalText("place"))
    case "session.reminded":
      guard let reminder = Sessions.Reminder(rawValue: try fields.text("reminder")) else {
        throw fields.missing("reminder")
      }
      self = .reminded(id, reminder, isMissed: fields.boolean("missed"))
    default: throw StateError("no such event")
    }
  }
}

extension SessionEvent.Plan {
  fileprivate init(_ id: SessionID, reading fields: Fields) throws(StateError) {
    guard let local = LocalTime(try fields.text("local")) else { throw fields.missing("local") }
    self.init(
      id: id, title: try fields.text("title"),
      time: ZonedTime(local, zone: try fields.text("zone")),
      minutes: try fields.integer("minutes"), place: fields.optionalText("place"),
      capacity: fields.optionalInteger("capacity"),
      topic: fields.has("topic") ? try fields.numbered("topic") : nil,
      room: try fields.identifier("room"), creator: fields.optionalIdentifier("by"),
      facilitator: fields.optionalIdentifier("facilitator"), at: try fields.instant("at"))
  }
}
