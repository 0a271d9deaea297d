import OrderedCollections
package import Primitives

/// Where the communities' calendars can be subscribed to, and what the files are called.
package struct CalendarNames: Hashable, Sendable {
  /// The address of the folder in which the files are served, without a slash at its end; nil where
  /// nobody serves them.
  package let address: String?
  /// A secret from which the names of members' own files are made; empty while it is not known.
  package let key: String

  /// Names calendars by a key.
  package init(address: String?, key: String = "") {
    self.address = address
    self.key = key
  }

  /// The same with another key.
  package func keyed(_ key: String) -> Self {
    Self(address: address, key: key)
  }

  /// The file that holds all sessions of the community with the key `community`.
  package func file(of community: String) -> String {
    "\(community).ics"
  }

  /// The file that holds one session or series, such as `S12`.
  package func file(of name: String, in community: String) -> String {
    "\(community).\(name).ics"
  }

  /// The file that holds what `member` comes to; its name is 128 bits that nobody can guess.
  package func file(of member: MemberID, in community: String) -> String {
    let secret = SHA256.hexadecimal("calendar \(key) \(community) \(member)", digits: 32)
    return "\(community).\(secret).ics"
  }

  /// What tells this bot's calendars from those of any other; says nothing of the key.
  package var realm: String {
    SHA256.hexadecimal("realm \(key)", digits: 12)
  }
}

extension Community {
  /// Everybody who is here, in the order in which they came.
  package var activeMembers: [MemberID] {
    people.members.values.filter(\.isActive).map(\.id)
  }
}
