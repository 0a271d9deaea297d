package import Primitives

/// What becomes true of who takes which role in turn.
package enum RotaEvent: Hashable, Sendable {
  /// Somebody takes turns from now on; the first one starts the rota.
  case enrolled(role: String, MemberID, at: Instant)
  /// Somebody takes no turns any more; the last one ends the rota.
  case dismissed(role: String, MemberID)
  /// Who takes turns, nobody else.
  case listed(role: String, [MemberID], at: Instant)
  /// Whether the next one is proposed and asked.
  case modeSet(role: String, isFair: Bool)
  /// Whether the holder of a turn is offered somebody who sits beside them.
  case companionsSet(role: String, Bool)
  /// Somebody learns by sitting beside somebody; nil ends that.
  case paired(role: String, learner: MemberID, mentor: MemberID?)
  /// Who takes a role at a session, and how far they were asked.
  case turned(SessionID, role: String, Rotas.Turn)
  /// A session is over, and who took what counts.
  case held(SessionID, [Rotas.Taking])
}

extension RotaEvent {
  func writeMembers(to json: inout JSONWriter) {
    switch self {
    case .enrolled(let role, let member, let at):
      begin("rota.enrolled", role, &json)
      json.member("member", member)
      json.member("at", at)
    case .dismissed(let role, let member):
      begin("rota.dismissed", role, &json)
      json.member("member", member)
    case .listed(let role, let members, let at):
      begin("rota.listed", role, &json)
      json.member("members", arrayOf: members) { $0.string($1.text) }
      json.member("at", at)
    case .modeSet(let role, let isFair):
      begin("rota.mode-set", role, &json)
      json.member("fair", isFair)
    case .companionsSet(let role, let offers):
      begin("rota.companions-set", role, &json)
      json.member("companions", offers)
    case .paired(let role, let learner, let mentor):
      begin("rota.paired", role, &json)
      json.member("learner", learner)
      json.member("mentor", ifPresent: mentor)
    case .turned(let session, let role, let turn):
      json.member("event", "rota.turned")
      json.member("session", session)
      turn.writeMembers(to: &json, of: role)
    case .held(let session, let takings):
      json.member("event", "rota.held")
      json.member("session", session)
      json.member("roles", arrayOf: takings) { json, taking in
        json.object { taking.writeMembers(to: &$0) }
      }
    }
  }

  private func begin(_ name: String, _ role: String, _ json: inout JSONWriter) {
    json.member("event", name)
    json.member("role", role)
  }

  init(_ name: String, reading fields: Fields) throws(StateError) {
    if name == "rota.held" {
      var takings: [Rotas.Taking] = []
      for entry in try fields.list("roles") { takings.append(try Rotas.Taking(reading: entry)) }
      self = .held(try fields.numbered("session"), takings)
      return
    }
    let role = try fields.text("role")
    switch name {
    case "rota.enrolled":
      self = .enrolled(
        role: role, try fields.identifier("member"), at: try fields.instant("at"))
    case "rota.dismissed": self = .dismissed(role: role, try fields.identifier("member"))
    case "rota.listed":
      self = .listed(role: role, fields.identifiers("members"), at: try fields.instant("at"))
    case "rota.mode-set": self = .modeSet(role: role, isFair: fields.boolean("fair"))
    case "rota.companions-set":
      self = .companionsSet(role: role, fields.boolean("companions"))
    case "rota.paired":
      self = .paired(
        role: role, learner: try fields.identifier("learner"),
        mentor: fields.optionalIdentifier("mentor"))
    case "rota.turned":
      self = .turned(
        try fields.numbered("session"), role: role, try Rotas.Turn(reading: fields))
    default: throw StateError("no such event")
    }
  }
}

extension Rotas.Turn {
  /// Writes the turn with its role, the names in order.
  func writeMembers(to json: inout JSONWriter, of role: String) {
    json.member("accepted", isAccepted)
    if !agreed.isEmpty { json.member("agreed", arrayOf: agreed) { $0.string($1.description) } }
    json.member("asked", arrayOf: asked) { $0.string($1.rawValue) }
    json.member("companion", ifPresent: companion)
    json.member("declined", arrayOf: declined) { $0.string($1.text) }
    if !heard.isEmpty { json.member("heard", arrayOf: heard) { $0.string($1.description) } }
    json.member("holder", ifPresent: holder)
    json.member("origin", origin.rawValue)
    json.member("role", role)
    json.member("since", since)
    json.member("stand-in", ifPresent: standIn)
  }

  init(reading fields: Fields) throws(StateError) {
    guard let origin = Origin(rawValue: try fields.text("origin")) else {
      throw fields.missing("origin")
    }
    self.init(
      holder: fields.optionalIdentifier("holder"), origin: origin,
      isAccepted: fields.boolean("accepted"), declined: fields.identifiers("declined"),
      asked: fields.texts("asked").compactMap { Step(rawValue: $0) },
      standIn: fields.optionalIdentifier("stand-in"),
      companion: fields.optionalIdentifier("companion"),
      heard: fields.texts("heard").compactMap { Instant(rfc3339: $0) },
      agreed: fields.texts("agreed").compactMap { Instant(rfc3339: $0) },
      since: try fields.instant("since"))
  }
}

extension Rotas.Taking {
  fileprivate func writeMembers(to json: inout JSONWriter) {
    json.member("could", arrayOf: couldHave) { $0.string($1.text) }
    json.member("did", arrayOf: did) { $0.string($1.text) }
    json.member("role", role)
    json.member("snoozed", arrayOf: snoozed) { $0.string($1.text) }
  }

  fileprivate init(reading fields: Fields) throws(StateError) {
    self.init(
      role: try fields.text("role"), couldHave: fields.identifiers("could"),
      did: fields.identifiers("did"), snoozed: fields.identifiers("snoozed"))
  }
}
