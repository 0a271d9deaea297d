package import Primitives

/// What becomes true around the hour of a session.
package enum LiveEvent: Hashable, Sendable {
  /// A post is the first one about it in its room, so that its thread is below that.
  case rooted(SessionID, MessageID)
  /// Somebody started it; nil takes that back.
  case started(SessionID, at: Instant?)
  /// It ended; nil takes that back.
  case ended(SessionID, at: Instant?)
  /// What there should be by its end; nil where that is open.
  case framed(SessionID, purpose: String?)
  /// What people can do at it; empty where that is open.
  case expected(SessionID, [Sessions.Hour.Expectation])
  /// What is sent two days before; nil for nothing.
  case primed(SessionID, Sessions.Hour.Prime?)
  /// The points of the list before it that are done.
  case checked(SessionID, [String])
  /// It has another agenda, or the agenda has gone on.
  case planned(SessionID, Sessions.Agenda)
  /// Some time runs down; nil where it does not any more.
  case timed(SessionID, Sessions.Timer?)
  /// First-timers were greeted in front of all.
  case greeted(SessionID, [MemberID])

  /// Which session it is about.
  package var session: SessionID {
    switch self {
    case .rooted(let id, _), .started(let id, _), .ended(let id, _), .framed(let id, _),
      .expected(let id, _),
      .primed(let id, _), .checked(let id, _), .planned(let id, _), .timed(let id, _),
      .greeted(let id, _):
      id
    }
  }
}

extension LiveEvent {
  func writeMembers(to json: inout JSONWriter) {
    switch self {
    case .rooted(_, let post):
      begin("live.rooted", &json)
      json.member("post", post)
    case .started(_, let at):
      begin("live.started", &json)
      json.member("at", ifPresent: at)
    case .ended(_, let at):
      begin("live.ended", &json)
      json.member("at", ifPresent: at)
    case .framed(_, let purpose):
      begin("live.framed", &json)
      json.member("purpose", ifPresent: purpose)
    case .expected(_, let expectations):
      begin("live.expected", &json)
      json.member("expects", arrayOf: expectations) { $0.string($1.rawValue) }
    case .primed(_, let prime):
      begin("live.primed", &json)
      prime?.writeMembers(to: &json)
    case .checked(_, let points):
      begin("live.checked", &json)
      json.member("checked", arrayOf: points) { $0.string($1) }
    case .planned(_, let agenda):
      begin("live.planned", &json)
      agenda.writeMembers(to: &json)
    case .timed(_, let timer):
      begin("live.timed", &json)
      timer?.writeMembers(to: &json)
    case .greeted(_, let members):
      begin("live.greeted", &json)
      json.member("members", arrayOf: members) { $0.string($1.text) }
    }
  }

  private func begin(_ name: String, _ json: inout JSONWriter) {
    json.member("event", name)
    json.member("session", session)
  }

  init(_ name: String, reading fields: Fields) throws(StateError) {
    let id: SessionID = try fields.numbered("session")
    let at = fields.has("at") ? try fields.instant("at") : nil
    switch name {
    case "live.rooted": self = .rooted(id, try fields.identifier("post"))
    case "live.started": self = .started(id, at: at)
    case "live.ended": self = .ended(id, at: at)
    case "live.framed": self = .framed(id, purpose: fields.optionalText("purpose"))
    case "live.expected":
      self = .expected(
        id, fields.texts("expects").compactMap { Sessions.Hour.Expectation(rawValue: $0) })
    case "live.primed":
      self = .primed(id, fields.has("text") ? try Sessions.Hour.Prime(reading: fields) : nil)
    case "live.checked": self = .checked(id, fields.texts("checked"))
    case "live.planned": self = .planned(id, try Sessions.Agenda(reading: fields))
    case "live.timed":
      self = .timed(id, fields.has("until") ? try Sessions.Timer(reading: fields) : nil)
    case "live.greeted": self = .greeted(id, fields.identifiers("members"))
    default: throw StateError("no such event")
    }
  }
}

extension Sessions {
  mutating func apply(_ event: LiveEvent) {
    change(event.session) { $0.hour.apply(event) }
    switch event {
    case .started, .ended: noteIfLive(event.session)
    case .primed: recount(event.session)
    case .rooted, .framed, .expected, .checked, .planned, .timed, .greeted: break
    }
  }

  /// Keeps the list of those that are on, which every line that somebody says is held against.
  mutating func noteIfLive(_ id: SessionID) {
    live.removeAll { $0 == id }
    if self[id]?.isLive ?? false { live.append(id) }
  }
}
