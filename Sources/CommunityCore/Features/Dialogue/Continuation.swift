import OrderedCollections
package import Primitives

extension Dialogue {
  /// Where a list goes on that a member has seen the beginning of.
  package struct Continuation: Hashable, Sendable {
    /// Where it was shown; nil where only the member saw it.
    package let room: RoomID?
    /// The command that shows it, without the prefix.
    package let line: String
    /// How many of its things were shown.
    package let offset: Int
    /// Until when it can be gone on with.
    package let until: Instant
  }

  /// Where `message`, which asks for more, goes on; nil where nothing was shown there lately.
  func continuation(
    for member: MemberID, in message: Message, at now: Instant
  ) -> Continuation? {
    guard let shown = continuations[member], now <= shown.until else { return nil }
    return shown.room.map { $0 == message.room } ?? message.isDirect ? shown : nil
  }
}

extension Dialogue.Continuation {
  func writeMembers(to json: inout JSONWriter, of member: MemberID) {
    json.member("line", line)
    json.member("member", member)
    json.member("offset", offset)
    json.member("room", ifPresent: room)
    json.member("until", until)
  }

  init(reading fields: Fields) throws(StateError) {
    self.init(
      room: fields.optionalIdentifier("room"), line: try fields.text("line"),
      offset: max(0, try fields.integer("offset")), until: try fields.instant("until"))
  }
}
