import OrderedCollections
import Grouping
import Primitives

extension Figures {
  /// For how many members it is shown who has met whom: where there are fewer, a field without a name
  /// would be somebody's; more would not fit a page.
  package static let membersOfMatrix = 6...80

  /// How often each two of the members who are here now met in groups or at coffee, whenever that was.
  ///
  /// Symmetric, in an order that chance gives and that changes with the period, so that no row is
  /// anybody's. Nil where there are too few members or too many, or where nobody has met yet.
  package var meetings: [[Int]]? {
    let active = community.people.members.filter { $0.value.isActive }.keys.sorted()
    guard Self.membersOfMatrix.contains(active.count) else { return nil }
    var randomness = Randomness(seed: UInt64(bitPattern: period.until.milliseconds))
    let members = randomness.shuffled(active)
    let groups = community.breakouts.history
    let coffee = community.coffee.history
    let matrix = members.map { one in
      members.map { other in
        one == other ? 0 : (groups[one, other]?.times ?? 0) + (coffee[one, other]?.times ?? 0)
      }
    }
    return matrix.contains { $0.contains { $0 > 0 } } ? matrix : nil
  }
}
