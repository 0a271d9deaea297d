package import OrderedCollections
package import Primitives
import Timekeeping

/// The questions that members put to all, what can be answered, and how many chose what.
package struct Polls: Sendable {
  /// A question to all.
  package struct Poll: Hashable, Sendable {
    /// Whether answers are taken.
    package enum Status: String, Sendable {
      /// They are.
      case open
      /// They were counted.
      case closed
      /// It was called off.
      case cancelled
    }

    /// What was asked.
    package internal(set) var plan: PollEvent.Plan
    /// Whether answers are taken.
    package internal(set) var status: Status = .open
    /// What each chose, by the numbers of the options in ascending order; none in a poll without names,
    /// and none any more a day after its end.
    package internal(set) var answers: OrderedDictionary<MemberID, [Int]> = [:]
    /// Who has answered without their name.
    package internal(set) var voters: Set<MemberID> = []
    /// How many have answered without their name, those who are forgotten by now among them.
    package internal(set) var voteCount = 0
    /// Whether the room was reminded, or need not be.
    package internal(set) var isReminded = false
    /// What came of it; nil while it is open.
    package internal(set) var result: Result?
    /// When it ended; nil while it is open.
    package internal(set) var endedAt: Instant?
    /// The messages that stand for it.
    package internal(set) var posts: [MessageID] = []

    /// Its name.
    package var id: PollID { plan.id }
    /// How many have answered.
    package var answerCount: Int { plan.isAnonymous ? voteCount : answers.count }

    /// What `member` has chosen with their name; nil for nothing.
    package subscript(member: MemberID) -> [Int]? { answers[member] }

    /// Whether `member` has answered.
    package func isAnswered(by member: MemberID) -> Bool {
      voters.contains(member) || answers[member] != nil
    }

    init(_ plan: PollEvent.Plan) {
      self.plan = plan
    }
  }

  /// What came of a poll.
  package struct Result: Hashable, Sendable {
    /// How many chose each option; nil where too few answered without their names to show it.
    package let counts: [Int]?
    /// How many answered.
    package let answers: Int
    /// How many members there were.
    package let members: Int
  }

  /// How many options a poll has.
  package static let optionCounts = 2...10
  /// The longest question, in bytes.
  package static let questionBytes = 300
  /// The longest option, in bytes.
  package static let optionBytes = 100
  /// How many can be open in one room at a time.
  package static let openInRoom = 5
  /// How many of one member can be open at a time.
  package static let openEach = 3
  /// How long answers are taken where nothing is said, outside a live session.
  package static let usualSpan = Span.days(3)
  /// How long answers are taken at least.
  package static let shortestSpan = Span.minutes(5)
  /// How long answers can be taken.
  package static let longestSpan = Span.days(60)
  /// How many answers without names are shown at least.
  package static let shownFrom = BallotBox.releasedTogether
  /// How long before its end the room is reminded.
  package static let lead = Span.hours(24)
  /// How long a poll is open at least of which the room is reminded.
  static let remindedFrom = Span.hours(48)
  /// For how long it is kept who chose what once a poll has ended.
  static let memory = Span.hours(24)
  private static let keptPosts = 20

  /// All of them; the one called `P1` is the first.
  package private(set) var all: [Poll] = []
  /// The votes without names in polls that are open; they lie in files of their own.
  private(set) var boxes: [PollID: VoteBox] = [:]
  /// When the first of the open ones ends; nil where none is open.
  package private(set) var nextDeadline: Instant?
  /// When it is forgotten who chose what in the first of those that ended; nil where that is done.
  private(set) var nextForgetting: Instant?
  /// When the first room is to be reminded; nil where none is.
  private(set) var nextReminder: Instant?
  private let zones: ZoneCatalogue
  private var pollByPost: [MessageID: PollID] = [:]

  init(zones: ZoneCatalogue) {
    self.zones = zones
  }

  /// The poll with that name.
  package subscript(id: PollID) -> Poll? {
    all.indices.contains(id.number - 1) ? all[id.number - 1] : nil
  }

  /// What the next poll will be called.
  package var nextID: PollID { PollID(all.count + 1) }

  /// Those that take answers at `now`, the oldest first; quick where none does.
  package func open(at now: Instant) -> [Poll] {
    nextDeadline == nil ? [] : all.filter { isOpen($0, at: now) }
  }

  /// Whether answers to `poll` are taken at `now`.
  package func isOpen(_ poll: Poll, at now: Instant) -> Bool {
    poll.status == .open && deadline(of: poll) > now
  }

  /// The poll that a post stands for.
  package func poll(of post: MessageID) -> PollID? { pollByPost[post] }

  /// Until when answers are taken.
  package func deadline(of poll: Poll) -> Instant {
    let time = poll.plan.deadline
    return zones.zoneOrUniversal(named: time.zone).resolve(time.local).instant
  }

  /// When the room is to be reminded of `poll`; nil for one that is not open for long enough.
  func reminder(of poll: Poll) -> Instant? {
    let deadline = deadline(of: poll)
    guard poll.status == .open, !poll.isReminded, deadline - poll.plan.at >= Self.remindedFrom
    else { return nil }
    return deadline - Self.lead
  }

  /// When it is forgotten who chose what in `poll`: a day after its end, when nothing of it can be taken
  /// back any more; nil where that is done.
  func forgetting(of poll: Poll) -> Instant? {
    guard let endedAt = poll.endedAt, !poll.answers.isEmpty || !poll.voters.isEmpty else {
      return nil
    }
    return endedAt + Self.memory
  }

  mutating func apply(_ event: PollEvent) {
    switch event {
    case .asked(let plan):
      guard plan.id == nextID else { return }
      all.append(Poll(plan))
    case .answered(let id, let member, let choices):
      return change(id) { $0.answers[member] = choices }
    case .withdrawn(let id, let member):
      return change(id) { $0.answers.removeValue(forKey: member) }
    case .voted(let id, let member):
      return change(id) { poll in
        poll.voters.insert(member)
        poll.voteCount += 1
      }
    case .reminded(let id): change(id) { $0.isReminded = true }
    case .closed(let id, let result, let at): end(id, as: .closed, result, at: at)
    case .cancelled(let id, let at): end(id, as: .cancelled, nil, at: at)
    case .reopened(let id):
      change(id) { poll in
        poll.status = .open
        poll.result = nil
        poll.endedAt = nil
      }
    case .settled(let id):
      change(id) { poll in
        poll.answers = [:]
        poll.voters = []
      }
    }
    recount()
  }

  /// Puts a vote without a name into the box of an open poll.
  mutating func cast(_ choices: [Int], for id: PollID) {
    guard let poll = self[id], poll.status == .open else { return }
    boxes[id, default: VoteBox(options: poll.plan.options.count)].cast(choices)
  }

  mutating func load(_ box: VoteBox, for id: PollID) {
    boxes[id] = box
  }

  /// Takes over a box that holds more or less than is known to have been put in; nil for one that is lost.
  mutating func rescue(_ box: VoteBox?, for id: PollID) {
    boxes[id] = box
    change(id) { $0.voteCount = box?.votes ?? 0 }
  }

  /// Remembers that a message stands for a poll.
  mutating func note(_ post: MessageID, for id: PollID) {
    guard let poll = self[id], !poll.posts.contains(post), poll.posts.count < Self.keptPosts else {
      return
    }
    pollByPost[post] = id
    change(id) { $0.posts.append(post) }
  }

  mutating func forget(_ member: MemberID) {
    for index in all.indices {
      all[index].plan.forget(member)
      all[index].answers.removeValue(forKey: member)
      all[index].voters.remove(member)
    }
  }

  /// Takes in a poll that was read.
  mutating func add(_ poll: Poll) {
    all.append(poll)
    for post in poll.posts { pollByPost[post] = poll.id }
    recount()
  }

  private mutating func end(
    _ id: PollID, as status: Poll.Status, _ result: Result?, at now: Instant
  ) {
    // What lies in the box is shown in sum or not at all, so that nothing of it is kept.
    boxes[id] = nil
    change(id) { poll in
      poll.status = status
      poll.result = result
      poll.endedAt = now
    }
  }

  private mutating func change(_ id: PollID, _ body: (inout Poll) -> Void) {
    guard all.indices.contains(id.number - 1) else { return }
    body(&all[id.number - 1])
  }

  private mutating func recount() {
    let open = all.filter { $0.status == .open }
    nextDeadline = open.map { deadline(of: $0) }.min()
    nextReminder = open.compactMap { reminder(of: $0) }.min()
    nextForgetting = all.compactMap { forgetting(of: $0) }.min()
  }
}

/// Marks the numbers of polls.
package enum PollKind: NumberedKind {
  /// `P`.
  package static let letter: Character = "P"
}

/// Which poll, such as `P3`.
package typealias PollID = Numbered<PollKind>

extension PollID {
  /// Reads `P7`, `p7` or `#p7`; nil for a number alone, which is an option's.
  init?(lettered text: String) {
    guard text.utf8.contains(where: { $0 | 0x20 == UInt8(ascii: "p") }) else { return nil }
    self.init(text)
  }
}
