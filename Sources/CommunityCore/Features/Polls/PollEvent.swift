package import Primitives
package import Timekeeping

/// What becomes true of a poll.
package enum PollEvent: Hashable, Sendable {
  /// All are asked something.
  case asked(Plan)
  /// A member chose options, by their numbers from 1; an earlier answer is void.
  case answered(PollID, by: MemberID, [Int])
  /// A member took their answer back.
  case withdrawn(PollID, by: MemberID)
  /// A member answered without their name; what they chose lies in the poll's box and nowhere else.
  case voted(PollID, by: MemberID)
  /// The room was reminded, or need not be.
  case reminded(PollID)
  /// The answers were counted.
  case closed(PollID, Polls.Result, at: Instant)
  /// It was called off, and votes without names are gone.
  case cancelled(PollID, at: Instant)
  /// Answers are taken again.
  case reopened(PollID)
  /// It has ended for good, and who answered what is forgotten.
  case settled(PollID)

  /// A poll as it was asked.
  package struct Plan: Hashable, Sendable {
    /// Its name.
    package var id: PollID
    /// What is asked, mentions as identities.
    package var question: String
    /// What can be answered, mentions as identities; the first one is called 1.
    package var options: [String]
    /// How many of them one can choose.
    package var choices: Int
    /// Whether nobody's answer is kept beside their name.
    package var isAnonymous: Bool
    /// Until when answers are taken, by the clocks of a place.
    package var deadline: ZonedTime
    /// Where it is asked.
    package var room: RoomID
    /// The thread in which it is asked; nil for the room itself.
    package var thread: MessageID?
    /// Who asks; nil once that member is forgotten.
    package var author: MemberID?
    /// When.
    package var at: Instant

    mutating func forget(_ member: MemberID) {
      if author == member { author = nil }
      question = People.erased(member, from: question)
      for index in options.indices { options[index] = People.erased(member, from: options[index]) }
    }
  }
}

extension PollEvent {
  func writeMembers(to json: inout JSONWriter) {
    switch self {
    case .asked(let plan):
      begin("poll.asked", plan.id, &json)
      plan.writeMembers(to: &json)
    case .answered(let id, let member, let choices):
      begin("poll.answered", id, &json)
      json.member("by", member)
      json.member("choices", arrayOf: choices) { $0.integer($1) }
    case .withdrawn(let id, let member):
      begin("poll.withdrawn", id, &json)
      json.member("by", member)
    case .voted(let id, let member):
      begin("poll.voted", id, &json)
      json.member("by", member)
    case .reminded(let id): begin("poll.reminded", id, &json)
    case .closed(let id, let result, let at):
      begin("poll.closed", id, &json)
      json.member("at", at)
      result.writeMembers(to: &json)
    case .cancelled(let id, let at):
      begin("poll.cancelled", id, &json)
      json.member("at", at)
    case .reopened(let id): begin("poll.reopened", id, &json)
    case .settled(let id): begin("poll.settled", id, &json)
    }
  }

  private func begin(_ name: String, _ id: PollID, _ json: inout JSONWriter) {
    json.member("event", name)
    json.member("poll", id)
  }

  init(_ name: String, reading fields: Fields) throws(StateError) {
    let id: PollID = try fields.numbered("poll")
    switch name {
    case "poll.asked": self = .asked(try Plan(id, reading: fields))
    case "poll.answered":
      self = .answered(id, by: try fields.identifier("by"), fields.integers("choices"))
    case "poll.withdrawn": self = .withdrawn(id, by: try fields.identifier("by"))
    case "poll.voted": self = .voted(id, by: try fields.identifier("by"))
    case "poll.reminded": self = .reminded(id)
    case "poll.closed":
      self = .closed(id, try Polls.Result(reading: fields), at: try fields.instant("at"))
    case "poll.cancelled": self = .cancelled(id, at: try fields.instant("at"))
    case "poll.reopened": self = .reopened(id)
    case "poll.settled": self = .settled(id)
    default: throw StateError("no such event")
    }
  }
}

extension PollEvent.Plan {
  func writeMembers(to json: inout JSONWriter) {
    if isAnonymous { json.member("anonymous", true) }
    json.member("asked-at", at)
    json.member("asked-by", ifPresent: author)
    json.member("choices", choices)
    json.member("options", arrayOf: options) { $0.string($1) }
    json.member("question", question)
    json.member("room", room)
    json.member("thread", ifPresent: thread)
    json.member("until", deadline.local.description)
    json.member("until-zone", deadline.zone)
  }

  init(_ id: PollID, reading fields: Fields) throws(StateError) {
    self.init(
      id: id, question: try fields.text("question"), options: fields.texts("options"),
      choices: try fields.integer("choices"), isAnonymous: fields.boolean("anonymous"),
      deadline: ZonedTime(try fields.localTime("until"), zone: try fields.text("until-zone")),
      room: try fields.identifier("room"), thread: fields.optionalIdentifier("thread"),
      author: fields.optionalIdentifier("asked-by"), at: try fields.instant("asked-at"))
  }
}

extension Polls.Result {
  func writeMembers(to json: inout JSONWriter) {
    json.member("answers", answers)
    if let counts { json.member("counts", arrayOf: counts) { $0.integer($1) } }
    json.member("members", members)
  }

  init(reading fields: Fields) throws(StateError) {
    self.init(
      counts: fields.has("counts") ? fields.integers("counts") : nil,
      answers: try fields.integer("answers"), members: try fields.integer("members"))
  }
}
