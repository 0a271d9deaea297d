import Primitives

/// A plan under improvement by swaps, and the best that was seen.
///
/// It can be left after any number of moves and taken up again; the outcome is the same as in one go.
struct SwapSearch: Sendable {
  private var seats: Seats
  private var codes: [UInt16]
  private let table: [Int]
  private let book: Rulebook
  /// Whether the cost leaves out the weights.
  let isFlat: Bool
  private var leads: [Int32]
  private var newcomers: [Int32]
  private var randomness: Randomness
  private var cooling: Cooling
  private var energy: Int
  private var best: [Int32]
  /// The cost of the best plan: moves out of running groups, then repeats, then weights.
  private(set) var bestEnergy: Int

  init(
    from plan: [[[Int]]], _ ground: Ground, _ costs: PairCosts, isFlat: Bool, _ book: Rulebook,
    cooling: Cooling, seed: UInt64
  ) {
    seats = Seats(plan, count: ground.count)
    codes = costs.codes
    table = isFlat ? costs.flatTable : costs.table
    self.isFlat = isFlat
    self.book = book
    self.cooling = cooling
    randomness = Randomness(seed: seed)
    leads = [Int32](repeating: 0, count: seats.groupStride * plan.count)
    newcomers = leads
    energy = 0
    best = seats.personAt
    bestEnergy = 0
    for (round, groups) in plan.enumerated() {
      for (index, group) in groups.enumerated() {
        let row = round * seats.groupStride + index
        for person in group {
          if ground.isLead[person] { leads[row] += 1 }
          if ground.isNewcomer[person] { newcomers[row] += 1 }
          if round == 0, book.hasHome, book.home[person] >= 0, Int(book.home[person]) != index {
            energy += PairCosts.moveUnit
          }
        }
        energy += meet(group, ground.count)
      }
    }
    bestEnergy = energy
  }

  /// Lets the people of a group meet; returns what it costs.
  private mutating func meet(_ group: [Int], _ count: Int) -> Int {
    var cost = 0
    for (index, first) in group.enumerated() {
      for second in group[(index + 1)...] {
        cost += table[Int(codes[first * count + second])]
        codes[first * count + second] += 1
        codes[second * count + first] += 1
      }
    }
    return cost
  }

  /// The groups of the best plan.
  var bestGroups: [[[Int]]] { seats.groups(best) }

  /// Whether the run is over.
  var isDone: Bool { cooling.movesLeft <= 0 }

  /// Makes up to `moves` moves and returns how many; fewer where the run ends, or the cost falls to `target`.
  mutating func advance(moves: Int, target: Int) -> Int {
    var made = 0
    while made < moves && !isDone && bestEnergy > target {
      let slice = min(moves - made, cooling.movesLeftInStage)
      let used = withLoop { loop in
        let used = loop.run(moves: slice, target: target)
        loop.save()
        return used
      }
      cooling.spend(used)
      made += used
    }
    return made
  }

  private mutating func withLoop(_ body: (inout SwapLoop) -> Int) -> Int {
    // Taken out of `self` for the time of the loop, so that the pointers have one owner each.
    var (personAt, seatOf, kept): ([Int32], [Int32], [Int32]) = ([], [], [])
    var pairs: [UInt16] = []
    swap(&personAt, &seats.personAt)
    swap(&seatOf, &seats.seatOf)
    swap(&kept, &best)
    swap(&pairs, &codes)
    let used = Self.borrow(
      &personAt, &seatOf, &pairs, &kept, &leads, &newcomers, seats, table, cooling.chances, book,
      randomness, energy, bestEnergy
    ) { loop in
      let used = body(&loop)
      return (used, loop.randomness, loop.energy, loop.bestEnergy)
    }
    seats.personAt = personAt
    seats.seatOf = seatOf
    codes = pairs
    best = kept
    (randomness, energy, bestEnergy) = (used.1, used.2, used.3)
    return used.0
  }

  /// Lends the tables to `body`: an array given where a pointer is expected lives as long as the call.
  private static func borrow<Result>(
    _ personAt: UnsafeMutablePointer<Int32>, _ seatOf: UnsafeMutablePointer<Int32>,
    _ codes: UnsafeMutablePointer<UInt16>, _ best: UnsafeMutablePointer<Int32>,
    _ leads: UnsafeMutablePointer<Int32>, _ newcomers: UnsafeMutablePointer<Int32>,
    _ seats: Seats, _ table: UnsafePointer<Int>, _ chances: UnsafePointer<UInt32>,
    _ book: Rulebook, _ randomness: Randomness, _ energy: Int, _ bestEnergy: Int,
    _ body: (inout SwapLoop) -> Result
  ) -> Result {
    lend(seats.groupAt, seats.starts, book, seats.count) { groupAt, starts, rules in
      var loop = SwapLoop(
        count: seats.count, rounds: seats.sizes.count, groupStride: seats.groupStride,
        personAt: personAt, seatOf: seatOf, groupAt: groupAt, starts: starts, codes: codes,
        table: table, chances: chances, best: best, rules: rules, leads: leads,
        newcomers: newcomers, randomness: randomness, energy: energy, bestEnergy: bestEnergy)
      return body(&loop)
    }
  }

  private static func lend<Result>(
    _ groupAt: UnsafePointer<Int32>, _ starts: UnsafePointer<Int32>, _ book: Rulebook,
    _ count: Int,
    _ body: (UnsafePointer<Int32>, UnsafePointer<Int32>, RoundRules) -> Result
  ) -> Result {
    func lend(
      _ apart: UnsafePointer<UInt8>, _ isLead: UnsafePointer<Bool>,
      _ isNewcomer: UnsafePointer<Bool>, _ limits: UnsafePointer<Int32>,
      _ next: UnsafePointer<Int32>, _ home: UnsafePointer<Int32>
    ) -> Result {
      let rules = RoundRules(
        hasUnits: book.hasUnits, hasApart: book.hasApart, hasLeads: book.hasLeads,
        hasNewcomers: book.hasNewcomers, hasHome: book.hasHome, apart: apart, isLead: isLead,
        isNewcomer: isNewcomer, newcomerLimits: limits, nextInUnit: next, home: home,
        count: count)
      return body(groupAt, starts, rules)
    }
    return lend(
      book.apart, book.isLead, book.isNewcomer, book.newcomerLimits, book.nextInUnit, book.home)
  }
}
