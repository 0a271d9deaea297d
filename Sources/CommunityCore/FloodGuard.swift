package import Primitives

/// Bounds what one member, and all in one room together, can make the bot do, so that the others are
/// answered.
///
/// Everybody has a bucket of commands and one of bytes, which refill evenly, and so has every room. Who
/// empties one is told once, and then met with silence until it has refilled somewhat. It is no part
/// of the state: after a restart all buckets are full.
package struct FloodGuard: Sendable {
  /// What is to be done with a command.
  package enum Verdict: Hashable, Sendable {
    /// It is answered.
    case answered
    /// The author, or the room, is told that it is not.
    case noticed(Reply)
    /// Nothing is said.
    case silenced
  }

  /// How much fits into the buckets, and how fast they refill.
  package struct Budget: Hashable, Sendable {
    /// How many commands fit.
    package var commands: Int
    /// How many bytes fit.
    package var bytes: Int
    /// How many commands refill in a second.
    package var perSecond: Int

    /// Sets a budget; all bytes refill in the time in which all commands do.
    package init(commands: Int, bytes: Int, perSecond: Int) {
      self.commands = max(1, commands)
      self.bytes = max(1, bytes)
      self.perSecond = max(1, perSecond)
    }

    /// How long an empty bucket takes to be full.
    var depth: Span {
      Span(milliseconds: max(1, Int64(commands) * 1000 / Int64(perSecond)))
    }
  }

  /// The budgets of a bot.
  package struct Budgets: Hashable, Sendable {
    /// What one member has; nil for no bound.
    package var member: Budget?
    /// What all in one room have together; nil for no bound.
    package var room: Budget?

    /// No bound at all.
    package static let unlimited = Budgets(member: nil, room: nil)

    /// Sets the budgets.
    ///
    /// A member's thousand is what the bot answers within a fraction of a second, so that somebody whose
    /// program runs wild holds the others up no longer than that, while no person comes near. A room's
    /// are fifty times that: whoever empties it silences everybody in it, so only a crowd of programs
    /// must be able to. A measurement has `run --no-budgets`.
    package init(
      member: Budget? = Budget(commands: 1000, bytes: 1 << 20, perSecond: 5),
      room: Budget? = Budget(commands: 50_000, bytes: 64 << 20, perSecond: 50)
    ) {
      self.member = member
      self.room = room
    }
  }

  private var members: BucketShelf<MemberID>?
  private var rooms: BucketShelf<RoomID>?

  /// Starts with all buckets full; remembers at most `senders` members and a tenth as many rooms,
  /// those that spent most.
  package init(_ budgets: Budgets = Budgets(), senders: Int = 20_000) {
    members = budgets.member.map { BucketShelf($0, capacity: senders) }
    rooms = budgets.room.map { BucketShelf($0, capacity: senders / 10) }
  }

  /// How many members it remembers now.
  package var count: Int { members?.count ?? 0 }

  /// Whether nothing that `message` could say would be answered, so that it need not be looked at.
  package func ignores(_ message: Message, at now: Instant) -> Bool {
    if members?.isSilent(to: message.author.id, at: now) ?? false { return true }
    guard !message.isDirect else { return false }
    return rooms?.isSilent(to: message.room, at: now) ?? false
  }

  /// Takes the command in `message` out of the buckets of its author and of its room.
  ///
  /// To be asked about messages that are for the bot, not about all that people say. A clock that
  /// jumps back empties nobody's bucket for longer than it takes to refill. What is said to the bot
  /// alone counts for its author only.
  package mutating func admit(_ message: Message, at now: Instant) -> Verdict {
    let bytes = message.text.utf8.count
    switch members?.admit(message.author.id, bytes: bytes, at: now) ?? .answered {
    case .answered: break
    case .noticed(let pause): return .noticed(.tooMuch(pause))
    case .silenced: return .silenced
    }
    guard !message.isDirect else { return .answered }
    switch rooms?.admit(message.room, bytes: bytes, at: now) ?? .answered {
    case .answered: return .answered
    case .noticed(let pause): return .noticed(.tooMuch(pause, in: message.room))
    case .silenced: return .silenced
    }
  }
}

/// The buckets of many members, or of many rooms.
///
/// A bucket is kept as the instant at which it will be full again (the generic cell rate algorithm,
/// ITU-T I.371), so one that is full needs no memory.
private struct BucketShelf<Key: Hashable & Comparable & Sendable>: Sendable {
  enum Verdict {
    case answered
    /// Refused for the first time; for about how long.
    case noticed(Span)
    case silenced
  }

  private struct Buckets {
    /// When the bucket of commands is full again.
    var commandsFullAt: Instant
    /// When the bucket of bytes is full again.
    var bytesFullAt: Instant
    var isSilenced = false

    var fullAt: Instant { max(commandsFullAt, bytesFullAt) }
  }

  private let budget: FloodGuard.Budget
  private let capacity: Int
  private let depth: Span
  /// How full a silenced bucket must be to be heard again: a twentieth, so that silence does not
  /// flicker.
  private let hearing: Span
  private var buckets: [Key: Buckets] = [:]

  init(_ budget: FloodGuard.Budget, capacity: Int) {
    self.budget = budget
    self.capacity = max(2, capacity)
    depth = budget.depth
    hearing = Span(milliseconds: budget.depth.milliseconds / 20 * 19)
  }

  var count: Int { buckets.count }

  /// Whether even the smallest command would be met with silence.
  func isSilent(to key: Key, at now: Instant) -> Bool {
    guard let own = buckets[key], own.isSilenced else { return false }
    return own.fullAt > now + hearing && own.fullAt <= now + depth
  }

  mutating func admit(_ key: Key, bytes: Int, at now: Instant) -> Verdict {
    if buckets.count >= capacity, buckets[key] == nil { sweep(at: now) }
    var own = buckets[key] ?? Buckets(commandsFullAt: now, bytesFullAt: now)
    let cost = Span(
      milliseconds: min(
        depth.milliseconds,
        depth.milliseconds * min(Int64(clamping: max(0, bytes)), 1 << 30) / Int64(budget.bytes)))
    let commands = min(max(own.commandsFullAt, now), now + depth)
    let octets = min(max(own.bytesFullAt, now), now + depth)
    own.commandsFullAt =
      commands + Span(milliseconds: max(1, depth.milliseconds / Int64(budget.commands)))
    own.bytesFullAt = octets + cost
    if own.fullAt <= now + (own.isSilenced ? hearing : depth) {
      own.isSilenced = false
      buckets[key] = own
      return .answered
    }
    // What is not answered costs nothing: or else somebody who goes on asking would never be heard.
    let isFirst = !own.isSilenced
    buckets[key] = Buckets(commandsFullAt: commands, bytesFullAt: octets, isSilenced: true)
    return isFirst ? .noticed(Span(milliseconds: depth.milliseconds / 20)) : .silenced
  }

  /// Drops the buckets that are full again, and of the others those that are nearest to it.
  private mutating func sweep(at now: Instant) {
    buckets = buckets.filter { $0.value.fullAt > now }
    guard buckets.count >= capacity else { return }
    let kept = buckets.sorted { ($1.value.fullAt, $0.key) < ($0.value.fullAt, $1.key) }
      .prefix(capacity / 2)
    buckets = Dictionary(uniqueKeysWithValues: kept.map { ($0.key, $0.value) })
  }
}

extension Reply {
  /// What a member is told whose bucket is empty.
  fileprivate static func tooMuch(_ pause: Span) -> Reply {
    Reply(
      "That is more than I can answer. I stay silent to you for \(told(pause)); please go slower.")
  }

  /// What a room is told whose bucket is empty.
  fileprivate static func tooMuch(_ pause: Span, in room: RoomID) -> Reply {
    Reply(
      "That is more than I can answer in one room. I stay silent here for \(told(pause)); please "
        + "go slower. You can write to me alone meanwhile.", to: .room(room))
  }

  private static func told(_ pause: Span) -> String {
    let minutes = (pause.milliseconds + 59_999) / 60_000
    return minutes < 2 ? "a minute or so" : "about \(minutes) minutes"
  }
}
