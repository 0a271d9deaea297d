package import Primitives

/// What the members would like to talk about.
package struct Topics: Sendable {
  /// A subject proposed for a session.
  package struct Topic: Hashable, Sendable {
    /// What becomes of a topic.
    package enum Status: Hashable, Sendable {
      /// It can be voted for.
      case open
      /// It was taken back.
      case dropped
      /// It lives on in another one.
      case merged(into: TopicID)
    }

    /// Its name.
    package let id: TopicID
    /// What it is about, in the words of its proposer, mentions as identities.
    package internal(set) var text: String
    /// Who proposed it; nil once that member is forgotten.
    package internal(set) var proposer: MemberID?
    /// When.
    package let at: Instant
    /// Who votes for it, the first vote first.
    package internal(set) var votes: [MemberID] = []
    /// Who would lead it; nil where nobody has offered.
    package internal(set) var owner: MemberID?
    /// Whether it is still open.
    package internal(set) var status: Status = .open
  }

  /// All topics; the one called `T1` is the first.
  package private(set) var all: [Topic] = []
  /// The open topics that somebody votes for.
  private(set) var voted: Set<TopicID> = []
  /// The open topics that each member votes for, the first vote first.
  private var votesByMember: [MemberID: [TopicID]] = [:]
  private var index = TopicIndex()
  /// How many topics are open.
  package private(set) var openCount = 0

  init() {}

  /// The topic with that name.
  package subscript(id: TopicID) -> Topic? {
    all.indices.contains(id.number - 1) ? all[id.number - 1] : nil
  }

  /// What the next topic will be called.
  package var nextID: TopicID { TopicID(all.count + 1) }

  /// The open topics that a member votes for.
  package func votes(of member: MemberID) -> [TopicID] { votesByMember[member] ?? [] }

  /// The open topics but `others`, most votes first, among equals the older one first; at most `limit`.
  ///
  /// Looks only at topics with votes until they are used up, so it stays quick with many topics.
  package func ranked(limit: Int, except others: Set<TopicID> = []) -> [Topic] {
    let first = voted.lazy.filter { !others.contains($0) }.compactMap { self[$0] }
      .sorted { ($1.votes.count, $0.id) < ($0.votes.count, $1.id) }
    if first.count >= limit { return Array(first.prefix(limit)) }
    var ranked = first
    for topic in all
    where topic.status == .open && topic.votes.isEmpty && !others.contains(topic.id) {
      if ranked.count == limit { break }
      ranked.append(topic)
    }
    return ranked
  }

  /// The open topic that says nearly the same as `text`; nil where none does.
  package func similar(to text: String, except id: TopicID? = nil) -> TopicID? {
    index.nearest(to: text) { $0 != id && self[$0]?.status == .open }
  }

  /// The open topics that hold all words of `text`; at most three.
  package func matching(_ text: String) -> [TopicID] {
    index.matching(text) { self[$0]?.status == .open }
  }

  mutating func apply(_ event: TopicEvent) {
    switch event {
    case .proposed(let id, let text, let by, let at):
      guard id == nextID else { return }
      all.append(Topic(id: id, text: text, proposer: by, at: at))
      index.insert(id, text)
      openCount += 1
    case .voted(let id, let by): vote(id, by)
    case .unvoted(let id, let by): unvote(id, by)
    case .owned(let id, let by): change(id) { $0.owner = by }
    case .edited(let id, let text):
      if let old = self[id]?.text { index.remove(id, old) }
      change(id) { $0.text = text }
      index.insert(id, text)
    case .dropped(let id): close(id, as: .dropped)
    case .restored(let id):
      guard let topic = self[id], topic.status != .open else { return }
      change(id) { $0.status = .open }
      openCount += 1
      topic.votes.forEach { count($0, for: id) }
    case .merged(let id, let target, let moving):
      close(id, as: .merged(into: target))
      moving.forEach { vote(target, $0) }
    case .unmerged(let id, let target, let returning):
      returning.forEach { unvote(target, $0) }
      apply(.restored(id))
    }
  }

  private mutating func change(_ id: TopicID, _ body: (inout Topic) -> Void) {
    guard all.indices.contains(id.number - 1) else { return }
    body(&all[id.number - 1])
  }

  private mutating func close(_ id: TopicID, as status: Topic.Status) {
    guard let topic = self[id], topic.status == .open else { return }
    change(id) { $0.status = status }
    openCount -= 1
    voted.remove(id)
    for member in topic.votes { votesByMember[member]?.removeAll { $0 == id } }
  }

  private mutating func vote(_ id: TopicID, _ member: MemberID) {
    guard let topic = self[id], !topic.votes.contains(member) else { return }
    change(id) { $0.votes.append(member) }
    count(member, for: id)
  }

  private mutating func count(_ member: MemberID, for id: TopicID) {
    guard self[id]?.status == .open else { return }
    voted.insert(id)
    votesByMember[member, default: []].append(id)
  }

  private mutating func unvote(_ id: TopicID, _ member: MemberID) {
    change(id) { $0.votes.removeAll { $0 == member } }
    votesByMember[member]?.removeAll { $0 == id }
    if self[id]?.votes.isEmpty ?? true { voted.remove(id) }
  }

  /// Takes the member's votes and names away; the topics stay, because others talk about them.
  mutating func forget(_ member: MemberID) {
    for topic in all {
      if topic.votes.contains(member) { unvote(topic.id, member) }
      change(topic.id) { topic in
        if topic.proposer == member { topic.proposer = nil }
        if topic.owner == member { topic.owner = nil }
      }
      let erased = People.erased(member, from: topic.text)
      if erased != topic.text { apply(.edited(topic.id, text: erased)) }
    }
    votesByMember[member] = nil
  }
}

extension Topics {
  func write(to json: inout JSONWriter) {
    json.member("topics", arrayOf: all) { json, topic in
      json.object { json in
        json.member("at", topic.at)
        json.member("by", ifPresent: topic.proposer)
        json.member("id", topic.id)
        if case .merged(let target) = topic.status { json.member("merged-into", target) }
        json.member("owner", ifPresent: topic.owner)
        json.member("status", topic.status.word)
        json.member("text", topic.text)
        json.member("votes", arrayOf: topic.votes) { $0.string($1.text) }
      }
    }
  }

  init(reading fields: Fields) throws(StateError) {
    let entries = try fields.list("topics")
    all.reserveCapacity(entries.count)
    index.reserveCapacity(entries.count)
    for entry in entries {
      var topic = Topic(
        id: try entry.numbered("id"), text: try entry.text("text"),
        proposer: entry.optionalIdentifier("by"), at: try entry.instant("at"))
      topic.votes = entry.identifiers("votes")
      topic.owner = entry.optionalIdentifier("owner")
      topic.status = try Topic.Status(reading: entry)
      guard topic.id == nextID else {
        throw StateError("\(topic.id) stands where \(nextID) should")
      }
      all.append(topic)
      index.insert(topic.id, topic.text)
      guard topic.status == .open else { continue }
      openCount += 1
      topic.votes.forEach { count($0, for: topic.id) }
    }
  }
}

extension Topics.Topic.Status {
  fileprivate var word: String {
    switch self {
    case .open: "open"
    case .dropped: "dropped"
    case .merged: "merged"
    }
  }

  fileprivate init(reading fields: Fields) throws(StateError) {
    switch try fields.text("status") {
    case "open": self = .open
    case "dropped": self = .dropped
    case "merged": self = .merged(into: try fields.numbered("merged-into"))
    default: throw fields.missing("status")
    }
  }
}
