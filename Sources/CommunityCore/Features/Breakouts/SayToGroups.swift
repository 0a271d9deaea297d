package import CommandGrammar
package import Primitives

/// Says something to all groups at once.
package struct SayToGroups: Command {
  package static let description = CommandDescription(
    "breakout say", aliases: ["breakout tell"],
    usage: "!breakout say <text>",
    summary: "Says something in every group that is open.",
    examples: ["!breakout say Please name one example each", "!breakout say \"Halfway through!\""],
    instead: "!breakout", deed: .init("word to the groups", "words to the groups"))

  private let text: String

  package init(reading arguments: inout Arguments) throws(UsageError) {
    text = try arguments.text("what is said", limitBytes: Breakouts.reportBytes)
    if text.isEmpty { throw .missing("what the groups are to hear") }
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let moment = try BreakoutMoment(in: context)
    try context.requireOwn(moment.session)
    let (_, running) = try moment.running()
    let shown = context.shown(context.community.people.stored(text))
    let said = "\(context.author.name) says: “\(shown)”"
    let calls = context.community.calls(
      said, to: running.groups, at: moment.session, context.charter)
    guard !calls.isEmpty else {
      return Decision(saying: Reply(said, to: .room(moment.session.room)))
    }
    let count = calls.count == 1 ? "the group" : "all \(calls.count) groups"
    return Decision(saying: [Reply("I have said that in \(count).")] + calls)
  }
}
