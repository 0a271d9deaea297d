import Primitives

extension CommandContext {
  /// Says `text` to the author alone, and in a room that it did so.
  ///
  /// Throws where that can't be done, because a private answer never goes to a room.
  func privately(_ text: String) throws(Refusal) -> Decision {
    if isDirect { return Decision(saying: Reply(text)) }
    guard charter.hasDirectMessages else { throw .needsDirectMessage }
    return Decision(saying: [Reply(text, to: .direct(author.id)), .sentDirectly])
  }
}

extension Reply {
  fileprivate static var sentDirectly: Reply {
    Reply("I have written to you alone.")
  }
}
