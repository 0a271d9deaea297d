package import OrderedCollections
package import Primitives
package import Timekeeping

/// How members want to be told of things, and what they are still to be told.
package struct Notices: Sendable {
  /// What one member has chosen.
  package struct Preferences: Hashable, Sendable {
    /// How many minutes before a session they are reminded; empty for not at all, nil for the usual.
    package internal(set) var leads: [Int]?
    /// Since when they have those leads.
    package internal(set) var leadsSince: Instant?
    /// When they don't want to be disturbed; nil for the usual hours.
    package internal(set) var quiet: QuietHours?
    /// Until when they are left alone with everything they have not asked for.
    package internal(set) var snoozedUntil: Instant?

    var isUsual: Bool { leads == nil && quiet == nil && snoozedUntil == nil }
  }

  /// A message that waits until its reader may be disturbed; its words are made when it is said.
  package struct Held: Hashable, Sendable {
    /// Which session it is about.
    package let session: SessionID
    /// What it says.
    package let matter: Matter
    /// When it is said.
    package let until: Instant
  }

  /// What a message to a member about a session can be about.
  package enum Matter: Hashable, Sendable {
    /// A rung of the session's ladder.
    case rung(Rung)
    /// The session has another time.
    case moved
    /// The session was called off.
    case cancelled
    /// Somebody is to take a role at the session.
    case turn(role: String, Rotas.Turn.Step)
    /// Nobody has said yes to some roles at the session.
    case openTurns
    /// The session was planned for a time at which its reader can't.
    case booked

    /// The name under which it is kept.
    var name: String {
      switch self {
      case .rung(let rung): rung.name
      case .moved: "moved"
      case .cancelled: "cancelled"
      case .turn(let role, let step): "turn-\(step.rawValue) \(role)"
      case .openTurns: "turns-open"
      case .booked: "booked"
      }
    }

    init?(_ name: String) {
      switch name {
      case "moved": self = .moved
      case "cancelled": self = .cancelled
      case "booked": self = .booked
      case "turns-open": self = .openTurns
      default:
        if let rung = Rung(name) {
          self = .rung(rung)
          return
        }
        let parts = name.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].hasPrefix("turn-"),
          let step = Rotas.Turn.Step(rawValue: String(parts[0].dropFirst(5)))
        else { return nil }
        // Once each open role had a message of its own.
        self = step == .coordinators ? .openTurns : .turn(role: String(parts[1]), step)
      }
    }
  }

  /// Something that a member wants to be told at a time.
  package struct Personal: Hashable, Sendable {
    /// Its number, from 1; used once.
    package let number: Int
    /// Who is reminded.
    package let member: MemberID
    /// When, by the clocks of a place.
    package let time: ZonedTime
    /// What they wrote, mentions as identities.
    package internal(set) var text: String
    /// Where they asked for it, to be told there where they can't be told alone.
    package let room: RoomID
    /// When they asked for it.
    package let at: Instant
  }

  /// How many reminders of their own a member can have at a time.
  package static let personalLimit = 50
  /// How many leads a member can have.
  package static let leadsEach = 3
  /// How many different leads a community can have.
  package static let leadsLimit = 40
  /// The longest text of a reminder, in bytes.
  package static let textBytes = 300
  /// The quiet hours of those who have chosen none: from eight in the evening to eight in the morning,
  /// and the weekend.
  package static let usualQuiet = QuietHours(
    from: LocalClock(minutesAfterMidnight: 20 * 60),
    to: LocalClock(minutesAfterMidnight: 8 * 60), areWeekendsQuiet: true)

  /// What members have chosen; those who have chosen nothing are not in it.
  package private(set) var preferences: OrderedDictionary<MemberID, Preferences> = [:]
  /// What is still to be said to whom.
  package private(set) var held: OrderedDictionary<MemberID, [Held]> = [:]
  /// When the first of it is to be said.
  package private(set) var nextRelease: Instant?
  /// The reminders that members have asked for, in the order in which they did.
  package private(set) var personal: OrderedDictionary<Int, Personal> = [:]
  /// When the next of them is due.
  package private(set) var nextPersonal: Instant?
  /// How often each member was asked for an answer since they gave one last.
  var unanswered: [MemberID: Int] = [:]
  /// The number of the next reminder.
  var nextNumber = 1
  private let zones: ZoneCatalogue

  init(zones: ZoneCatalogue) {
    self.zones = zones
  }

  /// What `member` has chosen.
  package subscript(member: MemberID) -> Preferences { preferences[member] ?? Preferences() }

  /// The minutes before a session at which `member` is reminded, the longest first.
  package func leads(of member: MemberID) -> [Int] { self[member].leads ?? Rung.usualMinutes }

  /// When `member` does not want to be disturbed.
  package func quietHours(of member: MemberID) -> QuietHours {
    self[member].quiet ?? Self.usualQuiet
  }

  /// Whether `member` is left alone at `now`.
  package func isSnoozed(_ member: MemberID, at now: Instant) -> Bool {
    self[member].snoozedUntil.map { now < $0 } ?? false
  }

  /// Whether `member` is not asked for answers any more, because they left the last two requests
  /// without one.
  package func isTired(_ member: MemberID) -> Bool { unanswered[member] ?? 0 >= 2 }

  /// The reminders of `member`, the earliest first.
  package func personal(of member: MemberID) -> [Personal] {
    personal.values.filter { $0.member == member }
      .sorted { (instant(of: $0), $0.number) < (instant(of: $1), $1.number) }
  }

  /// When a reminder is due.
  package func instant(of personal: Personal) -> Instant {
    zones.zoneOrUniversal(named: personal.time.zone).resolve(personal.time.local).instant
  }

  /// All leads that somebody has, each since it was first wanted.
  var leads: [Rung.Lead] {
    var since: [Int: Instant] = [:]
    for choice in preferences.values {
      for minutes in choice.leads ?? [] {
        let start = choice.leadsSince ?? Instant(milliseconds: .min)
        since[minutes] = since[minutes].map { min($0, start) } ?? start
      }
    }
    for lead in Rung.usualLeads { since[lead.minutes] = lead.since }
    return since.sorted { $0.key > $1.key }.map { Rung.Lead(minutes: $0.key, since: $0.value) }
  }

  mutating func apply(_ event: NoticeEvent) {
    switch event {
    case .leadsChosen(let member, let leads, let at):
      change(member) { choice in
        choice.leads = leads
        choice.leadsSince = leads == nil ? nil : at
      }
    case .quietChosen(let member, let quiet): change(member) { $0.quiet = quiet }
    case .snoozed(let member, let until): change(member) { $0.snoozedUntil = until }
    case .nudged(_, let members): for member in members { unanswered[member, default: 0] += 1 }
    case .held(let member, let item):
      held[member, default: []].append(item)
      nextRelease = nextRelease.map { min($0, item.until) } ?? item.until
    case .released(let member, let at):
      held[member]?.removeAll { $0.until <= at }
      if held[member]?.isEmpty ?? false { held.removeValue(forKey: member) }
      nextRelease = held.values.joined().map(\.until).min()
    case .asked(let reminder):
      personal[reminder.number] = reminder
      nextNumber = max(nextNumber, reminder.number + 1)
      recountPersonal()
    case .dropped(let number), .sent(let number):
      personal.removeValue(forKey: number)
      recountPersonal()
    }
  }

  /// Notes that `member` has answered an invitation.
  mutating func noteAnswer(of member: MemberID) {
    if !unanswered.isEmpty { unanswered.removeValue(forKey: member) }
  }

  mutating func forget(_ member: MemberID) {
    preferences.removeValue(forKey: member)
    unanswered.removeValue(forKey: member)
    held.removeValue(forKey: member)
    nextRelease = held.values.joined().map(\.until).min()
    personal.removeAll { $0.value.member == member }
    for (number, reminder) in personal {
      personal[number]?.text = People.erased(member, from: reminder.text)
    }
    recountPersonal()
  }

  private mutating func change(_ member: MemberID, _ body: (inout Preferences) -> Void) {
    var choice = self[member]
    body(&choice)
    preferences[member] = choice.isUsual ? nil : choice
  }

  private mutating func recountPersonal() {
    nextPersonal = personal.values.map { instant(of: $0) }.min()
  }
}
