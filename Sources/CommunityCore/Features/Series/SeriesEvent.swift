import OrderedCollections
package import Primitives
package import Timekeeping

/// What becomes true of a series.
package enum SeriesEvent: Hashable, Sendable {
  /// It was started.
  case started(Plan)
  /// A date was passed over, because the days are kept free or it was too late.
  case passed(SeriesID, LocalTime)
  /// A date is left out.
  case skipped(SeriesID, LocalTime)
  /// A date is not left out any more.
  case unskipped(SeriesID, LocalTime)
  /// No dates are planned for now; those named were called off with it.
  case paused(SeriesID, [SessionID])
  /// Dates are planned again.
  case resumed(SeriesID)
  /// No dates are planned any more.
  case ended(SeriesID)
  /// It has not ended after all.
  case reopened(SeriesID, AllSeries.Series.Status)
  /// A member answered for all dates; nil takes that back.
  case answered(SeriesID, by: MemberID, Attendance.Answer?)

  /// A series as it was started.
  package struct Plan: Hashable, Sendable {
    /// Its name.
    package var id: SeriesID
    /// What its sessions are called, mentions as identities.
    package var title: String
    /// When it takes place.
    package var recurrence: Recurrence
    /// The times of day that take turns, in minutes after midnight.
    package var slots: [Int]
    /// How long each session takes.
    package var minutes: Int
    /// Where they take place.
    package var place: String?
    /// How many seats each has.
    package var capacity: Int?
    /// Where it is announced.
    package var room: RoomID
    /// Who started it.
    package var creator: MemberID?
    /// Who runs its sessions.
    package var facilitator: MemberID?
    /// When it was started.
    package var at: Instant
  }
}

extension SeriesEvent {
  func writeMembers(to json: inout JSONWriter) {
    switch self {
    case .started(let plan):
      begin("series.started", plan.id, &json)
      plan.writeMembers(to: &json)
    case .passed(let id, let original): write("series.passed", id, original, to: &json)
    case .skipped(let id, let original): write("series.skipped", id, original, to: &json)
    case .unskipped(let id, let original): write("series.unskipped", id, original, to: &json)
    case .paused(let id, let sessions):
      begin("series.paused", id, &json)
      json.member("sessions", arrayOf: sessions) { $0.string($1.description) }
    case .resumed(let id): begin("series.resumed", id, &json)
    case .ended(let id): begin("series.ended", id, &json)
    case .reopened(let id, let status):
      begin("series.reopened", id, &json)
      json.member("status", status.rawValue)
    case .answered(let id, let member, let answer):
      begin("series.answered", id, &json)
      json.member("member", member)
      answer?.writeMembers(to: &json)
    }
  }

  private func begin(_ name: String, _ id: SeriesID, _ json: inout JSONWriter) {
    json.member("event", name)
    json.member("series", id)
  }

  private func write(
    _ name: String, _ id: SeriesID, _ original: LocalTime, to json: inout JSONWriter
  ) {
    begin(name, id, &json)
    json.member("original", original.description)
  }

  init(_ name: String, reading fields: Fields) throws(StateError) {
    let id: SeriesID = try fields.numbered("series")
    switch name {
    case "series.started": self = .started(try Plan(id, reading: fields))
    case "series.passed": self = .passed(id, try fields.localTime("original"))
    case "series.skipped": self = .skipped(id, try fields.localTime("original"))
    case "series.unskipped": self = .unskipped(id, try fields.localTime("original"))
    case "series.paused": self = .paused(id, fields.sessions("sessions"))
    case "series.resumed": self = .resumed(id)
    case "series.ended": self = .ended(id)
    case "series.reopened":
      guard let status = AllSeries.Series.Status(rawValue: try fields.text("status")) else {
        throw fields.missing("status")
      }
      self = .reopened(id, status)
    case "series.answered":
      self = .answered(
        id, by: try fields.identifier("member"),
        fields.has("answer") ? try Attendance.Answer(reading: fields) : nil)
    default: throw StateError("no such event")
    }
  }
}

extension Fields {
  /// A list of sessions; empty where the field is absent.
  func sessions(_ name: String) -> [SessionID] { texts(name).compactMap { SessionID($0) } }

  /// A recurrence as its own object.
  func recurrence(_ name: String) throws(StateError) -> Recurrence {
    guard let recurrence = value[name].flatMap({ Recurrence(json: $0) }) else {
      throw missing(name)
    }
    return recurrence
  }
}

extension SeriesEvent.Plan {
  fileprivate func writeMembers(to json: inout JSONWriter) {
    json.member("at", at)
    json.member("by", ifPresent: creator)
    if let capacity { json.member("capacity", capacity) }
    json.member("facilitator", ifPresent: facilitator)
    json.member("minutes", minutes)
    json.member("place", ifPresent: place)
    json.name("recurrence")
    recurrence.write(to: &json)
    json.member("room", room)
    json.member("slots", arrayOf: slots) { $0.integer($1) }
    json.member("title", title)
  }

  fileprivate init(_ id: SeriesID, reading fields: Fields) throws(StateError) {
    self.init(
      id: id, title: try fields.text("title"), recurrence: try fields.recurrence("recurrence"),
      slots: fields.integers("slots"), minutes: try fields.integer("minutes"),
      place: fields.optionalText("place"), capacity: fields.optionalInteger("capacity"),
      room: try fields.identifier("room"), creator: fields.optionalIdentifier("by"),
      facilitator: fields.optionalIdentifier("facilitator"), at: try fields.instant("at"))
  }
}

extension AllSeries {
  func write(to json: inout JSONWriter) {
    json.member("series", arrayOf: all) { $1.write(to: &$0) }
  }

  init(zones: ZoneCatalogue, reading fields: Fields) throws(StateError) {
    self.init(zones: zones)
    for entry in fields.optionalList("series") {
      let id: SeriesID = try entry.numbered("id")
      guard id == nextID else { throw StateError("\(id) stands where \(nextID) should") }
      var series = Series(try SeriesEvent.Plan(id, reading: entry))
      guard let status = Series.Status(rawValue: try entry.text("status")) else {
        throw entry.missing("status")
      }
      series.status = status
      series.frontier = entry.has("frontier") ? try entry.localTime("frontier") : nil
      series.plannedCount = entry.optionalInteger("planned") ?? 0
      series.paused = entry.sessions("paused")
      series.posts = entry.identifiers("posts")
      for answer in entry.optionalList("answers") {
        series.answers[try answer.identifier("member")] = try Attendance.Answer(reading: answer)
      }
      add(series)
    }
  }
}

extension AllSeries.Series {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("answers", arrayOf: answers) { json, entry in
        json.object { json in
          json.member("member", entry.key)
          entry.value.writeMembers(to: &json)
        }
      }
      json.member("at", at)
      json.member("by", ifPresent: creator)
      if let capacity { json.member("capacity", capacity) }
      json.member("facilitator", ifPresent: facilitator)
      json.member("frontier", ifPresent: frontier?.description)
      json.member("id", id)
      json.member("minutes", minutes)
      json.member("paused", arrayOf: paused) { $0.string($1.description) }
      json.member("place", ifPresent: place)
      json.member("planned", plannedCount)
      json.member("posts", arrayOf: posts) { $0.string($1.text) }
      json.name("recurrence")
      recurrence.write(to: &json)
      json.member("room", room)
      json.member("slots", arrayOf: slots) { $0.integer($1) }
      json.member("status", status.rawValue)
      json.member("title", title)
    }
  }
}
