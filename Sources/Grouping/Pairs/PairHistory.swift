/// Who has met whom, how often and when last, and who has been in a trio.
///
/// Time is any number that rises with it, the same one in every call: months suit the weights (`PairDraw`).
package struct PairHistory<Member: Hashable & Comparable & Sendable>: Hashable, Sendable {
  private var records: [MemberPair<Member>: PairRecord<Member>] = [:]
  private var trios: [Member: Int] = [:]

  /// Starts with nobody having met.
  package init() {}

  /// Takes up what the two snapshots of an earlier value gave.
  package init(pairs: [PairRecord<Member>], trios: [(member: Member, times: Int)]) {
    for record in pairs { records[MemberPair(record.first, record.second)] = record }
    for (member, times) in trios { self.trios[member] = times }
  }

  /// The pairs that have met, in ascending order.
  package var pairSnapshot: [PairRecord<Member>] {
    records.values.sorted { ($0.first, $0.second) < ($1.first, $1.second) }
  }

  /// Calls `body` with each pair that has met, in no order.
  func forEachPair(_ body: (PairRecord<Member>) -> Void) {
    for record in records.values { body(record) }
  }

  /// How often members were one of a trio, by ascending member.
  package var trioSnapshot: [(member: Member, times: Int)] {
    trios.sorted { $0.key < $1.key }.map { (member: $0.key, times: $0.value) }
  }

  /// Notes that the members of `group` really met at `time`; a group of three is a trio for each.
  package mutating func met(_ group: [Member], at time: Int) {
    let people = Set(group).sorted()
    for (index, first) in people.enumerated() {
      for second in people[(index + 1)...] {
        let before = self[first, second]
        records[MemberPair(first, second)] = PairRecord(
          first: first, second: second, times: (before?.times ?? 0) + 1,
          last: max(before?.last ?? time, time))
      }
    }
    if people.count == 3 { for member in people { trios[member, default: 0] += 1 } }
  }

  /// Forgets `member` and all their meetings.
  package mutating func remove(_ member: Member) {
    records = records.filter { $0.key.first != member && $0.key.second != member }
    trios[member] = nil
  }

  /// What two members have behind them, in whatever order they are named; nil where they never met.
  package subscript(first: Member, second: Member) -> PairRecord<Member>? {
    records[MemberPair(first, second)]
  }

  /// How often `member` was one of a trio.
  package func trios(of member: Member) -> Int { trios[member] ?? 0 }

  /// How many pairs among `members` have never met; a number without names, fit for a room.
  package func pairsThatNeverMet(among members: [Member]) -> Int {
    let people = Set(members)
    let met = records.keys.count { people.contains($0.first) && people.contains($0.second) }
    return people.count * (people.count - 1) / 2 - met
  }

  /// How many of `members` the given one has never met.
  package func strangers(of member: Member, among members: [Member]) -> Int {
    Set(members).count { $0 != member && self[member, $0] == nil }
  }
}

/// How often two members met, and when last.
package struct PairRecord<Member: Hashable & Comparable & Sendable>: Hashable, Sendable {
  /// The lesser of the two.
  package let first: Member
  /// The greater of the two.
  package let second: Member
  /// How often they met, at least once.
  package let times: Int
  /// When they met last.
  package let last: Int

  /// Takes a record as it was written down, the two in either order.
  package init(first: Member, second: Member, times: Int, last: Int) {
    self.first = min(first, second)
    self.second = max(first, second)
    self.times = times
    self.last = last
  }
}

/// Two members in a fixed order, so that each pair has one key.
struct MemberPair<Member: Hashable & Comparable & Sendable>: Hashable, Sendable {
  let first: Member
  let second: Member

  init(_ one: Member, _ other: Member) {
    first = min(one, other)
    second = max(one, other)
  }
}
