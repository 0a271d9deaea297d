import Primitives

/// The letters that wait to be sent: one at a time, in order for each address.
///
/// It is apart from what is said in the chat, so that a mail server that is slow or away holds up
/// nobody there. An address whose letter has to wait lets those of others go before.
struct MailQueue {
  /// How many letters may wait; what comes then goes to the dead letters.
  static let most = 5000
  /// How long a letter is tried before it is given up (RFC 5321, section 4.5.4.1).
  static let patience = Span.days(5)

  private(set) var entries: [Mailing] = []
  /// The letter that is being sent.
  private(set) var sending: (id: ExchangeID, number: Int)?
  /// Since when and how often the server did not take the letters to an address.
  private var deferred: [MailAddress: (until: Span, attempts: Int)] = [:]
  private var outage = Backoff()
  private var closedUntil = Span(milliseconds: -1)

  init() {}

  /// Whether nothing waits.
  var isEmpty: Bool { entries.isEmpty }

  mutating func append(_ entry: Mailing) { entries.append(entry) }

  /// The letter that may be sent now; nil where there is none, or one is being sent.
  func next(at uptime: Span) -> Mailing? {
    guard sending == nil, uptime >= closedUntil else { return nil }
    return entries.first { deferred[$0.address].map { uptime >= $0.until } ?? true }
  }

  /// When there may be one to send, by uptime; nil where nothing waits or one is being sent.
  var opening: Span? {
    guard sending == nil, !entries.isEmpty else { return nil }
    let earliest = entries.map { deferred[$0.address]?.until ?? closedUntil }.min()
    return max(closedUntil, earliest ?? closedUntil)
  }

  mutating func begin(_ entry: Mailing, as id: ExchangeID) { sending = (id, entry.number) }

  /// Ends the sending of a letter and returns it; nil where it is another's.
  mutating func end(_ id: ExchangeID) -> Mailing? {
    guard let sending, sending.id == id else { return nil }
    self.sending = nil
    return entries.first { $0.number == sending.number }
  }

  /// Takes a letter out that was sent, or never will be.
  mutating func remove(_ entry: Mailing) {
    entries.removeAll { $0.number == entry.number }
    deferred[entry.address] = nil
  }

  /// Notes that the server is there.
  mutating func reach() {
    outage.succeed()
    closedUntil = Span(milliseconds: -1)
  }

  /// Lets the letters to one address wait.
  mutating func `defer`(
    _ address: MailAddress, at uptime: Span, using chance: inout Randomness
  ) {
    let attempts = (deferred[address]?.attempts ?? 0) + 1
    // A server that asks for another try means minutes: many let strangers wait five (RFC 6647).
    let bound = Span.minutes(5).milliseconds << Int64(min(attempts - 1, 4))
    let wait = bound / 2 + Int64(chance.number(below: Int(bound / 2)))
    deferred[address] = (uptime + Span(milliseconds: wait), attempts)
  }

  /// Lets all letters wait, because the server can't be reached or takes none.
  mutating func fail(at uptime: Span, using chance: inout Randomness) {
    closedUntil = uptime + outage.fail(using: &chance)
  }

  /// Drops the letters to a member; returns the exchange that has to be given up for it.
  mutating func forget(_ member: MemberID) -> ExchangeID? {
    let dropped = Set(entries.lazy.filter { $0.recipient == member }.map(\.number))
    for entry in entries where dropped.contains(entry.number) { deferred[entry.address] = nil }
    entries.removeAll { dropped.contains($0.number) }
    guard let sending, dropped.contains(sending.number) else { return nil }
    self.sending = nil
    return sending.id
  }
}
