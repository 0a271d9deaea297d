import ChatEndpoint
import Primitives

/// What waits to be said, in lanes: what stands in one lane is said in order, one at a time.
///
/// Finding what may be said next takes the same time however much waits, and a lane that is held up
/// holds up no other. Entries are known by tickets, which count up while the process lives.
struct Outbox {
  typealias Ticket = Int

  /// What is known of an entry while it waits.
  struct Waiting {
    var entry: OutboxEntry
    /// Which lane it stands in.
    fileprivate let lane: UInt64
    /// The entry behind it in its lane.
    fileprivate var next: Ticket?
    /// How often it was tried in this life of the process.
    fileprivate(set) var attempts = 0
    /// When, by uptime, it was tried or may have been tried with an outcome that nobody knows; nil
    /// where it certainly has not been said.
    fileprivate(set) var doubtfulSince: Span?
    /// Whether it is being said right now.
    fileprivate(set) var isInFlight = false

    fileprivate init(_ entry: OutboxEntry, doubtfulSince: Span? = nil) {
      self.entry = entry
      lane = entry.lane
      self.doubtfulSince = doubtfulSince
    }
  }

  private var slots: [Waiting?] = []
  /// The ticket of the first slot.
  private var firstTicket = 0
  /// How many slots at the front are free.
  private var free = 0
  /// The last ticket of each lane in which something waits.
  private var lastInLane: [UInt64: Ticket] = [:]
  /// The entries at the head of their lanes that may be said now, from `readyFrom` on.
  private var ready: [Ticket] = []
  private var readyFrom = 0
  /// The entries at the head of their lanes that have to wait, and until when by uptime.
  private(set) var postponed: [(ticket: Ticket, until: Span)] = []
  /// How many entries wait or are being said.
  private(set) var count = 0
  /// How many entries may have been said already.
  private(set) var doubtfulCount = 0

  init() {}

  /// The entry with a ticket that has been given out and not finished.
  subscript(ticket: Ticket) -> Waiting {
    guard let waiting = slots[ticket - firstTicket] else {
      preconditionFailure("a ticket is not used after its entry was said")
    }
    return waiting
  }

  /// All entries that are not said yet, oldest first.
  var entries: [OutboxEntry] { slots.compactMap { $0?.entry } }

  /// Whether something could be said at once.
  var hasReady: Bool { readyFrom < ready.count }

  /// Puts an entry behind the others of its lane.
  ///
  /// `doubtfulSince` is given for one that an earlier life of the process may have said.
  mutating func append(_ entry: OutboxEntry, doubtfulSince: Span? = nil) {
    let ticket = add(entry, doubtfulSince: doubtfulSince)
    if let last = lastInLane.updateValue(ticket, forKey: self[ticket].lane) {
      slots[last - firstTicket]?.next = ticket
    } else {
      ready.append(ticket)
    }
  }

  private mutating func add(_ entry: OutboxEntry, doubtfulSince: Span? = nil) -> Ticket {
    slots.append(Waiting(entry, doubtfulSince: doubtfulSince))
    count += 1
    if doubtfulSince != nil { doubtfulCount += 1 }
    return firstTicket + slots.count - 1
  }

  /// Takes the next entry that may be said; it is in flight from now on, tried at `now`.
  mutating func takeReady(at now: Instant) -> Ticket? {
    guard readyFrom < ready.count else { return nil }
    let ticket = ready[readyFrom]
    readyFrom += 1
    if readyFrom > 64, readyFrom * 2 > ready.count {
      ready.removeFirst(readyFrom)
      readyFrom = 0
    }
    let index = ticket - firstTicket
    slots[index]?.isInFlight = true
    slots[index]?.attempts += 1
    if slots[index]?.entry.triedAt == nil { slots[index]?.entry.triedAt = now }
    return ticket
  }

  /// Lets an entry wait until `until`, by uptime; its lane waits with it.
  mutating func postpone(_ ticket: Ticket, until: Span) {
    slots[ticket - firstTicket]?.isInFlight = false
    postponed.append((ticket, until))
  }

  /// Notes that the entry may or may not have been said, as was learnt at `uptime`.
  mutating func doubt(_ ticket: Ticket, at uptime: Span) {
    if self[ticket].doubtfulSince == nil { doubtfulCount += 1 }
    slots[ticket - firstTicket]?.doubtfulSince = uptime
  }

  /// Notes that the entry has certainly not been said.
  mutating func trust(_ ticket: Ticket) {
    if self[ticket].doubtfulSince != nil { doubtfulCount -= 1 }
    slots[ticket - firstTicket]?.doubtfulSince = nil
  }

  /// Says something else in the place of an entry.
  mutating func reword(_ ticket: Ticket, _ outgoing: Outgoing) {
    slots[ticket - firstTicket]?.entry.outgoing = outgoing
  }

  /// Lets every postponed entry for which `isDue` holds be said again.
  mutating func resume(where isDue: (Waiting, _ until: Span) -> Bool) {
    guard !postponed.isEmpty else { return }
    var waiting: [(ticket: Ticket, until: Span)] = []
    for (ticket, until) in postponed where contains(ticket) {
      if isDue(self[ticket], until) {
        ready.append(ticket)
      } else {
        waiting.append((ticket, until))
      }
    }
    postponed = waiting
  }

  /// Removes an entry that was said, or never will be; the next one of its lane may go.
  mutating func finish(_ ticket: Ticket) {
    let waiting = self[ticket]
    slots[ticket - firstTicket] = nil
    count -= 1
    if waiting.doubtfulSince != nil { doubtfulCount -= 1 }
    if let next = waiting.next {
      ready.append(next)
    } else {
      lastInLane[waiting.lane] = nil
    }
    dropFinished()
  }

  /// Puts `parts`, at least one, in the place of an entry that is in flight, at the head of its lane.
  mutating func replace(_ ticket: Ticket, with parts: [OutboxEntry]) {
    let waiting = self[ticket]
    slots[ticket - firstTicket]?.entry = parts[0]
    slots[ticket - firstTicket]?.isInFlight = false
    var before = ticket
    for part in parts.dropFirst() {
      let added = add(part)
      slots[before - firstTicket]?.next = added
      before = added
    }
    slots[before - firstTicket]?.next = waiting.next
    if waiting.next == nil { lastInLane[waiting.lane] = before }
    ready.append(ticket)
  }

  /// The oldest entry for which `matches` holds.
  func first(where matches: (Waiting) -> Bool) -> Ticket? {
    slots.firstIndex { $0.map(matches) ?? false }.map { $0 + firstTicket }
  }

  /// Whether an entry waits under `ticket`.
  func contains(_ ticket: Ticket) -> Bool {
    ticket >= firstTicket && ticket - firstTicket < slots.count
      && slots[ticket - firstTicket] != nil
  }

  /// Gives the room at the front back once most of it is free.
  private mutating func dropFinished() {
    while free < slots.count, slots[free] == nil { free += 1 }
    guard free > 256, free * 2 > slots.count else { return }
    slots.removeFirst(free)
    firstTicket += free
    free = 0
  }
}
