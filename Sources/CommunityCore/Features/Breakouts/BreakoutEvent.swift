package import Primitives

/// What becomes true of breakout groups.
package enum BreakoutEvent: Hashable, Sendable {
  /// The groups of a session are so now, whatever they were before; nil for none.
  case arranged(SessionID, Breakout?)
  /// A member would rather not be in a group with another, or does not mind any more.
  case wished(MemberID, apartFrom: MemberID, isWish: Bool)
}

extension BreakoutEvent {
  func writeMembers(to json: inout JSONWriter) {
    switch self {
    case .arranged(let id, let breakout):
      json.member("event", "breakout.arranged")
      json.member("session", id.description)
      breakout?.writeMembers(to: &json)
    case .wished(let member, let other, let isWish):
      json.member("event", "breakout.wished")
      json.member("member", member)
      json.member("other", other)
      json.member("wish", isWish)
    }
  }

  init(_ name: String, reading fields: Fields) throws(StateError) {
    switch name {
    case "breakout.arranged":
      self = .arranged(
        try fields.numbered("session"),
        fields.has("request") ? try Breakout(reading: fields) : nil)
    case "breakout.wished":
      self = .wished(
        try fields.identifier("member"), apartFrom: try fields.identifier("other"),
        isWish: fields.boolean("wish"))
    default: throw StateError("no such event")
    }
  }
}
