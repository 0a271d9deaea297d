package import OrderedCollections
package import Primitives

/// Who wants to speak in a session, who was heard, and how a proposal is liked.
///
/// What is counted serves to let the quiet speak first; nobody is ever shown a ranking of people.
package struct Voices: Sendable {
  /// Somebody who wants to speak.
  package struct Hand: Hashable, Sendable {
    /// Who.
    package let member: MemberID
    /// What about, mentions as identities; may be empty.
    package internal(set) var note: String
    /// Since when.
    package let at: Instant
    /// Whether it is a short question on what is being said, which comes before the queue.
    package internal(set) var isBetween = false
  }

  /// Everybody speaks once.
  package struct Round: Hashable, Sendable {
    /// What is asked, mentions as identities; may be empty.
    package internal(set) var question: String
    /// Who speaks, in order.
    package internal(set) var order: [MemberID]
    /// Whose turn it is: a place in the order.
    package internal(set) var position = 0
    /// Who would rather not.
    package internal(set) var passed: [MemberID] = []

    /// Whose turn it is; nil once everybody had theirs.
    package var current: MemberID? { order.indices.contains(position) ? order[position] : nil }
  }

  /// Somebody who is told alone where it is silent, or where one voice is most of what is said.
  package struct Watch: Hashable, Sendable {
    /// Who is told.
    package let member: MemberID
    /// After how many minutes of silence.
    package let minutes: Int
    /// Since when.
    package let since: Instant
    /// When silence was named last.
    package internal(set) var silenceAt: Instant?
    /// Whether it was said that one voice is most of what is said.
    package internal(set) var hasNamedDominance = false
  }

  /// How a proposal is liked.
  package enum Mood: String, CaseIterable, Sendable {
    /// I agree.
    case agree
    /// I am not sure.
    case unsure
    /// I would rather not.
    case against
    /// I can't live with it.
    case block
  }

  /// A proposal, and how it is liked.
  package struct Temperature: Hashable, Sendable {
    /// What is proposed, mentions as identities.
    package internal(set) var proposal: String
    /// Who said what; shown as counts alone.
    package internal(set) var answers: OrderedDictionary<MemberID, Mood> = [:]
  }

  /// All that concerns speaking in one session.
  package struct Floor: Hashable, Sendable {
    /// Whether quiet people come first, and not simply who raised a hand first.
    package internal(set) var isFair = true
    /// Whether no hands are taken.
    package internal(set) var isClosed = false
    /// How many minutes a turn has; nil where that is not said.
    package internal(set) var minutes: Int?
    /// Who wants to speak, by the time of their hands.
    package internal(set) var hands: [Hand] = []
    /// Who was called last.
    package internal(set) var speaker: MemberID?
    /// When they were called; nil where that is not known.
    package internal(set) var calledAt: Instant?
    /// Whether it was said that their time is over.
    package internal(set) var hasNamedTime = false
    /// How often each was called or had their turn in a round.
    package internal(set) var turns: OrderedDictionary<MemberID, Int> = [:]
    /// How many words each wrote in the session's time.
    package internal(set) var words: OrderedDictionary<MemberID, Int> = [:]
    /// When somebody wrote last.
    package internal(set) var heardAt: Instant?
    /// The round that is going on.
    package internal(set) var round: Round?
    /// Who is told of silence.
    package internal(set) var watch: Watch?
    /// The proposal that is asked about.
    package internal(set) var temperature: Temperature?

    /// Whether `member` was heard in this session.
    package func hasHeard(_ member: MemberID) -> Bool {
      turns[member, default: 0] > 0 || words[member, default: 0] > 0
    }

    /// Whether one voice has more than half of all words.
    package var isDominated: Bool {
      let all = words.values.reduce(0, +)
      return all >= Voices.dominanceWords && words.values.contains { $0 * 2 > all }
    }
  }

  /// Of how many sessions it is remembered who was heard: today and lately.
  package static let sessionsKept = 6
  /// How many members of a session are counted.
  package static let membersKept = 500
  /// How many words of one message count.
  package static let wordsCounted = 300
  /// The most hands that are up at a time.
  package static let handsLimit = 50
  /// The most questions in between at a time.
  package static let betweenLimit = 3
  /// The longest note with a hand, in bytes.
  package static let noteBytes = 160
  /// The longest question of a round, or proposal, in bytes.
  package static let questionBytes = 300
  /// The most members of a round.
  package static let roundLimit = 20
  /// How many minutes without a word are silence, where nothing else is said.
  package static let silenceMinutes = 4
  /// How long after it named silence the bot names it again at the earliest.
  package static let silenceRest = Span.minutes(10)
  /// How many words must be written before one voice can be called most of them.
  package static let dominanceWords = 100
  /// How many must be there before one voice can be called most of the words.
  package static let dominanceMembers = 3
  /// From how many answers on counts are shown.
  package static let answersShown = 3

  /// What concerns speaking, by session; the one that began last at the end.
  package private(set) var floors: OrderedDictionary<SessionID, Floor> = [:]
  /// The sessions at which somebody is told of silence.
  package private(set) var watched: [SessionID] = []

  init() {}

  /// What concerns speaking in a session.
  package subscript(session: SessionID) -> Floor { floors[session] ?? Floor() }

  /// How much each was heard in earlier sessions, in turns and in words.
  func lately(_ member: MemberID, before session: SessionID) -> (turns: Int, words: Int) {
    var turns = 0
    var words = 0
    for (id, floor) in floors where id != session {
      turns += floor.turns[member, default: 0]
      words += floor.words[member, default: 0]
    }
    return (turns, words)
  }

  /// The members, those who were heard least today and lately first; among equals in the order given.
  package func quietFirst(_ members: [MemberID], at session: SessionID) -> [MemberID] {
    let floor = self[session]
    let ranked = members.enumerated().map { place, member in
      let before = lately(member, before: session)
      return (
        key: (
          floor.turns[member, default: 0], floor.words[member, default: 0], before.turns,
          before.words, place
        ), member: member
      )
    }
    return ranked.sorted { $0.key < $1.key }.map(\.member)
  }

  /// The hands in the order in which they are called, those in between first.
  package func queue(at session: SessionID) -> [Hand] {
    let floor = self[session]
    let between = floor.hands.filter(\.isBetween)
    let waiting = floor.hands.filter { !$0.isBetween }
    guard floor.isFair else { return between + waiting }
    let order = quietFirst(waiting.map(\.member), at: session)
    return between + order.compactMap { member in waiting.first { $0.member == member } }
  }

  mutating func change(_ session: SessionID, _ body: (inout Floor) -> Void) {
    body(&floors[session, default: Floor()])
    if floors.count > Self.sessionsKept {
      let gone = floors.removeFirst().key
      watched.removeAll { $0 == gone }
    }
    let isWatched = floors[session]?.watch != nil
    if isWatched != watched.contains(session) {
      if isWatched { watched.append(session) } else { watched.removeAll { $0 == session } }
    }
  }

  mutating func forget(_ member: MemberID) {
    for session in floors.keys {
      change(session) { $0.forget(member) }
    }
  }
}

extension Voices.Floor {
  fileprivate mutating func forget(_ member: MemberID) {
    hands.removeAll { $0.member == member }
    for index in hands.indices {
      hands[index].note = People.erased(member, from: hands[index].note)
    }
    if speaker == member { speaker = nil }
    turns.removeValue(forKey: member)
    words.removeValue(forKey: member)
    if watch?.member == member { watch = nil }
    temperature?.answers.removeValue(forKey: member)
    temperature.map { temperature?.proposal = People.erased(member, from: $0.proposal) }
    guard var round else { return }
    if let place = round.order.firstIndex(of: member) {
      round.order.remove(at: place)
      if place < round.position { round.position -= 1 }
    }
    round.passed.removeAll { $0 == member }
    round.question = People.erased(member, from: round.question)
    self.round = round.current == nil ? nil : round
  }
}
