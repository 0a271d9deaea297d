package import CommandGrammar
package import Primitives

/// Says that an action is done.
package struct FinishAction: Command {
  package static let description = CommandDescription(
    "done",
    usage: "!done <action>",
    summary: "Says that an action is done; your own, or any at a session that you facilitate.",
    examples: ["!done A1", "!done 1"],
    deed: .init("action done", "actions done"), isUndoable: true)

  private let id: EntryID

  package init(reading arguments: inout Arguments) throws(UsageError) {
    guard let word = arguments.take() else { throw .missing("an action, such as `A1`") }
    guard let id = EntryID(word.folded, or: .action), id.kind == .action else {
      throw .invalid(word.text, expected: "an action, such as `A1`")
    }
    self.id = id
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    guard let entry = context.community.minutes[id], !entry.isStruck else {
      throw .noSuchEntry(id.description)
    }
    if entry.task?.doneAt != nil { throw .actionDone(id) }
    if let owner = entry.task?.owner, owner != context.author.id, entry.author != context.author.id,
      !context.runs(entry.session)
    {
      throw .notYourAction(id, of: context.name(owner))
    }
    return Decision(
      [.minutes(.done(id, at: context.now))],
      undoing: .init("\(id) done", [.minutes(.done(id, at: nil))]),
      saying: [.done(entry, context)])
  }
}

extension CommandContext {
  /// Whether the author may change what others wrote at `session`.
  func runs(_ session: SessionID?) -> Bool {
    guard let session = session.flatMap({ community.sessions[$0] }) else {
      return community.roles(of: author.id).contains(.coordinator)
    }
    do throws(Refusal) {
      try requireRunning(session)
      return true
    } catch {
      return false
    }
  }
}

extension Reply {
  fileprivate static func done(_ entry: Minutes.Entry, _ context: CommandContext) -> Reply {
    let left = context.community.minutes.openActions.count - 1
    let others = left == 0 ? "No other is open." : "\(left) \(left == 1 ? "is" : "are") still open."
    return Reply("Done: \(entry.id) \(context.shown(entry.text)). Thank you. \(others)")
  }
}
