/// What it costs that people, numbered from 0, meet in pairs and trios.
///
/// A cost holds several counts, the more important in the higher bits: people left out from bit 52, trios from bit 44,
/// repeats from bit 32, earlier trios of those in a trio from bit 20, and below them how much a repeat weighs.
struct PairTable {
  struct Division {
    var groups: [[Int]]
    var bound: Int
    var looks: Int
  }

  static let leftOutUnit = 1 << 52
  static let trioUnit = 1 << 44
  static let repeatUnit = 1 << 32
  static let earlierTrioUnit = 1 << 20

  let count: Int
  /// How often each was in a trio.
  var trios: [Int]
  private var costs: [Int]

  init(count: Int) {
    self.count = count
    trios = [Int](repeating: 0, count: count)
    costs = [Int](repeating: 0, count: count * count)
  }

  /// Notes that two met before, last `age` ago.
  mutating func met(_ first: Int, _ second: Int, times: Int, age: Int) {
    let cost = Self.repeatUnit + 64 * min(max(times - 1, 0), 15) + Self.recency(age)
    costs[first * count + second] = cost
    costs[second * count + first] = cost
  }

  /// Forbids that two meet.
  mutating func bar(_ first: Int, _ second: Int) {
    costs[first * count + second] = -1
    costs[second * count + first] = -1
  }

  /// 1024 for a meeting just now, half of it every six units of time, in straight lines between.
  static func recency(_ age: Int) -> Int {
    let age = min(max(age, 0), 60)
    return (1024 >> (age / 6)) * (12 - age % 6) / 12
  }

  /// What a group of one to three costs; nil where two of it must not meet.
  func cost(_ group: [Int]) -> Int? {
    switch group.count {
    case 1: return Self.leftOutUnit
    case 2:
      let cost = costs[group[0] * count + group[1]]
      return cost < 0 ? nil : cost
    default: return trioCost(group[0], group[1], group[2])
    }
  }

  private func trioCost(_ first: Int, _ second: Int, _ third: Int) -> Int? {
    let one = costs[first * count + second]
    let two = costs[first * count + third]
    let three = costs[second * count + third]
    if one < 0 || two < 0 || three < 0 { return nil }
    let earlier = min(trios[first], 500) + min(trios[second], 500) + min(trios[third], 500)
    return one + two + three + Self.trioUnit + earlier * Self.earlierTrioUnit
  }

  func repeats(in group: [Int]) -> Int {
    var repeats = 0
    for (place, first) in group.enumerated() {
      for second in group[(place + 1)...] where costs[first * count + second] > 0 { repeats += 1 }
    }
    return repeats
  }
}

extension PairTable {
  /// The cheapest of all divisions into pairs, trios and people left out.
  ///
  /// By dynamic programming over the sets of people who are still to be placed; the first of a set is placed
  /// next. Below 2^n n^2 / 8 looks, so that it is for a dozen people.
  func bestDivision() -> Division {
    let full = (1 << count) - 1
    var least = [Int](repeating: Int.max, count: full + 1)
    // The people placed last in the best division of each set.
    var choice = [Int](repeating: 0, count: full + 1)
    var looks = 0
    least[0] = 0
    for set in stride(from: 1, through: full, by: 1) {
      let first = set.trailingZeroBitCount
      func offer(_ group: Int, _ cost: Int) {
        looks += 1
        let sum = least[set & ~group] + cost
        guard sum < least[set] else { return }
        least[set] = sum
        choice[set] = group
      }
      offer(1 << first, Self.leftOutUnit)
      for second in first..<count where second != first && set & (1 << second) != 0 {
        let pair = costs[first * count + second]
        if pair < 0 { continue }
        offer(1 << first | 1 << second, pair)
        for third in second..<count where third != second && set & (1 << third) != 0 {
          guard let trio = trioCost(first, second, third) else { continue }
          offer(1 << first | 1 << second | 1 << third, trio)
        }
      }
    }
    var groups: [[Int]] = []
    var set = full
    while set != 0 {
      groups.append((0..<count).filter { choice[set] & (1 << $0) != 0 })
      set &= ~choice[set]
    }
    return Division(groups: groups, bound: repeats(in: groups), looks: looks)
  }

  /// The cheapest pairs, with whoever is over as third of the pair where that costs least.
  func matchedDivision() -> Division {
    var division = matchedDivision(without: nil)
    guard count % 2 == 1 else { return division }
    let byes = (0..<count).sorted { (trios[$0], $0) < (trios[$1], $1) }
    for bye in byes.prefix(8) {
      if repeats(in: division.groups) <= division.bound { break }
      let other = matchedDivision(without: bye)
      division.looks += other.looks
      if cost(of: other.groups) < cost(of: division.groups) { division.groups = other.groups }
    }
    return division
  }

  private func repeats(in groups: [[Int]]) -> Int {
    groups.reduce(0) { $0 + repeats(in: $1) }
  }

  private func cost(of groups: [[Int]]) -> Int {
    groups.reduce(0) { $0 + (cost($1) ?? Self.leftOutUnit) }
  }

  /// One matching; of an odd number somebody has a bye first: `bye`, or whoever makes the rest cheapest.
  private func matchedDivision(without bye: Int?) -> Division {
    let seats = count + count % 2
    var matching = PairMatching(count: seats) { one, other in
      let person = min(one, other)
      if max(one, other) < count {
        if one == bye || other == bye { return nil }
        let cost = costs[one * count + other]
        return cost < 0 ? nil : cost
      }
      if let bye { return person == bye ? 0 : nil }
      return min(trios[person], 500) * Self.earlierTrioUnit
    }
    let mates = matching.run()
    var groups: [[Int]] = []
    var over: [Int] = []
    for (person, mate) in mates.enumerated() where person < count {
      if let mate, mate < count {
        if mate > person { groups.append([person, mate]) }
      } else {
        over.append(person)
      }
    }
    let isPerfect = !mates.contains(nil)
    let bound = isPerfect ? repeats(in: groups) : 0
    for person in over {
      let gains = groups.map { group -> Int? in
        guard group.count == 2, let sum = cost(group + [person]) else { return nil }
        return sum - (cost(group) ?? 0)
      }
      if let least = gains.compactMap({ $0 }).min(), let place = gains.firstIndex(of: least) {
        groups[place].append(person)
      } else {
        groups.append([person])
      }
    }
    return Division(groups: groups, bound: bound, looks: matching.looks)
  }
}
