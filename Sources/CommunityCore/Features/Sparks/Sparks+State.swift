import Primitives

extension Sparks {
  /// Writes the member `sparks`; nothing where nothing was ever sparked.
  func write(to json: inout JSONWriter) {
    guard
      !drawn.isEmpty || !questions.isEmpty || !speakers.isEmpty || harvest != nil
        || anonymous.total > 0
    else { return }
    json.member("sparks") { json in
      if anonymous.total > 0 {
        json.member("anonymous") { anonymous.writeMembers(to: &$0) }
      }
      if let current { json.member("current", current) }
      json.member("drawn", arrayOf: drawn) { json, one in
        json.object { one.writeMembers(to: &$0) }
      }
      if let harvest { json.member("harvest") { harvest.writeMembers(to: &$0) } }
      json.member("questions", arrayOf: questions) { $1.write(to: &$0) }
      json.member("speakers", arrayOf: speakers.keys.sorted()) { json, session in
        json.object { json in
          json.member("session", session)
          json.member("speakers", arrayOf: speakers[session] ?? []) { $1.write(to: &$0) }
        }
      }
    }
  }

  init(reading community: Fields) throws(StateError) {
    self.init()
    guard let value = community.value["sparks"] else { return }
    let fields = Fields(value)
    var drawn: [Drawn] = []
    for entry in fields.optionalList("drawn") { drawn.append(try Drawn(reading: entry)) }
    let current: QuestionID? = fields.has("current") ? try fields.numbered("current") : nil
    restore(drawn: drawn, current: current)
    for entry in fields.optionalList("questions") {
      let question = try Question(reading: entry)
      guard question.id == nextID else {
        throw StateError("\(question.id) stands where \(nextID) should")
      }
      add(question)
    }
    for entry in fields.optionalList("speakers") {
      var list: [Speaker] = []
      for speaker in entry.optionalList("speakers") { list.append(try Speaker(reading: speaker)) }
      speakers[try entry.numbered("session")] = list
    }
    if let value = value["anonymous"] { anonymous = try Anonymous(reading: Fields(value)) }
    if let value = value["harvest"] { harvest = try Harvest(reading: Fields(value)) }
  }
}

extension Sparks.Drawn {
  func writeMembers(to json: inout JSONWriter) {
    json.member("at", at)
    if isCasual { json.member("casual", true) }
    json.member("text", text)
    if let topic { json.member("topic", topic) }
  }

  init(reading fields: Fields) throws(StateError) {
    self.init(
      text: try fields.text("text"),
      topic: fields.has("topic") ? try fields.numbered("topic") : nil,
      at: try fields.instant("at"), isCasual: fields.boolean("casual"))
  }
}

extension Sparks.Question {
  func write(to json: inout JSONWriter) {
    json.object { json in
      if isAnonymous { json.member("anonymous", true) }
      json.member("answer", ifPresent: answer)
      json.member("answered-by", ifPresent: answerer)
      json.member("at", at)
      json.member("by", ifPresent: asker)
      json.member("id", id)
      if isRead { json.member("read", true) }
      json.member("status", status.rawValue)
      json.member("text", text)
      json.member("votes", arrayOf: votes) { $0.string($1.text) }
    }
  }

  init(reading fields: Fields) throws(StateError) {
    self.init(
      id: try fields.numbered("id"), text: try fields.text("text"),
      asker: fields.optionalIdentifier("by"), at: try fields.instant("at"))
    votes = fields.identifiers("votes")
    isRead = fields.boolean("read")
    isAnonymous = fields.boolean("anonymous")
    guard let status = Status(rawValue: try fields.text("status")) else {
      throw fields.missing("status")
    }
    self.status = status
    answer = fields.optionalText("answer")
    answerer = fields.optionalIdentifier("answered-by")
  }
}

extension Sparks.Speaker {
  func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("member", member)
      json.member("minutes", minutes)
      json.member("title", title)
    }
  }

  init(reading fields: Fields) throws(StateError) {
    self.init(
      member: try fields.identifier("member"), minutes: try fields.integer("minutes"),
      title: fields.optionalText("title") ?? "")
  }
}

extension Sparks.Harvest {
  func writeMembers(to json: inout JSONWriter) {
    json.member("cause", cause)
    json.member("counts", arrayOf: counts.keys.sorted()) { json, member in
      json.object { json in
        json.member("count", counts[member] ?? 0)
        json.member("member", member)
      }
    }
    json.member("known", knownCount)
    json.member("room", room)
    json.member("session", session)
    json.member("thread", ifPresent: thread)
    json.member("topics", arrayOf: topics) { $0.string($1.description) }
    json.member("until", until)
  }

  init(reading fields: Fields) throws(StateError) {
    self.init(
      session: try fields.numbered("session"), room: try fields.identifier("room"),
      thread: fields.optionalIdentifier("thread"), cause: try fields.identifier("cause"),
      until: try fields.instant("until"))
    topics = fields.texts("topics").compactMap { TopicID($0) }
    knownCount = try fields.integer("known")
    for entry in fields.optionalList("counts") {
      counts[try entry.identifier("member")] = try entry.integer("count")
    }
  }
}
