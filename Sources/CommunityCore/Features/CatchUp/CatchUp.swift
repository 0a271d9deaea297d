package import OrderedCollections
package import Primitives

/// What was asked while the bot was away, until it has said so in one message a room.
package struct CatchUp: Sendable {
  /// What happened in one room.
  package struct Account: Hashable, Sendable {
    /// When the oldest of it was said.
    package internal(set) var since: Instant
    /// When the newest of it was worked off.
    package internal(set) var workedAt: Instant
    /// How often each command was done, by its name.
    package internal(set) var done: OrderedDictionary<String, Int> = [:]
    /// The first of what was done, and by whom; at most `keptDeeds`.
    package internal(set) var deeds: [Deed] = []
    /// The commands that were refused, and who asked; at most `keptAsked`.
    package internal(set) var refused: [Refused] = []
    /// How many more of these there were.
    package internal(set) var refusedMore = 0
    /// The commands whose answer is stale, and who asked; at most `keptAsked`.
    package internal(set) var asked: [Asked] = []
    /// Whose direct room it is; nil for a room of several.
    package internal(set) var owner: MemberID?
    /// How many more of these there were.
    package internal(set) var askedMore = 0
  }

  /// Something that was done.
  package struct Deed: Hashable, Sendable {
    /// Who did it.
    package let member: MemberID
    /// The command's name.
    package let command: String
    /// What was done, such as `topic T7 added`, members as mentions; nil where it has no name.
    package let label: String?
  }

  /// A command that was refused.
  package struct Refused: Hashable, Sendable {
    /// Who sent it.
    package let member: MemberID
    /// The command's name.
    package let command: String
    /// Why, without a full stop; nil where it must not be kept.
    package internal(set) var reason: String?
  }

  /// A command that should be sent again.
  package struct Asked: Hashable, Sendable {
    /// Who sent it.
    package let member: MemberID
    /// The command's name.
    package let command: String
  }

  /// How old a message is when it counts as said while the bot was away.
  package static let late = Span.minutes(15)
  /// How long after the last late message the summary is said, so that several pages give one.
  package static let settling = Span.seconds(2)
  private static let keptAsked = 5
  private static let keptDeeds = 8

  /// The rooms in which something is still to be said.
  package private(set) var accounts: OrderedDictionary<RoomID, Account> = [:]

  init() {}

  mutating func apply(_ event: CatchUpEvent) {
    switch event {
    case .noted(let note):
      var account = accounts[note.room] ?? Account(since: note.saidAt, workedAt: note.workedAt)
      account.since = min(account.since, note.saidAt)
      account.workedAt = max(account.workedAt, note.workedAt)
      if note.isDone {
        account.done[note.command, default: 0] += 1
        if account.deeds.count < Self.keptDeeds {
          account.deeds.append(
            Deed(member: note.member, command: note.command, label: note.label))
        }
      } else if let reason = note.reason {
        if account.refused.count < Self.keptAsked {
          account.refused.append(
            Refused(member: note.member, command: note.command, reason: reason))
        } else {
          account.refusedMore += 1
        }
      } else if account.asked.count < Self.keptAsked {
        account.asked.append(Asked(member: note.member, command: note.command))
      } else {
        account.askedMore += 1
      }
      if note.isDirect { account.owner = note.member }
      accounts[note.room] = account
    case .told(let room): accounts.removeValue(forKey: room)
    }
  }

  mutating func forget(_ member: MemberID) {
    accounts.removeAll { $0.value.owner == member }
    for room in accounts.keys { accounts[room]?.forget(member) }
  }
}

extension CatchUp.Account {
  /// Drops what names `member`; a reason may do so by name, so none is kept.
  fileprivate mutating func forget(_ member: MemberID) {
    asked.removeAll { $0.member == member }
    refused.removeAll { $0.member == member }
    for index in refused.indices { refused[index].reason = nil }
    deeds.removeAll { $0.member == member || $0.label?.contains(member.text) ?? false }
  }
}

/// What becomes true of the time that the bot was away.
package enum CatchUpEvent: Hashable, Sendable {
  /// A late command was worked off.
  case noted(Note)
  /// A room was told.
  case told(RoomID)

  /// One late command.
  package struct Note: Hashable, Sendable {
    /// Where it was said.
    package let room: RoomID
    /// Who said it.
    package let member: MemberID
    /// Whether nobody else reads that room.
    package let isDirect: Bool
    /// The command's name.
    package let command: String
    /// Whether it changed something.
    package let isDone: Bool
    /// When it was said.
    package let saidAt: Instant
    /// When it was worked off.
    package let workedAt: Instant
    /// What was done, as it is said when it is undone; nil where nothing was or it has no name.
    package var label: String?
    /// Why it was not done, without a full stop; nil where it was, or the answer is stale.
    package var reason: String?
  }
}

extension CatchUpEvent {
  func writeMembers(to json: inout JSONWriter) {
    switch self {
    case .noted(let note):
      json.member("event", "catch-up.noted")
      json.member("room", note.room)
      json.member("member", note.member)
      if note.isDirect { json.member("direct", true) }
      json.member("command", note.command)
      json.member("done", note.isDone)
      json.member("label", ifPresent: note.label)
      json.member("reason", ifPresent: note.reason)
      json.member("said", note.saidAt)
      json.member("worked", note.workedAt)
    case .told(let room):
      json.member("event", "catch-up.told")
      json.member("room", room)
    }
  }

  init(_ name: String, reading fields: Fields) throws(StateError) {
    switch name {
    case "catch-up.noted":
      self = .noted(
        Note(
          room: try fields.identifier("room"), member: try fields.identifier("member"),
          isDirect: fields.boolean("direct"), command: try fields.text("command"),
          isDone: fields.boolean("done"),
          saidAt: try fields.instant("said"), workedAt: try fields.instant("worked"),
          label: fields.optionalText("label"), reason: fields.optionalText("reason")))
    case "catch-up.told": self = .told(try fields.identifier("room"))
    default: throw StateError("no such event")
    }
  }
}

extension CatchUp {
  func write(to json: inout JSONWriter) {
    json.member("catch-up", arrayOf: accounts) { json, entry in
      let (room, account) = entry
      json.object { json in
        json.member("asked", arrayOf: account.asked) { json, asked in
          json.object { json in
            json.member("command", asked.command)
            json.member("member", asked.member)
          }
        }
        json.member("asked-more", account.askedMore)
        json.member("deeds", arrayOf: account.deeds) { json, deed in
          json.object { json in
            json.member("command", deed.command)
            json.member("label", ifPresent: deed.label)
            json.member("member", deed.member)
          }
        }
        json.member("done", arrayOf: account.done) { json, done in
          json.object { json in
            json.member("command", done.key)
            json.member("count", done.value)
          }
        }
        json.member("owner", ifPresent: account.owner)
        json.member("refused", arrayOf: account.refused) { json, refused in
          json.object { json in
            json.member("command", refused.command)
            json.member("member", refused.member)
            json.member("reason", ifPresent: refused.reason)
          }
        }
        json.member("refused-more", account.refusedMore)
        json.member("room", room)
        json.member("since", account.since)
        json.member("worked", account.workedAt)
      }
    }
  }

  init(reading fields: Fields) throws(StateError) {
    for entry in fields.optionalList("catch-up") {
      var account = Account(
        since: try entry.instant("since"), workedAt: try entry.instant("worked"))
      account.askedMore = try entry.integer("asked-more")
      account.owner = entry.optionalIdentifier("owner")
      for done in try entry.list("done") {
        account.done[try done.text("command")] = try done.integer("count")
      }
      for deed in entry.optionalList("deeds") {
        account.deeds.append(
          Deed(
            member: try deed.identifier("member"), command: try deed.text("command"),
            label: deed.optionalText("label")))
      }
      for refused in entry.optionalList("refused") {
        account.refused.append(
          Refused(
            member: try refused.identifier("member"), command: try refused.text("command"),
            reason: refused.optionalText("reason")))
      }
      account.refusedMore = entry.optionalInteger("refused-more") ?? 0
      for asked in try entry.list("asked") {
        account.asked.append(
          Asked(member: try asked.identifier("member"), command: try asked.text("command")))
      }
      accounts[try entry.identifier("room")] = account
    }
  }
}
