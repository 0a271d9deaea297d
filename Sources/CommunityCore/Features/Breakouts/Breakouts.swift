import Grouping
package import OrderedCollections
package import Primitives

/// The breakout groups of a community, and who has met whom in them.
package struct Breakouts: Sendable {
  /// How many people can be parted.
  package static let memberLimit = 300
  /// How many rounds can be drawn at once.
  package static let roundLimit = 12
  /// How many members somebody can wish to be apart from.
  package static let wishLimit = 5
  /// The longest word to all groups, in bytes.
  package static let wordBytes = 500
  /// For how many sessions the groups are kept one by one; of older ones only who met whom is.
  private static let keptSessions = 20

  /// The groups by session, the one that was drawn first in front.
  package private(set) var all: OrderedDictionary<SessionID, Breakout> = [:]
  /// From whom members would rather be apart; nobody else is ever shown that.
  package private(set) var wishes: OrderedDictionary<MemberID, [MemberID]> = [:]
  /// The posts below which groups talk, by session and then in the order of the groups.
  private(set) var threads: OrderedDictionary<SessionID, [MessageID]> = [:]
  /// Who met whom in sessions of which the groups are not kept any more.
  private var past = PairHistory<MemberID>()
  /// What is being thought about: never kept, because it follows from the rest.
  var thought: Thought?

  /// What has come of thinking about the groups of a session so far.
  enum Thought: Sendable {
    case searching(BreakoutSearch)
    /// There are no such groups any more.
    case given(SessionID, up: BreakoutRefusal)

    var session: SessionID {
      switch self {
      case .searching(let search): search.session
      case .given(let session, _): session
      }
    }

    /// Whether there is nothing more to think.
    var isDone: Bool {
      switch self {
      case .searching(let search): search.isDone
      case .given: true
      }
    }
  }

  init() {}

  /// The groups of a session.
  package subscript(id: SessionID) -> Breakout? { all[id] }

  /// Who has met whom in rounds that took place.
  var history: PairHistory<MemberID> {
    var history = past
    for breakout in all.values { Self.note(breakout, in: &history) }
    return history
  }

  /// How many pairs among `members` have never met in groups: a number without names.
  package func strangers(among members: [MemberID]) -> Int {
    history.pairsThatNeverMet(among: members)
  }

  /// The pairs among `members` of whom one would rather be apart from the other.
  func apart(among members: [MemberID]) -> [[MemberID]] {
    members.flatMap { member in
      (wishes[member] ?? []).filter { members.contains($0) }.map { [member, $0] }
    }
  }

  /// The session whose group talks below `post`, and the number of the group.
  func group(below post: MessageID) -> (session: SessionID, number: Int)? {
    for (session, posts) in threads {
      if let index = posts.firstIndex(of: post) { return (session, index + 1) }
    }
    return nil
  }

  /// The post below which a group talks; nil where it has none yet.
  func thread(of group: Int, at session: SessionID) -> MessageID? {
    guard let posts = threads[session], posts.indices.contains(group - 1) else { return nil }
    return posts[group - 1].text.isEmpty ? nil : posts[group - 1]
  }

  /// How often `member` led a group or took notes, as far as the groups are kept.
  func duties(of member: MemberID) -> Int {
    all.values.reduce(0) { count, breakout in
      let rounds = breakout.held + [breakout.running?.groups ?? []]
      return count + rounds.joined().count { $0.lead == member || $0.notes == member }
    }
  }

  mutating func apply(_ event: BreakoutEvent) {
    switch event {
    case .arranged(let id, let breakout):
      all[id] = breakout
      if thought?.session == id { thought = nil }
      guard all.count > Self.keptSessions, let oldest = all.elements.first else { return }
      Self.note(oldest.value, in: &past)
      all.removeFirst()
      threads.removeValue(forKey: oldest.key)
    case .wished(let member, let other, let isWish):
      wishes[member, default: []].removeAll { $0 == other }
      if isWish { wishes[member, default: []].append(other) }
      if wishes[member]?.isEmpty ?? false { wishes.removeValue(forKey: member) }
    }
  }

  /// Remembers below which post a group of a session talks.
  mutating func note(_ post: MessageID, for group: Int, at session: SessionID) {
    guard all[session] != nil, (1...Self.memberLimit).contains(group) else { return }
    var posts = threads[session] ?? []
    while posts.count < group { posts.append(MessageID("")) }
    posts[group - 1] = post
    threads[session] = posts
  }

  /// Notes the rounds that took place, by the month of the draw.
  private static func note(_ breakout: Breakout, in history: inout PairHistory<MemberID>) {
    for group in breakout.held.joined() where group.members.count > 1 {
      history.met(group.members, at: breakout.at.month)
    }
  }

  mutating func forget(_ member: MemberID) {
    past.remove(member)
    for id in all.keys { all[id]?.forget(member) }
    wishes.removeValue(forKey: member)
    for other in wishes.keys { wishes[other]?.removeAll { $0 == member } }
    wishes.removeAll { $0.value.isEmpty }
    thought = nil
  }
}

extension Instant {
  /// The month in which it lies, counted from the year 0, in universal time: the age of a meeting.
  var month: Int {
    let day = GregorianDay(daysSince1970: milliseconds / 86_400_000)
    return day.year * 12 + day.month
  }
}

extension Breakouts {
  func write(to json: inout JSONWriter) {
    json.member("breakouts") { json in
      json.member("apart", arrayOf: wishes) { json, wish in
        json.object { json in
          json.member("from", arrayOf: wish.value) { $0.string($1.text) }
          json.member("member", wish.key)
        }
      }
      json.member("met", arrayOf: past.pairSnapshot) { json, record in
        json.object { record.writeMembers(to: &$0) }
      }
      json.member("sessions", arrayOf: all) { json, entry in
        json.object { json in
          entry.value.writeMembers(to: &json)
          json.member("session", entry.key.description)
          json.member("threads", arrayOf: threads[entry.key] ?? []) { $0.string($1.text) }
        }
      }
    }
  }

  init(reading community: Fields) throws(StateError) {
    self.init()
    guard let value = community.value["breakouts"] else { return }
    let fields = Fields(value)
    for entry in fields.optionalList("apart") {
      wishes[try entry.identifier("member")] = entry.identifiers("from")
    }
    var pairs: [PairRecord<MemberID>] = []
    for entry in fields.optionalList("met") { pairs.append(try PairRecord(reading: entry)) }
    past = PairHistory(pairs: pairs, trios: [])
    for entry in fields.optionalList("sessions") {
      let id: SessionID = try entry.numbered("session")
      all[id] = try Breakout(reading: entry)
      let posts: [MessageID] = entry.identifiers("threads")
      if !posts.isEmpty { threads[id] = posts }
    }
  }
}

extension PairRecord<MemberID> {
  func writeMembers(to json: inout JSONWriter) {
    json.member("last", last)
    json.member("members", arrayOf: [first, second]) { $0.string($1.text) }
    json.member("times", times)
  }

  init(reading fields: Fields) throws(StateError) {
    let members: [MemberID] = fields.identifiers("members")
    guard members.count == 2 else { throw fields.missing("members") }
    self.init(
      first: members[0], second: members[1], times: try fields.integer("times"),
      last: try fields.integer("last"))
  }
}
