package import CommandGrammar
package import Primitives

/// Takes back what the member changed last.
package struct Undo: Command {
  package static let description = CommandDescription(
    "undo", aliases: ["oops", "breakout undo"],
    usage: "!undo",
    summary: "Takes back the last thing you changed, within ten minutes.",
    examples: ["!undo", "!redo"],
    deed: .init("undo", "undos"))

  package init(reading arguments: inout Arguments) throws(UsageError) {}

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    guard let change = context.community.history.last(of: context.author.id, at: context.now) else {
      throw .nothingToUndo
    }
    if change.isFinal { throw .notUndoable(context.shown(change.label)) }
    let (events, replies) = try context.community.undoing(
      change, charter: context.charter, at: context.now)
    return Decision(
      events + [.history(.undone(context.author.id, at: context.now))],
      saying: Reply.combined([.undone(context.shown(change.label))] + replies))
  }
}

extension Reply {
  fileprivate static func undone(_ label: String) -> Reply {
    Reply("Undone: \(label). `!redo` does it again.")
  }
}
