/// Who sits where in every round, as flat tables that a swap changes in two places.
///
/// The seats of a round are numbered from 0, those of a group without a gap; `sizes` says how many each
/// group has, and never changes its order.
struct Seats: Sendable {
  let count: Int
  let sizes: [[Int]]
  /// The distance between the first groups of two rounds in `starts` and in tables of groups.
  let groupStride: Int
  /// The person on each seat; that of a round begins at the round times `count`.
  var personAt: [Int32]
  /// The seat of each person, or -1.
  var seatOf: [Int32]
  /// The group of each seat.
  let groupAt: [Int32]
  /// The first seat of each group, and behind the last group the number of seats.
  let starts: [Int32]

  /// Seats `plan`, whose groups have the sizes that `sizes` says.
  init(_ plan: [[[Int]]], count: Int) {
    self.count = count
    sizes = plan.map { $0.map(\.count) }
    let stride = (sizes.map(\.count).max() ?? 0) + 1
    groupStride = stride
    personAt = [Int32](repeating: -1, count: count * plan.count)
    seatOf = personAt
    var groupAt = personAt
    var starts = [Int32](repeating: 0, count: stride * plan.count)
    for (round, groups) in plan.enumerated() {
      var seat = 0
      for (index, group) in groups.enumerated() {
        starts[round * stride + index] = Int32(seat)
        for person in group {
          personAt[round * count + seat] = Int32(person)
          seatOf[round * count + person] = Int32(seat)
          groupAt[round * count + seat] = Int32(index)
          seat += 1
        }
      }
      for index in groups.count..<stride { starts[round * stride + index] = Int32(seat) }
    }
    self.groupAt = groupAt
    self.starts = starts
  }

  /// The groups that `personAt` describes.
  func groups(_ personAt: [Int32]) -> [[[Int]]] {
    sizes.enumerated().map { round, sizes in
      var seat = round * count
      return sizes.map { size in
        defer { seat += size }
        return personAt[seat..<(seat + size)].map { Int($0) }
      }
    }
  }
}
