package import Primitives

/// Bounds what one member can make the bot do, so that the others are answered.
///
/// Everybody has a bucket of commands and one of bytes, which refill evenly. Who empties one is told
/// once, and then met with silence until it has refilled somewhat. A bucket is kept as the instant at
/// which it will be full again (the generic cell rate algorithm, ITU-T I.371), so one that is full
/// needs no memory. It is no part of the state: after a restart all buckets are full.
package struct FloodGuard: Sendable {
  /// What is to be done with a command.
  package enum Verdict: Hashable, Sendable {
    /// It is answered.
    case answered
    /// The author is told that it is not, by `notice`.
    case noticed
    /// Nothing is said.
    case silenced
  }

  /// How much fits into the buckets, and how fast they refill.
  package struct Budget: Hashable, Sendable {
    /// How many commands fit.
    package let commands: Int
    /// How many bytes fit.
    package let bytes: Int
    /// How long one command takes to refill.
    package let refill: Span

    /// Sets a budget; all bytes refill in the time in which all commands do.
    package init(commands: Int = 1000, bytes: Int = 1 << 20, refill: Span = .seconds(1)) {
      self.commands = max(1, commands)
      self.bytes = max(1, bytes)
      self.refill = refill
    }
  }

  private struct Buckets {
    /// When the bucket of commands is full again.
    var commandsFullAt: Instant
    /// When the bucket of bytes is full again.
    var bytesFullAt: Instant
    var isSilenced = false

    var fullAt: Instant { max(commandsFullAt, bytesFullAt) }
  }

  private let budget: Budget
  private let capacity: Int
  private var senders: [MemberID: Buckets] = [:]

  /// Starts with all buckets full; remembers at most `senders` members, those who spent most.
  package init(_ budget: Budget = Budget(), senders: Int = 20_000) {
    self.budget = budget
    capacity = max(2, senders)
  }

  /// How many members it remembers now.
  package var count: Int { senders.count }

  /// How long an empty bucket takes to be full.
  private var depth: Span {
    Span(milliseconds: budget.refill.milliseconds * Int64(budget.commands))
  }

  /// Takes a command of `bytes` bytes out of the member's buckets.
  ///
  /// To be asked about messages that are for the bot, not about all that people say. A clock that
  /// jumps back empties nobody's bucket for longer than it takes to refill.
  package mutating func admit(_ member: MemberID, bytes: Int, at now: Instant) -> Verdict {
    if senders.count >= capacity, senders[member] == nil { sweep(at: now) }
    var own = senders[member] ?? Buckets(commandsFullAt: now, bytesFullAt: now)
    let size = Int64(clamping: max(0, bytes))
    let cost = Span(
      milliseconds: min(
        depth.milliseconds, depth.milliseconds * min(size, 1 << 30) / Int64(budget.bytes))
    )
    let commands = min(max(own.commandsFullAt, now), now + depth)
    let octets = min(max(own.bytesFullAt, now), now + depth)
    own.commandsFullAt = commands + budget.refill
    own.bytesFullAt = octets + cost
    // Somewhat: a twentieth of the bucket, so that silence does not flicker.
    let limit = own.isSilenced ? Span(milliseconds: depth.milliseconds / 20 * 19) : depth
    if own.fullAt <= now + limit {
      own.isSilenced = false
      senders[member] = own
      return .answered
    }
    // What is not answered costs nothing: or else somebody who goes on asking would never be heard.
    let verdict: Verdict = own.isSilenced ? .silenced : .noticed
    senders[member] = Buckets(commandsFullAt: commands, bytesFullAt: octets, isSilenced: true)
    return verdict
  }

  /// What is said with the verdict `noticed`.
  package static var notice: Reply {
    Reply(
      "That is more than I can answer. I stay silent to you for a minute or so; please go slower.")
  }

  /// Drops the buckets that are full again, and of the others those that are nearest to it.
  private mutating func sweep(at now: Instant) {
    senders = senders.filter { $0.value.fullAt > now }
    guard senders.count >= capacity else { return }
    let kept = senders.sorted { ($1.value.fullAt, $0.key) < ($0.value.fullAt, $1.key) }
      .prefix(capacity / 2)
    senders = Dictionary(uniqueKeysWithValues: kept.map { ($0.key, $0.value) })
  }
}
