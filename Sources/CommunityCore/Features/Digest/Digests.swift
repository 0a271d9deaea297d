package import OrderedCollections
package import Primitives
package import Timekeeping

/// When digests come, who reads them, and which ones were decided.
package struct Digests: Sendable {
  /// For whom a digest is.
  package enum Kind: String, CaseIterable, Sendable {
    /// Each coordinator alone.
    case coordinators
    /// The room.
    case members
  }

  /// On which day of the week, and at what time of the community's clocks.
  package struct Schedule: Hashable, Sendable {
    /// 1 for Monday to 7 for Sunday.
    package let weekday: Int
    /// When the coordinators' comes.
    package let clock: LocalClock

    /// Monday at nine.
    package static let usual = Schedule(
      weekday: 1, clock: LocalClock(minutesAfterMidnight: 9 * 60))

    /// Makes a day of the week and a time.
    package init(weekday: Int, clock: LocalClock) {
      self.weekday = weekday
      self.clock = clock
    }
  }

  /// A digest that waits until its reader may be disturbed; its words are made when it is said.
  package struct Waiting: Hashable, Sendable {
    /// The day for which it is.
    package let date: GregorianDay
    /// When it is said.
    package let until: Instant
  }

  /// What became of the last digest of a kind.
  package struct Mark: Hashable, Sendable {
    /// The day for which it was.
    package let date: GregorianDay
    /// When it was decided.
    package let at: Instant
    /// When one was said last; nil where none ever was.
    package let saidAt: Instant?
    /// A checksum of each thing that was news, so that the next one is silent where none is new.
    package let news: [UInt32]

    /// Notes what became of one.
    package init(date: GregorianDay, at: Instant, saidAt: Instant?, news: [UInt32]) {
      self.date = date
      self.at = at
      self.saidAt = saidAt
      self.news = news
    }
  }

  /// How much later than the coordinators' the members' digest comes.
  package static let membersLater = Span.hours(1)
  /// How late a digest may be, because the bot was away, and still be said.
  package static let patience = Span.hours(72)

  /// When they come.
  package private(set) var schedule = Schedule.usual
  /// Which kinds come at all.
  package private(set) var off: Set<Kind> = []
  /// The coordinators who want none.
  package private(set) var declined: OrderedSet<MemberID> = []
  /// Who said whether theirs comes by mail.
  package private(set) var byMail: OrderedDictionary<MemberID, Bool> = [:]
  /// What became of the last one of each kind.
  package private(set) var marks: [Kind: Mark] = [:]
  /// Whose digest waits.
  package private(set) var waiting: OrderedDictionary<MemberID, Waiting> = [:]
  /// The first room in which somebody spoke to the bot, where no room is configured; nil before that.
  package private(set) var room: RoomID?

  init() {}

  mutating func apply(_ event: DigestEvent) {
    switch event {
    case .scheduled(let schedule): self.schedule = schedule
    case .switched(let kind, let isOn):
      if isOn { off.remove(kind) } else { off.insert(kind) }
      if kind == .coordinators, !isOn { waiting = [:] }
    case .chosen(let member, let wants):
      if wants {
        declined.remove(member)
      } else {
        declined.append(member)
        waiting.removeValue(forKey: member)
      }
    case .opened(let kind, let mark, let held):
      marks[kind] = mark
      guard kind == .coordinators else { return }
      waiting = [:]
      for (member, until) in zip(held.members, held.untils) {
        waiting[member] = Waiting(date: mark.date, until: until)
      }
    case .told(let member): waiting.removeValue(forKey: member)
    case .mailChosen(let member, let wants): byMail[member] = wants
    case .roomHeard(let room): self.room = room
    }
  }

  mutating func forget(_ member: MemberID) {
    byMail[member] = nil
    declined.remove(member)
    waiting.removeValue(forKey: member)
  }
}

/// What becomes true of digests.
package enum DigestEvent: Hashable, Sendable {
  /// They come at another time.
  case scheduled(Digests.Schedule)
  /// One kind comes, or does not any more.
  case switched(Digests.Kind, Bool)
  /// A coordinator wants one, or none.
  case chosen(MemberID, Bool)
  /// A member wants theirs by mail too, or not; nil where they have not said.
  case mailChosen(MemberID, Bool?)
  /// One was decided for a day: it is said, or waits for some of its readers, or there was nothing to
  /// say.
  case opened(Digests.Kind, Digests.Mark, waiting: Held)
  /// It was said to a reader for whom it had waited.
  case told(MemberID)
  /// Somebody spoke to the bot in a room, and no room was known before.
  case roomHeard(RoomID)

  /// For whom a digest waits, and until when: two lists of the same length.
  package struct Held: Hashable, Sendable {
    /// The members.
    package var members: [MemberID] = []
    /// When each may be disturbed.
    package var untils: [Instant] = []

    /// Nobody.
    package init() {}
  }
}

extension Community {
  /// Whether digests come and no room is known for that of the members.
  var lacksRoom: Bool {
    digests.room == nil && plan.rooms.isEmpty && plan.hasDigests
  }

  /// When a digest is to be decided or said next; nil where none is owed.
  var earliestDigest: Instant? {
    guard plan.hasDigests else { return nil }
    let waiting = digests.waiting.values.map(\.until).min()
    let next = Digests.Kind.allCases.filter { !digests.off.contains($0) }
      .compactMap { nextDigest(of: $0) }.min()
    return [waiting, next].compactMap { $0 }.min()
  }

  /// When the next digest of a kind is due.
  ///
  /// That is in the week after that of the last one, or of the first member's coming. So none comes twice in a week, whatever becomes of clocks and schedules.
  func nextDigest(of kind: Digests.Kind) -> Instant? {
    if let mark = digests.marks[kind] {
      return instant(of: kind, on: digestDay(inWeekOf: mark.date, later: 1))
    }
    guard let first = people.members.values.first?.joinedAt else { return nil }
    let day = digestDay(inWeekOf: clocks.localTime(at: first).day, later: 0)
    let instant = instant(of: kind, on: day)
    return instant > first
      ? instant : self.instant(of: kind, on: digestDay(inWeekOf: day, later: 1))
  }

  /// When the next digest of a kind that is said comes: the first one from `now` on that `isPassedOver`
  /// does not hold for; nil where there is none within a year.
  func nextDigest(
    of kind: Digests.Kind, after now: Instant, unless isPassedOver: (Instant) -> Bool
  ) -> Instant? {
    guard let next = nextDigest(of: kind) else { return nil }
    let first = max(next, now)
    if !isPassedOver(first) { return first }
    let day = clocks.localTime(at: first).day
    return (1...53).lazy.map { instant(of: kind, on: digestDay(inWeekOf: day, later: $0)) }
      .first { !isPassedOver($0) }
  }

  /// The last day at or before `now` for which a digest of that kind was due; nil where there is none
  /// since the last one.
  func dueDigest(of kind: Digests.Kind, at now: Instant) -> (day: GregorianDay, due: Instant)? {
    guard !digests.off.contains(kind), let next = nextDigest(of: kind), next <= now else {
      return nil
    }
    let today = clocks.localTime(at: now).day
    for weeks in [0, -1] {
      let day = digestDay(inWeekOf: today, later: weeks)
      let due = instant(of: kind, on: day)
      if due <= now, due >= next { return (day, due) }
    }
    return (clocks.localTime(at: next).day, next)
  }

  private func digestDay(inWeekOf day: GregorianDay, later weeks: Int) -> GregorianDay {
    let monday = day.daysSince1970 - Int64(day.weekday - 1) + Int64(7 * weeks)
    return GregorianDay(daysSince1970: monday + Int64(digests.schedule.weekday - 1))
  }

  private func instant(of kind: Digests.Kind, on day: GregorianDay) -> Instant {
    let instant = clocks.resolve(digests.schedule.clock.on(day)).instant
    return kind == .members ? instant + Digests.membersLater : instant
  }
}
