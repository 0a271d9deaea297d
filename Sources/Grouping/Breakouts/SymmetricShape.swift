/// What a symmetric schedule looks like: which people take each other's places from one round to the next.
///
/// People stand in columns of `shift` each, and a few stand beside them. Adding 1 in every column turns the schedule
/// into itself. A turning round becomes the next one, so that one round to be found makes `shift` rounds; a standing
/// round is its own image, so that one group to be found, with a person of each column, makes the whole round. This
/// is the method of differences (R. C. Bose 1939; starters, as in I. Anderson, "Combinatorial Designs", 1990).
struct SymmetricShape: Hashable, Sendable {
  /// How many people are in a column.
  let shift: Int
  /// How many columns there are.
  let columns: Int
  /// How many people stand beside the columns.
  let fixed: Int
  /// How many turning rounds are to be found.
  let turning: Int
  /// How many standing rounds are to be found.
  let standing: Int

  /// How many people the schedule is for; it may be more than there are where all rounds stand.
  var count: Int { shift * columns + fixed }

  /// How many rounds it makes.
  var rounds: Int { turning * shift + standing }

  /// The shapes that are worth a try for `count` people in `groups` groups and so many rounds.
  static func worthTrying(count: Int, groups: Int, rounds: Int) -> [SymmetricShape] {
    var shapes: [SymmetricShape] = []
    func add(_ shift: Int, _ columns: Int, _ fixed: Int, _ turning: Int, _ standing: Int) {
      let shape = SymmetricShape(
        shift: shift, columns: columns, fixed: fixed, turning: turning, standing: standing)
      guard shift > 1, columns > 0, fixed >= 0, fixed <= groups, shape.count <= 400,
        !shapes.contains(shape)
      else { return }
      shapes.append(shape)
    }
    let size = (count + groups - 1) / groups
    if rounds <= groups && size <= groups && size > 1 { add(groups, size, 0, 0, rounds) }
    for extra in 0...2 {
      let shift = rounds + extra
      add(shift, count / shift, count % shift, 1, 0)
    }
    if count == size * groups && rounds > groups { add(groups, size, 0, 1, rounds - groups) }
    if rounds > 1 {
      let shift = rounds + 1
      add(rounds, count / rounds - 1, count % rounds + rounds, 1, 0)
      add(shift, count / shift - 1, count % shift + shift, 1, 0)
    }
    for turning in 2...3 where rounds > turning {
      let shift = (rounds + turning - 1) / turning
      add(shift, count / shift, count % shift, turning, 0)
    }
    return shapes
  }
}

/// Which pairs of people take each other's places: the orbits of pairs under the shift.
struct PairOrbits: Sendable {
  let count: Int
  /// The orbit of each pair of points, at the first times the count plus the second.
  private(set) var orbitOf: [UInt16]
  /// What the first meeting of each orbit costs, where a repeat of all its pairs costs 4.
  private(set) var firstCost: [Int] = []

  init(_ shape: SymmetricShape) {
    count = shape.count
    orbitOf = [UInt16](repeating: 0, count: count * count)
    var numbers: [Int: UInt16] = [:]
    for first in 0..<count {
      for second in first..<count where second > first {
        let (key, cost) = Self.orbit(of: first, second, shape)
        if numbers[key] == nil {
          numbers[key] = UInt16(firstCost.count)
          firstCost.append(cost)
        }
        orbitOf[first * count + second] = numbers[key] ?? 0
        orbitOf[second * count + first] = numbers[key] ?? 0
      }
    }
  }

  /// A name for the orbit of a pair, and what its first meeting costs.
  private static func orbit(
    of first: Int, _ second: Int, _ shape: SymmetricShape
  ) -> (key: Int, cost: Int) {
    let (shift, turned) = (shape.shift, shape.shift * shape.columns)
    // Two who stand beside the columns meet in every round that follows from the first.
    if first >= turned { return ((first * shape.count + second) << 32, 4) }
    if second >= turned { return (first / shift * shape.count + second, 0) }
    let (column, other) = (first / shift, second / shift)
    let difference = (second % shift - first % shift + shift) % shift
    guard column == other else {
      return (((column * shape.columns + other + 1) << 16 + difference) << 16, 0)
    }
    // People half a column apart come back after half the shifts, so that they meet twice.
    let short = min(difference, shift - difference)
    let name = ((column * shape.columns + other + 1) << 16 + short) << 16
    return (name, 2 * difference == shift ? 2 : 0)
  }
}
