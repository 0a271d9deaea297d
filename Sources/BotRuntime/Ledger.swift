import CommunityCore
import Primitives

/// What the bot remembers of its own work, beside what the communities know.
///
/// It changes in `take` alone, which the running bot and the replay of the journal both call.
struct Ledger {
  /// How far the feed has been read; nil before the first start.
  var cursor: Cursor?
  /// Whether everything from before the first start has been passed over.
  var hasBegun = false
  /// What was said before that is history; nil where everything is answered.
  var historyEnd: Instant?
  /// The chance of this state: each decision draws from it and from its own cause, so that it comes
  /// out the same whenever it is taken.
  var seed: UInt64 = 0
  /// The messages that were dealt with last.
  var seen = SeenWindow()
  /// The endpoint's notes.
  var notes: [String: String] = [:]
  /// Rests that the service has asked for.
  var embargoes: [RequestKind: Record.Embargo] = [:]
  /// How many processes in a row began within a minute of each other and did nothing.
  var idleStarts = 0
  /// When the last process began.
  var lastStart: Instant?
  /// When the newest record was kept.
  var now = Instant(milliseconds: 0)
  /// Whether the last process ended in order, so that it is known what it had not tried to say.
  var hasEnded = false
  /// The number of the next entry of the outbox.
  var nextEntry = 1
  /// How often something was said that may have been said before.
  var repeats = 0
  /// Whose traces are to be wiped before anything else happens.
  var erasing: [MemberID] = []

  init() {}

  /// Takes over what became true; the facts are the communities' business, the entries the outbox's.
  mutating func take(_ record: Record, insertsInbox: Bool) {
    now = record.now
    hasEnded = record.isEnd
    if let seed = record.seed { self.seed = seed }
    cursor = record.cursor ?? cursor
    if record.hasBegun { hasBegun = true }
    historyEnd = record.historyEnd ?? historyEnd
    if insertsInbox {
      for stamp in record.inbox { _ = seen.insert(stamp) }
    }
    if let passed = record.passed { seen.pass(passed) }
    if let notes = record.notes { self.notes = notes }
    for (kind, embargo) in record.embargoes { embargoes[kind] = embargo }
    if let last = record.outbox.last { nextEntry = max(nextEntry, last.number + 1) }
    if let last = record.mail.last { nextEntry = max(nextEntry, last.number + 1) }
    repeats += record.repeats
    erasing.append(contentsOf: record.erases)
    if record.isStart {
      let isSoon = lastStart.map { record.now - $0 < .minutes(1) && record.now >= $0 } ?? false
      idleStarts = isSoon ? idleStarts + 1 : 0
      lastStart = record.now
    } else if record.isEnd || !record.inbox.isEmpty || !record.said.isEmpty {
      idleStarts = 0
    }
  }
}

extension Ledger {
  /// Writes the member `bot` of a snapshot, with what is not said and not sent yet.
  func write(_ outbox: [Utterance], _ mail: [Mailing], to json: inout JSONWriter) {
    json.name("bot")
    json.object { json in
      json.member("begun", hasBegun)
      json.member("cursor", ifPresent: cursor?.text)
      if !embargoes.isEmpty { Record.write(embargoes, to: &json) }
      json.member("ended", hasEnded)
      json.member("historyEnd", ifPresent: historyEnd)
      json.member("idleStarts", idleStarts)
      json.member("lastStart", ifPresent: lastStart)
      if !mail.isEmpty { json.member("mail", linesOf: mail) { $1.write(to: &$0) } }
      json.member("nextEntry", nextEntry)
      json.member("notes", texts: notes)
      json.member("now", now)
      json.member("outbox", linesOf: outbox) { $1.write(to: &$0) }
      json.member("passed", ifPresent: seen.passed)
      json.member("repeats", repeats)
      json.member("seed", String(seed))
      seen.write(to: &json)
    }
  }

  /// Reads what `write` wrote.
  init(reading value: JSONPart) throws(StateError) {
    hasBegun = value["begun"]?.boolean ?? false
    cursor = value["cursor"]?.string.map { Cursor($0) }
    embargoes = Record.embargoes(reading: value["embargo"])
    historyEnd = value["historyEnd"]?.instant
    hasEnded = value["ended"]?.boolean ?? false
    now = value["now"]?.instant ?? now
    idleStarts = value["idleStarts"]?.integer ?? 0
    lastStart = value["lastStart"]?.instant
    notes = value["notes"]?.texts ?? [:]
    repeats = value["repeats"]?.integer ?? 0
    guard let nextEntry = value["nextEntry"]?.integer,
      let seed = value["seed"]?.string.flatMap({ UInt64($0) }),
      let seen = value["seen"]?.string.flatMap({ SeenWindow(reading: $0) })
    else { throw StateError("`bot`: `nextEntry`, `seed` or `seen` is missing or no good") }
    self.nextEntry = nextEntry
    self.seed = seed
    self.seen = seen
    if let passed = value["passed"]?.instant { self.seen.pass(passed) }
  }
}
