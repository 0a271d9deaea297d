import OrderedCollections
import Primitives
import Timekeeping

extension DigestEvent {
  func writeMembers(to json: inout JSONWriter) {
    switch self {
    case .scheduled(let schedule):
      json.member("event", "digest.scheduled")
      schedule.writeMembers(to: &json)
    case .switched(let kind, let isOn):
      json.member("event", "digest.switched")
      json.member("kind", kind.rawValue)
      json.member("on", isOn)
    case .chosen(let member, let wants):
      json.member("event", "digest.chosen")
      json.member("member", member)
      json.member("wants", wants)
    case .mailChosen(let member, let wants):
      json.member("event", "digest.mail-chosen")
      json.member("member", member)
      if let wants { json.member("wants", wants) }
    case .opened(let kind, let mark, let held):
      json.member("event", "digest.opened")
      mark.writeMembers(of: kind, to: &json)
      json.member("waiting", arrayOf: Array(zip(held.members, held.untils))) { json, entry in
        json.object { json in
          json.member("member", entry.0)
          json.member("until", entry.1)
        }
      }
    case .told(let member):
      json.member("event", "digest.told")
      json.member("member", member)
    case .roomHeard(let room):
      json.member("event", "digest.room-heard")
      json.member("room", room)
    }
  }

  init(_ name: String, reading fields: Fields) throws(StateError) {
    switch name {
    case "digest.scheduled": self = .scheduled(try Digests.Schedule(reading: fields))
    case "digest.switched":
      self = .switched(try Digests.Kind(reading: fields), fields.boolean("on"))
    case "digest.chosen":
      self = .chosen(try fields.identifier("member"), fields.boolean("wants"))
    case "digest.mail-chosen":
      self = .mailChosen(
        try fields.identifier("member"), fields.has("wants") ? fields.boolean("wants") : nil)
    case "digest.opened":
      var held = Held()
      for entry in fields.optionalList("waiting") {
        held.members.append(try entry.identifier("member"))
        held.untils.append(try entry.instant("until"))
      }
      self = .opened(
        try Digests.Kind(reading: fields), try Digests.Mark(reading: fields), waiting: held)
    case "digest.room-heard": self = .roomHeard(try fields.identifier("room"))
    case "digest.told": self = .told(try fields.identifier("member"))
    default: throw StateError("no such event")
    }
  }
}

extension Digests.Kind {
  fileprivate init(reading fields: Fields) throws(StateError) {
    guard let kind = Self(rawValue: try fields.text("kind")) else { throw fields.missing("kind") }
    self = kind
  }
}

extension Digests.Schedule {
  fileprivate func writeMembers(to json: inout JSONWriter) {
    json.member("minutes", clock.minutesAfterMidnight)
    json.member("weekday", weekday)
  }

  fileprivate init(reading fields: Fields) throws(StateError) {
    let weekday = try fields.integer("weekday")
    guard (1...7).contains(weekday) else { throw fields.missing("weekday") }
    self.init(
      weekday: weekday, clock: LocalClock(minutesAfterMidnight: try fields.integer("minutes")))
  }
}

extension Digests.Mark {
  fileprivate func writeMembers(of kind: Digests.Kind, to json: inout JSONWriter) {
    json.member("at", at)
    json.member("date", date.description)
    json.member("kind", kind.rawValue)
    json.member("news", arrayOf: news) { $0.integer(Int($1)) }
    json.member("said", ifPresent: saidAt)
  }

  fileprivate init(reading fields: Fields) throws(StateError) {
    self.init(
      date: try fields.day("date"), at: try fields.instant("at"),
      saidAt: fields.has("said") ? try fields.instant("said") : nil,
      news: fields.integers("news").compactMap { UInt32(exactly: $0) })
  }
}

extension Digests {
  /// Writes the member `digests`; nothing where everything is as it begins.
  func write(to json: inout JSONWriter) {
    let isUsual =
      marks.isEmpty && off.isEmpty && declined.isEmpty && byMail.isEmpty && schedule == .usual
      && room == nil
    if isUsual { return }
    json.member("digests") { json in
      json.member("by-mail", arrayOf: Array(byMail)) { json, entry in
        json.object { json in
          json.member("member", entry.key)
          json.member("wants", entry.value)
        }
      }
      json.member("declined", arrayOf: declined) { $0.string($1.text) }
      json.member("marks", arrayOf: Kind.allCases.filter { marks[$0] != nil }) { json, kind in
        json.object { json in marks[kind]?.writeMembers(of: kind, to: &json) }
      }
      json.member("off", arrayOf: Kind.allCases.filter(off.contains)) { $0.string($1.rawValue) }
      json.member("room", ifPresent: room)
      json.member("schedule") { schedule.writeMembers(to: &$0) }
      json.member("waiting", arrayOf: Array(waiting)) { json, entry in
        json.object { json in
          json.member("date", entry.value.date.description)
          json.member("member", entry.key)
          json.member("until", entry.value.until)
        }
      }
    }
  }

  init(reading community: Fields) throws(StateError) {
    self.init()
    guard let value = community.value["digests"] else { return }
    let fields = Fields(value)
    if let part = value["schedule"] {
      apply(.scheduled(try Schedule(reading: Fields(part))))
    }
    if let room: RoomID = fields.optionalIdentifier("room") { apply(.roomHeard(room)) }
    for name in fields.texts("off") {
      if let kind = Kind(rawValue: name) { apply(.switched(kind, false)) }
    }
    for entry in fields.optionalList("by-mail") {
      apply(.mailChosen(try entry.identifier("member"), entry.boolean("wants")))
    }
    for member: MemberID in fields.identifiers("declined") { apply(.chosen(member, false)) }
    var held = DigestEvent.Held()
    for entry in fields.optionalList("waiting") {
      held.members.append(try entry.identifier("member"))
      held.untils.append(try entry.instant("until"))
    }
    for entry in fields.optionalList("marks") {
      apply(.opened(try Kind(reading: entry), try Mark(reading: entry), waiting: held))
    }
  }
}
