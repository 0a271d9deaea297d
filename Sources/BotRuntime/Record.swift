import CommunityCore
import Primitives

/// One line of the journal: everything that became true in one step of the loop.
struct Record {
  /// How long a kind of request has to rest because the service asked for it.
  struct Embargo: Hashable {
    /// Until when, by the clock.
    let until: Instant
    /// How long that was when it was asked for: a clock that is set back makes it no longer.
    let span: Span
  }

  /// When it was decided.
  var now = Instant(milliseconds: 0)
  /// Whether a process began its work with this record.
  var isStart = false
  /// Whether a process ended in order with this record.
  var isEnd = false
  /// The chance of the whole state; only where it was drawn.
  var seed: UInt64?
  /// How far the feed has been read.
  var cursor: Cursor?
  /// Whether everything from before the first start has been passed over.
  var hasBegun = false
  /// What was said before that is history, which is never answered, however late it comes.
  var historyEnd: Instant?
  /// The stamps of the messages that were dealt with.
  var inbox: [String] = []
  /// Until when messages were said that are remembered no longer; only where that has changed.
  var passed: Instant?
  /// What became true, in order.
  var facts: [Fact] = []
  /// What is to be said, in order.
  var outbox: [Utterance] = []
  /// What is to be sent by mail, in order.
  var mail: [Mailing] = []
  /// The numbers of what was said or sent, or given up.
  var said: [Int] = []
  /// The numbers of what certainly was not tried when the process ended.
  var untried: [Int] = []
  /// The endpoint's notes, where they have changed.
  var notes: [String: String]?
  /// Rests that the service has asked for.
  var embargoes: [RequestKind: Embargo] = [:]
  /// How often something was said that may have been said before.
  var repeats = 0
  /// Whose traces are to be wiped.
  var erases: [MemberID] = []

  init() {}

  /// Starts afresh and keeps the room that was taken.
  mutating func removeAll() {
    isStart = false
    isEnd = false
    seed = nil
    cursor = nil
    hasBegun = false
    historyEnd = nil
    passed = nil
    inbox.removeAll(keepingCapacity: true)
    facts.removeAll(keepingCapacity: true)
    outbox.removeAll(keepingCapacity: true)
    mail.removeAll()
    said.removeAll(keepingCapacity: true)
    untried.removeAll()
    notes = nil
    embargoes = [:]
    repeats = 0
    erases.removeAll()
  }
}

/// The kinds of request that a service limits apart from each other.
enum RequestKind: String, CaseIterable {
  /// Reading the feed, and everything that belongs to it.
  case poll
  /// Saying something.
  case send
}

extension Record {
  /// Writes the members behind the record's number; what is empty is left out.
  func write(to json: inout JSONWriter) {
    json.member("now", now)
    if isStart { json.member("start", true) }
    if isEnd { json.member("end", true) }
    if let seed { json.member("seed", String(seed)) }
    json.member("cursor", ifPresent: cursor?.text)
    if hasBegun { json.member("begun", true) }
    json.member("historyEnd", ifPresent: historyEnd)
    json.member("passed", ifPresent: passed)
    if !inbox.isEmpty { json.member("inbox", arrayOf: inbox) { $0.string($1) } }
    if !facts.isEmpty { json.member("events", arrayOf: facts) { $1.write(to: &$0) } }
    if !outbox.isEmpty { json.member("outbox", arrayOf: outbox) { $1.write(to: &$0) } }
    if !mail.isEmpty { json.member("mail", arrayOf: mail) { $1.write(to: &$0) } }
    if !said.isEmpty { json.member("said", arrayOf: said) { $0.integer($1) } }
    if !untried.isEmpty { json.member("untried", arrayOf: untried) { $0.integer($1) } }
    if let notes { json.member("notes", texts: notes) }
    if !embargoes.isEmpty { Self.write(embargoes, to: &json) }
    if repeats > 0 { json.member("repeats", repeats) }
    if !erases.isEmpty { json.member("erases", arrayOf: erases) { $0.string($1.text) } }
  }

  /// Writes the member `embargo`.
  static func write(_ embargoes: [RequestKind: Embargo], to json: inout JSONWriter) {
    json.name("embargo")
    json.object { json in
      for kind in RequestKind.allCases {
        guard let embargo = embargoes[kind] else { continue }
        json.name(kind.rawValue)
        json.object { json in
          json.member("milliseconds", embargo.span.milliseconds)
          json.member("until", embargo.until)
        }
      }
    }
  }

  /// Reads the members of the member `embargo`.
  static func embargoes(reading value: JSONPart?) -> [RequestKind: Embargo] {
    var embargoes: [RequestKind: Embargo] = [:]
    for kind in RequestKind.allCases {
      guard let entry = value?[kind.rawValue],
        let until = entry["until"]?.instant,
        let span = entry["milliseconds"]?.integer
      else { continue }
      embargoes[kind] = Embargo(until: until, span: Span(milliseconds: Int64(span)))
    }
    return embargoes
  }

  /// Reads what `write` wrote, in this release or an earlier one; unknown members are passed over.
  init(reading value: JSONPart) throws(StateError) {
    guard let now = value["now"]?.instant else {
      throw StateError("`now` is missing or no good")
    }
    self.now = now
    isStart = value["start"]?.boolean ?? false
    isEnd = value["end"]?.boolean ?? false
    seed = value["seed"]?.string.flatMap { UInt64($0) }
    cursor = value["cursor"]?.string.map { Cursor($0) }
    hasBegun = value["begun"]?.boolean ?? false
    historyEnd = value["historyEnd"]?.instant
    passed = value["passed"]?.instant
    inbox = value["inbox"]?.array?.compactMap(\.string) ?? []
    for fact in value["events"]?.array ?? [] { facts.append(try Fact(reading: fact)) }
    for entry in value["outbox"]?.array ?? [] {
      guard let entry = Utterance(reading: entry) else {
        throw StateError("an entry of `outbox` is no good")
      }
      outbox.append(entry)
    }
    for entry in value["mail"]?.array ?? [] {
      guard let entry = Mailing(reading: entry) else {
        throw StateError("an entry of `mail` is no good")
      }
      mail.append(entry)
    }
    said = value["said"]?.array?.compactMap(\.integer) ?? []
    untried = value["untried"]?.array?.compactMap(\.integer) ?? []
    notes = value["notes"]?.texts
    embargoes = Self.embargoes(reading: value["embargo"])
    repeats = value["repeats"]?.integer ?? 0
    erases = value["erases"]?.array?.compactMap { $0.string.map { MemberID($0) } } ?? []
  }
}
