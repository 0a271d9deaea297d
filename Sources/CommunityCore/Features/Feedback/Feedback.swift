package import OrderedCollections
package import Primitives

/// What members say about sessions after them.
package struct Feedback: Sendable {
  /// What was said about one session.
  package struct About: Hashable, Sendable {
    /// The answers that members gave with their name, in the order in which they came.
    package internal(set) var named: OrderedDictionary<MemberID, Named> = [:]
    /// Who has answered without their name.
    package internal(set) var anonymous: OrderedSet<MemberID> = []
    /// How many have answered without their name, those who are forgotten by now among them.
    package internal(set) var anonymousCount = 0
  }

  /// An answer with a name.
  package struct Named: Hashable, Sendable {
    /// 1 to 5.
    package let rating: Int
    /// What was said with it; may be empty.
    package let text: String
    /// When.
    package let at: Instant
  }

  /// What was said, by session.
  package private(set) var sessions: OrderedDictionary<SessionID, About> = [:]
  /// The anonymous answers, by session; they lie in files of their own.
  private(set) var boxes: [SessionID: BallotBox] = [:]
  /// When each member was asked last what a session was worth.
  package private(set) var askedAt: OrderedDictionary<MemberID, Instant> = [:]

  /// How far apart two of these questions to one member are at least: a day less than a week, so that a
  /// weekly session is asked about every week.
  package static let spacing = Span.days(6)

  init() {}

  /// What `member` said about `session` with their name.
  package func named(_ session: SessionID, by member: MemberID) -> Named? {
    sessions[session]?.named[member]
  }

  /// Whether `member` has said what `session` was worth, with or without their name.
  package func isAnswered(_ session: SessionID, by member: MemberID) -> Bool {
    guard let about = sessions[session] else { return false }
    return about.named[member] != nil || about.anonymous.contains(member)
  }

  /// Whether `member` was asked so lately that they are not asked again at `now`.
  package func wasAskedLately(_ member: MemberID, at now: Instant) -> Bool {
    askedAt[member].map { now - $0 < Self.spacing } ?? false
  }

  /// What may be told of a session: the answers without a name that are released, and those with one
  /// from three on; the one rule for figures and files.
  func told(
    of session: SessionID
  ) -> (released: [BallotBox.Entry], named: OrderedDictionary<MemberID, Named>) {
    let named = sessions[session]?.named ?? [:]
    return (boxes[session]?.released ?? [], named.count < Figures.smallest ? [:] : named)
  }

  /// How many answers there are about a session, told or not.
  func count(of session: SessionID) -> Int {
    sessions[session].map { $0.named.count + $0.anonymousCount } ?? 0
  }

  mutating func apply(_ event: FeedbackEvent) {
    switch event {
    case .asked(let members, let at): for member in members { askedAt[member] = at }
    case .given(let session, let member, let answer):
      sessions[session, default: About()].named[member] = answer
    case .answered(let session, let member):
      sessions[session, default: About()].anonymous.append(member)
      sessions[session, default: About()].anonymousCount += 1
    }
  }

  mutating func cast(_ entry: BallotBox.Entry, for session: SessionID) {
    boxes[session, default: BallotBox()].cast(entry)
  }

  mutating func load(_ box: BallotBox, for session: SessionID) {
    boxes[session] = box
  }

  /// Takes over a box that holds more or less than is known to have been put in.
  mutating func rescue(_ box: BallotBox, for session: SessionID) {
    boxes[session] = box
    sessions[session]?.anonymousCount = box.count
  }

  mutating func forget(_ member: MemberID) {
    askedAt.removeValue(forKey: member)
    for session in sessions.keys {
      sessions[session]?.named.removeValue(forKey: member)
      sessions[session]?.anonymous.remove(member)
      for (other, answer) in sessions[session]?.named ?? [:] {
        sessions[session]?.named[other] = answer.erasing(member)
      }
    }
  }
}

/// What becomes true of the feedback about a session.
package enum FeedbackEvent: Hashable, Sendable {
  /// A member answered with their name.
  case given(SessionID, by: MemberID, Feedback.Named)
  /// A member answered without it; what they said lies in the ballot box and nowhere else.
  case answered(SessionID, by: MemberID)
  /// Members were asked what a session was worth.
  case asked([MemberID], at: Instant)
}

extension FeedbackEvent {
  func writeMembers(to json: inout JSONWriter) {
    switch self {
    case .given(let session, let member, let answer):
      json.member("event", "feedback.given")
      json.member("session", session)
      json.member("by", member)
      json.member("rating", answer.rating)
      json.member("text", answer.text)
      json.member("at", answer.at)
    case .answered(let session, let member):
      json.member("event", "feedback.answered")
      json.member("session", session)
      json.member("by", member)
    case .asked(let members, let at):
      json.member("event", "feedback.asked")
      json.member("members", arrayOf: members) { $0.string($1.text) }
      json.member("at", at)
    }
  }

  init(_ name: String, reading fields: Fields) throws(StateError) {
    switch name {
    case "feedback.given":
      self = .given(
        try fields.numbered("session"), by: try fields.identifier("by"),
        try Feedback.Named(reading: fields))
    case "feedback.answered":
      self = .answered(try fields.numbered("session"), by: try fields.identifier("by"))
    case "feedback.asked":
      self = .asked(fields.identifiers("members"), at: try fields.instant("at"))
    default: throw StateError("no such event")
    }
  }
}

extension Feedback.Named {
  /// The same without a mention of `member`.
  fileprivate func erasing(_ member: MemberID) -> Self {
    Self(rating: rating, text: People.erased(member, from: text), at: at)
  }

  fileprivate init(reading fields: Fields) throws(StateError) {
    self.init(
      rating: try fields.integer("rating"), text: try fields.text("text"),
      at: try fields.instant("at"))
  }
}

extension Feedback {
  func write(to json: inout JSONWriter) {
    let sorted = sessions.sorted { $0.key < $1.key }
    json.member("feedback", arrayOf: sorted) { json, entry in
      let (session, about) = entry
      json.object { json in
        // In the order of their ids: the order in which they came could be laid beside the ballots.
        json.member("anonymous", arrayOf: about.anonymous.sorted()) { $0.string($1.text) }
        json.member("anonymous-count", about.anonymousCount)
        json.member("named", arrayOf: about.named) { json, named in
          json.object { json in
            json.member("at", named.value.at)
            json.member("by", named.key)
            json.member("rating", named.value.rating)
            json.member("text", named.value.text)
          }
        }
        json.member("session", session)
      }
    }
    guard !askedAt.isEmpty else { return }
    json.member("feedback-asked", arrayOf: askedAt) { json, entry in
      json.object { json in
        json.member("at", entry.value)
        json.member("member", entry.key)
      }
    }
  }

  init(reading fields: Fields) throws(StateError) {
    for entry in fields.optionalList("feedback") {
      var about = About()
      about.anonymous = OrderedSet(entry.identifiers("anonymous"))
      about.anonymousCount = try entry.integer("anonymous-count")
      for named in try entry.list("named") {
        about.named[try named.identifier("by")] = try Named(reading: named)
      }
      sessions[try entry.numbered("session")] = about
    }
    for entry in fields.optionalList("feedback-asked") {
      askedAt[try entry.identifier("member")] = try entry.instant("at")
    }
  }
}
