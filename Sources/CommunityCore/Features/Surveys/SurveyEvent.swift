package import Primitives
package import Timekeeping

/// What becomes true of a survey.
package enum SurveyEvent: Hashable, Sendable {
  /// Members are asked, some of them when they may be disturbed.
  case opened(Plan, told: [MemberID], waiting: Held)
  /// A member was told what had waited for them.
  case told(SurveyID, MemberID)
  /// A member answered a question, by its number from 1; what lies in the box and nowhere else.
  case answered(SurveyID, question: Int, by: MemberID)
  /// Those who had not answered were reminded, some of them when they may be disturbed.
  case reminded(SurveyID, waiting: Held)
  /// The answers were counted; some coordinators learn it when they may be disturbed.
  case closed(SurveyID, [Surveys.Result], waiting: Held, at: Instant)
  /// It was called off, and what was answered is gone.
  case cancelled(SurveyID, at: Instant)
  /// Answers that were given elsewhere were taken over.
  case imported(Table)

  /// For whom something waits, and until when: two lists of the same length.
  package struct Held: Hashable, Sendable {
    /// The members.
    package var members: [MemberID] = []
    /// When each may be disturbed.
    package var untils: [Instant] = []

    /// Nobody.
    package init() {}
  }

  /// Answers that were given elsewhere.
  package struct Table: Hashable, Sendable {
    /// A checksum of it, so that it is taken over once.
    package let checksum: UInt32
    /// What was asked and answered there.
    package let questions: [OutsideAnswers]
    /// When it was taken over.
    package let at: Instant
  }

  /// A survey as it was asked.
  package struct Plan: Hashable, Sendable {
    /// Its name.
    package var id: SurveyID
    /// What is asked, one question or two.
    package var questions: [Surveys.Question]
    /// Until when answers are taken, by the clocks of a place.
    package var deadline: ZonedTime
    /// The room that learns what came of it; nil for none.
    package var room: RoomID?
    /// Who asks; nil once that member is forgotten.
    package var author: MemberID?
    /// When.
    package var at: Instant

    mutating func forget(_ member: MemberID) {
      if author == member { author = nil }
      for index in questions.indices { questions[index].forget(member) }
    }
  }
}

extension SurveyEvent {
  func writeMembers(to json: inout JSONWriter) {
    switch self {
    case .opened(let plan, let told, let held):
      begin("survey.opened", plan.id, &json)
      plan.writeMembers(to: &json)
      json.member("told", arrayOf: told) { $0.string($1.text) }
      held.write(to: &json)
    case .told(let id, let member):
      begin("survey.told", id, &json)
      json.member("member", member)
    case .answered(let id, let question, let member):
      begin("survey.answered", id, &json)
      json.member("question", question)
      json.member("by", member)
    case .reminded(let id, let held):
      begin("survey.reminded", id, &json)
      held.write(to: &json)
    case .closed(let id, let results, let held, let at):
      begin("survey.closed", id, &json)
      json.member("at", at)
      results.write(to: &json)
      held.write(to: &json)
    case .cancelled(let id, let at):
      begin("survey.cancelled", id, &json)
      json.member("at", at)
    case .imported(let table):
      json.member("event", "survey.imported")
      json.member("at", table.at)
      json.member("checksum", table.checksum)
      json.member("questions", arrayOf: table.questions) { json, question in
        json.object { question.writeMembers(to: &$0) }
      }
    }
  }

  private func begin(_ name: String, _ id: SurveyID, _ json: inout JSONWriter) {
    json.member("event", name)
    json.member("survey", id)
  }

  init(_ name: String, reading fields: Fields) throws(StateError) {
    if name == "survey.imported" {
      var questions: [OutsideAnswers] = []
      for entry in try fields.list("questions") {
        questions.append(try OutsideAnswers(reading: entry))
      }
      self = .imported(
        Table(
          checksum: UInt32(truncatingIfNeeded: try fields.integer("checksum")),
          questions: questions, at: try fields.instant("at")))
      return
    }
    let id: SurveyID = try fields.numbered("survey")
    switch name {
    case "survey.opened":
      self = .opened(
        try Plan(id, reading: fields), told: fields.identifiers("told"),
        waiting: try Held(reading: fields))
    case "survey.told": self = .told(id, try fields.identifier("member"))
    case "survey.answered":
      self = .answered(
        id, question: try fields.integer("question"), by: try fields.identifier("by"))
    case "survey.reminded": self = .reminded(id, waiting: try Held(reading: fields))
    case "survey.closed":
      self = .closed(
        id, try [Surveys.Result](reading: fields), waiting: try Held(reading: fields),
        at: try fields.instant("at"))
    case "survey.cancelled": self = .cancelled(id, at: try fields.instant("at"))
    default: throw StateError("no such event")
    }
  }
}

extension SurveyEvent.Held {
  fileprivate func write(to json: inout JSONWriter) {
    json.member("waiting", arrayOf: zip(members, untils)) { json, entry in
      json.object { json in
        json.member("member", entry.0)
        json.member("until", entry.1)
      }
    }
  }

  fileprivate init(reading fields: Fields) throws(StateError) {
    self.init()
    for entry in fields.optionalList("waiting") {
      members.append(try entry.identifier("member"))
      untils.append(try entry.instant("until"))
    }
  }
}
