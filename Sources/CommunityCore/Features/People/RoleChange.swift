import CommandGrammar
import Primitives

/// Which role of which member, as a coordinator types it.
struct RoleChange: Sendable {
  let role: Role
  let member: MemberReference

  /// Takes all words that are left: the role first or last, and a name.
  init(reading arguments: inout Arguments) throws(UsageError) {
    if let role = arguments.take(ifMeaning: Role.init(typed:)) {
      self.role = role
      _ = arguments.take(ifMeaning: { ["to", "from", "of"].contains($0) ? $0 : nil })
      member = try MemberReference(reading: &arguments)
      return
    }
    var words = arguments.remaining
    while arguments.take() != nil {}
    guard let last = words.popLast() else { throw .missing("a role and a name") }
    guard let role = Role(typed: last.folded) else {
      throw .invalid(
        words.first?.text ?? last.text,
        expected: "a role: there are facilitator, coordinator and sponsor")
    }
    self.role = role
    if let small = words.last?.folded, ["as", "is"].contains(small) { words.removeLast() }
    member = try MemberReference(words.map(\.text).joined(separator: " "))
  }
}

extension Community {
  /// Requires that somebody else keeps the community going when `member` no longer does.
  func requireOtherCoordinator(than member: MemberID) throws(Refusal) {
    let isNeeded = plan.coordinators.isEmpty && holders(of: .coordinator) == [member]
    if isNeeded { throw .lastCoordinator }
  }
}
