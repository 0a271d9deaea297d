import OrderedCollections
package import Primitives
package import Timekeeping

/// What becomes true of how members are told of things.
package enum NoticeEvent: Hashable, Sendable {
  /// A member chose how many minutes before a session they are reminded; nil for the usual.
  case leadsChosen(MemberID, [Int]?, at: Instant)
  /// A member chose when they are not disturbed; nil for the usual hours.
  case quietChosen(MemberID, QuietHours?)
  /// A member wants to be left alone until then; nil ends that.
  case snoozed(MemberID, until: Instant?)
  /// Members without an answer were asked for one.
  case nudged(SessionID, [MemberID])
  /// A message waits until its reader may be disturbed.
  case held(MemberID, Notices.Held)
  /// What waited for a member until `at` was said, or need not be said any more.
  case released(MemberID, at: Instant)
  /// A member asked to be reminded of something.
  case asked(Notices.Personal)
  /// A member does not want a reminder any more.
  case dropped(Int)
  /// A reminder was sent.
  case sent(Int)
}

extension NoticeEvent {
  func writeMembers(to json: inout JSONWriter) {
    switch self {
    case .leadsChosen(let member, let leads, let at):
      begin("notice.leads-chosen", member, &json)
      if let leads { json.member("leads", arrayOf: leads) { $0.integer($1) } }
      json.member("at", at)
    case .quietChosen(let member, let quiet):
      begin("notice.quiet-chosen", member, &json)
      quiet?.writeMembers(to: &json)
    case .snoozed(let member, let until):
      begin("notice.snoozed", member, &json)
      json.member("until", ifPresent: until)
    case .nudged(let session, let members):
      json.member("event", "notice.nudged")
      json.member("session", session)
      json.member("members", arrayOf: members) { $0.string($1.text) }
    case .held(let member, let held):
      begin("notice.held", member, &json)
      held.writeMembers(to: &json)
    case .released(let member, let at):
      begin("notice.released", member, &json)
      json.member("at", at)
    case .asked(let reminder):
      json.member("event", "notice.asked")
      reminder.writeMembers(to: &json)
    case .dropped(let number):
      json.member("event", "notice.dropped")
      json.member("number", number)
    case .sent(let number):
      json.member("event", "notice.sent")
      json.member("number", number)
    }
  }

  private func begin(_ name: String, _ member: MemberID, _ json: inout JSONWriter) {
    json.member("event", name)
    json.member("member", member)
  }

  init(_ name: String, reading fields: Fields) throws(StateError) {
    switch name {
    case "notice.leads-chosen":
      self = .leadsChosen(
        try fields.identifier("member"), fields.has("leads") ? fields.integers("leads") : nil,
        at: try fields.instant("at"))
    case "notice.quiet-chosen":
      self = .quietChosen(try fields.identifier("member"), try QuietHours(readingIfPresent: fields))
    case "notice.snoozed":
      self = .snoozed(
        try fields.identifier("member"),
        until: fields.has("until") ? try fields.instant("until") : nil)
    case "notice.nudged":
      self = .nudged(try fields.numbered("session"), fields.identifiers("members"))
    case "notice.held":
      self = .held(try fields.identifier("member"), try Notices.Held(reading: fields))
    case "notice.released":
      self = .released(try fields.identifier("member"), at: try fields.instant("at"))
    case "notice.asked": self = .asked(try Notices.Personal(reading: fields))
    case "notice.dropped": self = .dropped(try fields.integer("number"))
    case "notice.sent": self = .sent(try fields.integer("number"))
    default: throw StateError("no such event")
    }
  }
}

extension Notices.Held {
  fileprivate func writeMembers(to json: inout JSONWriter) {
    json.member("matter", matter.name)
    json.member("session", session)
    json.member("until", until)
  }

  fileprivate init(reading fields: Fields) throws(StateError) {
    guard let matter = Notices.Matter(try fields.text("matter")) else {
      throw fields.missing("matter")
    }
    self.init(
      session: try fields.numbered("session"), matter: matter, until: try fields.instant("until"))
  }
}

extension Notices.Personal {
  fileprivate func writeMembers(to json: inout JSONWriter) {
    json.member("at", at)
    json.member("local", time.local.description)
    json.member("member", member)
    json.member("number", number)
    json.member("room", room)
    json.member("text", text)
    json.member("zone", time.zone)
  }

  fileprivate init(reading fields: Fields) throws(StateError) {
    self.init(
      number: try fields.integer("number"), member: try fields.identifier("member"),
      time: try fields.zonedTime("local"), text: try fields.text("text"),
      room: try fields.identifier("room"), at: try fields.instant("at"))
  }
}

extension QuietHours {
  fileprivate func writeMembers(to json: inout JSONWriter) {
    json.member("quiet-from", from.minutesAfterMidnight)
    json.member("quiet-to", to.minutesAfterMidnight)
    json.member("quiet-weekends", areWeekendsQuiet)
  }

  fileprivate init?(readingIfPresent fields: Fields) throws(StateError) {
    guard fields.has("quiet-from") else { return nil }
    self.init(
      from: LocalClock(minutesAfterMidnight: try fields.integer("quiet-from")),
      to: LocalClock(minutesAfterMidnight: try fields.integer("quiet-to")),
      areWeekendsQuiet: fields.boolean("quiet-weekends"))
  }
}

extension Notices {
  func write(to json: inout JSONWriter) {
    json.member("held-notices", arrayOf: held) { json, entry in
      json.object { json in
        json.member("items", arrayOf: entry.value) { json, item in
          json.object { item.writeMembers(to: &$0) }
        }
        json.member("member", entry.key)
      }
    }
  }

  /// Writes what members have chosen, under a name of its own because members stand in order.
  func writePreferences(to json: inout JSONWriter) {
    json.member("notice-preferences", arrayOf: preferences.sorted { $0.key < $1.key }) {
      json, entry in
      json.object { json in
        if let leads = entry.value.leads {
          json.member("leads", arrayOf: leads) { $0.integer($1) }
          json.member("leads-since", ifPresent: entry.value.leadsSince)
        }
        json.member("member", entry.key)
        entry.value.quiet?.writeMembers(to: &json)
        json.member("snoozed-until", ifPresent: entry.value.snoozedUntil)
      }
    }
  }

  func writePersonal(to json: inout JSONWriter) {
    json.member("reminder-number", nextNumber)
    json.member("reminders", arrayOf: personal.values) { json, reminder in
      json.object { reminder.writeMembers(to: &$0) }
    }
  }

  func writeUnanswered(to json: inout JSONWriter) {
    json.member("unanswered-nudges", arrayOf: unanswered.sorted { $0.key < $1.key }) {
      json, entry in
      json.object { json in
        json.member("count", entry.value)
        json.member("member", entry.key)
      }
    }
  }

  init(zones: ZoneCatalogue, reading fields: Fields) throws(StateError) {
    self.init(zones: zones)
    for entry in fields.optionalList("held-notices") {
      let member: MemberID = try entry.identifier("member")
      for item in try entry.list("items") { apply(.held(member, try Held(reading: item))) }
    }
    for entry in fields.optionalList("notice-preferences") {
      let member: MemberID = try entry.identifier("member")
      if entry.has("leads") {
        let since = entry.has("leads-since") ? try entry.instant("leads-since") : nil
        apply(
          .leadsChosen(
            member, entry.integers("leads"), at: since ?? Instant(milliseconds: .min)))
      }
      apply(.quietChosen(member, try QuietHours(readingIfPresent: entry)))
      if entry.has("snoozed-until") {
        apply(.snoozed(member, until: try entry.instant("snoozed-until")))
      }
    }
    for entry in fields.optionalList("reminders") {
      apply(.asked(try Personal(reading: entry)))
    }
    try restoreCounts(fields)
  }

  private mutating func restoreCounts(_ fields: Fields) throws(StateError) {
    nextNumber = max(nextNumber, fields.optionalInteger("reminder-number") ?? 1)
    for entry in fields.optionalList("unanswered-nudges") {
      unanswered[try entry.identifier("member")] = try entry.integer("count")
    }
  }
}
