/// A plan in which everybody meets everybody once: the circle method.
///
/// One person of an even number stays put while the others move on by one place around a table (Lucas,
/// "Récréations mathématiques", volume 2, 1883). An odd number gets an empty chair in the place of the one who stays, and
/// whoever would face it has a bye.
package struct RoundRobin<Member: Hashable & Comparable & Sendable>: Hashable, Sendable {
  /// Who meets, in the order of their places.
  package let members: [Member]

  /// Seats `members`; shuffle them first where the order should mean nothing.
  package init(_ members: [Member]) {
    self.members = members
  }

  /// How many rounds it takes: one less than an even number, or as many as an odd number, of members.
  package var roundCount: Int {
    members.count < 2 ? 0 : members.count - 1 + members.count % 2
  }

  /// The pairs of round `number`, counted from 0; after the last round it begins again.
  package func round(_ number: Int) -> RoundRobinRound<Member> {
    guard members.count >= 2 else { return RoundRobinRound(pairs: [], bye: members.first) }
    let circle = roundCount
    let head = ((number % circle) + circle) % circle
    var pairs: [[Member]] = []
    let isOdd = members.count % 2 == 1
    if !isOdd { pairs.append([members[head], members[circle]]) }
    for step in stride(from: 1, through: circle / 2, by: 1) {
      pairs.append([members[(head + step) % circle], members[(head - step + circle) % circle]])
    }
    return RoundRobinRound(pairs: pairs.map { $0.sorted() }, bye: isOdd ? members[head] : nil)
  }
}

/// One round of the circle method.
package struct RoundRobinRound<Member: Hashable & Comparable & Sendable>: Hashable, Sendable {
  /// The pairs.
  package let pairs: [[Member]]
  /// Who has nobody, in an odd number.
  package let bye: Member?

  /// The pairs, with whoever has a bye as third of the first pair; somebody who is all alone stays alone.
  ///
  /// Over all rounds each of an odd number is in three such trios.
  package var groups: [[Member]] {
    guard let bye else { return pairs }
    guard let first = pairs.first else { return [[bye]] }
    return [(first + [bye]).sorted()] + pairs.dropFirst()
  }
}
