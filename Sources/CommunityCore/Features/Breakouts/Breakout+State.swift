import Primitives

extension Breakout {
  func writeMembers(to json: inout JSONWriter) {
    json.member("at", at)
    json.member("author", ifPresent: author)
    if let bound { json.member("bound", bound) }
    json.member("direct", isDirect)
    json.member("held", arrayOf: held) { $0.array(of: $1) { $1.write(to: &$0) } }
    json.member("members", arrayOf: members) { $0.string($1.text) }
    json.member("post", post)
    json.member("repeats", repeats)
    json.member("reports", arrayOf: reports) { json, report in
      json.object { report.writeMembers(to: &$0) }
    }
    json.member("request") { request.writeMembers(to: &$0) }
    json.member("room", room)
    json.member("rounds", arrayOf: rounds) { $0.array(of: $1) { $1.write(to: &$0) } }
    if let running {
      json.member("running") { json in
        json.member("groups", arrayOf: running.groups) { $1.write(to: &$0) }
        json.member("since", running.since)
        json.member("until", running.until)
        json.member("warned", running.isWarned)
      }
    }
    // As text, because a JSON number of 64 bits is not safe with every reader.
    json.member("seed", String(seed))
    json.member("sought", isSought)
  }

  init(reading fields: Fields) throws(StateError) {
    guard let seed = UInt64(try fields.text("seed")) else { throw fields.missing("seed") }
    guard let request = fields.value["request"] else { throw fields.missing("request") }
    self.init(
      request: try Request(reading: Fields(request)), room: try fields.identifier("room"),
      post: try fields.identifier("post"), author: fields.optionalIdentifier("author"),
      isDirect: fields.boolean("direct"), at: try fields.instant("at"), seed: seed,
      members: fields.identifiers("members"))
    repeats = try fields.integer("repeats")
    bound = fields.optionalInteger("bound")
    isSought = fields.boolean("sought")
    held = fields.groups("held")
    rounds = fields.groups("rounds")
    for entry in fields.optionalList("reports") { reports.append(try Report(reading: entry)) }
    if let value = fields.value["running"] {
      let now = Fields(value)
      running = Running(
        since: try now.instant("since"), until: try now.instant("until"),
        isWarned: now.boolean("warned"), groups: try now.list("groups").map { Group(reading: $0) })
    }
  }
}

extension Breakout.Group {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("lead", ifPresent: lead)
      json.member("members", arrayOf: members) { $0.string($1.text) }
      json.member("notes", ifPresent: notes)
    }
  }

  fileprivate init(reading fields: Fields) {
    self.init(
      members: fields.identifiers("members"), lead: fields.optionalIdentifier("lead"),
      notes: fields.optionalIdentifier("notes"))
  }
}

extension Breakout.Report {
  fileprivate func writeMembers(to json: inout JSONWriter) {
    json.member("group", group)
    json.member("member", ifPresent: member)
    json.member("round", round)
    json.member("text", text)
  }

  fileprivate init(reading fields: Fields) throws(StateError) {
    self.init(
      group: try fields.integer("group"), round: try fields.integer("round"),
      member: fields.optionalIdentifier("member"), text: try fields.text("text"))
  }
}

extension Breakout.Request {
  fileprivate func writeMembers(to json: inout JSONWriter) {
    json.member("apart", arrayOf: apart) { json, members in
      json.array(of: members) { $0.string($1.text) }
    }
    json.member("for", goal.rawValue)
    if case .groups(let count) = shape { json.member("groups", count) }
    json.member("keep", arrayOf: keep) { json, members in
      json.array(of: members) { $0.string($1.text) }
    }
    json.member("minutes", minutes)
    switch mixing {
    case .strangers: json.member("mixing", "strangers")
    case .familiar: json.member("mixing", "familiar")
    case .mixed(let trait): json.member("mixing", trait.rawValue)
    case .matched(let tag):
      json.member("mixing", "match")
      json.member("tag", tag)
    }
    json.member("rounds", rounds)
    if case .size(let size) = shape { json.member("size", size) }
  }

  fileprivate init(reading fields: Fields) throws(StateError) {
    let shape: GroupShape
    if let groups = fields.optionalInteger("groups") {
      shape = .groups(groups)
    } else {
      shape = .size(try fields.integer("size"))
    }
    guard let goal = GroupPurpose(rawValue: try fields.text("for")) else {
      throw fields.missing("for")
    }
    let mixing: Mixing
    switch try fields.text("mixing") {
    case "strangers": mixing = .strangers
    case "familiar": mixing = .familiar
    case "match": mixing = .matched(try fields.text("tag"))
    case let word:
      guard let trait = Mixing.Trait(rawValue: word) else { throw fields.missing("mixing") }
      mixing = .mixed(trait)
    }
    self.init(
      shape: shape, goal: goal, mixing: mixing, keep: fields.memberLists("keep"),
      apart: fields.memberLists("apart"), minutes: try fields.integer("minutes"),
      rounds: try fields.integer("rounds"))
  }
}

extension Fields {
  /// The groups of several rounds.
  fileprivate func groups(_ name: String) -> [[Breakout.Group]] {
    (value[name]?.array ?? []).map { groups in
      groups.array { Breakout.Group(reading: Fields($0)) } ?? []
    }
  }

  /// Lists of members; none where the field is absent.
  fileprivate func memberLists(_ name: String) -> [[MemberID]] {
    (value[name]?.array ?? []).map { list in
      (list.array ?? []).compactMap { $0.string.map { MemberID($0) } }
    }
  }
}
