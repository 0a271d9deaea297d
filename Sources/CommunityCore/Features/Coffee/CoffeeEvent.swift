package import Primitives
package import Timekeeping

/// What becomes true of who has coffee with whom.
package enum CoffeeEvent: Hashable, Sendable {
  /// Somebody takes part; where nobody did before, the next draw is said, and where.
  case joined(MemberID, room: RoomID, next: LocalTime, at: Instant)
  /// Somebody takes part no more.
  case left(MemberID)
  /// Somebody is left out until then; nil ends that.
  case paused(MemberID, until: Instant?)
  /// Whether three meet, and not two.
  case formed(isOfThree: Bool)
  /// It was drawn who meets whom, and when the next draw is.
  case drawn(Coffee.Draw, next: LocalTime)
  /// The next draw is later.
  case postponed(next: LocalTime)
  /// It was asked who met.
  case asked
  /// Members who were drawn together met or did not; nil takes back what was said.
  case met([MemberID], Bool?)
}

extension CoffeeEvent {
  func writeMembers(to json: inout JSONWriter) {
    switch self {
    case .joined(let member, let room, let next, let at):
      json.member("event", "coffee.joined")
      json.member("member", member)
      json.member("room", room)
      json.member("next", next.description)
      json.member("at", at)
    case .left(let member):
      json.member("event", "coffee.left")
      json.member("member", member)
    case .paused(let member, let until):
      json.member("event", "coffee.paused")
      json.member("member", member)
      json.member("until", ifPresent: until)
    case .formed(let isOfThree):
      json.member("event", "coffee.formed")
      json.member("threes", isOfThree)
    case .drawn(let draw, let next):
      json.member("event", "coffee.drawn")
      draw.writeMembers(to: &json)
      json.member("next", next.description)
    case .postponed(let next):
      json.member("event", "coffee.postponed")
      json.member("next", next.description)
    case .asked: json.member("event", "coffee.asked")
    case .met(let members, let haveMet):
      json.member("event", "coffee.met")
      json.member("members", arrayOf: members) { $0.string($1.text) }
      if let haveMet { json.member("met", haveMet) }
    }
  }

  init(_ name: String, reading fields: Fields) throws(StateError) {
    switch name {
    case "coffee.joined":
      self = .joined(
        try fields.identifier("member"), room: try fields.identifier("room"),
        next: try fields.localTime("next"), at: try fields.instant("at"))
    case "coffee.left": self = .left(try fields.identifier("member"))
    case "coffee.paused":
      self = .paused(
        try fields.identifier("member"),
        until: fields.has("until") ? try fields.instant("until") : nil)
    case "coffee.formed": self = .formed(isOfThree: fields.boolean("threes"))
    case "coffee.drawn":
      self = .drawn(try Coffee.Draw(reading: fields), next: try fields.localTime("next"))
    case "coffee.postponed": self = .postponed(next: try fields.localTime("next"))
    case "coffee.asked": self = .asked
    case "coffee.met":
      self = .met(
        fields.identifiers("members"), fields.has("met") ? fields.boolean("met") : nil)
    default: throw StateError("no such event")
    }
  }
}

extension Coffee.Draw {
  func writeMembers(to json: inout JSONWriter) {
    json.member("asked", isAsked)
    json.member("at", at)
    json.member("month", month)
    json.member("room", room)
    json.member("tables", arrayOf: tables) { json, table in
      json.object { json in
        json.member("members", arrayOf: table.members) { $0.string($1.text) }
        if let haveMet = table.haveMet { json.member("met", haveMet) }
      }
    }
  }

  init(reading fields: Fields) throws(StateError) {
    var tables: [Coffee.Table] = []
    for entry in try fields.list("tables") {
      tables.append(
        Coffee.Table(
          members: entry.identifiers("members"),
          haveMet: entry.has("met") ? entry.boolean("met") : nil))
    }
    self.init(
      at: try fields.instant("at"), month: try fields.integer("month"),
      room: try fields.identifier("room"), tables: tables, isAsked: fields.boolean("asked"))
  }
}
