import Grouping
import OrderedCollections
package import Primitives
package import Timekeeping

/// What becomes true of a time that is looked for.
package enum SlotPollEvent: Hashable, Sendable {
  /// Members are asked when they can.
  case asked(Plan)
  /// A member said when they can; an earlier answer is void.
  case answered(SlotPollID, by: MemberID, SlotPolls.Answer)
  /// A member took their answer back.
  case withdrawn(SlotPollID, by: MemberID)
  /// The answers were counted, and a session was planned or none.
  case closed(SlotPollID, session: SessionID?)
  /// It was called off.
  case dropped(SlotPollID)
  /// Answers are taken again.
  case reopened(SlotPollID)
  /// Its session was held, and cost those who were there so much.
  case borne(SlotPollID, [Bearing])

  /// What the hour of a session cost somebody.
  package struct Bearing: Hashable, Sendable {
    /// Who was there.
    package let member: MemberID
    /// In the points of `Inconvenience`.
    package let points: Int
  }

  /// A poll as it was asked.
  package struct Plan: Hashable, Sendable {
    /// Its name.
    package var id: SlotPollID
    /// What the session is called, mentions as identities.
    package var title: String
    /// The proposed times, the earliest first.
    package var slots: [ZonedTime]
    /// How long the session takes.
    package var minutes: Int
    /// Until when answers are taken.
    package var deadline: ZonedTime
    /// Where the session takes place.
    package var place: String?
    /// How many seats it has.
    package var capacity: Int?
    /// Where it is asked.
    package var room: RoomID
    /// Who asked.
    package var creator: MemberID?
    /// When.
    package var at: Instant
  }
}

extension SlotPollEvent {
  func writeMembers(to json: inout JSONWriter) {
    switch self {
    case .asked(let plan):
      begin("slots.asked", plan.id, &json)
      json.member("title", plan.title)
      plan.slots.write(to: &json)
      json.member("minutes", plan.minutes)
      json.member("until", plan.deadline.local.description)
      json.member("until-zone", plan.deadline.zone)
      json.member("place", ifPresent: plan.place)
      if let capacity = plan.capacity { json.member("capacity", capacity) }
      json.member("room", plan.room)
      json.member("by", ifPresent: plan.creator)
      json.member("at", plan.at)
    case .answered(let id, let member, let answer):
      begin("slots.answered", id, &json)
      answer.writeMembers(to: &json, of: member)
    case .withdrawn(let id, let member):
      begin("slots.withdrawn", id, &json)
      json.member("member", member)
    case .closed(let id, let session):
      begin("slots.closed", id, &json)
      if let session { json.member("session", session) }
    case .dropped(let id): begin("slots.dropped", id, &json)
    case .reopened(let id): begin("slots.reopened", id, &json)
    case .borne(let id, let bearings):
      begin("slots.borne", id, &json)
      json.member("bearings", arrayOf: bearings) { json, bearing in
        json.object { json in
          json.member("member", bearing.member)
          json.member("points", bearing.points)
        }
      }
    }
  }

  private func begin(_ name: String, _ id: SlotPollID, _ json: inout JSONWriter) {
    json.member("event", name)
    json.member("poll", id)
  }

  init(_ name: String, reading fields: Fields) throws(StateError) {
    let id: SlotPollID = try fields.numbered("poll")
    switch name {
    case "slots.asked": self = .asked(try Plan(id, reading: fields))
    case "slots.answered":
      self = .answered(
        id, by: try fields.identifier("member"), try SlotPolls.Answer(reading: fields))
    case "slots.withdrawn": self = .withdrawn(id, by: try fields.identifier("member"))
    case "slots.closed":
      self = .closed(id, session: fields.has("session") ? try fields.numbered("session") : nil)
    case "slots.dropped": self = .dropped(id)
    case "slots.reopened": self = .reopened(id)
    case "slots.borne":
      var bearings: [Bearing] = []
      for entry in try fields.list("bearings") {
        bearings.append(
          Bearing(
            member: try entry.identifier("member"), points: try entry.integer("points")))
      }
      self = .borne(id, bearings)
    default: throw StateError("no such event")
    }
  }
}

extension SlotPollEvent.Plan {
  init(_ id: SlotPollID, reading fields: Fields) throws(StateError) {
    var slots: [ZonedTime] = []
    for entry in try fields.list("slots") { slots.append(try entry.zonedTime("local")) }
    self.init(
      id: id, title: try fields.text("title"), slots: slots,
      minutes: try fields.integer("minutes"),
      deadline: ZonedTime(try fields.localTime("until"), zone: try fields.text("until-zone")),
      place: fields.optionalText("place"), capacity: fields.optionalInteger("capacity"),
      room: try fields.identifier("room"), creator: fields.optionalIdentifier("by"),
      at: try fields.instant("at"))
  }
}

extension SlotPolls.Answer {
  fileprivate func writeMembers(to json: inout JSONWriter, of member: MemberID) {
    json.member("at", at)
    json.member("can", arrayOf: can) { $0.integer($1) }
    json.member("if-need-be", arrayOf: ifNeedBe) { $0.integer($1) }
    json.member("member", member)
  }

  fileprivate init(reading fields: Fields) throws(StateError) {
    self.init(
      can: fields.integers("can"), ifNeedBe: fields.integers("if-need-be"),
      at: try fields.instant("at"))
  }
}

extension [ZonedTime] {
  fileprivate func write(to json: inout JSONWriter) {
    json.member("slots", arrayOf: self) { json, slot in
      json.object { json in
        json.member("local", slot.local.description)
        json.member("zone", slot.zone)
      }
    }
  }
}

extension SlotPolls {
  func write(to json: inout JSONWriter) {
    json.member("slot-burdens", arrayOf: burdens.snapshot) { json, entry in
      json.object { json in
        json.member("burden", entry.burden)
        json.member("meetings-out-of-hours", entry.meetingsOutOfHours)
        json.member("member", entry.member)
      }
    }
    json.member("slot-polls", arrayOf: all) { $1.write(to: &$0) }
  }

  init(zones: ZoneCatalogue, reading fields: Fields) throws(StateError) {
    self.init(zones: zones)
    var borne: [BurdenEntry<MemberID>] = []
    for entry in fields.optionalList("slot-burdens") {
      borne.append(
        BurdenEntry(
          member: try entry.identifier("member"), burden: try entry.integer("burden"),
          meetingsOutOfHours: try entry.integer("meetings-out-of-hours")))
    }
    bear(BurdenLedger(borne))
    for entry in fields.optionalList("slot-polls") {
      var poll = Poll(try SlotPollEvent.Plan(try entry.numbered("id"), reading: entry))
      guard poll.id == nextID else { throw StateError("\(poll.id) stands where \(nextID) should") }
      guard let status = Poll.Status(rawValue: try entry.text("status")) else {
        throw entry.missing("status")
      }
      poll.status = status
      poll.isHeld = entry.boolean("held")
      poll.posts = entry.identifiers("posts")
      if entry.has("session") { poll.session = try entry.numbered("session") }
      for answer in entry.optionalList("answers") {
        poll.answers[try answer.identifier("member")] = try Answer(reading: answer)
      }
      add(poll)
    }
  }
}

extension SlotPolls.Poll {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("answers", arrayOf: answers) { json, entry in
        json.object { entry.value.writeMembers(to: &$0, of: entry.key) }
      }
      json.member("at", at)
      json.member("by", ifPresent: creator)
      if let capacity { json.member("capacity", capacity) }
      if isHeld { json.member("held", true) }
      json.member("id", id)
      json.member("minutes", minutes)
      json.member("place", ifPresent: place)
      json.member("posts", arrayOf: posts) { $0.string($1.text) }
      json.member("room", room)
      if let session { json.member("session", session) }
      slots.write(to: &json)
      json.member("status", status.rawValue)
      json.member("title", title)
      json.member("until", deadline.local.description)
      json.member("until-zone", deadline.zone)
    }
  }
}
