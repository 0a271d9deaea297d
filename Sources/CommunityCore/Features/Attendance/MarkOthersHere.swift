package import CommandGrammar
package import Primitives

/// Notes that others are at a session, for those who can't type.
package struct MarkOthersHere: Command {
  package static let description = CommandDescription(
    "attend",
    usage: "!attend [session] <@names>",
    summary:
      "Notes that others are at the session, such as those in the same room as you; for whoever "
      + "runs it.",
    examples: ["!attend @bo @cy", "!attend S1 @bo"],
    deed: .init("others' attendance", "others' attendances"), isUndoable: true)

  private static let limit = 30

  private let session: SessionReference
  private let names: [MemberReference]

  package init(reading arguments: inout Arguments) throws(UsageError) {
    session = SessionReference(readingLetter: &arguments)
    var names: [MemberReference] = []
    while let word = arguments.take() {
      guard names.count < Self.limit else {
        throw .invalid(word.text, expected: "at most \(Self.limit) names at a time")
      }
      names.append(try MemberReference(word.text))
    }
    if names.isEmpty { throw .missing("who is there, such as `@bo`") }
    self.names = names
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let session: Sessions.Session
    switch try attended(in: context) {
    case .several(let sessions):
      session = context.sessionNow() ?? sessions[0]
    case .one(let meant): session = meant
    }
    try context.requireRunning(session)
    var members: [MemberID] = []
    for name in names {
      let member = try name.member(in: context)
      if !session.attendance.isHere(member), !members.contains(member) { members.append(member) }
    }
    if members.isEmpty { throw .hereAlready(session.id) }
    // Whoever had left comes back, and stays known where that is undone.
    let isBack = { (member: MemberID) in session.attendance.here.contains(member) }
    let events: [Event] = members.map { member in
      .attendance(isBack(member) ? .returned(session.id, member) : .arrived(session.id, member))
    }
    let undo: [Event] = members.map { member in
      .attendance(isBack(member) ? .departed(session.id, member) : .unarrived(session.id, member))
    }
    let named = members.map(context.name).joined(separator: ", ")
    let count = session.attendance.here.count - session.attendance.gone.count
    return Decision(
      events,
      undoing: .init("others being at \(session.id)", undo),
      saying: [
        Reply(
          "Noted at \(context.community.label(of: session)): \(named). "
            + "That makes \(count + members.count).")
      ])
  }

  /// The session that is meant; one that is named may have been over for days, because who was there is
  /// often said late.
  private func attended(in context: CommandContext) throws(Refusal) -> SessionReference.Choice {
    if let known = try session.known(in: context), known.status == .planned,
      known.hasBegun(at: context.now), context.now - known.over <= BegunSession.reach
    {
      return .one(known)
    }
    return try context.attended(session)
  }
}
