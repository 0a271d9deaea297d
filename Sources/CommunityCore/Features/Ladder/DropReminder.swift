package import CommandGrammar
package import Primitives

/// Drops something that a member wanted to be told.
package struct DropReminder: Command {
  package static let description = CommandDescription(
    "remind drop", aliases: ["remind cancel", "remind delete"],
    usage: "!remind drop [number]",
    summary: "Drops one of the things you asked to be told, by its place in `!remind list`.",
    examples: ["!remind drop 1", "!remind drop"],
    deed: .init("reminder dropped", "reminders dropped"), isUndoable: true,
    accepts: { $0.count <= 1 })

  private let position: Int?

  package init(reading arguments: inout Arguments) throws(UsageError) {
    guard let word = arguments.take() else {
      position = nil
      return
    }
    guard let position = Int(word.folded), position > 0 else {
      throw .invalid(word.text, expected: "a number of `!remind list`")
    }
    self.position = position
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let own = context.community.notices.personal(of: context.author.id)
    if own.isEmpty { throw .noReminders }
    guard let position = position ?? (own.count == 1 ? 1 : nil), own.indices.contains(position - 1)
    else { return Decision(saying: .reminders(own, context)) }
    let reminder = own[position - 1]
    let text = context.shown(reminder.text)
    return Decision(
      [.notices(.dropped(reminder.number))],
      undoing: .init("reminder “\(text)” dropped", [.notices(.asked(reminder))]),
      saying: [Reply("I won't tell you “\(text)”.")])
  }
}
