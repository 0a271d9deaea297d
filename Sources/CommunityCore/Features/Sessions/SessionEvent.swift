package import Primitives
package import Timekeeping

/// What becomes true of a session.
package enum SessionEvent: Hashable, Sendable {
  /// It was planned.
  case scheduled(Plan)
  /// It was called off.
  case cancelled(SessionID)
  /// It takes place after all, with the answers that it had.
  ///
  /// What was due before `at` is not owed then; nil in what was kept before that was noted.
  case restored(SessionID, at: Instant? = nil)
  /// Where it takes place; nil where that is open again.
  case placed(SessionID, String?)
  /// It takes place at another time, or takes longer.
  case moved(SessionID, Move)
  /// What it is about; nil where that is open again.
  case themed(SessionID, TopicID?)
  /// It takes place for sure, or that is open again.
  case confirmed(SessionID, Bool)
  /// It runs in writing or no longer does, and takes so many minutes.
  case written(SessionID, Bool, minutes: Int)
  /// Members were told of a start that follows from newer zone data.
  case retold(SessionID, start: Instant)
  /// A rung of its ladder was done, or need not be; it was missed where the bot was away.
  case reminded(SessionID, Rung, isMissed: Bool)

  /// Another time for a session.
  package struct Move: Hashable, Sendable {
    /// When it begins now.
    package var time: ZonedTime
    /// How long it takes now.
    package var minutes: Int
    /// The instant that members are told.
    package var start: Instant
    /// When that was settled.
    package var at: Instant
  }

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
    /// Which date of which series it is.
    package var occurrence: Sessions.Occurrence?
    /// How many must come.
    package var minimum: Sessions.Minimum?
    /// Whether it runs in writing.
    package var isWritten = false
    /// The instant that members are told; nil in what was kept before that was noted.
    package var start: Instant?
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
      plan.occurrence?.writeMembers(to: &json)
      plan.minimum?.writeMembers(to: &json)
      if plan.isWritten { json.member("written", true) }
      json.member("start", ifPresent: plan.start)
    case .cancelled(let id): begin("session.cancelled", id, &json)
    case .restored(let id, let at):
      begin("session.restored", id, &json)
      json.member("at", ifPresent: at)
    case .placed(let id, let place):
      begin("session.link-set", id, &json)
      json.member("place", ifPresent: place)
    case .moved(let id, let move):
      begin("session.moved", id, &json)
      json.member("local", move.time.local.description)
      json.member("zone", move.time.zone)
      json.member("minutes", move.minutes)
      json.member("start", move.start)
      json.member("at", move.at)
    case .themed(let id, let topic):
      begin("session.themed", id, &json)
      if let topic { json.member("topic", topic) }
    case .confirmed(let id, let isConfirmed):
      begin("session.confirmed", id, &json)
      json.member("confirmed", isConfirmed)
    case .written(let id, let isWritten, let minutes):
      begin("session.written", id, &json)
      json.member("written", isWritten)
      json.member("minutes", minutes)
    case .retold(let id, let start):
      begin("session.retold", id, &json)
      json.member("start", start)
    case .reminded(let id, let rung, let isMissed):
      begin("session.reminded", id, &json)
      json.member("reminder", rung.name)
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
    case "session.restored":
      self = .restored(id, at: fields.has("at") ? try fields.instant("at") : nil)
    case "session.link-set": self = .placed(id, fields.optionalText("place"))
    case "session.moved":
      self = .moved(
        id,
        Move(
          time: try fields.zonedTime("local"), minutes: try fields.integer("minutes"),
          start: try fields.instant("start"), at: try fields.instant("at")))
    case "session.themed":
      self = .themed(id, fields.has("topic") ? try fields.numbered("topic") : nil)
    case "session.confirmed": self = .confirmed(id, fields.boolean("confirmed"))
    case "session.written":
      self = .written(
        id, fields.boolean("written"), minutes: try fields.integer("minutes"))
    case "session.retold": self = .retold(id, start: try fields.instant("start"))
    case "session.reminded":
      guard let rung = Rung(try fields.text("reminder")) else { throw fields.missing("reminder") }
      self = .reminded(id, rung, isMissed: fields.boolean("missed"))
    default: throw StateError("no such event")
    }
  }
}

extension SessionEvent.Plan {
  fileprivate init(_ id: SessionID, reading fields: Fields) throws(StateError) {
    self.init(
      id: id, title: try fields.text("title"), time: try fields.zonedTime("local"),
      minutes: try fields.integer("minutes"), place: fields.optionalText("place"),
      capacity: fields.optionalInteger("capacity"),
      topic: fields.has("topic") ? try fields.numbered("topic") : nil,
      room: try fields.identifier("room"), creator: fields.optionalIdentifier("by"),
      facilitator: fields.optionalIdentifier("facilitator"), at: try fields.instant("at"),
      occurrence: try Sessions.Occurrence(readingIfPresent: fields),
      minimum: try Sessions.Minimum(readingIfPresent: fields), isWritten: fields.boolean("written"),
      start: fields.has("start") ? try fields.instant("start") : nil)
  }
}

extension Sessions.Occurrence {
  func writeMembers(to json: inout JSONWriter) {
    json.member("series", series)
    json.member("original", original.description)
  }

  init?(readingIfPresent fields: Fields) throws(StateError) {
    guard fields.has("series") else { return nil }
    self.init(of: try fields.numbered("series"), originally: try fields.localTime("original"))
  }
}

extension Sessions.Minimum {
  func writeMembers(to json: inout JSONWriter) {
    json.member("minimum", count)
    json.member("minimum-by", by.local.description)
    json.member("minimum-zone", by.zone)
  }

  init?(readingIfPresent fields: Fields) throws(StateError) {
    guard fields.has("minimum") else { return nil }
    self.init(
      try fields.integer("minimum"),
      by: ZonedTime(try fields.localTime("minimum-by"), zone: try fields.text("minimum-zone")))
  }
}

extension Fields {
  /// A wall time as it is kept, `2026-12-03T16:00`.
  func localTime(_ name: String) throws(StateError) -> LocalTime {
    guard let local = LocalTime(try text(name)) else { throw missing(name) }
    return local
  }

  /// A wall time, with the zone in the field `zone` beside it.
  func zonedTime(_ name: String) throws(StateError) -> ZonedTime {
    ZonedTime(try localTime(name), zone: try text("zone"))
  }
}
