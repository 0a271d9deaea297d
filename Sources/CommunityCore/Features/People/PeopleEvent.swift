package import Primitives

/// What becomes true of a member.
package enum PeopleEvent: Hashable, Sendable {
  /// Somebody came, or came back.
  case joined(MemberID, name: String, at: Instant)
  /// Somebody is called otherwise from now on.
  case renamed(MemberID, name: String)
  /// Somebody left the community; what they contributed stays.
  case left(MemberID)
  /// What somebody would like to talk about.
  case interested(MemberID, [String])
  /// How somebody introduced themselves; nil takes it back.
  case introduced(MemberID, String?)
  /// Somebody's own zone; nil for that of the community.
  case zoneSet(MemberID, String?)
  /// Somebody's e-mail address; nil for none.
  case mailSet(MemberID, String?)
  /// A letter went to somebody's own address because they wanted to see whether it comes.
  case mailTested(MemberID, at: Instant)
  /// A role was given by a coordinator.
  case roleGiven(MemberID, Role, by: MemberID)
  /// A role was taken away by a coordinator.
  case roleTaken(MemberID, Role, by: MemberID)
  /// Every trace of somebody is wiped.
  case forgotten(MemberID, at: Instant)
}

extension PeopleEvent {
  func writeMembers(to json: inout JSONWriter) {
    switch self {
    case .joined(let id, let name, let at):
      json.member("event", "member.joined")
      json.member("member", id)
      json.member("name", name)
      json.member("at", at)
    case .renamed(let id, let name):
      json.member("event", "member.renamed")
      json.member("member", id)
      json.member("name", name)
    case .left(let id):
      json.member("event", "member.left")
      json.member("member", id)
    case .interested(let id, let interests):
      json.member("event", "member.interested")
      json.member("member", id)
      json.member("interests", arrayOf: interests) { $0.string($1) }
    case .introduced(let id, let text):
      json.member("event", "member.introduced")
      json.member("member", id)
      json.member("text", ifPresent: text)
    case .zoneSet(let id, let zone):
      json.member("event", "member.zone-set")
      json.member("member", id)
      json.member("zone", ifPresent: zone)
    case .mailSet(let id, let mail):
      json.member("event", "member.mail-set")
      json.member("member", id)
      json.member("mail", ifPresent: mail)
    case .mailTested(let id, let at):
      json.member("event", "member.mail-tested")
      json.member("member", id)
      json.member("at", at)
    case .roleGiven(let id, let role, let by): write("member.role-given", id, role, by, to: &json)
    case .roleTaken(let id, let role, let by): write("member.role-taken", id, role, by, to: &json)
    case .forgotten(let id, let at):
      json.member("event", "member.forgotten")
      json.member("member", id)
      json.member("at", at)
    }
  }

  private func write(
    _ name: String, _ id: MemberID, _ role: Role, _ by: MemberID, to json: inout JSONWriter
  ) {
    json.member("event", name)
    json.member("member", id)
    json.member("role", role.rawValue)
    json.member("by", by)
  }

  init(_ name: String, reading fields: Fields) throws(StateError) {
    let id: MemberID = try fields.identifier("member")
    switch name {
    case "member.joined":
      self = .joined(id, name: try fields.text("name"), at: try fields.instant("at"))
    case "member.renamed": self = .renamed(id, name: try fields.text("name"))
    case "member.left": self = .left(id)
    case "member.interested": self = .interested(id, fields.texts("interests"))
    case "member.introduced": self = .introduced(id, fields.optionalText("text"))
    case "member.zone-set": self = .zoneSet(id, fields.optionalText("zone"))
    case "member.mail-set": self = .mailSet(id, fields.optionalText("mail"))
    case "member.mail-tested": self = .mailTested(id, at: try fields.instant("at"))
    case "member.role-given":
      self = .roleGiven(id, try Self.role(fields), by: try fields.identifier("by"))
    case "member.role-taken":
      self = .roleTaken(id, try Self.role(fields), by: try fields.identifier("by"))
    case "member.forgotten": self = .forgotten(id, at: try fields.instant("at"))
    default: throw StateError("no such event")
    }
  }

  private static func role(_ fields: Fields) throws(StateError) -> Role {
    guard let role = Role(rawValue: try fields.text("role")) else { throw fields.missing("role") }
    return role
  }
}
