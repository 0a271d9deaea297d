package import CommandGrammar
package import Primitives

/// Takes something out of the minutes: one's own, or anybody's at a session that one facilitates.
package struct StrikeEntry: Command {
  package static let description = CommandDescription(
    "strike", aliases: ["undo last"],
    usage: "!strike [entry]",
    summary: "Takes something out of the minutes, or what was written down last; your own, or "
      + "anybody's at a session that you facilitate.",
    examples: ["!strike", "!strike N1"],
    deed: .init("entry taken back", "entries taken back"), isUndoable: true)

  private let id: EntryID?

  package init(reading arguments: inout Arguments) throws(UsageError) {
    guard let word = arguments.take() else {
      id = nil
      return
    }
    guard let id = EntryID(word.folded) else {
      throw .invalid(word.text, expected: "an entry, such as `N1` or `D2`")
    }
    self.id = id
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let entry = try entry(in: context)
    if entry.isStruck { throw .entryStruck(entry.id) }
    guard entry.author == context.author.id || context.runs(entry.session) else {
      throw .notYourEntry(entry.id)
    }
    if let session = entry.session, context.community.minutes[session].settledAt != nil {
      throw .minutesStand(session)
    }
    return Decision(
      [.minutes(.struck(entry.id))],
      undoing: .init("\(entry.id) taken back", [.minutes(.restored(entry.id))]),
      saying: [.struck(entry, context)])
  }

  /// The entry that is named, or the last one at the session that is meant.
  private func entry(in context: CommandContext) throws(Refusal) -> Minutes.Entry {
    let minutes = context.community.minutes
    if let id {
      guard let entry = minutes[id] else { throw .noSuchEntry(id.description) }
      return entry
    }
    guard case .one(let session)? = try WritingDown.session(SessionReference(), in: context) else {
      throw .noSessionToMinute
    }
    guard let last = minutes.entries(of: session.id).last else {
      throw .nothingToStrike(session.id)
    }
    return last
  }
}

extension Reply {
  fileprivate static func struck(_ entry: Minutes.Entry, _ context: CommandContext) -> Reply {
    Reply("Taken back: \(entry.id) “\(context.shown(entry.text))”. `!undo` puts it back.")
  }
}
