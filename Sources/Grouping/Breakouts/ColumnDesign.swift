/// Rounds without a repeat by arithmetic: people stand in columns of as many as there are groups.
///
/// In round m, group y takes from column c the person in row y - m c. Two people of different columns meet again
/// only where (c - c')(m - m') = 0, and people of one column never meet. In a field that gives as many rounds as
/// there are groups (R. C. Bose 1938, for orthogonal squares); modulo another number g it gives the least of
/// g / gcd(g, d) over the differences d of columns. The last column may be short, which leaves groups
/// short by at most one. Where the size divides the number of groups, the columns then form groups within
/// themselves, in the same way.
enum ColumnDesign {
  /// At most `limit` rounds for `count` people in `groups` groups, none with a repeat.
  static func rounds(count: Int, groups: Int, limit: Int) -> [[[Int]]] {
    let columns = (count + groups - 1) / groups
    if groups == 1 || columns > groups {
      // One round of anybody with anybody.
      return limit < 1 ? [] : [dealt(count, groups)]
    }
    let field = FiniteField(order: groups)
    let most = field == nil ? modularRounds(groups, columns) : groups
    var rounds = (0..<min(most, limit)).map { round in
      var divided = [[Int]](repeating: [], count: groups)
      for person in 0..<count {
        let (column, row) = person.quotientAndRemainder(dividingBy: groups)
        let group =
          field.map { $0.sum(row, $0.product(round, column)) } ?? (row + round * column) % groups
        divided[group].append(person)
      }
      return divided
    }
    guard count == columns * groups, groups % columns == 0, rounds.count < limit else {
      return rounds
    }
    let inner = self.rounds(count: groups, groups: groups / columns, limit: limit - rounds.count)
    for round in inner {
      rounds.append(
        (0..<columns).flatMap { column in
          round.map { $0.map { $0 + column * groups } }
        })
    }
    return rounds
  }

  /// Neighbours share a group.
  private static func dealt(_ count: Int, _ groups: Int) -> [[Int]] {
    var next = 0
    return GroupSizes.even(count, in: groups).map { size in
      defer { next += size }
      return Array(next..<(next + size))
    }
  }

  private static func modularRounds(_ groups: Int, _ columns: Int) -> Int {
    (1..<max(2, columns)).map { groups / divisor(groups, $0) }.min() ?? groups
  }

  private static func divisor(_ first: Int, _ second: Int) -> Int {
    second == 0 ? first : divisor(second, first % second)
  }
}
