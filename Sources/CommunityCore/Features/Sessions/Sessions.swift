package import Primitives
package import Timekeeping

/// The meetings that a community has planned.
package struct Sessions: Sendable {
  /// One planned meeting.
  package struct Session: Hashable, Sendable {
    /// Whether it takes place.
    package enum Status: String, Sendable {
      /// It takes place, or did.
      case planned
      /// It was called off.
      case cancelled
    }

    /// Its name.
    package let id: SessionID
    /// What it is called, mentions as identities.
    package internal(set) var title: String
    /// When it begins by the clocks of its zone: the truth, whatever becomes of the zone's rules.
    package internal(set) var time: ZonedTime
    /// How long it takes.
    package internal(set) var minutes: Int
    /// Where it takes place, a link as a rule; nil where that is not said yet.
    package internal(set) var place: String?
    /// How many seats there are; nil for as many as come.
    package let capacity: Int?
    /// The topic it is about.
    package internal(set) var topic: TopicID?
    /// Where it was announced.
    package let room: RoomID
    /// Who planned it; nil once that member is forgotten.
    package internal(set) var creator: MemberID?
    /// Who runs it; nil once that member is forgotten.
    package internal(set) var facilitator: MemberID?
    /// When it was planned.
    package let at: Instant
    /// Which date of which series it is; nil for one that stands alone.
    package let occurrence: Occurrence?
    /// How many must come for it to take place; nil where that is not asked.
    package internal(set) var minimum: Minimum?
    /// Whether it was said that it takes place for sure, however few come.
    package internal(set) var isConfirmed = false
    /// When its time was settled last; what was due before that is not owed.
    package internal(set) var settledAt: Instant
    /// Whether it runs in writing, so that nobody need be there at an hour.
    package internal(set) var isWritten = false
    /// How often it was changed in a way that calendars must learn of.
    package internal(set) var sequence = 0
    /// The start that members were told last; differs from `start` where zone data have changed since.
    ///
    /// Nil for a session that was planned by a release which did not note it, and knew no rungs beside
    /// those that remind who comes.
    package internal(set) var told: Instant?
    /// Whether it takes place.
    package internal(set) var status: Status = .planned
    /// When it begins; follows from `time` and the zone data at hand, and is never kept.
    package internal(set) var start: Instant
    /// How it is prepared, and that it began and ended.
    package internal(set) var hour = Hour()
    /// Who comes, who does not, and who was there.
    package internal(set) var attendance = Attendance()
    /// The rungs of its ladder that are done, or need not be done any more.
    package internal(set) var reminded: [Rung] = []
    /// Those of `reminded` that should have been done while the bot was away.
    package internal(set) var missed: [Rung] = []
    /// The messages that stand for it; a thread below one, or a reaction to it, is about the session.
    package internal(set) var posts: [MessageID] = []

    /// When it is over.
    package var end: Instant { start + .minutes(Int64(minutes)) }

    /// How many seats are free; nil where seats are not counted.
    package var freeSeats: Int? { capacity.map { $0 - attendance.seatsTaken } }
  }

  /// A date of a series, named by the wall time that the series gave it, wherever it was moved since.
  package struct Occurrence: Hashable, Sendable {
    /// The series.
    package let series: SeriesID
    /// What the clocks would have shown by the series' rule.
    package let original: LocalTime

    /// Names the date of `series` that its rule puts at `original`.
    package init(of series: SeriesID, originally original: LocalTime) {
      self.series = series
      self.original = original
    }
  }

  /// How many must come, and until when that is waited for.
  package struct Minimum: Hashable, Sendable {
    /// How many members must have said yes.
    package let count: Int
    /// When it is looked at, by the clocks of a place.
    package let by: ZonedTime

    /// Asks for `count` members by a time.
    package init(_ count: Int, by time: ZonedTime) {
      self.count = count
      by = time
    }
  }

  /// How many sessions may lie ahead at a time.
  package static let upcomingLimit = 200
  /// The longest title, in bytes.
  package static let titleBytes = 200
  /// The longest place or link, in bytes.
  package static let placeBytes = 500
  /// The most seats that are counted.
  package static let capacityLimit = 10_000
  /// The longest session, in minutes: a week in writing.
  package static let longestMinutes = 7 * 24 * 60
  private static let longest = Span.minutes(Int64(longestMinutes))
  private static let keptPosts = 20

  /// All sessions; the one called `S1` is the first.
  package private(set) var all: [Session] = []
  /// When the next rung of a ladder is due; nil where none is owed.
  package private(set) var nextRung: Instant?
  /// How long before a session somebody wants to be reminded.
  private(set) var leads = Rung.usualLeads
  /// The zone data from which instants follow.
  package let zones: ZoneCatalogue
  /// The planned ones of which members were told another start, because zone data have changed.
  var moved: [SessionID] = []
  /// Those that were started and have not ended.
  package internal(set) var live: [SessionID] = []
  /// Those that are planned, by their start.
  private(set) var byStart: [SessionID] = []
  /// The planned ones that owe a rung.
  private var owing: [SessionID] = []
  private var sessionByPost: [MessageID: SessionID] = [:]
  private var sessionsBySeries: [SeriesID: [SessionID]] = [:]
  /// At how many sessions each member was.
  var visits: [MemberID: Int] = [:]

  init(zones: ZoneCatalogue) {
    self.zones = zones
  }

  /// The session with that name.
  package subscript(id: SessionID) -> Session? {
    all.indices.contains(id.number - 1) ? all[id.number - 1] : nil
  }

  /// What the next session will be called.
  package var nextID: SessionID { SessionID(all.count + 1) }

  /// The session that a post stands for.
  package func session(of post: MessageID) -> SessionID? { sessionByPost[post] }

  /// At how many sessions `member` was.
  package func visits(of member: MemberID) -> Int { visits[member] ?? 0 }

  /// The planned sessions that are not over at `now`, the earliest first, at most `limit`.
  package func ahead(of now: Instant, limit: Int = 200) -> [Session] {
    var ahead: [Session] = []
    for id in byStart[firstIndex(startingAfter: now - Self.longest)...] {
      if ahead.count == limit { break }
      if let session = self[id], !session.isOver(at: now) { ahead.append(session) }
    }
    return ahead
  }

  /// The planned sessions at which somebody can be at `now`: from half an hour before the start until
  /// an hour after the end.
  package func attendable(at now: Instant) -> [Session] {
    let first = firstIndex(startingAfter: now - Self.longest - .hours(2))
    return byStart[first...].lazy.compactMap { self[$0] }
      .prefix { $0.start - Session.mostEarly <= now }.filter { $0.end + .hours(1) > now }
  }

  /// Whether a planned session is going on at `now`; quick, because every plain line asks.
  func isAnyOn(at now: Instant) -> Bool {
    byStart[firstIndex(startingAfter: now - Self.longest)...].contains { id in
      all[id.number - 1].isOn(at: now)
    }
  }

  /// The planned sessions that began at most `span` before `now`, the latest first.
  package func begun(within span: Span, before now: Instant) -> [Session] {
    let first = firstIndex(startingAfter: now - span)
    let range = first..<max(first, firstIndex(startingAfter: now + Session.mostEarly))
    return byStart[range].reversed().compactMap { self[$0] }.filter { $0.hasBegun(at: now) }
  }

  /// The planned session that was over last before `now`, if that is at most `span` ago.
  package func ended(within span: Span, before now: Instant) -> Session? {
    let first = firstIndex(startingAfter: now - span - Self.longest)
    return byStart[first...].lazy.compactMap { self[$0] }
      .prefix { $0.start - Session.mostEarly <= now }
      .filter { $0.isOver(at: now) && now - $0.over <= span }.max { $0.over < $1.over }
  }

  /// The rungs that are due at `now`, the one that was due first in front.
  func due(at now: Instant) -> [DueRung] {
    var due: [DueRung] = []
    for id in owing {
      guard let session = self[id] else { continue }
      for (rung, time) in owed(by: session) where time <= now {
        due.append(DueRung(session: session, rung: rung, due: time))
      }
    }
    return due.sorted { ($0.due, $0.session.id) < ($1.due, $1.session.id) }
  }

  /// The planned sessions that are dates of a series, in the order in which they were planned.
  package func occurrences(of series: SeriesID) -> [Session] {
    (sessionsBySeries[series] ?? []).compactMap { self[$0] }
  }

  /// The last planned dates of a series that take place, the latest last.
  func latestOccurrences(of series: SeriesID, limit: Int) -> [Session] {
    let latest = (sessionsBySeries[series] ?? []).reversed().lazy.compactMap { self[$0] }
      .filter { $0.status == .planned }.prefix(limit)
    return latest.sorted { ($0.start, $0.id) < ($1.start, $1.id) }
  }

  /// Remembers that a message stands for a session.
  mutating func note(_ post: MessageID, for id: SessionID) {
    guard let session = self[id], !session.posts.contains(post) else { return }
    sessionByPost[post] = id
    change(id) { $0.posts.append(post) }
    guard session.posts.count == Self.keptPosts else { return }
    // The first post is the one that announces it; of the others the oldest goes, but for the one below
    // which its thread is.
    let oldest = session.posts[1] == session.hour.root ? 2 : 1
    sessionByPost.removeValue(forKey: session.posts[oldest])
    change(id) { $0.posts.remove(at: oldest) }
  }

  /// Takes in a session that was read or has just been planned.
  mutating func add(_ session: Session) {
    all.append(session)
    if let series = session.occurrence?.series {
      sessionsBySeries[series, default: []].append(session.id)
    }
    for post in session.posts { sessionByPost[post] = session.id }
    noteIfMoved(session)
    for member in session.attendance.here { visits[member, default: 0] += 1 }
    if session.isLive { live.append(session.id) }
    guard session.status == .planned else { return }
    list(session.id)
    recount(session.id)
  }

  /// The instant at which the clocks show `time`.
  func start(of time: ZonedTime) -> Instant {
    zones.zoneOrUniversal(named: time.zone).resolve(time.local).instant
  }

  mutating func forget(_ member: MemberID) {
    for index in all.indices {
      if all[index].creator == member { all[index].creator = nil }
      if all[index].facilitator == member { all[index].facilitator = nil }
      all[index].title = People.erased(member, from: all[index].title)
      all[index].attendance.forget(member)
      all[index].hour.forget(member)
    }
    visits[member] = nil
  }

  mutating func change(_ id: SessionID, _ body: (inout Session) -> Void) {
    guard all.indices.contains(id.number - 1) else { return }
    body(&all[id.number - 1])
  }

  mutating func noteIfMoved(_ session: Session) {
    moved.removeAll { $0 == session.id }
    if session.status == .planned, let told = session.told, told != session.start {
      moved.append(session.id)
    }
  }

  mutating func unlist(_ id: SessionID) {
    byStart.removeAll { $0 == id }
  }

  /// Puts a session into its place by start.
  mutating func list(_ id: SessionID) {
    guard let start = self[id]?.start else { return }
    byStart.insert(id, at: firstIndex(startingAfter: start))
  }

  private func firstIndex(startingAfter instant: Instant) -> Int {
    var low = 0
    var high = byStart.count
    while low < high {
      let middle = (low + high) / 2
      // Looked at in place: every plain line of a room passes here, and a session is much to copy.
      if all[byStart[middle].number - 1].start <= instant {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }

  /// Takes over how long before a session members want to be reminded.
  mutating func remind(before leads: [Rung.Lead]) {
    guard leads != self.leads else { return }
    self.leads = leads
    owing = byStart.filter { id in self[id].map { !owed(by: $0).isEmpty } ?? false }
    nextRung = earliestRung
  }

  /// Looks anew at what a session owes, and at what is due first.
  mutating func recount(_ id: SessionID) {
    owing.removeAll { $0 == id }
    if let session = self[id], !owed(by: session).isEmpty { owing.append(id) }
    nextRung = earliestRung
  }

  private var earliestRung: Instant? {
    owing.lazy.compactMap { self[$0] }.flatMap { self.owed(by: $0).map(\.due) }.min()
  }

  /// The rungs that are still to be done for `session`; what lay in the past when its time was settled
  /// is not owed.
  func owed(by session: Session) -> [(rung: Rung, due: Instant)] {
    guard session.status == .planned else { return [] }
    var owed: [(rung: Rung, due: Instant)] = []
    if session.told != nil {
      for rung in Rung.fixed where !session.reminded.contains(rung) {
        if let due = rung.due(for: session, zones: zones), due > session.settledAt {
          owed.append((rung, due))
        }
      }
    }
    for lead in leads where !session.reminded.contains(lead.rung) {
      let due = session.start - .minutes(Int64(lead.minutes))
      if due > max(session.settledAt, lead.since) { owed.append((lead.rung, due)) }
    }
    return owed
  }
}

extension Sessions.Session {
  init(_ plan: SessionEvent.Plan, start: Instant) {
    id = plan.id
    title = plan.title
    time = plan.time
    minutes = plan.minutes
    place = plan.place
    capacity = plan.capacity
    topic = plan.topic
    room = plan.room
    creator = plan.creator
    facilitator = plan.facilitator
    at = plan.at
    occurrence = plan.occurrence
    minimum = plan.minimum
    isWritten = plan.isWritten
    settledAt = plan.at
    told = plan.start
    self.start = start
  }
}
