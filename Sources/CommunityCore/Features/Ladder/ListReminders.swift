package import CommandGrammar
package import Primitives

/// Shows what a member wanted to be told.
package struct ListReminders: Command {
  package static let description = CommandDescription(
    "remind list",
    usage: "!remind list",
    summary: "Shows what you asked to be told, and when.",
    examples: ["!remind list", "!remind drop 1"],
    accepts: { $0.isEmpty })

  package init(reading arguments: inout Arguments) throws(UsageError) {}

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let own = context.community.notices.personal(of: context.author.id)
    if own.isEmpty { throw .noReminders }
    return Decision(saying: .reminders(own, context))
  }
}
