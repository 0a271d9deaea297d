package import Grouping
package import OrderedCollections
package import Primitives
package import Timekeeping

/// The times that are looked for: who can when, and what each has borne at odd hours.
package struct SlotPolls: Sendable {
  /// A session that waits for its time.
  package struct Poll: Hashable, Sendable {
    /// Whether answers are taken.
    package enum Status: String, Sendable {
      /// They are.
      case open
      /// The answers were counted.
      case closed
      /// It was called off.
      case dropped
    }

    /// Its name.
    package let id: SlotPollID
    /// What the session is called, mentions as identities.
    package internal(set) var title: String
    /// The proposed times, the earliest first; the first one is called 1.
    package let slots: [ZonedTime]
    /// How long the session takes.
    package let minutes: Int
    /// Until when answers are taken, by the clocks of a place.
    package let deadline: ZonedTime
    /// Where the session takes place.
    package let place: String?
    /// How many seats it has; nil for as many as come.
    package let capacity: Int?
    /// Where it is asked and announced.
    package let room: RoomID
    /// Who asked, and would run the session; nil once that member is forgotten.
    package internal(set) var creator: MemberID?
    /// When it was asked.
    package let at: Instant
    /// Whether answers are taken.
    package internal(set) var status: Status = .open
    /// The session that it came to; nil where none was planned.
    package internal(set) var session: SessionID?
    /// What each has answered, in the order of their first answers.
    package internal(set) var answers: OrderedDictionary<MemberID, Answer> = [:]
    /// Whether it was noted what its session cost those who were there.
    package internal(set) var isHeld = false
    /// The messages that stand for it.
    package internal(set) var posts: [MessageID] = []

    /// What `member` has answered; nil for nothing.
    package subscript(member: MemberID) -> Answer? { answers[member] }
  }

  /// When somebody can; the times are called by their numbers, from 1, in ascending order.
  package struct Answer: Hashable, Sendable {
    /// When they can.
    package var can: [Int]
    /// When they can if need be.
    package var ifNeedBe: [Int]
    /// When they said so.
    package var at: Instant

    /// Notes an answer; what it does not name is a no.
    package init(can: [Int], ifNeedBe: [Int], at: Instant) {
      self.can = can
      self.ifNeedBe = ifNeedBe
      self.at = at
    }

    /// What it says to the time called `number`.
    package func mark(_ number: Int) -> SlotAnswer {
      can.contains(number) ? .yes : ifNeedBe.contains(number) ? .ifNeedBe : .no
    }
  }

  /// How many polls can be open at a time.
  package static let limit = 10
  /// How many times one poll can propose.
  package static let slotCounts = 2...10
  /// How long answers are taken where nothing is said.
  package static let usualSpan = Span.days(3)
  /// How long answers can be taken.
  package static let longestSpan = Span.days(30)
  /// How long before the first time answers are taken at the latest.
  package static let lead = Span.hours(2)
  /// How far ahead the first time must be, so that there is an hour for answers.
  package static let notice = Span.hours(3)
  /// For how long answers stay after a poll is closed.
  package static let memory = Span.days(30)
  /// How long after its session it is noted who was there.
  static let afterwards = Span.hours(1)
  private static let keptPosts = 20

  /// All of them; the one called `W1` is the first.
  package private(set) var all: [Poll] = []
  /// What members have borne at odd hours of polled sessions.
  package private(set) var burdens = BurdenLedger<MemberID>()
  /// When answers to the first of the open ones end; nil where none is open.
  package private(set) var nextDeadline: Instant?
  /// Those whose session is still to be held.
  private(set) var awaited: [SlotPollID] = []
  private let zones: ZoneCatalogue
  private var pollByPost: [MessageID: SlotPollID] = [:]

  init(zones: ZoneCatalogue) {
    self.zones = zones
  }

  /// The poll with that name.
  package subscript(id: SlotPollID) -> Poll? {
    all.indices.contains(id.number - 1) ? all[id.number - 1] : nil
  }

  /// What the next poll will be called.
  package var nextID: SlotPollID { SlotPollID(all.count + 1) }

  /// Those that take answers at `now`.
  package func open(at now: Instant) -> [Poll] {
    all.filter { $0.status == .open && deadline(of: $0) > now }
  }

  /// The poll that a post stands for.
  package func poll(of post: MessageID) -> SlotPollID? { pollByPost[post] }

  /// The poll that a session came from.
  func poll(of session: SessionID) -> Poll? { all.last { $0.session == session } }

  /// Until when answers are taken.
  package func deadline(of poll: Poll) -> Instant { instant(of: poll.deadline) }

  /// The times that are proposed, as they lie on the line of time.
  func starts(of poll: Poll) -> [Instant] { poll.slots.map(instant(of:)) }

  private func instant(of time: ZonedTime) -> Instant {
    zones.zoneOrUniversal(named: time.zone).resolve(time.local).instant
  }

  mutating func apply(_ event: SlotPollEvent) {
    switch event {
    case .asked(let plan):
      guard plan.id == nextID else { return }
      forgetAnswers(before: plan.at - Self.memory)
      all.append(Poll(plan))
    case .answered(let id, let member, let answer):
      change(id) { $0.answers[member] = answer }
      return
    case .withdrawn(let id, let member):
      change(id) { $0.answers.removeValue(forKey: member) }
      return
    case .closed(let id, let session):
      change(id) { poll in
        poll.status = .closed
        poll.session = session
      }
    case .dropped(let id): change(id) { $0.status = .dropped }
    case .reopened(let id):
      change(id) { poll in
        poll.status = .open
        poll.session = nil
      }
    case .borne(let id, let bearings):
      guard self[id]?.isHeld == false else { return }
      change(id) { $0.isHeld = true }
      // A session to which nobody came cost nobody anything, and lets nothing fade.
      if !bearings.isEmpty { burdens.held(bearings.map { ($0.member, $0.points) }) }
    }
    recount()
  }

  /// Remembers that a message stands for a poll.
  mutating func note(_ post: MessageID, for id: SlotPollID) {
    guard let poll = self[id], !poll.posts.contains(post), poll.posts.count < Self.keptPosts else {
      return
    }
    pollByPost[post] = id
    change(id) { $0.posts.append(post) }
  }

  mutating func forget(_ member: MemberID) {
    for index in all.indices {
      if all[index].creator == member { all[index].creator = nil }
      all[index].title = People.erased(member, from: all[index].title)
      all[index].answers.removeValue(forKey: member)
    }
    burdens.remove(member)
  }

  /// Takes in a poll that was read.
  mutating func add(_ poll: Poll) {
    all.append(poll)
    for post in poll.posts { pollByPost[post] = poll.id }
    recount()
  }

  /// Takes up what was borne as it was read.
  mutating func bear(_ burdens: BurdenLedger<MemberID>) {
    self.burdens = burdens
  }

  private mutating func change(_ id: SlotPollID, _ body: (inout Poll) -> Void) {
    guard all.indices.contains(id.number - 1) else { return }
    body(&all[id.number - 1])
  }

  /// Who could when is nobody's business once it has long been settled.
  private mutating func forgetAnswers(before instant: Instant) {
    for index in all.indices
    where all[index].status != .open && deadline(of: all[index]) < instant {
      all[index].answers = [:]
    }
  }

  private mutating func recount() {
    nextDeadline = all.filter { $0.status == .open }.map { deadline(of: $0) }.min()
    awaited = all.filter { $0.session != nil && !$0.isHeld }.map(\.id)
  }
}

extension SlotPolls.Poll {
  init(_ plan: SlotPollEvent.Plan) {
    id = plan.id
    title = plan.title
    slots = plan.slots
    minutes = plan.minutes
    deadline = plan.deadline
    place = plan.place
    capacity = plan.capacity
    room = plan.room
    creator = plan.creator
    at = plan.at
  }
}
