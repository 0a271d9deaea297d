package import Primitives

/// A draw of pairs to have coffee: everybody once, with whom they have met least and longest ago.
package struct PairDraw<Member: Hashable & Comparable & Sendable>: Hashable, Sendable {
  /// Who takes part; a name given twice counts once.
  package var members: [Member]
  /// Lists of members of whom no two may meet; private wishes, so that nothing is ever said about them.
  package var apart: [[Member]]

  /// The most members of a draw: the work grows with their cube.
  package static var mostMembers: Int { 500 }
  /// Up to so many members every division is weighed, so that trios are the best possible as well.
  package static var mostForExactTrios: Int { 12 }

  /// Describes a draw.
  package init(members: [Member], apart: [[Member]] = []) {
    self.members = members
    self.apart = apart
  }

  /// Draws the pairs of the meeting at `time`, which counts like the times of `history`.
  ///
  /// In this order: as few left out as possible, as few trios (none for an even number without wishes, one for an odd number),
  /// as few repeats, those in a trio who were least often in one, and of the repeats those of the fewest meetings and
  /// longest ago (half the weight after six units of time). An even number gets the best by Edmonds's matching, and up
  /// to `mostForExactTrios` members any draw is the best. An odd number beyond gets the best pairs with one bye, who joins
  /// the pair where that costs least; where repeats are then above `bound`, a few other byes are tried. Chance decides among equals.
  package func draw(
    at time: Int, history: PairHistory<Member>, using randomness: inout Randomness
  ) throws(PairFault) -> DrawnPairs<Member> {
    let people = randomness.shuffled(Set(members).sorted())
    guard people.count <= Self.mostMembers else {
      throw .tooMany(found: people.count, most: Self.mostMembers)
    }
    var table = PairTable(count: people.count)
    let numbers = Dictionary(uniqueKeysWithValues: people.enumerated().map { ($1, $0) })
    history.forEachPair { record in
      guard let first = numbers[record.first], let second = numbers[record.second] else { return }
      table.met(first, second, times: record.times, age: time - record.last)
    }
    for list in apart {
      let known = Set(list).compactMap { numbers[$0] }
      for first in known { for second in known where first != second { table.bar(first, second) } }
    }
    for (person, member) in people.enumerated() { table.trios[person] = history.trios(of: member) }
    let division =
      people.count <= Self.mostForExactTrios ? table.bestDivision() : table.matchedDivision()
    let groups = division.groups.filter { $0.count > 1 }
    return DrawnPairs(
      groups: groups.map { $0.map { people[$0] }.sorted() }.sorted { $0[0] < $1[0] },
      leftOut: division.groups.filter { $0.count == 1 }.map { people[$0[0]] }.sorted(),
      repeats: groups.reduce(0) { $0 + table.repeats(in: $1) }, bound: division.bound,
      looks: division.looks)
  }
}

/// Why nothing is drawn.
package enum PairFault: Error, Hashable, Sendable {
  /// More take part than a draw can weigh.
  case tooMany(found: Int, most: Int)
}

/// Who has coffee with whom.
package struct DrawnPairs<Member: Hashable & Comparable & Sendable>: Hashable, Sendable {
  /// Pairs and trios, each ascending, by their first member.
  package let groups: [[Member]]
  /// Who could not be placed, because they are alone or the wishes leave them nobody; tell them and the coordinator.
  package let leftOut: [Member]
  /// How many of the meetings are not the first of the two.
  package let repeats: Int
  /// No draw that leaves out as few and has as few trios can have fewer repeats than this.
  package let bound: Int
  /// How many looks at two people the draw took: its work, the same on every machine.
  package let looks: Int
}
