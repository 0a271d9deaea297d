import Primitives

/// The search for one round that keeps the rules: who sits in which group, whatever the pairs have behind them.
///
/// Only those whom a rule names are tried; everybody else fills what is left.
struct Division {
  enum Outcome {
    case found([[Int]])
    case impossible
    case gaveUp
  }

  private let ground: Ground
  private let round: Int
  private let sizes: [Int]
  private let leadTarget: Int
  private let newcomerLimit: Int
  /// The group that each person would like to stay in, or -1.
  private let home: [Int]
  private var units: [[Int]] = []
  private var leadUnitsAfter: [Int] = []
  private var groups: [[Int]]
  private var leads: [Int]
  private var newcomers: [Int]
  private var groupsWithLead = 0
  private var steps = 0
  private let stepLimit: Int

  init(_ ground: Ground, round: Int, sizes: [Int], home: [Int] = [], stepLimit: Int = 100_000) {
    self.ground = ground
    self.round = round
    self.sizes = sizes
    self.stepLimit = stepLimit
    self.home = home.isEmpty ? [Int](repeating: -1, count: ground.count) : home
    leadTarget = ground.leadTarget(in: round, groups: sizes.count)
    newcomerLimit = ground.newcomerLimit(in: round, groups: sizes.count)
    groups = [[Int]](repeating: [], count: sizes.count)
    leads = [Int](repeating: 0, count: sizes.count)
    newcomers = leads
  }

  /// Divides the people of the round, in a way that depends on `randomness`.
  mutating func run(_ randomness: inout Randomness) -> Outcome {
    var isApart = [Bool](repeating: false, count: ground.count)
    for person in ground.problem.apart.joined() { isApart[person] = true }
    var bound: [[Int]] = []
    var free: [Int] = []
    for unit in randomness.shuffled(ground.units(in: round)) {
      let person = unit[0]
      let isFree =
        unit.count == 1 && !isApart[person] && !ground.isLead[person] && !ground.isNewcomer[person]
      if isFree { free.append(person) } else { bound.append(unit) }
    }
    units = bound.enumerated().sorted {
      (rank($0.element), $0.offset) < (rank($1.element), $1.offset)
    }
    .map { $0.element }
    leadUnitsAfter = [Int](repeating: 0, count: units.count + 1)
    for index in units.indices.reversed() {
      leadUnitsAfter[index] =
        leadUnitsAfter[index + 1] + (units[index].contains { ground.isLead[$0] } ? 1 : 0)
    }
    if place(0, &randomness) {
      fill(free)
      return .found(groups)
    }
    return steps > stepLimit ? .gaveUp : .impossible
  }

  /// Large units first, then leads, because they have the fewest places to go.
  private func rank(_ unit: [Int]) -> Int {
    -unit.count * 4 - (unit.contains { ground.isLead[$0] } ? 2 : 0)
      - (unit.contains { ground.isNewcomer[$0] } ? 1 : 0)
  }

  private mutating func place(_ index: Int, _ randomness: inout Randomness) -> Bool {
    if groupsWithLead + leadUnitsAfter[index] < leadTarget { return false }
    guard index < units.count else { return true }
    let unit = units[index]
    var triedEmpty: Set<Int> = []
    for group in order(for: unit, &randomness) where isAllowed(unit, in: group) {
      // Empty groups of one size are alike, so that a second one would fail as the first did.
      if groups[group].isEmpty, !triedEmpty.insert(sizes[group]).inserted { continue }
      steps += 1
      if steps > stepLimit { return false }
      seat(unit, in: group)
      if place(index + 1, &randomness) { return true }
      unseat(unit, from: group)
    }
    return false
  }

  /// Home first; a lead where there is none yet; otherwise where most places are left.
  private func order(for unit: [Int], _ randomness: inout Randomness) -> [Int] {
    let needsGroup = leadTarget > 0 && unit.contains { ground.isLead[$0] }
    let scored = randomness.shuffled(Array(sizes.indices)).enumerated().map { place, group in
      let isHome = unit.contains { home[$0] == group }
      let score =
        (isHome ? 1_000_000 : 0) + (needsGroup && leads[group] == 0 ? 10_000 : 0)
        + sizes[group] - groups[group].count
      return (score: score, place: place, group: group)
    }
    return scored.sorted { ($1.score, $0.place) < ($0.score, $1.place) }.map { $0.group }
  }

  private func isAllowed(_ unit: [Int], in group: Int) -> Bool {
    guard groups[group].count + unit.count <= sizes[group] else { return false }
    if newcomers[group] + unit.count(where: { ground.isNewcomer[$0] }) > newcomerLimit {
      return false
    }
    if ground.barred.isEmpty { return true }
    for person in unit {
      for other in groups[group] where ground.isBarred(person, other) { return false }
    }
    return true
  }

  private mutating func seat(_ unit: [Int], in group: Int) {
    groups[group] += unit
    let added = unit.count { ground.isLead[$0] }
    if leads[group] == 0 && added > 0 { groupsWithLead += 1 }
    leads[group] += added
    newcomers[group] += unit.count { ground.isNewcomer[$0] }
  }

  private mutating func unseat(_ unit: [Int], from group: Int) {
    groups[group].removeLast(unit.count)
    let removed = unit.count { ground.isLead[$0] }
    leads[group] -= removed
    if leads[group] == 0 && removed > 0 { groupsWithLead -= 1 }
    newcomers[group] -= unit.count { ground.isNewcomer[$0] }
  }

  private mutating func fill(_ free: [Int]) {
    var homeless: [Int] = []
    for person in free {
      let group = home[person]
      if group >= 0, groups[group].count < sizes[group] {
        groups[group].append(person)
      } else {
        homeless.append(person)
      }
    }
    for group in groups.indices {
      let open = sizes[group] - groups[group].count
      groups[group] += homeless.suffix(open)
      homeless.removeLast(min(open, homeless.count))
    }
  }
}

extension Ground {
  func isBarred(_ first: Int, _ second: Int) -> Bool {
    barred.contains(min(first, second) * count + max(first, second))
  }
}
