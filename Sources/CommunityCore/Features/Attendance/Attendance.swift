package import OrderedCollections
package import Primitives

/// Who comes to one session, who does not, and who was there.
///
/// What is counted is kept as counts, so that an answer costs the same however many there are.
package struct Attendance: Hashable, Sendable {
  /// Whether somebody comes.
  package enum Choice: String, Sendable {
    /// They come, or would if there were a seat.
    case yes
    /// They don't know yet.
    case maybe
    /// They don't come.
    case no
  }

  /// Whether somebody who comes can come in.
  package enum Seat: String, Sendable {
    /// There is a seat for them and their guests, or seats are not counted.
    case seated
    /// They are on the waitlist.
    case waiting
    /// They need none.
    case none
  }

  /// What a member has answered.
  package struct Answer: Hashable, Sendable {
    /// Whether they come.
    package var choice: Choice
    /// How many people they bring along.
    package var guests = 0
    /// What they said with it, mentions as identities; may be empty.
    package var note = ""
    /// What became of it.
    package var seat = Seat.none
    /// When they said it.
    package var at: Instant
    /// Whether it was a reaction, so that taking the reaction away takes the answer back.
    package var isByReaction = false
    /// Whether it was given for all dates of a series, so that the next answer for all replaces it.
    package var isBySeries = false

    /// How many seats it takes.
    package var seats: Int { guests + 1 }
  }

  private struct Entry: Hashable, Sendable {
    var answer: Answer
    /// When they came to stand where they stand, counted up.
    var turn: Int
  }

  /// How many people somebody may bring along.
  package static let guestsLimit = 5
  /// The longest note, in bytes.
  package static let noteBytes = 200

  private var entries: [MemberID: Entry] = [:]
  private var nextTurn = 0
  /// Who said that they were there, the first one first.
  package private(set) var here: OrderedSet<MemberID> = []
  /// Who has left before the end.
  package private(set) var gone: OrderedSet<MemberID> = []
  /// How many seats are taken, those of guests among them.
  package private(set) var seatsTaken = 0
  /// How many members have a seat.
  package private(set) var goingCount = 0
  /// How many members are on the waitlist.
  package private(set) var waitingCount = 0
  /// How many members may come.
  package private(set) var maybeCount = 0
  /// How many members don't come.
  package private(set) var notCount = 0

  init() {}

  /// What `member` has answered.
  package subscript(member: MemberID) -> Answer? { entries[member]?.answer }

  /// Whether somebody has answered.
  package var isEmpty: Bool { entries.isEmpty }

  /// Whether `member` is there now: who was there and has not left.
  package func isHere(_ member: MemberID) -> Bool {
    here.contains(member) && !gone.contains(member)
  }

  /// Whether anybody but `member` comes or may come.
  package func isAwaited(byOthersThan member: MemberID) -> Bool {
    let own = entries[member].map { $0.answer.choice != .no } ?? false
    return goingCount + waitingCount + maybeCount > (own ? 1 : 0)
  }

  /// All answers, in the order in which the members came to stand where they stand.
  ///
  /// Sorts: not for what is asked often.
  package var answers: [(member: MemberID, answer: Answer)] {
    entries.sorted { $0.value.turn < $1.value.turn }.map { ($0.key, $0.value.answer) }
  }

  /// Those on the waitlist, the next one first.
  package var waitlist: [(member: MemberID, answer: Answer)] {
    waitingCount == 0
      ? []
      : entries.filter { $0.value.answer.seat == .waiting }.sorted { $0.value.turn < $1.value.turn }
        .map { ($0.key, $0.value.answer) }
  }

  /// The place of `member` on the waitlist, from 1.
  package func position(of member: MemberID) -> Int? {
    guard let own = entries[member], own.answer.seat == .waiting else { return nil }
    return entries.values.count { $0.answer.seat == .waiting && $0.turn <= own.turn }
  }

  mutating func apply(_ event: AttendanceEvent) {
    switch event {
    case .answered(_, let member, let answer): put(answer, for: member)
    case .withdrawn(_, let member): put(nil, for: member)
    case .promoted(_, let member):
      guard var answer = entries[member]?.answer, answer.seat == .waiting else { return }
      answer.seat = .seated
      put(answer, for: member)
    case .arrived(_, let member):
      here.append(member)
      gone.remove(member)
    case .unarrived(_, let member):
      here.remove(member)
      gone.remove(member)
    case .departed(_, let member): gone.append(member)
    case .returned(_, let member): gone.remove(member)
    }
  }

  mutating func forget(_ member: MemberID) {
    put(nil, for: member)
    here.remove(member)
    gone.remove(member)
    for (other, entry) in entries where !entry.answer.note.isEmpty {
      entries[other]?.answer.note = People.erased(member, from: entry.answer.note)
    }
  }

  private mutating func put(_ answer: Answer?, for member: MemberID) {
    let old = entries[member]
    if let old { count(old.answer, -1) }
    guard let answer else {
      entries.removeValue(forKey: member)
      return
    }
    count(answer, 1)
    if let old, old.answer.choice == answer.choice, old.answer.seat == answer.seat {
      entries[member]?.answer = answer
    } else {
      entries[member] = Entry(answer: answer, turn: nextTurn)
      nextTurn += 1
    }
  }

  private mutating func count(_ answer: Answer, _ step: Int) {
    switch (answer.choice, answer.seat) {
    case (.maybe, _): maybeCount += step
    case (.no, _): notCount += step
    case (.yes, .waiting): waitingCount += step
    case (.yes, _):
      goingCount += step
      seatsTaken += step * answer.seats
    }
  }
}

extension Attendance {
  func writeHere(to json: inout JSONWriter) {
    if !gone.isEmpty { json.member("gone", arrayOf: gone) { $0.string($1.text) } }
    json.member("here", arrayOf: here) { $0.string($1.text) }
  }

  func writeAnswers(to json: inout JSONWriter) {
    json.member("rsvps", linesOf: answers) { json, entry in
      json.object { json in
        json.member("answer", entry.answer.choice.rawValue)
        json.member("at", entry.answer.at)
        if entry.answer.isByReaction { json.member("by-reaction", true) }
        if entry.answer.isBySeries { json.member("by-series", true) }
        json.member("guests", entry.answer.guests)
        json.member("member", entry.member)
        json.member("note", entry.answer.note)
        json.member("seat", entry.answer.seat.rawValue)
      }
    }
  }

  init(reading fields: Fields) throws(StateError) {
    for entry in fields.optionalList("rsvps") {
      put(try Answer(reading: entry), for: try entry.identifier("member"))
    }
    here = OrderedSet(fields.identifiers("here"))
    gone = OrderedSet(fields.identifiers("gone"))
  }
}
