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
    package let time: ZonedTime
    /// How long it takes.
    package let minutes: Int
    /// Where it takes place, a link as a rule; nil where that is not said yet.
    package internal(set) var place: String?
    /// How many seats there are; nil for as many as come.
    package let capacity: Int?
    /// The topic it is about.
    package let topic: TopicID?
    /// Where it was announced.
    package let room: RoomID
    /// Who planned it; nil once that member is forgotten.
    package internal(set) var creator: MemberID?
    /// Who runs it; nil once that member is forgotten.
    package internal(set) var facilitator: MemberID?
    /// When it was planned.
    package let at: Instant
    /// Whether it takes place.
    package internal(set) var status: Status = .planned
    /// When it begins; follows from `time` and the zone data at hand, and is never kept.
    package internal(set) var start: Instant
    /// Who comes, who does not, and who was there.
    package internal(set) var attendance = Attendance()
    /// The reminders that were sent, or need not be sent any more.
    package internal(set) var reminded: [Reminder] = []
    /// Those of `reminded` that should have been sent while the bot was away.
    package internal(set) var missed: [Reminder] = []
    /// The messages that stand for it; a thread below one, or a reaction to it, is about the session.
    package internal(set) var posts: [MessageID] = []

    /// When it is over.
    package var end: Instant { start + .minutes(Int64(minutes)) }

    /// How many seats are free; nil where seats are not counted.
    package var freeSeats: Int? { capacity.map { $0 - attendance.seatsTaken } }
  }

  /// A notice before a session.
  package enum Reminder: String, CaseIterable, Sendable {
    /// The day before.
    case day
    /// Some minutes before.
    case minutes

    /// How long before the start it is due.
    package var lead: Span { self == .day ? .hours(24) : .minutes(10) }
  }

  /// How many sessions may lie ahead at a time.
  package static let upcomingLimit = 200
  /// The longest title, in bytes.
  package static let titleBytes = 200
  /// The longest place or link, in bytes.
  package static let placeBytes = 500
  /// The most seats that are counted.
  package static let capacityLimit = 10_000
  private static let longest = Span.hours(24)
  private static let keptPosts = 20

  /// All sessions; the one called `S1` is the first.
  package private(set) var all: [Session] = []
  /// When the next reminder is due; nil where none is owed.
  package private(set) var nextReminder: Instant?
  /// The zone data from which instants follow.
  package let zones: ZoneCatalogue
  /// Those that are planned, by their start.
  private var byStart: [SessionID] = []
  /// Those of them that owe a reminder.
  private var owing: [SessionID] = []
  private var sessionByPost: [MessageID: SessionID] = [:]
  /// At how many sessions each member was.
  private var visits: [MemberID: Int] = [:]

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
      if let session = self[id], session.end > now { ahead.append(session) }
    }
    return ahead
  }

  /// The planned sessions at which somebody can be at `now`: from half an hour before the start until
  /// an hour after the end.
  package func attendable(at now: Instant) -> [Session] {
    let first = firstIndex(startingAfter: now - Self.longest - .hours(2))
    return byStart[first...].lazy.compactMap { self[$0] }
      .prefix { $0.start - .minutes(30) <= now }.filter { $0.end + .hours(1) > now }
  }

  /// The planned sessions that began at most `span` before `now`, the latest first.
  package func begun(within span: Span, before now: Instant) -> [Session] {
    let range = firstIndex(startingAfter: now - span)..<firstIndex(startingAfter: now)
    return byStart[range].reversed().compactMap { self[$0] }
  }

  /// The planned session that ended last before `now`, if that is at most `span` ago.
  package func ended(within span: Span, before now: Instant) -> Session? {
    let first = firstIndex(startingAfter: now - span - Self.longest)
    return byStart[first...].lazy.compactMap { self[$0] }.prefix { $0.start <= now }
      .filter { $0.end <= now && now - $0.end <= span }.max { $0.end < $1.end }
  }

  /// The sessions that owe reminders at `now` and which these are, the earliest session first.
  func due(at now: Instant) -> [(session: Session, reminders: [Reminder])] {
    var due: [(session: Session, reminders: [Reminder])] = []
    for id in owing {
      guard let session = self[id] else { continue }
      let reminders = session.owed.filter { session.start - $0.lead <= now }
      if !reminders.isEmpty { due.append((session, reminders)) }
    }
    return due.sorted { ($0.session.start, $0.session.id) < ($1.session.start, $1.session.id) }
  }

  mutating func apply(_ event: SessionEvent) {
    switch event {
    case .scheduled(let plan):
      guard plan.id == nextID else { return }
      add(Session(plan, start: start(of: plan.time)))
    case .cancelled(let id):
      change(id) { $0.status = .cancelled }
      byStart.removeAll { $0 == id }
      recount(id)
    case .restored(let id):
      guard self[id]?.status == .cancelled else { return }
      change(id) { $0.status = .planned }
      list(id)
      recount(id)
    case .placed(let id, let place): change(id) { $0.place = place }
    case .reminded(let id, let reminder, let isMissed):
      change(id) { session in
        if !session.reminded.contains(reminder) { session.reminded.append(reminder) }
        if isMissed, !session.missed.contains(reminder) { session.missed.append(reminder) }
      }
      recount(id)
    }
  }

  mutating func apply(_ event: AttendanceEvent) {
    switch event {
    case .arrived(let id, let member):
      guard let session = self[id], !session.attendance.here.contains(member) else { return }
      visits[member, default: 0] += 1
    case .unarrived(let id, let member):
      guard let session = self[id], session.attendance.here.contains(member) else { return }
      visits[member, default: 1] -= 1
    case .answered, .withdrawn, .promoted: break
    }
    change(event.session) { $0.attendance.apply(event) }
  }

  /// Remembers that a message stands for a session.
  mutating func note(_ post: MessageID, for id: SessionID) {
    guard let session = self[id], !session.posts.contains(post) else { return }
    sessionByPost[post] = id
    change(id) { $0.posts.append(post) }
    guard session.posts.count == Self.keptPosts else { return }
    // The first post is the one that announces it; of the others the oldest goes.
    sessionByPost.removeValue(forKey: session.posts[1])
    change(id) { $0.posts.remove(at: 1) }
  }

  /// Takes in a session that was read or has just been planned.
  mutating func add(_ session: Session) {
    all.append(session)
    for post in session.posts { sessionByPost[post] = session.id }
    for member in session.attendance.here { visits[member, default: 0] += 1 }
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
    }
    visits[member] = nil
  }

  private mutating func change(_ id: SessionID, _ body: (inout Session) -> Void) {
    guard all.indices.contains(id.number - 1) else { return }
    body(&all[id.number - 1])
  }

  /// Puts a session into its place by start.
  private mutating func list(_ id: SessionID) {
    guard let start = self[id]?.start else { return }
    byStart.insert(id, at: firstIndex(startingAfter: start))
  }

  private func firstIndex(startingAfter instant: Instant) -> Int {
    var low = 0
    var high = byStart.count
    while low < high {
      let middle = (low + high) / 2
      if let start = self[byStart[middle]]?.start, start <= instant {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }

  /// Looks anew at what a session owes, and at what is due first.
  private mutating func recount(_ id: SessionID) {
    owing.removeAll { $0 == id }
    if let session = self[id], !session.owed.isEmpty { owing.append(id) }
    nextReminder = nil
    for session in owing.compactMap({ self[$0] }) {
      for reminder in session.owed {
        let due = session.start - reminder.lead
        nextReminder = nextReminder.map { min($0, due) } ?? due
      }
    }
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
    self.start = start
  }

  /// The reminders that are still to be sent; what lay in the past when it was planned is not owed.
  var owed: [Sessions.Reminder] {
    guard status == .planned else { return [] }
    return Sessions.Reminder.allCases.filter { !reminded.contains($0) && at < start - $0.lead }
  }
}
