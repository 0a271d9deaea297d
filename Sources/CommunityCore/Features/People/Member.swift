package import Primitives

/// A person in a community, known by a chat identity.
package struct Member: Hashable, Sendable {
  /// The identity; rights hang on it and on nothing else.
  package let id: MemberID
  /// The name as it is shown: clean, on one line, never empty.
  package internal(set) var name: String
  /// When they first came.
  package internal(set) var joinedAt: Instant
  /// Whether they are in the community; somebody who left keeps their contributions.
  package internal(set) var isActive = true
  /// What they were given by a coordinator.
  package internal(set) var roles: Set<Role> = []
  /// What they would like to talk about, in their words.
  package internal(set) var interests: [String] = []
  /// How they introduced themselves; nil where they did not.
  package internal(set) var introduction: String?
  /// Their own zone by its IANA name; nil for that of the community.
  package internal(set) var zone: String?
  /// Their e-mail address; nil where they gave none.
  package internal(set) var mail: String?
  /// When they had a letter sent to it to see whether it comes; nil where they never did.
  package internal(set) var mailTestedAt: Instant?

  /// Makes a member who has just come.
  package init(id: MemberID, name: String, joinedAt: Instant) {
    self.id = id
    self.name = name
    self.joinedAt = joinedAt
  }
}

/// What somebody does for a community beyond being a member.
package enum Role: String, CaseIterable, Sendable, Comparable {
  /// Runs sessions.
  case facilitator
  /// Keeps the community going.
  case coordinator
  /// Champions it in the organisation; directs nothing.
  case sponsor

  /// Whether the word for `left` sorts before that for `right`.
  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

extension Member {
  func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("active", isActive)
      json.member("id", id)
      json.member("interests", arrayOf: interests) { $0.string($1) }
      json.member("introduction", ifPresent: introduction)
      json.member("joined", joinedAt)
      json.member("mail", ifPresent: mail)
      json.member("mailTested", ifPresent: mailTestedAt)
      json.member("name", name)
      json.member("roles", arrayOf: roles.sorted()) { $0.string($1.rawValue) }
      json.member("zone", ifPresent: zone)
    }
  }

  init(reading fields: Fields) throws(StateError) {
    self.init(
      id: try fields.identifier("id"), name: try fields.text("name"),
      joinedAt: try fields.instant("joined"))
    isActive = fields.boolean("active")
    interests = fields.texts("interests")
    introduction = fields.optionalText("introduction")
    roles = Set(fields.texts("roles").compactMap { Role(rawValue: $0) })
    zone = fields.optionalText("zone")
    mail = fields.optionalText("mail")
    mailTestedAt = fields.has("mailTested") ? try fields.instant("mailTested") : nil
  }
}
