/// What the next meeting of a pair costs, by what the pair has behind it.
///
/// Each pair has a code of 16 bits: the start of its class plus the meetings in the plan so far. One table
/// then gives the cost of the next meeting, and the entry before it what the last one would give back. A cost
/// counts the repeat in its upper bits, so that fewer repeats always win, and in its lower 20 bits a weight that
/// guides the search: 40 for a repeat, 4 for each earlier one of the pair, up to 12 more where they met lately.
struct PairCosts: Sendable {
  /// One repeat, as a part of a cost.
  static let repeatUnit = 1 << 20
  /// One person who has to leave a running group, as a part of a cost.
  static let moveUnit = 1 << 44

  /// The cost of the next meeting by code.
  private(set) var table: [Int] = []
  /// The same where a repeat is a repeat, whoever has it.
  ///
  /// Half of the runs use it: the weights lead away from some plans with fewer repeats.
  var flatTable: [Int] { table.map { $0 == 0 ? 0 : Self.repeatUnit + 40 } }
  /// The code of each pair before the plan: that of person i and person j stands at i times the count plus j.
  private(set) var codes: [UInt16]

  init(_ ground: Ground) {
    let count = ground.count
    let stride = ground.rounds + 1
    for times in 0..<stride { table.append(Self.cost(afterMeetings: times, recency: 0)) }
    codes = [UInt16](repeating: 0, count: count * count)
    var starts: [Int: Int] = [:]
    // In the order of pairs, because a dictionary has another order in each process.
    for (pair, met) in ground.met.sorted(by: { $0.key < $1.key }) {
      let times = min(met, 30)
      let weight = Self.weight(ofMonths: ground.age[pair] ?? 0)
      let kind = times * 16 + weight
      if starts[kind] == nil {
        starts[kind] = table.count
        for more in 0..<stride {
          table.append(Self.cost(afterMeetings: times + more, recency: weight))
        }
      }
      set(pair, starts[kind] ?? 0, count)
    }
    guard !ground.forced.isEmpty else { return }
    let start = table.count
    table += [Int](repeating: 0, count: stride)
    for pair in ground.forced { set(pair, start, count) }
  }

  /// The cost at which a plan with so many repeats, the least there can be, needs no improvement.
  ///
  /// With a history it still matters which pairs repeat; without one any plan will do.
  static func target(_ repeats: Int, _ ground: Ground) -> Int {
    ground.met.isEmpty
      ? (repeats + 1) * repeatUnit - 1 : repeats * cost(afterMeetings: 1, recency: 0)
  }

  private mutating func set(_ pair: Int, _ code: Int, _ count: Int) {
    codes[pair] = UInt16(code)
    codes[pair % count * count + pair / count] = UInt16(code)
  }

  private static func cost(afterMeetings times: Int, recency: Int) -> Int {
    times == 0 ? 0 : repeatUnit + 40 + 4 * min(times - 1, 30) + recency
  }

  /// A meeting of last month counts three times one of last year.
  private static func weight(ofMonths months: Int) -> Int {
    switch months {
    case ..<1: 12
    case ..<3: 9
    case ..<6: 7
    case ..<12: 4
    case ..<24: 2
    default: 0
    }
  }
}
