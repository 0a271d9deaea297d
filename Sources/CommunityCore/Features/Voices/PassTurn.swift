package import CommandGrammar
package import Primitives

/// Passes one's turn in a round; nobody asks why.
package struct PassTurn: Command {
  package static let description = CommandDescription(
    "pass",
    usage: "!pass",
    summary: "Passes your turn in a round, now or ahead of it; nobody asks why.",
    examples: ["!pass", "!round next"],
    deed: .init("turn passed", "turns passed"), isUndoable: true)

  package init(reading arguments: inout Arguments) throws(UsageError) {}

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let session = try context.requireSessionNow()
    guard let round = context.community.voices[session.id].round else { throw .noRound }
    let member = context.author.id
    if round.current == member { return context.moving(round, at: session, hasSpoken: false) }
    let ahead = round.order[(round.position + 1)...]
    guard ahead.contains(member), !round.passed.contains(member) else { throw .noTurnInRound }
    var next = round
    next.passed.append(member)
    return Decision(
      [context.floor(session, .round(next))],
      undoing: .init("turn passed", [context.floor(session, .round(round))]),
      saying: [context.marked("👌", or: "You are passed over in this round.")])
  }
}
