package import Primitives

extension Endpoint {
  /// Forgets every note in which the id of `member` occurs, so that it is found nowhere afterwards.
  package mutating func forget(_ member: MemberID) {
    let id = member.text.utf8
    names.forget(member)
    reactions.forget(member)
    for (key, note) in memory where key.utf8.contains(id) || note.utf8.contains(id) {
      partners[note] = nil
      memory[key] = nil
    }
  }
}
