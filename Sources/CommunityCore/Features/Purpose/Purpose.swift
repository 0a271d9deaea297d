import Primitives

/// What a community is for, in its own words.
package struct Purpose: Sendable {
  /// The longest one, in bytes.
  package static let limitBytes = 500

  /// The words, mentions as identities; nil where nobody has said any.
  package private(set) var text: String?

  init() {}

  mutating func apply(_ event: PurposeEvent) {
    switch event {
    case .stated(let text): self.text = text
    }
  }

  mutating func forget(_ member: MemberID) {
    text = text.map { People.erased(member, from: $0) }
  }
}

/// What becomes true of a community's purpose.
package enum PurposeEvent: Hashable, Sendable {
  /// It reads so from now on; nil takes it away.
  case stated(String?)
}

extension PurposeEvent {
  func writeMembers(to json: inout JSONWriter) {
    switch self {
    case .stated(let text):
      json.member("event", "purpose.stated")
      if let text { json.member("text", text) }
    }
  }

  init(_ name: String, reading fields: Fields) throws(StateError) {
    switch name {
    case "purpose.stated": self = .stated(fields.optionalText("text"))
    default: throw StateError("no such event")
    }
  }
}

extension Purpose {
  /// Writes the member `purpose`; nothing where there is none.
  func write(to json: inout JSONWriter) {
    if let text { json.member("purpose", text) }
  }

  init(reading fields: Fields) {
    text = fields.optionalText("purpose")
  }
}
