import OrderedCollections
import Primitives
import Timekeeping

extension Surveys {
  /// Writes the member `surveys`; nothing where nothing was ever asked or taken over.
  func write(to json: inout JSONWriter) {
    guard !all.isEmpty || !outside.isEmpty else { return }
    json.member("surveys") { json in
      json.member("all", arrayOf: all) { $1.write(to: &$0) }
      json.member("imported", arrayOf: imported) { $0.integer($1) }
      json.member("outside", arrayOf: outside.values) { json, more in
        json.object { more.writeMembers(to: &$0) }
      }
    }
  }

  init(zones: ZoneCatalogue, reading community: Fields) throws(StateError) {
    self.init(zones: zones)
    guard let value = community.value["surveys"] else { return }
    let fields = Fields(value)
    var all: [Survey] = []
    for entry in fields.optionalList("all") {
      let survey = try Survey(reading: entry)
      guard survey.id.number == all.count + 1 else {
        throw StateError("\(survey.id) stands where V\(all.count + 1) should")
      }
      all.append(survey)
    }
    var outside: OrderedDictionary<String, OutsideAnswers> = [:]
    for entry in fields.optionalList("outside") {
      let more = try OutsideAnswers(reading: entry)
      outside[more.key] = more
    }
    restore(
      all, outside: outside,
      imported: fields.integers("imported").map { UInt32(truncatingIfNeeded: $0) })
  }
}

extension Surveys.Survey {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      // In the order of their ids: the order in which they came could be laid beside the answers.
      json.member("answered", arrayOf: answered) { json, members in
        json.array(of: members.sorted()) { $0.string($1.text) }
      }
      json.member("asked", arrayOf: asked.sorted()) { $0.string($1.text) }
      json.member("counts", arrayOf: counts) { $0.integer($1) }
      json.member("ended-at", ifPresent: endedAt)
      json.member("id", plan.id)
      json.member("plan") { plan.writeMembers(to: &$0) }
      if isReminded { json.member("reminded", true) }
      results.write(to: &json)
      json.member("status", status.rawValue)
      json.member("waiting", arrayOf: waiting) { json, entry in
        json.object { json in
          json.member("matter", entry.value.matter.rawValue)
          json.member("member", entry.key)
          json.member("until", entry.value.until)
        }
      }
    }
  }

  fileprivate init(reading entry: Fields) throws(StateError) {
    guard let plan = entry.value["plan"], let status = Status(rawValue: try entry.text("status"))
    else { throw entry.missing("status") }
    self.init(try SurveyEvent.Plan(try entry.numbered("id"), reading: Fields(plan)))
    self.status = status
    let sets = entry.value["answered"]?.array ?? []
    for (index, members) in sets.enumerated() where answered.indices.contains(index) {
      answered[index] = Set((members.array ?? []).compactMap { $0.string.map { MemberID($0) } })
    }
    asked = Set(entry.identifiers("asked"))
    let counts = entry.integers("counts")
    if counts.count == self.counts.count { self.counts = counts }
    endedAt = entry.has("ended-at") ? try entry.instant("ended-at") : nil
    isReminded = entry.boolean("reminded")
    results = try [Surveys.Result](reading: entry)
    for waiter in entry.optionalList("waiting") {
      guard let matter = Surveys.Waiting.Matter(rawValue: try waiter.text("matter")) else {
        throw waiter.missing("matter")
      }
      waiting[try waiter.identifier("member")] = Surveys.Waiting(
        matter: matter, until: try waiter.instant("until"))
    }
  }
}

extension SurveyEvent.Plan {
  func writeMembers(to json: inout JSONWriter) {
    json.member("asked-at", at)
    json.member("asked-by", ifPresent: author)
    json.member("questions", arrayOf: questions) { json, question in
      json.object { question.writeMembers(to: &$0) }
    }
    json.member("room", ifPresent: room)
    json.member("until", deadline.local.description)
    json.member("until-zone", deadline.zone)
  }

  init(_ id: SurveyID, reading fields: Fields) throws(StateError) {
    var questions: [Surveys.Question] = []
    for entry in try fields.list("questions") {
      questions.append(try Surveys.Question(reading: entry))
    }
    self.init(
      id: id, questions: questions,
      deadline: ZonedTime(try fields.localTime("until"), zone: try fields.text("until-zone")),
      room: fields.optionalIdentifier("room"), author: fields.optionalIdentifier("asked-by"),
      at: try fields.instant("asked-at"))
  }
}

extension Surveys.Question {
  func writeMembers(to json: inout JSONWriter) {
    switch kind {
    case .scale: json.member("kind", "scale")
    case .options: json.member("kind", "options")
    case .words: json.member("kind", "words")
    }
    if case .options(let options) = kind {
      json.member("options", arrayOf: options) { $0.string($1) }
    }
    json.member("question", text)
  }

  init(reading fields: Fields) throws(StateError) {
    let kind: Kind
    switch try fields.text("kind") {
    case "scale": kind = .scale
    case "options": kind = .options(fields.texts("options"))
    case "words": kind = .words
    default: throw fields.missing("kind")
    }
    self.init(text: try fields.text("question"), kind: kind)
  }
}

extension OutsideAnswers {
  func writeMembers(to json: inout JSONWriter) {
    json.member("answers", arrayOf: answers) { json, answer in
      json.object { answer.writeMembers(to: &$0) }
    }
    question.writeMembers(to: &json)
  }

  init(reading fields: Fields) throws(StateError) {
    var answers: [Surveys.Answer] = []
    for entry in try fields.list("answers") {
      answers.append(try Surveys.Answer(reading: entry))
    }
    self.init(try Surveys.Question(reading: fields), answers.sorted())
  }
}

extension Surveys.Answer {
  func writeMembers(to json: inout JSONWriter) {
    json.member("choice", choice)
    json.member("question", question)
    json.member("text", text)
  }

  init(reading fields: Fields) throws(StateError) {
    self.init(
      question: try fields.integer("question"), choice: try fields.integer("choice"),
      text: try fields.text("text"))
  }
}

extension [Surveys.Result] {
  func write(to json: inout JSONWriter) {
    json.member("results", arrayOf: self) { json, result in
      json.object { json in
        if let answers = result.answers {
          json.member("answers", arrayOf: answers) { json, answer in
            json.object { answer.writeMembers(to: &$0) }
          }
        }
        json.member("count", result.count)
      }
    }
  }

  init(reading fields: Fields) throws(StateError) {
    self.init()
    for entry in fields.optionalList("results") {
      var answers: [Surveys.Answer]?
      if entry.has("answers") {
        var read: [Surveys.Answer] = []
        for answer in try entry.list("answers") { read.append(try Surveys.Answer(reading: answer)) }
        answers = read
      }
      append(Surveys.Result(count: try entry.integer("count"), answers: answers))
    }
  }
}
