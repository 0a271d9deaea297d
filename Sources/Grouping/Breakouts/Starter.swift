/// One round, or one group of a round, from which all others of a symmetric schedule follow by counting on.
///
/// `SymmetricShape` says how. The people of a round are written group by group; a standing round is the row that it
/// takes from each column in its first group.
struct Starter: Sendable {
  let count: Int
  let groups: Int
  let shift: Int
  let columns: Int
  let turning: [String]
  let standing: [String]

  /// The rounds that follow, those that stand first.
  var rounds: [[[Int]]] {
    func turned(_ person: Int, by step: Int) -> Int {
      person >= shift * columns ? person : person / shift * shift + (person % shift + step) % shift
    }
    var rounds = standing.map { text in
      let rows = Self.numbers(text)
      return (0..<shift).map { step in
        rows.enumerated().map { turned($0.offset * shift + $0.element, by: step) }
      }
    }
    for text in turning {
      let groups = text.split(separator: ",").map { Self.numbers(String($0)) }
      for step in 0..<shift {
        rounds.append(groups.map { group in group.map { turned($0, by: step) } })
      }
    }
    return rounds
  }

  private static func numbers(_ text: String) -> [Int] {
    text.split(separator: " ").compactMap { Int($0) }
  }
}

extension Starter {
  /// The starters that a search of a second does not find, or not always.
  ///
  /// All were found by `SymmetricSearch`, given more time. That there are such schedules is known: Ray-Chaudhuri and
  /// Wilson 1971 (triples of 6k + 3 people), Kotzig and Rosa 1974 (triples of 6k), Hanani, Ray-Chaudhuri and Wilson
  /// 1972 (28 by four); orthogonal Latin rectangles give those of ten groups.
  static let known: [Starter] = [
    Starter(
      count: 18, groups: 6,
      shift: 4, columns: 4,
      turning: [
        "8 4 1, 0 15 14, 13 5 6, 7 10 2, 12 17 11, 9 3 16",
        "7 1 17, 9 4 0, 12 8 6, 14 5 16, 3 15 2, 11 13 10",
      ],
      standing: []),
    Starter(
      count: 21, groups: 7,
      shift: 7, columns: 3,
      turning: [
        "17 18 20, 0 1 3, 14 13 5, 16 6 11, 2 15 9, 4 10 19, 7 8 12"
      ],
      standing: [
        "0 4 4",
        "0 3 0",
        "0 2 5",
      ]),
    Starter(
      count: 24, groups: 6,
      shift: 7, columns: 3,
      turning: [
        "9 10 7 4, 21 6 8 15, 3 2 0 14, 23 5 13 18, 11 17 20 19, 12 22 1 16"
      ],
      standing: []),
    Starter(
      count: 28, groups: 7,
      shift: 9, columns: 3,
      turning: [
        "3 7 4 17, 11 24 0 2, 15 26 8 18, 14 23 9 6, 22 27 1 16, 19 5 25 21, 12 10 20 13"
      ],
      standing: []),
    Starter(
      count: 30, groups: 6,
      shift: 6, columns: 5,
      turning: [
        "22 20 7 8 17, 27 6 13 2 23, 4 25 11 3 9, 14 15 1 5 21, 0 24 18 19 26, 12 29 28 "
          + "16 10"
      ],
      standing: []),
    Starter(
      count: 31, groups: 6,
      shift: 6, columns: 5,
      turning: [
        "22 7 30 12 27 4, 14 2 26 24 13, 3 1 16 8 9, 0 25 5 19 21, 6 28 10 29 20, 17 11 "
          + "23 18 15"
      ],
      standing: []),
    Starter(
      count: 33, groups: 11,
      shift: 11, columns: 3,
      turning: [
        "22 25 31, 9 7 16, 11 28 32, 21 30 19, 15 18 1, 2 24 5, 17 12 13, 4 3 8, 0 27 26, "
          + "10 20 23, 14 29 6"
      ],
      standing: [
        "0 4 6",
        "0 5 10",
        "0 2 3",
        "0 0 7",
        "0 1 9",
      ]),
    Starter(
      count: 36, groups: 9,
      shift: 11, columns: 3,
      turning: [
        "25 33 20 9, 15 30 10 11, 16 14 1 19, 18 17 24 27, 22 28 32 3, 4 35 13 26, 21 2 0 "
          + "7, 34 6 23 12, 31 8 29 5"
      ],
      standing: []),
    Starter(
      count: 50, groups: 10,
      shift: 9, columns: 5,
      turning: [
        "32 43 9 47 5, 4 13 25 28 45, 1 38 29 7 8, 0 16 10 11 24, 23 22 40 6 19, 46 15 26 "
          + "3 39, 48 27 44 20 2, 49 33 18 37 17, 14 36 41 35 42, 12 34 21 31 30"
      ],
      standing: []),
    Starter(
      count: 60, groups: 10,
      shift: 10, columns: 6,
      turning: [],
      standing: [
        "0 8 1 5 7 0",
        "0 9 4 1 6 5",
        "0 7 9 0 3 1",
        "0 5 3 3 0 6",
        "0 1 0 2 1 8",
        "0 4 8 4 8 2",
        "0 2 2 7 5 7",
        "0 0 7 6 2 3",
      ]),
    Starter(
      count: 80, groups: 10,
      shift: 10, columns: 8,
      turning: [],
      standing: [
        "0 1 6 2 4 6 8 2",
        "0 2 2 6 9 3 0 5",
        "0 8 9 7 2 5 4 4",
        "0 0 7 8 8 9 3 9",
        "0 6 8 3 7 2 5 6",
      ]),
    Starter(
      count: 90, groups: 10,
      shift: 10, columns: 9,
      turning: [],
      standing: [
        "0 6 9 9 2 9 7 5 7",
        "0 5 4 5 5 6 1 6 5",
        "0 1 2 0 6 5 4 3 9",
        "0 3 5 1 0 3 0 0 8",
        "0 8 8 3 7 7 8 1 4",
      ]),
  ]
}
