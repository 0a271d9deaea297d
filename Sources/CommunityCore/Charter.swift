package import CommandGrammar
package import Primitives
package import Timekeeping

/// What the operator has settled: the communities, and what the bot can do where they talk.
package struct Charter: Sendable {
  /// One community as the configuration has it.
  package struct Plan: Hashable, Sendable {
    /// A short name in the state folder, such as `data-practice`; never changes.
    package let key: String
    /// The name that people read.
    package let name: String
    /// The zone in which its sessions are told, by its IANA name.
    package let zone: String
    /// The rooms it talks in; empty for all rooms that no other community has.
    package let rooms: [RoomID]
    /// The members who are coordinators whatever is said in the chat.
    package let coordinators: [MemberID]
    /// Whether digests come once a week, until somebody says otherwise in the chat.
    package var hasDigests: Bool

    /// Describes a community.
    package init(
      key: String, name: String, zone: String, rooms: [RoomID] = [],
      coordinators: [MemberID] = [], hasDigests: Bool = false
    ) {
      self.key = key
      self.name = name
      self.zone = zone
      self.rooms = rooms
      self.coordinators = coordinators
      self.hasDigests = hasDigests
    }
  }

  /// What the bot runs on, as people read it.
  package struct Versions: Hashable, Sendable {
    /// The release of the program, such as `0.1.0`.
    package let program: String
    /// The edition of the zone data, such as `2025b`.
    package let zoneData: String

    /// Nobody has said.
    package static let unknown = Versions(program: "unknown", zoneData: "unknown")

    /// Names both.
    package init(program: String, zoneData: String) {
      self.program = program
      self.zoneData = zoneData
    }
  }

  /// The communities, at least one.
  package let communities: [Plan]
  /// How the bot is called.
  package let conventions: CallingConventions
  /// Whether the bot can write to a member alone.
  package let hasDirectMessages: Bool
  /// Whether the bot sees and sets reactions.
  package let hasReactions: Bool
  /// Whether a thread can be begun below any post.
  package var hasThreads = true
  /// The long texts.
  package let prompts: Prompts
  /// What is known of time zones.
  package let zones: ZoneCatalogue
  /// How calendar files are called and where they are served; nil where none are written.
  package var calendars: CalendarNames?
  /// Whether letters are sent; else they become files that whoever runs the bot can see.
  package var hasMailServer = false
  /// What the bot runs on.
  package let versions: Versions

  /// Settles what the bot serves.
  package init(
    communities: [Plan], conventions: CallingConventions, hasDirectMessages: Bool = true,
    hasReactions: Bool = true, hasThreads: Bool = true, prompts: Prompts,
    zones: ZoneCatalogue = ZoneCatalogue(),
    calendars: CalendarNames? = nil,
    versions: Versions = .unknown
  ) {
    self.communities = communities
    self.conventions = conventions
    self.hasDirectMessages = hasDirectMessages
    self.hasReactions = hasReactions
    self.hasThreads = hasThreads
    self.prompts = prompts
    self.zones = zones
    self.calendars = calendars
    self.versions = versions
  }
}
