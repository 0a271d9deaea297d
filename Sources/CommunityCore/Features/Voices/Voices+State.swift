import OrderedCollections
import Primitives

extension Voices {
  /// Writes the member `voices`; nothing where nobody was ever heard.
  func write(to json: inout JSONWriter) {
    guard !floors.isEmpty else { return }
    json.member("voices", arrayOf: floors) { json, entry in
      json.object { json in
        let floor = entry.value
        json.member("called-at", ifPresent: floor.calledAt)
        json.member("closed", floor.isClosed)
        json.member("fair", floor.isFair)
        json.member("hands", arrayOf: floor.hands) { json, hand in
          json.object { hand.writeMembers(to: &$0) }
        }
        json.member("heard-at", ifPresent: floor.heardAt)
        if let minutes = floor.minutes { json.member("minutes", minutes) }
        if let round = floor.round { json.member("round") { round.writeMembers(to: &$0) } }
        json.member("session", entry.key)
        json.member("speaker", ifPresent: floor.speaker)
        if let temperature = floor.temperature {
          json.member("temperature") { temperature.writeMembers(to: &$0) }
        }
        if floor.hasNamedTime { json.member("time-named", true) }
        json.member("turns", counts: floor.turns)
        if let watch = floor.watch { json.member("watch") { watch.writeMembers(to: &$0) } }
        json.member("words", counts: floor.words)
      }
    }
  }

  init(reading community: Fields) throws(StateError) {
    self.init()
    for fields in community.optionalList("voices") {
      let session: SessionID = try fields.numbered("session")
      var floor = Floor()
      floor.isClosed = fields.boolean("closed")
      floor.isFair = fields.boolean("fair")
      floor.hands = try fields.hands()
      if fields.has("heard-at") { floor.heardAt = try fields.instant("heard-at") }
      floor.minutes = fields.optionalInteger("minutes")
      floor.round = try fields.round()
      floor.speaker = fields.optionalIdentifier("speaker")
      floor.temperature = try fields.temperature()
      if fields.has("called-at") { floor.calledAt = try fields.instant("called-at") }
      floor.hasNamedTime = fields.boolean("time-named")
      floor.turns = try fields.counts("turns")
      floor.watch = try fields.watch()
      floor.words = try fields.counts("words")
      change(session) { $0 = floor }
    }
  }
}

extension JSONWriter {
  fileprivate mutating func member(_ name: String, counts: OrderedDictionary<MemberID, Int>) {
    member(name, arrayOf: counts) { json, entry in
      json.object { json in
        json.member("count", entry.value)
        json.member("member", entry.key)
      }
    }
  }
}

extension Voices.Hand {
  func writeMembers(to json: inout JSONWriter) {
    json.member("at", at)
    if isBetween { json.member("between", true) }
    json.member("member", member)
    json.member("note", note)
  }

  init(reading fields: Fields) throws(StateError) {
    self.init(
      member: try fields.identifier("member"), note: fields.optionalText("note") ?? "",
      at: try fields.instant("at"), isBetween: fields.boolean("between"))
  }
}

extension Voices.Round {
  func writeMembers(to json: inout JSONWriter) {
    json.member("order", arrayOf: order) { $0.string($1.text) }
    json.member("passed", arrayOf: passed) { $0.string($1.text) }
    json.member("position", position)
    json.member("question", question)
  }
}

extension Voices.Watch {
  func writeMembers(to json: inout JSONWriter) {
    json.member("dominance-named", hasNamedDominance)
    json.member("member", member)
    json.member("minutes", minutes)
    json.member("silence-at", ifPresent: silenceAt)
    json.member("since", since)
  }
}

extension Voices.Temperature {
  func writeMembers(to json: inout JSONWriter) {
    json.member("answers", arrayOf: answers) { json, answer in
      json.object { json in
        json.member("member", answer.key)
        json.member("mood", answer.value.rawValue)
      }
    }
    json.member("proposal", proposal)
  }
}

extension Fields {
  func hands() throws(StateError) -> [Voices.Hand] {
    var hands: [Voices.Hand] = []
    for entry in optionalList("hands") { hands.append(try Voices.Hand(reading: entry)) }
    return hands
  }

  fileprivate func counts(
    _ name: String
  ) throws(StateError) -> OrderedDictionary<MemberID, Int> {
    var counts: OrderedDictionary<MemberID, Int> = [:]
    for entry in optionalList(name) {
      counts[try entry.identifier("member")] = try entry.integer("count")
    }
    return counts
  }

  func round() throws(StateError) -> Voices.Round? {
    guard let value = value["round"] else { return nil }
    let fields = Fields(value)
    return Voices.Round(
      question: fields.optionalText("question") ?? "", order: fields.identifiers("order"),
      position: try fields.integer("position"), passed: fields.identifiers("passed"))
  }

  func watch() throws(StateError) -> Voices.Watch? {
    guard let value = value["watch"] else { return nil }
    let fields = Fields(value)
    return Voices.Watch(
      member: try fields.identifier("member"), minutes: try fields.integer("minutes"),
      since: try fields.instant("since"),
      silenceAt: fields.has("silence-at") ? try fields.instant("silence-at") : nil,
      hasNamedDominance: fields.boolean("dominance-named"))
  }

  func temperature() throws(StateError) -> Voices.Temperature? {
    guard let value = value["temperature"] else { return nil }
    let fields = Fields(value)
    var temperature = Voices.Temperature(proposal: try fields.text("proposal"))
    for entry in fields.optionalList("answers") {
      guard let mood = Voices.Mood(rawValue: try entry.text("mood")) else {
        throw entry.missing("mood")
      }
      temperature.answers[try entry.identifier("member")] = mood
    }
    return temperature
  }
}
