package import OrderedCollections
package import Primitives

/// What figures need and nothing else keeps for long: who was heard at which session, and which
/// threads began.
///
/// It follows what becomes true of voices, which themselves remember six sessions only. No words are
/// kept, nobody is ranked, and no command shows anybody's count but `!mydata` their own.
package struct Tallies: Sendable {
  /// Of how many sessions it is remembered who was heard: of a weekly rhythm nearly three years.
  package static let sessionsKept = 150
  /// How many threads are remembered.
  package static let threadsKept = 5000
  /// How long a thread is remembered.
  package static let threadsLast = Span.days(400)

  /// How many turns each had who was heard, by session; none for who only wrote.
  package private(set) var heard: OrderedDictionary<SessionID, OrderedDictionary<MemberID, Int>> =
    [:]
  /// When somebody first wrote in a thread, the oldest first.
  package private(set) var threads: OrderedDictionary<MessageID, Instant> = [:]

  init() {}

  mutating func apply(_ event: TallyEvent) {
    switch event {
    case .threadBegun(let thread, let at):
      guard threads[thread] == nil else { return }
      while let oldest = threads.values.first,
        threads.count >= Self.threadsKept || oldest + Self.threadsLast < at
      {
        threads.removeFirst()
      }
      threads[thread] = at
    }
  }

  /// Takes over how often `member` was heard in a session, as the voices have it now.
  mutating func follow(_ member: MemberID, at session: SessionID, in floor: Voices.Floor) {
    let turns = floor.turns[member] ?? 0
    if turns == 0, floor.words[member] == nil {
      heard[session]?.removeValue(forKey: member)
      return
    }
    guard heard[session]?[member] != turns else { return }
    heard[session, default: [:]][member] = turns
    if heard.count > Self.sessionsKept { heard.removeFirst() }
  }

  mutating func forget(_ member: MemberID) {
    for session in heard.keys { heard[session]?.removeValue(forKey: member) }
  }
}

/// What becomes true for figures alone.
package enum TallyEvent: Hashable, Sendable {
  /// Somebody wrote in a thread in which nobody was known to write before.
  case threadBegun(MessageID, at: Instant)
}

extension VoiceEvent {
  /// Whose words or turns it counts; nil where it counts none.
  var counted: MemberID? {
    switch change {
    case .spoke(let member, _, _), .called(let member, _), .turned(let member, _): member
    case .uncalled(let hand, _): hand.member
    default: nil
    }
  }
}

extension Respondent {
  /// That the message begins a thread, where nobody was known to write in it before.
  func threadBegun(in community: Community) -> Event? {
    guard let thread = message.thread, !message.isDirect, message.editedAt == nil,
      community.tallies.threads[thread] == nil
    else { return nil }
    return .tallies(.threadBegun(thread, at: now))
  }
}

extension TallyEvent {
  func writeMembers(to json: inout JSONWriter) {
    switch self {
    case .threadBegun(let thread, let at):
      json.member("event", "tally.thread-begun")
      json.member("thread", thread)
      json.member("at", at)
    }
  }

  init(_ name: String, reading fields: Fields) throws(StateError) {
    switch name {
    case "tally.thread-begun":
      self = .threadBegun(try fields.identifier("thread"), at: try fields.instant("at"))
    default: throw StateError("no such event")
    }
  }
}

extension Tallies {
  /// Writes the member `tallies`; nothing where nothing was ever counted.
  func write(to json: inout JSONWriter) {
    guard !heard.isEmpty || !threads.isEmpty else { return }
    json.member("tallies") { json in
      json.member("heard", linesOf: Array(heard)) { json, entry in
        json.object { json in
          json.member("members", arrayOf: entry.value.keys) { $0.string($1.text) }
          json.member("session", entry.key)
          json.member("turns", arrayOf: entry.value.values) { $0.integer($1) }
        }
      }
      json.member("threads", linesOf: Array(threads)) { json, entry in
        json.object { json in
          json.member("at", entry.value)
          json.member("thread", entry.key)
        }
      }
    }
  }

  init(reading community: Fields) throws(StateError) {
    self.init()
    guard let value = community.value["tallies"] else { return }
    let fields = Fields(value)
    for entry in fields.optionalList("heard") {
      let members: [MemberID] = entry.identifiers("members")
      let turns = entry.integers("turns")
      guard members.count == turns.count else { throw entry.missing("turns") }
      let session: SessionID = try entry.numbered("session")
      heard[session] = [:]
      for (member, count) in zip(members, turns) { heard[session]?[member] = count }
    }
    for entry in fields.optionalList("threads") {
      threads[try entry.identifier("thread")] = try entry.instant("at")
    }
  }
}
