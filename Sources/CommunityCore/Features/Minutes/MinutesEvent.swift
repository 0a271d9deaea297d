package import Primitives

/// What becomes true of what is written down.
package enum MinutesEvent: Hashable, Sendable {
  /// Something was written down.
  case written(Minutes.Entry)
  /// It was taken back.
  case struck(EntryID)
  /// It stands again.
  case restored(EntryID)
  /// An action was done; nil for one that is open again.
  case done(EntryID, at: Instant?)
  /// The owner of an action was reminded of it, the day before (1) or a week behind (2), or need not be
  /// any more.
  case reminded(EntryID, stage: Int)
  /// A member told what a group of theirs brought back.
  case reported(SessionID, Minutes.Report)
  /// The last report of that group was taken back.
  case unreported(SessionID, group: Int)
  /// The minutes were shown as a draft.
  case drafted(SessionID, at: Instant)
  /// The minutes stand, with a summary in words where there is one; nil opens them again.
  case settled(SessionID, at: Instant?, summary: String?)

  /// The session whose minutes change; nil for an action that belongs to none, or whose session the
  /// event does not name.
  package var session: SessionID? {
    switch self {
    case .written(let entry): entry.session
    case .struck, .restored, .done, .reminded: nil
    case .reported(let id, _), .unreported(let id, _), .drafted(let id, _), .settled(let id, _, _):
      id
    }
  }
}

extension MinutesEvent {
  /// The entry that changes; nil where it is something else.
  package var entry: EntryID? {
    switch self {
    case .written(let entry): entry.id
    case .struck(let id), .restored(let id), .done(let id, _): id
    case .reminded, .reported, .unreported, .drafted, .settled: nil
    }
  }

  func writeMembers(to json: inout JSONWriter) {
    switch self {
    case .written(let entry):
      json.member("event", "minutes.written")
      entry.writeMembers(to: &json)
    case .struck(let id): begin("minutes.struck", id, &json)
    case .restored(let id): begin("minutes.restored", id, &json)
    case .done(let id, let at):
      begin("minutes.done", id, &json)
      json.member("at", ifPresent: at)
    case .reminded(let id, let stage):
      begin("minutes.reminded", id, &json)
      json.member("stage", stage)
    case .reported(let session, let report):
      begin("minutes.reported", session, &json)
      report.writeMembers(to: &json)
    case .unreported(let session, let group):
      begin("minutes.unreported", session, &json)
      json.member("group", group)
    case .drafted(let session, let at):
      begin("minutes.drafted", session, &json)
      json.member("at", at)
    case .settled(let session, let at, let summary):
      begin("minutes.settled", session, &json)
      json.member("at", ifPresent: at)
      json.member("summary", ifPresent: summary)
    }
  }

  private func begin(_ name: String, _ id: EntryID, _ json: inout JSONWriter) {
    json.member("event", name)
    json.member("id", id)
  }

  private func begin(_ name: String, _ session: SessionID, _ json: inout JSONWriter) {
    json.member("event", name)
    json.member("session", session)
  }

  init(_ name: String, reading fields: Fields) throws(StateError) {
    switch name {
    case "minutes.written": self = .written(try Minutes.Entry(reading: fields))
    case "minutes.struck": self = .struck(try fields.entryID("id"))
    case "minutes.restored": self = .restored(try fields.entryID("id"))
    case "minutes.done":
      self = .done(
        try fields.entryID("id"), at: fields.has("at") ? try fields.instant("at") : nil)
    case "minutes.reminded":
      self = .reminded(try fields.entryID("id"), stage: try fields.integer("stage"))
    case "minutes.reported":
      self = .reported(try fields.numbered("session"), try Minutes.Report(reading: fields))
    case "minutes.unreported":
      self = .unreported(try fields.numbered("session"), group: try fields.integer("group"))
    case "minutes.drafted":
      self = .drafted(try fields.numbered("session"), at: try fields.instant("at"))
    case "minutes.settled":
      self = .settled(
        try fields.numbered("session"), at: fields.has("at") ? try fields.instant("at") : nil,
        summary: fields.optionalText("summary"))
    default: throw StateError("no such event")
    }
  }
}
