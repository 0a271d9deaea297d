/// Who took one role how often, out of how many sessions at which they could have taken it.
///
/// A value that only facts change: `couldHave` and `did`. Sessions are numbers that rise with time. Who stays
/// away or is too new is not mentioned in a session, so that it counts neither for nor against them. Who is
/// snoozed is told by `snoozed`, and comes back at the level of the others: with no debt, and not first in line.
package struct TurnHistory<Member: Hashable & Comparable & Sendable>: Hashable, Sendable {
  private var records: [Member: TurnRecord<Member>] = [:]
  private var level = Level()

  /// Starts with nobody.
  package init() {}

  /// Takes up what `snapshot` of an earlier value gave.
  ///
  /// Of two records of one member the last one counts.
  package init(_ snapshot: [TurnRecord<Member>]) {
    for record in snapshot { records[record.member] = record }
    for record in records.values { level.count(record) }
  }

  /// Everything that is known, by ascending member; the caller may write it down and read it back.
  package var snapshot: [TurnRecord<Member>] {
    records.values.sorted { $0.member < $1.member }
  }

  /// The record of `member`, or nil where no fact has named them yet.
  package subscript(member: Member) -> TurnRecord<Member>? { records[member] }

  /// How often `member` took the role, joining level left out.
  package func turns(of member: Member) -> Int { records[member]?.sessions.count ?? 0 }

  /// Notes that each of `members` could have taken the role in `session`; a second telling changes nothing.
  ///
  /// Whoever is named for the first time joins at the level that the others had before this fact.
  package mutating func couldHave(_ members: [Member], in session: Int) {
    let before = level
    for member in members {
      change(member, joining: before) { record in
        if record.isSnoozed { record.comeBack(to: before.without(record)) }
        guard record.lastChance != session else { return }
        record.chances += 1
        record.lastChance = session
      }
    }
  }

  /// Notes that `member` really took the role in `session`, whoever was planned; a second telling changes nothing.
  ///
  /// It is a chance as well, where `couldHave` has not said so: a stand-in is credited like anybody else.
  package mutating func did(_ member: Member, in session: Int) {
    couldHave([member], in: session)
    change(member, joining: level) { record in
      guard !record.sessions.contains(session) else { return }
      record.sessions.append(session)
      record.sessions.sort()
    }
  }

  /// Notes that `members` are snoozed while a session is held; their record waits until they could take a turn again.
  package mutating func snoozed(_ members: [Member]) {
    for member in members where records[member] != nil {
      change(member, joining: level) { $0.isSnoozed = true }
    }
  }

  /// Takes back that `member` took the role in `session`, because the fact was wrong; the chance remains.
  package mutating func didNot(_ member: Member, in session: Int) {
    guard records[member] != nil else { return }
    change(member, joining: level) { record in record.sessions.removeAll { $0 == session } }
  }

  /// Forgets `member`; the others stay where they are.
  package mutating func remove(_ member: Member) {
    if let record = records.removeValue(forKey: member) { level.discount(record) }
  }

  private mutating func change(
    _ member: Member, joining others: Level, _ body: (inout TurnRecord<Member>) -> Void
  ) {
    var record =
      records[member]
      ?? TurnRecord(
        member: member, joinedWithTurns: others.meanTurns, joinedWithChances: others.meanChances)
    if records[member] != nil { level.discount(record) }
    body(&record)
    level.count(record)
    records[member] = record
  }
}

/// What one member has behind them in one role.
///
/// Thousandths, because the level at which somebody joins is an average.
package struct TurnRecord<Member: Hashable & Comparable & Sendable>: Hashable, Sendable {
  /// Whose record it is.
  package let member: Member
  /// The sessions in which the member took the role, ascending.
  package var sessions: [Int]
  /// How many sessions there were in which the member could have taken it, since joining.
  package var chances: Int
  /// The last of those sessions, or nil before the first.
  package var lastChance: Int?
  /// The average turns of the others when the member joined, and what coming back added, in thousandths.
  package var joinedWithTurns: Int
  /// The average chances of the others when the member joined, in thousandths.
  package let joinedWithChances: Int
  /// Whether the member has been snoozed since the last chance.
  package var isSnoozed: Bool

  /// Takes a record as it was written down.
  package init(
    member: Member, sessions: [Int] = [], chances: Int = 0, lastChance: Int? = nil,
    joinedWithTurns: Int = 0, joinedWithChances: Int = 0, isSnoozed: Bool = false
  ) {
    self.member = member
    self.sessions = sessions
    self.chances = chances
    self.lastChance = lastChance
    self.joinedWithTurns = joinedWithTurns
    self.joinedWithChances = joinedWithChances
    self.isSnoozed = isSnoozed
  }

  /// Turns for each session that the member could have taken, as a fraction in thousandths.
  ///
  /// Somebody without any chance yet has taken nothing of nothing, which counts as 0.
  var share: (turns: Int, chances: Int) {
    let chances = self.chances * 1000 + joinedWithChances
    return chances > 0 ? (sessions.count * 1000 + joinedWithTurns, chances) : (0, 1)
  }

  /// Raises the turns to the share of `others`, unless they are above it already.
  ///
  /// While somebody was away, fewer people shared the turns, so that the others took more for each session.
  fileprivate mutating func comeBack(to others: Level) {
    isSnoozed = false
    guard others.chances > 0 else { return }
    let chances = self.chances * 1000 + joinedWithChances
    joinedWithTurns = max(
      joinedWithTurns, others.turns * chances / others.chances - sessions.count * 1000)
  }
}

/// The sums from which somebody who joins gets their level.
fileprivate struct Level: Hashable, Sendable {
  private(set) var members = 0
  private(set) var turns = 0
  private(set) var chances = 0

  mutating func count<Member>(_ record: TurnRecord<Member>) {
    members += 1
    turns += record.sessions.count * 1000 + record.joinedWithTurns
    chances += record.chances * 1000 + record.joinedWithChances
  }

  mutating func discount<Member>(_ record: TurnRecord<Member>) {
    members -= 1
    turns -= record.sessions.count * 1000 + record.joinedWithTurns
    chances -= record.chances * 1000 + record.joinedWithChances
  }

  func without<Member>(_ record: TurnRecord<Member>) -> Self {
    var others = self
    others.discount(record)
    return others
  }

  var meanTurns: Int { members == 0 ? 0 : turns / members }
  var meanChances: Int { members == 0 ? 0 : chances / members }
}

extension TurnHistory {
  /// The candidates in the order in which the role should come to them in `session`.
  ///
  /// First the fewest turns for each session that one could have taken, then whose last turn is longest ago (never
  /// comes first). Where both are equal, candidates follow in ascending order from a place that moves on by
  /// one with each session, so that no name is favoured for ever. A name given twice counts once. Who is too new or
  /// snoozed is for the caller to leave out; a candidate who is not known yet stands at the level of the others.
  package func order(_ candidates: [Member], in session: Int) -> [Member] {
    let names = Set(candidates).sorted()
    guard names.count > 1 else { return names }
    let start = ((session % names.count) + names.count) % names.count
    let ranked = names.enumerated().map { rank, member in
      Standing(
        member: member, share: share(of: member), last: records[member]?.sessions.last,
        place: (rank - start + names.count) % names.count)
    }
    return ranked.sorted(by: <).map { $0.member }
  }

  private func share(of member: Member) -> (turns: Int, chances: Int) {
    let joining = TurnRecord(
      member: member, joinedWithTurns: level.meanTurns, joinedWithChances: level.meanChances)
    var record = records[member] ?? joining
    if record.isSnoozed { record.comeBack(to: level.without(record)) }
    return record.share
  }
}

/// Where a candidate stands when the next turn is given.
private struct Standing<Member: Hashable & Comparable & Sendable> {
  let member: Member
  let share: (turns: Int, chances: Int)
  let last: Int?
  let place: Int

  static func < (left: Self, right: Self) -> Bool {
    // Cross-multiplied, because a quotient would round.
    let lesser = left.share.turns * right.share.chances
    let greater = right.share.turns * left.share.chances
    if lesser != greater { return lesser < greater }
    let never = Int.min
    return (left.last ?? never, left.place) < (right.last ?? never, right.place)
  }
}
