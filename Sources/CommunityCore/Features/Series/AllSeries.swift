package import OrderedCollections
package import Primitives
package import Timekeeping

/// The rhythms to which a community meets.
package struct AllSeries: Sendable {
  /// One rhythm; its dates are sessions, planned some weeks ahead one after another.
  package struct Series: Hashable, Sendable {
    /// Whether new dates are planned.
    package enum Status: String, Sendable {
      /// They are.
      case active
      /// They are not until it is resumed.
      case paused
      /// They never are again.
      case ended
    }

    /// Its name.
    package let id: SeriesID
    /// What its sessions are called, mentions as identities.
    package internal(set) var title: String
    /// When it takes place.
    package internal(set) var recurrence: Recurrence
    /// The times of day that take turns, in minutes after midnight; empty for that of the recurrence.
    package let slots: [Int]
    /// How long each session takes.
    package let minutes: Int
    /// Where they take place.
    package let place: String?
    /// How many seats each has; nil for as many as come.
    package let capacity: Int?
    /// Where it is announced.
    package let room: RoomID
    /// Who started it; nil once that member is forgotten.
    package internal(set) var creator: MemberID?
    /// Who runs its sessions; nil once that member is forgotten.
    package internal(set) var facilitator: MemberID?
    /// When it was started.
    package let at: Instant
    /// Whether new dates are planned.
    package internal(set) var status: Status = .active
    /// Answers that count for every date that is not answered by itself.
    package internal(set) var answers: OrderedDictionary<MemberID, Attendance.Answer> = [:]
    /// The last date, as the rule has it, that was planned or passed over.
    package internal(set) var frontier: LocalTime?
    /// How many dates were planned, so that times of day take turns.
    package internal(set) var plannedCount = 0
    /// The sessions that were called off because it was paused.
    package internal(set) var paused: [SessionID] = []
    /// The next date, as the rule has it; nil where there is none.
    package internal(set) var upcoming: LocalTime?
    /// The messages that stand for it.
    package internal(set) var posts: [MessageID] = []
  }

  /// How many series can be there at a time, those that ended not counted.
  package static let limit = 20
  /// How long before its start a date is planned; the next one always is.
  package static let horizon = Span.days(42)
  /// How many dates are planned ahead at most.
  package static let aheadLimit = 6
  private static let keptPosts = 10

  /// All of them; the one called `E1` is the first.
  package private(set) var all: [Series] = []
  private let zones: ZoneCatalogue
  private var seriesByPost: [MessageID: SeriesID] = [:]

  init(zones: ZoneCatalogue) {
    self.zones = zones
  }

  /// The series with that name.
  package subscript(id: SeriesID) -> Series? {
    all.indices.contains(id.number - 1) ? all[id.number - 1] : nil
  }

  /// What the next series will be called.
  package var nextID: SeriesID { SeriesID(all.count + 1) }

  /// Those that have not ended.
  package var running: [Series] { all.filter { $0.status != .ended } }

  /// The series that a post stands for.
  package func series(of post: MessageID) -> SeriesID? { seriesByPost[post] }

  mutating func apply(_ event: SeriesEvent) {
    switch event {
    case .started(let plan):
      guard plan.id == nextID else { return }
      all.append(Series(plan))
      findUpcoming(plan.id)
    case .passed(let id, let original):
      change(id) { $0.frontier = original }
      findUpcoming(id)
    case .skipped(let id, let original):
      change(id) { $0.recurrence = $0.recurrence.excluding(original) }
      findUpcoming(id)
    case .unskipped(let id, let original):
      change(id) { series in
        let kept = series.recurrence.exclusions.filter { $0 != original }
        series.recurrence = Recurrence(
          series.recurrence.rule, start: series.recurrence.start, zone: series.recurrence.zone,
          exclusions: kept, additions: series.recurrence.additions)
      }
      findUpcoming(id)
    case .paused(let id, let sessions):
      change(id) { series in
        series.status = .paused
        series.paused = sessions
      }
    case .resumed(let id):
      change(id) { series in
        series.status = .active
        series.paused = []
      }
    case .ended(let id): change(id) { $0.status = .ended }
    case .reopened(let id, let status): change(id) { $0.status = status }
    case .answered(let id, let member, let answer):
      change(id) { $0.answers[member] = answer }
    }
  }

  /// Notes that a date of a series is planned as a session.
  mutating func notePlanned(_ occurrence: Sessions.Occurrence) {
    change(occurrence.series) { series in
      series.frontier = max(series.frontier ?? occurrence.original, occurrence.original)
      series.plannedCount += 1
    }
    findUpcoming(occurrence.series)
  }

  /// Remembers that a message stands for a series.
  mutating func note(_ post: MessageID, for id: SeriesID) {
    guard let series = self[id], !series.posts.contains(post) else { return }
    seriesByPost[post] = id
    change(id) { $0.posts.append(post) }
    guard series.posts.count == Self.keptPosts else { return }
    seriesByPost.removeValue(forKey: series.posts[1])
    change(id) { $0.posts.remove(at: 1) }
  }

  mutating func forget(_ member: MemberID) {
    for index in all.indices {
      if all[index].creator == member { all[index].creator = nil }
      if all[index].facilitator == member { all[index].facilitator = nil }
      all[index].title = People.erased(member, from: all[index].title)
      all[index].answers.removeValue(forKey: member)
      for (other, answer) in all[index].answers {
        all[index].answers[other]?.note = People.erased(member, from: answer.note)
      }
    }
  }

  private mutating func change(_ id: SeriesID, _ body: (inout Series) -> Void) {
    guard all.indices.contains(id.number - 1) else { return }
    body(&all[id.number - 1])
  }

  /// Looks for the first date behind those that were planned or passed over.
  private mutating func findUpcoming(_ id: SeriesID) {
    guard let series = self[id] else { return }
    let zone = zones.zoneOrUniversal(named: series.recurrence.zone)
    let upcoming = series.recurrence.occurrences(in: zone, from: series.frontier)
      .first { local in series.frontier.map { $0 < local } ?? true }
    change(id) { $0.upcoming = upcoming }
  }

  /// Takes in a series that was read.
  mutating func add(_ series: Series) {
    all.append(series)
    for post in series.posts { seriesByPost[post] = series.id }
    findUpcoming(series.id)
  }
}

extension AllSeries.Series {
  init(_ plan: SeriesEvent.Plan) {
    id = plan.id
    title = plan.title
    recurrence = plan.recurrence
    slots = plan.slots
    minutes = plan.minutes
    place = plan.place
    capacity = plan.capacity
    room = plan.room
    creator = plan.creator
    facilitator = plan.facilitator
    at = plan.at
  }

  /// The time at which the date takes place that the rule puts at `original`: with times of day that
  /// take turns, the next one of these on the same day.
  func time(of original: LocalTime, turn: Int) -> ZonedTime {
    guard !slots.isEmpty else { return ZonedTime(original, zone: recurrence.zone) }
    let slot = LocalClock(minutesAfterMidnight: slots[turn % slots.count])
    return ZonedTime(slot.on(original.day), zone: recurrence.zone)
  }
}
