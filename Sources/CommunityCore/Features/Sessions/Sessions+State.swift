import Primitives
import Timekeeping

extension Sessions {
  func write(to json: inout JSONWriter) {
    json.member("sessions", arrayOf: all) { $1.write(to: &$0) }
  }

  init(zones: ZoneCatalogue, reading fields: Fields) throws(StateError) {
    self.init(zones: zones)
    for entry in fields.optionalList("sessions") {
      let plan = try SessionEvent.Plan(reading: entry)
      guard plan.id == nextID else { throw StateError("\(plan.id) stands where \(nextID) should") }
      var session = Session(plan, start: start(of: plan.time))
      guard let status = Session.Status(rawValue: try entry.text("status")) else {
        throw entry.missing("status")
      }
      session.status = status
      session.reminded = entry.texts("reminded").compactMap { Rung($0) }
      session.missed = entry.texts("missed").compactMap { Rung($0) }
      session.isConfirmed = entry.boolean("confirmed")
      session.sequence = entry.optionalInteger("sequence") ?? 0
      if entry.has("settled") { session.settledAt = try entry.instant("settled") }
      session.posts = entry.identifiers("posts")
      session.attendance = try Attendance(reading: entry)
      session.hour = try Hour(readingIfPresent: entry.value["hour"])
      add(session)
    }
  }
}

extension Sessions.Session {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("at", at)
      json.member("by", ifPresent: creator)
      if let capacity { json.member("capacity", capacity) }
      if isConfirmed { json.member("confirmed", true) }
      json.member("facilitator", ifPresent: facilitator)
      attendance.writeHere(to: &json)
      hour.write(to: &json)
      json.member("id", id)
      minimum?.writeMembers(to: &json)
      json.member("minutes", minutes)
      json.member("missed", arrayOf: missed) { $0.string($1.name) }
      if let occurrence { json.member("original", occurrence.original.description) }
      json.member("place", ifPresent: place)
      json.member("posts", arrayOf: posts) { $0.string($1.text) }
      json.member("reminded", arrayOf: reminded) { $0.string($1.name) }
      json.member("room", room)
      attendance.writeAnswers(to: &json)
      if sequence > 0 { json.member("sequence", sequence) }
      if let occurrence { json.member("series", occurrence.series) }
      if settledAt != at { json.member("settled", settledAt) }
      json.member("start", startText)
      json.member("status", status.rawValue)
      json.member("title", title)
      json.member("told", ifPresent: told)
      if let topic { json.member("topic", topic) }
      if isWritten { json.member("written", true) }
      json.member("zone", time.zone)
    }
  }

  /// The start in RFC 3339 form, wall time and offset: `2026-12-03T16:00:00+00:00`.
  ///
  /// The wall time in it is what is read back; the offset is the one by which it was reckoned, so a
  /// time that the clocks jump over keeps the offset from before.
  var startText: String {
    let offset = (time.local.secondsSince1970 - start.seconds) / 60
    let (hours, minutes) = abs(offset).quotientAndRemainder(dividingBy: 60)
    var text = time.local.description + (time.local.second == 0 ? ":00" : "")
    text += offset < 0 ? "-" : "+"
    text += (hours < 10 ? "0" : "") + String(hours) + ":"
    return text + (minutes < 10 ? "0" : "") + String(minutes)
  }
}

extension SessionEvent.Plan {
  /// Reads the parts of a session in a snapshot that never change.
  fileprivate init(reading fields: Fields) throws(StateError) {
    guard let local = LocalTime(String(try fields.text("start").prefix(19))) else {
      throw fields.missing("start")
    }
    self.init(
      id: try fields.numbered("id"), title: try fields.text("title"),
      time: ZonedTime(local, zone: try fields.text("zone")),
      minutes: try fields.integer("minutes"), place: fields.optionalText("place"),
      capacity: fields.optionalInteger("capacity"),
      topic: fields.has("topic") ? try fields.numbered("topic") : nil,
      room: try fields.identifier("room"), creator: fields.optionalIdentifier("by"),
      facilitator: fields.optionalIdentifier("facilitator"), at: try fields.instant("at"),
      occurrence: try Sessions.Occurrence(readingIfPresent: fields),
      minimum: try Sessions.Minimum(readingIfPresent: fields), isWritten: fields.boolean("written"),
      start: fields.has("told") ? try fields.instant("told") : nil)
  }
}
