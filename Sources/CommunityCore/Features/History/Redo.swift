package import CommandGrammar
package import Primitives

/// Does again what the member took back last.
package struct Redo: Command {
  package static let description = CommandDescription(
    "redo",
    usage: "!redo",
    summary: "Does again what you undid last.",
    examples: ["!redo", "!undo"],
    deed: .init("redo", "redos"), isUndoable: true)

  package init(reading arguments: inout Arguments) throws(UsageError) {}

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let history = context.community.history
    guard let change = history.lastUndone(of: context.author.id, at: context.now) else {
      throw .nothingToRedo
    }
    let (events, replies) = try context.community.redoing(
      change, charter: context.charter, at: context.now)
    return Decision(
      events, undoing: .init(change.label, change.undo),
      saying: Reply.combined([.redone(context.shown(change.label))] + replies))
  }
}

extension Reply {
  fileprivate static func redone(_ label: String) -> Reply {
    Reply("Done again: \(label).")
  }
}
