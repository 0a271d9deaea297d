import Primitives

/// A search for a symmetric schedule: few numbers to find, each of which settles many meetings.
///
/// The same annealing as for plain swaps, on orbits of pairs in place of pairs. It can be left after any number of
/// moves and taken up again.
struct SymmetricSearch: Sendable {
  let shape: SymmetricShape
  private let orbits: PairOrbits
  private let sizes: [Int]
  private var points: [Int32]
  private let groupOf: [Int32]
  private let starts: [Int]
  /// The row of each column in the standing rounds.
  private var rows: [Int]
  private var counts: [Int32]
  private var cooling: Cooling
  private var randomness: Randomness
  private var cost = 0
  private(set) var bestCost = Int.max
  private var bestPoints: [Int32] = []
  private var bestRows: [Int] = []

  init(_ shape: SymmetricShape, sizes: [Int], length: Int, seed: UInt64) {
    self.shape = shape
    self.sizes = sizes
    orbits = PairOrbits(shape)
    counts = [Int32](repeating: 0, count: orbits.firstCost.count)
    cooling = Cooling(from: 1.2, over: length)
    randomness = Randomness(seed: seed)
    var starts = [0]
    var groupOf: [Int32] = []
    for (group, size) in sizes.enumerated() {
      groupOf += [Int32](repeating: Int32(group), count: size)
      starts.append(starts[group] + size)
    }
    self.starts = starts
    self.groupOf = groupOf
    points = []
    rows = []
    for _ in 0..<shape.turning {
      points += randomness.shuffled(Array(0..<shape.count)).map { Int32($0) }
    }
    for _ in 0..<(shape.standing * shape.columns) {
      rows.append(randomness.number(below: shape.shift))
    }
    countAll()
  }

  private mutating func countAll() {
    for round in 0..<shape.turning {
      for group in sizes.indices {
        for first in starts[group]..<starts[group + 1] {
          for second in (first + 1)..<max(first + 1, starts[group + 1]) {
            let base = round * shape.count
            cost += add(Int(points[base + first]), Int(points[base + second]))
          }
        }
      }
    }
    for round in 0..<shape.standing {
      for first in 0..<shape.columns {
        for second in (first + 1)..<max(first + 1, shape.columns) {
          cost += add(point(round, first), point(round, second))
        }
      }
    }
    keep()
  }

  private func point(_ round: Int, _ column: Int) -> Int {
    column * shape.shift + rows[round * shape.columns + column]
  }

  private mutating func keep() {
    guard cost < bestCost else { return }
    bestCost = cost
    bestPoints = points
    bestRows = rows
  }

  private mutating func add(_ first: Int, _ second: Int) -> Int {
    let orbit = Int(orbits.orbitOf[first * orbits.count + second])
    counts[orbit] += 1
    return counts[orbit] == 1 ? orbits.firstCost[orbit] : 4
  }

  private mutating func remove(_ first: Int, _ second: Int) -> Int {
    let orbit = Int(orbits.orbitOf[first * orbits.count + second])
    counts[orbit] -= 1
    return counts[orbit] == 0 ? -orbits.firstCost[orbit] : -4
  }

  /// Whether nothing is left to do.
  var isDone: Bool { cooling.movesLeft <= 0 || bestCost == 0 }

  /// Makes up to `moves` moves and returns how many.
  mutating func advance(moves: Int) -> Int {
    var made = 0
    while made < moves && !isDone {
      let slice = min(moves - made, cooling.movesLeftInStage)
      var spent = 0
      while spent < slice && bestCost > 0 {
        move()
        spent += 1
      }
      cooling.spend(spent)
      made += spent
    }
    return made
  }

  private mutating func move() {
    let choice = randomness.number(below: points.count + rows.count)
    if choice < points.count { swap(choice) } else { turn(choice - points.count) }
  }

  private mutating func accepts(_ change: Int) -> Bool {
    change <= 0
      || change < 256 && UInt32(truncatingIfNeeded: randomness.bits()) < cooling.chances[change]
  }

  /// Swaps two people of a turning round.
  private mutating func swap(_ place: Int) {
    let base = place / shape.count * shape.count
    let (seat, other) = (place - base, randomness.number(below: shape.count))
    let (group, otherGroup) = (Int(groupOf[seat]), Int(groupOf[other]))
    if group == otherGroup { return }
    let (mine, theirs) = (Int(points[base + seat]), Int(points[base + other]))
    var change = 0
    for next in starts[group]..<starts[group + 1] where next != seat {
      change += remove(mine, Int(points[base + next]))
    }
    for next in starts[otherGroup]..<starts[otherGroup + 1] where next != other {
      change += remove(theirs, Int(points[base + next]))
    }
    points[base + seat] = Int32(theirs)
    points[base + other] = Int32(mine)
    for next in starts[group]..<starts[group + 1] where next != seat {
      change += add(theirs, Int(points[base + next]))
    }
    for next in starts[otherGroup]..<starts[otherGroup + 1] where next != other {
      change += add(mine, Int(points[base + next]))
    }
    if accepts(change) {
      cost += change
      keep()
      return
    }
    for next in starts[group]..<starts[group + 1] where next != seat {
      _ = remove(theirs, Int(points[base + next]))
    }
    for next in starts[otherGroup]..<starts[otherGroup + 1] where next != other {
      _ = remove(mine, Int(points[base + next]))
    }
    points[base + seat] = Int32(mine)
    points[base + other] = Int32(theirs)
    for next in starts[group]..<starts[group + 1] where next != seat {
      _ = add(mine, Int(points[base + next]))
    }
    for next in starts[otherGroup]..<starts[otherGroup + 1] where next != other {
      _ = add(theirs, Int(points[base + next]))
    }
  }

  /// Gives a column another row in a standing round.
  private mutating func turn(_ place: Int) {
    let (round, column) = place.quotientAndRemainder(dividingBy: shape.columns)
    let (old, new) = (rows[place], randomness.number(below: shape.shift))
    if column == 0 || old == new { return }
    let (before, after) = (column * shape.shift + old, column * shape.shift + new)
    var change = 0
    for other in 0..<shape.columns where other != column {
      change += remove(before, point(round, other))
    }
    for other in 0..<shape.columns where other != column {
      change += add(after, point(round, other))
    }
    rows[place] = new
    if accepts(change) {
      cost += change
      keep()
      return
    }
    rows[place] = old
    for other in 0..<shape.columns where other != column {
      _ = remove(after, point(round, other))
    }
    for other in 0..<shape.columns where other != column {
      _ = add(before, point(round, other))
    }
  }
}

extension SymmetricSearch {
  /// The rounds of the best schedule, at most `limit`, without the people from `count` on.
  func rounds(count: Int, limit: Int) -> [[[Int]]] {
    var rounds: [[[Int]]] = (0..<shape.standing).map { round in
      (0..<shape.shift).map { step in
        (0..<shape.columns).map { column in
          turned(column * shape.shift + bestRows[round * shape.columns + column], by: step)
        }
      }
    }
    for round in 0..<shape.turning {
      let base = round * shape.count
      for step in 0..<shape.shift {
        rounds.append(
          sizes.indices.map { group in
            (starts[group]..<starts[group + 1]).map { turned(Int(bestPoints[base + $0]), by: step) }
          })
      }
    }
    return rounds.prefix(limit).map { $0.map { $0.filter { $0 < count } } }
  }

  private func turned(_ point: Int, by step: Int) -> Int {
    guard point < shape.shift * shape.columns else { return point }
    return point / shape.shift * shape.shift + (point % shape.shift + step) % shape.shift
  }
}
