import ChatEndpoint
import Primitives

/// What waits to be said, in lanes: what stands in one lane is said in order, one at a time.
///
/// Finding what may be said next takes the same time however much waits, and a lane that is held up
/// holds up no other. Entries are known by tickets, which count up while the process lives.
struct Outbox {
  typealias Ticket = Int

  /// That something may have been said, with an outcome that nobody knows.
  struct Doubt {
    /// When that was learnt, by uptime.
    let since: Span
    /// How many polls of the feed had begun then: a later one shows whether it was said.
    let polls: Int
  }

  /// What is known of an entry while it waits.
  struct Waiting {
    var entry: Utterance
    /// Which lane it stands in.
    fileprivate let lane: UInt64
    /// The entry behind it in its lane.
    fileprivate var next: Ticket?
    /// How often it was tried in this life of the process.
    fileprivate(set) var attempts = 0
    /// Whether it may have been said; nil where it certainly has not been.
    fileprivate(set) var doubt: Doubt?
    /// Whether it is being said right now.
    fileprivate(set) var isInFlight = false
    /// Whether it is not to be said any more.
    fileprivate var isDropped = false
    /// How many parts of it the service has taken.
    fileprivate(set) var sentParts: Int
    /// What the feed has told of it.
    fileprivate(set) var echo: Receipt?

    fileprivate init(_ entry: Utterance, _ doubt: Doubt?) {
      self.entry = entry
      lane = entry.lane
      sentParts = entry.sentParts
      self.doubt = doubt
    }
  }

  /// For how many entries there may always be room.
  static let ordinaryRoom = 1024

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

  /// For how many entries there is room.
  var room: Int { slots.capacity }

  /// The entry with a ticket that has been given out and not finished.
  subscript(ticket: Ticket) -> Waiting {
    guard let waiting = slots[ticket - firstTicket] else {
      preconditionFailure("a ticket is not used after its entry was said")
    }
    return waiting
  }

  /// Whether an entry may have been said already; nil where it certainly has not been.
  func doubt(of ticket: Ticket) -> Doubt? { slots[ticket - firstTicket]?.doubt }

  /// All entries that are not said yet, oldest first.
  var entries: [Utterance] {
    slots.compactMap { waiting in
      guard let waiting, !waiting.isDropped else { return nil }
      return waiting.entry
    }
  }

  /// Whether something could be said at once.
  var hasReady: Bool { readyFrom < ready.count }

  /// Puts an entry behind the others of its lane; there is a doubt about one that an earlier life of
  /// the process may have said.
  mutating func append(_ entry: Utterance, _ doubt: Doubt? = nil) {
    let waiting = Waiting(entry, doubt)
    let ticket = firstTicket + slots.count
    slots.append(waiting)
    count += 1
    if doubt != nil { doubtfulCount += 1 }
    if let last = lastInLane.updateValue(ticket, forKey: waiting.lane) {
      slots[last - firstTicket]?.next = ticket
    } else {
      ready.append(ticket)
    }
  }

  /// Takes the next entry that may be said; it is in flight from now on.
  mutating func takeReady() -> Ticket? {
    while readyFrom < ready.count {
      let ticket = ready[readyFrom]
      readyFrom += 1
      if readyFrom > 64, readyFrom * 2 > ready.count {
        ready.removeFirst(readyFrom)
        readyFrom = 0
      }
      guard contains(ticket) else { continue }
      let index = ticket - firstTicket
      if slots[index]?.isDropped ?? false {
        finish(ticket)
        continue
      }
      slots[index]?.isInFlight = true
      return ticket
    }
    return nil
  }

  /// Notes that the entry is tried at `now`.
  mutating func noteAttempt(_ ticket: Ticket, at now: Instant) {
    let index = ticket - firstTicket
    slots[index]?.attempts += 1
    if slots[index]?.entry.triedAt == nil { slots[index]?.entry.triedAt = now }
  }

  /// Lets an entry, of which `sentParts` were taken, wait until `until`, by uptime; its lane waits
  /// with it.
  mutating func postpone(_ ticket: Ticket, sentParts: Int, until: Span) {
    let index = ticket - firstTicket
    slots[index]?.isInFlight = false
    let parts = max(sentParts, self[ticket].sentParts)
    slots[index]?.sentParts = parts
    postponed.append((ticket, until))
  }

  /// Notes that the feed has shown the first `parts` of an entry: saying it goes on behind them, and
  /// is at its end at once where there are no more.
  mutating func noteEcho(_ ticket: Ticket, parts: Int, _ receipt: Receipt) {
    trust(ticket)
    let index = ticket - firstTicket
    let waiting = self[ticket]
    slots[index]?.sentParts = max(parts, waiting.sentParts)
    slots[index]?.echo = waiting.echo ?? receipt
    for index in postponed.indices where postponed[index].ticket == ticket {
      postponed[index].until = Span(milliseconds: 0)
    }
  }

  /// Notes that the entry may or may not have been said.
  mutating func doubt(_ ticket: Ticket, _ doubt: Doubt) {
    if self[ticket].doubt == nil { doubtfulCount += 1 }
    slots[ticket - firstTicket]?.doubt = doubt
  }

  /// Notes that the entry is said again whatever became of it.
  mutating func trust(_ ticket: Ticket) {
    if self[ticket].doubt != nil { doubtfulCount -= 1 }
    slots[ticket - firstTicket]?.doubt = nil
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

  /// Removes an entry that was said, or never will be, and returns it; the next one of its lane may go.
  @discardableResult
  mutating func finish(_ ticket: Ticket) -> Waiting {
    // Moved out and not copied: a burst comes by here with every reply.
    var slot: Waiting?
    swap(&slot, &slots[ticket - firstTicket])
    guard let waiting = slot else {
      preconditionFailure("a ticket is not used after its entry was said")
    }
    count -= 1
    if waiting.doubt != nil { doubtfulCount -= 1 }
    if let next = waiting.next {
      ready.append(next)
    } else {
      lastInLane[waiting.lane] = nil
    }
    dropFinished()
    return waiting
  }

  /// Drops what is to be said to `member` alone, but for farewells and what is being said right now.
  ///
  /// What else names the member, or can't be stopped any more, becomes part of the farewell: the state
  /// is wiped again when it has been said. What answers a word that they said after the farewell is
  /// for somebody new, and stays.
  mutating func forget(_ member: MemberID) {
    let id = Array(member.text.utf8)
    let farewell = slots.lastIndex { $0?.entry.isFarewell ?? false }
    for index in 0..<(farewell.map { $0 + 1 } ?? slots.count) {
      guard let waiting = slots[index], !waiting.entry.isFarewell, waiting.entry.mentions(id) else {
        continue
      }
      if waiting.entry.recipient == member, !waiting.isInFlight {
        slots[index]?.isDropped = true
      } else {
        slots[index]?.entry.isFarewell = true
      }
    }
  }

  /// Whether a farewell is still to be said.
  var hasFarewell: Bool {
    slots.contains { $0.map { $0.entry.isFarewell && !$0.isDropped } ?? false }
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
    if slots.capacity > 8 * (slots.count - free) + Self.ordinaryRoom {
      // After a burst the array would keep the room of thousands for ever.
      slots = Array(slots[free...])
      ready = Array(ready[readyFrom...])
      readyFrom = 0
    } else {
      slots.removeFirst(free)
    }
    firstTicket += free
    free = 0
  }
}
