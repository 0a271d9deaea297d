import Primitives

/// A valid plan to begin with, by construction where all are alike, and whom the running groups would like to keep.
struct FirstPlan {
  /// The groups of each round, in the order of the sizes.
  private(set) var groups: [[[Int]]] = []
  /// The group of the first round that each person would like to stay in, or -1; empty where no groups are running.
  private(set) var home: [Int] = []
  /// How many of the people of running groups that stay have to leave them, whatever is done.
  private(set) var leastMoved = 0
  /// Whether the plan is without a repeat by construction.
  private(set) var isPerfect = false

  init(_ ground: Ground, seed: UInt64) throws(GroupingFault) {
    if ground.isPlain {
      let design = Self.construction(ground)
      isPerfect = design.count >= ground.rounds
      groups = (0..<ground.rounds).map { design[$0 % design.count] }
      return
    }
    var randomness = Randomness(seed: seed, position: 0)
    for round in 0..<ground.rounds {
      let divisions =
        round == 0 && !ground.problem.current.isEmpty
        ? Self.gentlest(ground) : ground.divisions[round]
      groups.append(try divide(ground, round, divisions, &randomness))
    }
  }

  /// Rounds without repeats from a table or by arithmetic: at least one.
  private static func construction(_ ground: Ground) -> [[[Int]]] {
    let groups = ground.divisions[0][0].count
    var rounds = ColumnDesign.rounds(count: ground.count, groups: groups, limit: ground.rounds)
    if rounds.count < ground.rounds {
      let known = KnownDesigns.rounds(count: ground.count, groups: groups)
      if known.count > rounds.count { rounds = known }
    }
    return rounds.map { round in round.sorted { $0.count > $1.count } }
  }

  /// The divisions of the first round, those that move the fewest people of running groups first.
  private static func gentlest(_ ground: Ground) -> [[Int]] {
    let running = Self.running(ground).map(\.count)
    let divisions = ground.divisions[0]
    let kept = divisions.map { sizes in zip(running, sizes).reduce(0) { $0 + min($1.0, $1.1) } }
    let order = divisions.indices.sorted { (kept[$1], $0) < (kept[$0], $1) }
    return order.map { divisions[$0] }
  }

  /// The people of the running groups who are present in the first round, the largest group first.
  private static func running(_ ground: Ground) -> [[Int]] {
    let here = ground.problem.present(in: 0)
    let present = ground.problem.current.map { group in group.filter { here[$0] } }
    let order = present.indices.sorted {
      (present[$1].count, $0) < (present[$0].count, $1)
    }
    return order.map { present[$0] }
  }

  private mutating func divide(
    _ ground: Ground, _ round: Int, _ divisions: [[Int]], _ randomness: inout Randomness
  ) throws(GroupingFault) -> [[Int]] {
    var isProven = true
    for sizes in divisions {
      var wishes: [Int] = []
      if round == 0 && !ground.problem.current.isEmpty {
        wishes = setHome(ground, sizes)
      }
      switch Self.divide(ground, round, sizes, wishes, &randomness) {
      case .found(let groups): return groups
      case .impossible: continue
      case .gaveUp: isProven = false
      }
    }
    throw isProven ? .noDivision(round: round) : .noDivisionFound(round: round)
  }

  /// Tries several orders briefly, which finds what a long search in an unlucky order does not, then one at length.
  private static func divide(
    _ ground: Ground, _ round: Int, _ sizes: [Int], _ home: [Int], _ randomness: inout Randomness
  ) -> Division.Outcome {
    for limit in [2_000, 2_000, 2_000, 2_000, 100_000] {
      var division = Division(ground, round: round, sizes: sizes, home: home, stepLimit: limit)
      let outcome = division.run(&randomness)
      if case .gaveUp = outcome { continue }
      return outcome
    }
    return .gaveUp
  }

  /// The largest running group keeps the largest size, and so on, so that the fewest have to leave.
  private mutating func setHome(_ ground: Ground, _ sizes: [Int]) -> [Int] {
    home = [Int](repeating: -1, count: ground.count)
    leastMoved = 0
    for (group, people) in Self.running(ground).prefix(sizes.count).enumerated() {
      for person in people { home[person] = group }
      leastMoved += max(0, people.count - sizes[group])
    }
    return home
  }
}
