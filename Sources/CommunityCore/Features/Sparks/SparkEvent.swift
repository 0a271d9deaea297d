package import Primitives

/// What becomes true of what sets a talk going.
package enum SparkEvent: Hashable, Sendable {
  /// A question that comes on the board without a name.
  package struct Release: Hashable, Sendable {
    /// What it is called from now on.
    package let id: QuestionID
    /// Its words, mentions as identities.
    package let text: String
  }

  /// A text was drawn.
  case drawn(Sparks.Drawn)
  /// It was put back.
  case returned(Sparks.Drawn)
  /// Somebody wants to know something.
  case asked(QuestionID, text: String, by: MemberID, at: Instant)
  /// Somebody wants to know something without their name; what lies in a box and nowhere else.
  case askedAnonymously(by: MemberID, at: Instant)
  /// All that lay in the box is on the board.
  case released([Release], at: Instant)
  /// Somebody wants to know it too.
  case voted(QuestionID, by: MemberID)
  /// Somebody takes that back.
  case unvoted(QuestionID, by: MemberID)
  /// It was read out, or was not after all; and which one was read out last.
  case read(QuestionID, Bool, current: QuestionID?)
  /// It has an answer.
  case answered(QuestionID, String, by: MemberID)
  /// It was taken off the board.
  case dropped(QuestionID)
  /// It is open again, without an answer.
  case reopened(QuestionID)
  /// Who speaks at a session: the whole list.
  case spoken(SessionID, [Sparks.Speaker])
  /// Topics are collected from now on.
  case harvestBegun(Sparks.Harvest)
  /// One came, and perhaps was there before.
  case harvested(TopicID, isKnown: Bool, by: MemberID)
  /// They are collected no more.
  case harvestEnded
}

extension SparkEvent {
  func writeMembers(to json: inout JSONWriter) {
    switch self {
    case .drawn(let one):
      json.member("event", "spark.drawn")
      one.writeMembers(to: &json)
    case .returned(let one):
      json.member("event", "spark.returned")
      one.writeMembers(to: &json)
    case .asked(let id, let text, let by, let at):
      begin("spark.asked", id, &json)
      json.member("text", text)
      json.member("by", by)
      json.member("at", at)
    case .askedAnonymously(let by, let at):
      json.member("event", "spark.asked-anonymously")
      json.member("by", by)
      json.member("at", at)
    case .released(let list, let at):
      json.member("event", "spark.released")
      json.member("questions", arrayOf: list) { json, one in
        json.object { json in
          json.member("question", one.id)
          json.member("text", one.text)
        }
      }
      json.member("at", at)
    case .voted(let id, let by):
      begin("spark.voted", id, &json)
      json.member("by", by)
    case .unvoted(let id, let by):
      begin("spark.unvoted", id, &json)
      json.member("by", by)
    case .read(let id, let isRead, let current):
      begin("spark.read", id, &json)
      json.member("read", isRead)
      if let current { json.member("current", current) }
    case .answered(let id, let answer, let by):
      begin("spark.answered", id, &json)
      json.member("answer", answer)
      json.member("by", by)
    case .dropped(let id): begin("spark.dropped", id, &json)
    case .reopened(let id): begin("spark.reopened", id, &json)
    case .spoken(let session, let speakers):
      json.member("event", "spark.speakers")
      json.member("session", session)
      json.member("speakers", arrayOf: speakers) { $1.write(to: &$0) }
    case .harvestBegun(let harvest):
      json.member("event", "spark.harvest-begun")
      harvest.writeMembers(to: &json)
    case .harvested(let topic, let isKnown, let by):
      json.member("event", "spark.harvested")
      json.member("topic", topic)
      json.member("known", isKnown)
      json.member("by", by)
    case .harvestEnded: json.member("event", "spark.harvest-ended")
    }
  }

  private func begin(_ name: String, _ id: QuestionID, _ json: inout JSONWriter) {
    json.member("event", name)
    json.member("question", id)
  }

  init(_ name: String, reading fields: Fields) throws(StateError) {
    switch name {
    case "spark.drawn": self = .drawn(try Sparks.Drawn(reading: fields))
    case "spark.returned": self = .returned(try Sparks.Drawn(reading: fields))
    case "spark.speakers":
      var speakers: [Sparks.Speaker] = []
      for entry in fields.optionalList("speakers") {
        speakers.append(try Sparks.Speaker(reading: entry))
      }
      self = .spoken(try fields.numbered("session"), speakers)
    case "spark.asked-anonymously":
      self = .askedAnonymously(
        by: try fields.identifier("by"), at: try fields.instant("at"))
    case "spark.released":
      var list: [Release] = []
      for entry in try fields.list("questions") {
        list.append(Release(id: try entry.numbered("question"), text: try entry.text("text")))
      }
      self = .released(list, at: try fields.instant("at"))
    case "spark.harvest-begun": self = .harvestBegun(try Sparks.Harvest(reading: fields))
    case "spark.harvested":
      self = .harvested(
        try fields.numbered("topic"), isKnown: fields.boolean("known"),
        by: try fields.identifier("by"))
    case "spark.harvest-ended": self = .harvestEnded
    default: self = try Self.question(name, reading: fields)
    }
  }

  private static func question(
    _ name: String, reading fields: Fields
  ) throws(StateError) -> SparkEvent {
    let id: QuestionID = try fields.numbered("question")
    switch name {
    case "spark.asked":
      return .asked(
        id, text: try fields.text("text"), by: try fields.identifier("by"),
        at: try fields.instant("at"))
    case "spark.voted": return .voted(id, by: try fields.identifier("by"))
    case "spark.unvoted": return .unvoted(id, by: try fields.identifier("by"))
    case "spark.read":
      return .read(
        id, fields.boolean("read"),
        current: fields.has("current") ? try fields.numbered("current") : nil)
    case "spark.answered":
      return .answered(id, try fields.text("answer"), by: try fields.identifier("by"))
    case "spark.dropped": return .dropped(id)
    case "spark.reopened": return .reopened(id)
    default: throw StateError("no such event")
    }
  }
}
