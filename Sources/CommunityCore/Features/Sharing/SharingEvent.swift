package import Primitives

/// What becomes true of what members give each other.
package enum SharingEvent: Hashable, Sendable {
  /// Something was shared, or is looked for.
  case saved(Sharing.Resource)
  /// It was taken off the list.
  case dropped(ResourceID)
  /// It is on the list again.
  case restored(ResourceID)
  /// A resource may be what a wish is for.
  case matched(ResourceID, by: ResourceID)
  /// It worked for a member, or did not; nil where they take that back.
  case rated(ResourceID, by: MemberID, worked: Bool?)
  /// Somebody was thanked.
  case thanked(Sharing.Thanks)
  /// The thanks with that number were taken back.
  case unthanked(Int)
}

extension SharingEvent {
  func writeMembers(to json: inout JSONWriter) {
    switch self {
    case .saved(let resource):
      json.member("event", "share.saved")
      resource.writeMembers(to: &json)
    case .dropped(let id): begin("share.dropped", id, &json)
    case .restored(let id): begin("share.restored", id, &json)
    case .matched(let id, let resource):
      begin("share.matched", id, &json)
      json.member("resource", resource)
    case .rated(let id, let by, let worked):
      begin("share.rated", id, &json)
      json.member("by", by)
      if let worked { json.member("worked", worked) }
    case .thanked(let one):
      json.member("event", "share.thanked")
      one.writeMembers(to: &json)
    case .unthanked(let number):
      json.member("event", "share.unthanked")
      json.member("number", number)
    }
  }

  private func begin(_ name: String, _ id: ResourceID, _ json: inout JSONWriter) {
    json.member("event", name)
    json.member("id", id)
  }

  init(_ name: String, reading fields: Fields) throws(StateError) {
    switch name {
    case "share.saved": self = .saved(try Sharing.Resource(reading: fields))
    case "share.dropped": self = .dropped(try fields.numbered("id"))
    case "share.restored": self = .restored(try fields.numbered("id"))
    case "share.matched":
      self = .matched(try fields.numbered("id"), by: try fields.numbered("resource"))
    case "share.rated":
      self = .rated(
        try fields.numbered("id"), by: try fields.identifier("by"),
        worked: fields.has("worked") ? fields.boolean("worked") : nil)
    case "share.thanked": self = .thanked(try Sharing.Thanks(reading: fields))
    case "share.unthanked": self = .unthanked(try fields.integer("number"))
    default: throw StateError("no such event")
    }
  }
}
