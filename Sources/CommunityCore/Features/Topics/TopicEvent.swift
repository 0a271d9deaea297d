package import Primitives

/// What becomes true of a topic.
package enum TopicEvent: Hashable, Sendable {
  /// It was proposed.
  case proposed(TopicID, text: String, by: MemberID, at: Instant)
  /// Somebody votes for it.
  case voted(TopicID, by: MemberID)
  /// Somebody votes for it no more.
  case unvoted(TopicID, by: MemberID)
  /// Somebody would lead it; nil takes the offer back.
  case owned(TopicID, by: MemberID?)
  /// It is worded otherwise.
  case edited(TopicID, text: String)
  /// It was taken back.
  case dropped(TopicID)
  /// It is open again, with the votes that it had.
  case restored(TopicID)
  /// It lives on in another one, to which the votes of some members went.
  case merged(TopicID, into: TopicID, moving: [MemberID])
  /// It is open again, and the votes that had gone over came back.
  case unmerged(TopicID, from: TopicID, returning: [MemberID])
}

extension TopicEvent {
  func writeMembers(to json: inout JSONWriter) {
    switch self {
    case .proposed(let id, let text, let by, let at):
      begin("topic.proposed", id, &json)
      json.member("text", text)
      json.member("by", by)
      json.member("at", at)
    case .voted(let id, let by):
      begin("topic.voted", id, &json)
      json.member("by", by)
    case .unvoted(let id, let by):
      begin("topic.unvoted", id, &json)
      json.member("by", by)
    case .owned(let id, let by):
      begin("topic.owned", id, &json)
      json.member("by", ifPresent: by)
    case .edited(let id, let text):
      begin("topic.edited", id, &json)
      json.member("text", text)
    case .dropped(let id): begin("topic.dropped", id, &json)
    case .restored(let id): begin("topic.restored", id, &json)
    case .merged(let id, let target, let moving):
      begin("topic.merged", id, &json)
      json.member("into", target)
      json.member("moving", arrayOf: moving) { $0.string($1.text) }
    case .unmerged(let id, let target, let returning):
      begin("topic.unmerged", id, &json)
      json.member("from", target)
      json.member("returning", arrayOf: returning) { $0.string($1.text) }
    }
  }

  private func begin(_ name: String, _ id: TopicID, _ json: inout JSONWriter) {
    json.member("event", name)
    json.member("topic", id)
  }

  init(_ name: String, reading fields: Fields) throws(StateError) {
    let id: TopicID = try fields.numbered("topic")
    switch name {
    case "topic.proposed":
      self = .proposed(
        id, text: try fields.text("text"), by: try fields.identifier("by"),
        at: try fields.instant("at"))
    case "topic.voted": self = .voted(id, by: try fields.identifier("by"))
    case "topic.unvoted": self = .unvoted(id, by: try fields.identifier("by"))
    case "topic.owned": self = .owned(id, by: fields.optionalIdentifier("by"))
    case "topic.edited": self = .edited(id, text: try fields.text("text"))
    case "topic.dropped": self = .dropped(id)
    case "topic.restored": self = .restored(id)
    case "topic.merged":
      self = .merged(id, into: try fields.numbered("into"), moving: fields.identifiers("moving"))
    case "topic.unmerged":
      self = .unmerged(
        id, from: try fields.numbered("from"), returning: fields.identifiers("returning"))
    default: throw StateError("no such event")
    }
  }
}
