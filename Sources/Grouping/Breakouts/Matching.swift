/// Matchings of rows with columns.
enum Matching {
  /// The largest total that one entry in each row and each column can have.
  ///
  /// The table is square and its entries are at least 0. The Hungarian method with potentials (Kuhn 1955;
  /// Munkres 1957), in time that grows with the cube of the rows.
  static func largestTotal(of table: [[Int]]) -> Int {
    let count = table.count
    var rowPotential = [Int](repeating: 0, count: count + 1)
    var columnPotential = [Int](repeating: 0, count: count + 1)
    var rowOf = [Int](repeating: 0, count: count + 1)
    for row in stride(from: 1, through: count, by: 1) {
      rowOf[0] = row
      var column = 0
      var slack = [Int](repeating: Int.max, count: count + 1)
      var cameFrom = [Int](repeating: 0, count: count + 1)
      var isUsed = [Bool](repeating: false, count: count + 1)
      repeat {
        isUsed[column] = true
        var least = Int.max
        var next = 0
        for candidate in 1...count where !isUsed[candidate] {
          let reduced =
            -table[rowOf[column] - 1][candidate - 1] - rowPotential[rowOf[column]]
            - columnPotential[candidate]
          if reduced < slack[candidate] {
            slack[candidate] = reduced
            cameFrom[candidate] = column
          }
          if slack[candidate] < least {
            least = slack[candidate]
            next = candidate
          }
        }
        for candidate in 0...count {
          if isUsed[candidate] {
            rowPotential[rowOf[candidate]] += least
            columnPotential[candidate] -= least
          } else if slack[candidate] != Int.max {
            slack[candidate] -= least
          }
        }
        column = next
      } while rowOf[column] != 0
      while column != 0 {
        rowOf[column] = rowOf[cameFrom[column]]
        column = cameFrom[column]
      }
    }
    return (0..<count).reduce(0) { $0 + table[rowOf[$1 + 1] - 1][$1] }
  }
}
