import Primitives

/// The search for a plan with few repeats: constructions first, then symmetric schedules and swaps in turn.
///
/// There is a valid plan from the start, and it only gets better. The search is taken in slices, so that a program
/// with one thread can answer others in between; however it is sliced, the outcome depends on the problem, the seed
/// and the number of moves alone. It ends where no plan can have fewer repeats, as far as the bound knows.
///
///     var search = try PlanSearch(problem, seed: 7)
///     while search.advance(moves: 20_000).goesOn && search.moves < budget { … }
///     search.plan
package struct PlanSearch: Sendable {
  /// How far the search has come.
  package struct Progress: Hashable, Sendable {
    /// The moves made so far.
    package let moves: Int
    /// The repeats of the best plan.
    package let repeats: Int
    /// No plan has fewer.
    package let bound: Int
    /// Whether more moves can be of use.
    package let goesOn: Bool
  }

  private enum Activity {
    case swaps(SwapSearch)
    case symmetry(SymmetricSearch)
  }

  /// The best plan so far, with people and groups in ascending order.
  package private(set) var plan: GroupPlan
  /// Its repeats.
  package private(set) var repeats: Int
  /// The proven least number of repeats.
  package let bound: RepeatBound
  /// The moves made so far.
  package private(set) var moves = 0

  private let ground: Ground
  private let costs: PairCosts
  private let book: Rulebook
  private let home: [Int]
  private let seed: UInt64
  private let target: Int
  private let shapes: [SymmetricShape]
  /// The energy of the best schedule of each shape.
  private var shapeEnergies: [Int]
  private var shape = 0
  private var activity: Activity?
  /// Moves that were made beyond those asked for, and count against the next.
  private var owed = 0
  private var runs = 0
  private var swapRuns = 0
  private var energy: Int
  /// The best plan with its groups in the order of the sizes.
  private var groups: [[[Int]]]

  /// Looks into `problem` and makes a first plan; refuses what is contradictory or too large.
  ///
  /// Takes time for a large problem (2,000 people: about 0.1 s), because the pairs are counted.
  package init(_ problem: GroupingProblem, seed: UInt64) throws(GroupingFault) {
    let ground = try Ground(problem)
    let bound = RepeatBound(on: ground)
    let start = try FirstPlan(ground, seed: seed)
    self.ground = ground
    self.bound = bound
    self.seed = seed
    home = start.home
    costs = PairCosts(ground)
    book = Rulebook(ground, sizes: start.groups.map { $0.map(\.count) }, home: start.home)
    target =
      start.leastMoved * PairCosts.moveUnit + PairCosts.target(bound.repeats, ground)
    groups = start.groups
    energy = start.isPerfect ? 0 : Int.max
    plan = GroupPlan(rounds: start.groups).inOrder
    repeats = problem.repeats(in: plan)
    shapes =
      ground.isPlain
      ? SymmetricShape.worthTrying(
        count: ground.count, groups: start.groups[0].count, rounds: ground.rounds) : []
    shapeEnergies = [Int](repeating: Int.max, count: shapes.count)
    if !start.isPerfect {
      energy = swaps(from: groups, temperature: 1, length: 64).bestEnergy
    }
  }

  /// Whether no plan can be better, as far as the bound knows.
  package var isFinished: Bool { energy <= target }

  /// How many moves stand for a second.
  ///
  /// A move in larger groups takes longer, and so does one that keeps people together; counted so that a second of
  /// moves stays within a second of a processor of 2023.
  package static func moves(perSecondFor problem: GroupingProblem) -> Int {
    let size =
      switch problem.shape {
      case .size(let size): size
      case .groups(let groups): max(1, problem.memberCount / max(1, groups))
      }
    let price = (size + 6) * (problem.together.isEmpty ? 1 : 3)
    return max(1_000, 50_000_000 / price)
  }

  /// Makes up to `moves` more moves; fewer where the search is finished.
  @discardableResult
  package mutating func advance(moves count: Int) -> Progress {
    var left = count - owed
    while left > 0 && !isFinished {
      let step = activity ?? nextActivity()
      // Given up here, or else the tables would be copied when they are written to.
      activity = nil
      let made: Int
      switch consume step {
      case .swaps(var search):
        made = search.advance(moves: left, target: target)
        take(search)
        if !search.isDone && made > 0 { activity = .swaps(search) }
      case .symmetry(var search):
        // Such a move is made and taken back in earnest, and costs as much as two of the other kind.
        made = 2 * search.advance(moves: (left + 1) / 2)
        if search.isDone { take(search) } else { activity = .symmetry(search) }
      }
      left -= made
      moves += made
    }
    owed = isFinished ? 0 : -left
    return Progress(moves: moves, repeats: repeats, bound: bound.repeats, goesOn: !isFinished)
  }
}

extension PlanSearch {
  private mutating func nextActivity() -> Activity {
    defer { runs += 1 }
    if let chosen = nextShape() {
      shape = chosen
      return .symmetry(
        SymmetricSearch(
          shapes[chosen], sizes: groups[0].map(\.count), length: 30_000, seed: seed(of: runs)))
    }
    // Small problems are settled at once by swaps.
    if runs == 0 { return .swaps(swaps(from: groups, temperature: 20, length: 10_000)) }
    defer { swapRuns += 1 }
    let length =
      min(max(50_000, 1_500 * ground.count * ground.rounds), 1_000_000)
      * (swapRuns / 6 + 1)
    let isFlat = swapRuns / 3 % 2 == 0
    switch swapRuns % 3 {
    case 0:
      return .swaps(
        swaps(from: freshGroups(), temperature: 20, length: length, isFlat: isFlat))
    case 1:
      return .swaps(swaps(from: groups, temperature: 12, length: length, isFlat: isFlat))
    default:
      return .swaps(swaps(from: groups, temperature: 6, length: length, isFlat: isFlat))
    }
  }

  /// The shape to try next; nil where it is the turn of swaps.
  ///
  /// After a short run of swaps each shape is tried once, then the three best ones in turns, the best of them most often: many short runs find
  /// more than a few long ones.
  private func nextShape() -> Int? {
    if runs == 0 || shapes.isEmpty { return nil }
    if runs <= shapes.count { return runs - 1 }
    let order = shapes.indices.sorted { (shapeEnergies[$0], $0) < (shapeEnergies[$1], $1) }
    let ranks = [-1, 0, 0, 1, 0, 0, 2, 0, 1, 0]
    let rank = ranks[(runs - shapes.count - 1) % ranks.count]
    return rank < 0 ? nil : order[min(rank, order.count - 1)]
  }

  private func seed(of run: Int) -> UInt64 {
    var randomness = Randomness(seed: seed, position: run + 1)
    return randomness.bits()
  }

  private func swaps(from groups: [[[Int]]], temperature: Double, length: Int, isFlat: Bool = false)
    -> SwapSearch
  {
    SwapSearch(
      from: groups, ground, costs, isFlat: isFlat, book,
      cooling: Cooling(from: temperature, over: length),
      seed: seed(of: runs))
  }

  /// Another plan to start from; the best one where the rules let no other be found quickly.
  private func freshGroups() -> [[[Int]]] {
    var randomness = Randomness(seed: seed(of: runs) ^ 0x5EED)
    return groups.enumerated().map { round, divided in
      var division = Division(
        ground, round: round, sizes: divided.map(\.count), home: round == 0 ? home : [],
        stepLimit: 10_000)
      if case .found(let found) = division.run(&randomness) { return found }
      return divided
    }
  }

  private mutating func take(_ search: SwapSearch) {
    guard search.bestEnergy < energy else { return }
    let found = search.bestGroups
    let candidate =
      search.isFlat
      ? swaps(from: found, temperature: 1, length: 64).bestEnergy : search.bestEnergy
    take(candidate) { found }
  }

  private mutating func take(_ candidate: Int, _ candidateGroups: () -> [[[Int]]]) {
    guard candidate < energy else { return }
    energy = candidate
    groups = candidateGroups()
    plan = GroupPlan(rounds: groups).inOrder
    repeats = ground.problem.repeats(in: plan)
  }

  /// Takes what a symmetric schedule makes where it is the best; its sizes are those of the plan.
  private mutating func take(_ search: SymmetricSearch) {
    let found = search.rounds(count: ground.count, limit: ground.rounds).map { round in
      round.sorted { $0.count > $1.count }
    }
    guard found.count == ground.rounds else { return }
    let candidate = swaps(from: found, temperature: 1, length: 64)
    shapeEnergies[shape] = min(shapeEnergies[shape], candidate.bestEnergy)
    take(candidate.bestEnergy) { found }
  }
}
