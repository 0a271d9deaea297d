package import CommandGrammar
package import Primitives

/// Draws other groups by the same wishes.
package struct ShuffleBreakout: Command {
  package static let description = CommandDescription(
    "breakout shuffle", aliases: ["breakout redraw", "breakout other"],
    usage: "!breakout shuffle",
    summary: "Draws other groups by the same wishes, over those who are there now.",
    examples: ["!breakout shuffle", "!breakout go"],
    instead: "!breakout", deed: .init("drawing of groups", "drawings of groups"), isUndoable: true)

  /// How often it is drawn again where the same groups come out.
  private static let tries = 6

  package init(reading arguments: inout Arguments) throws(UsageError) {}

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let moment = try BreakoutMoment(in: context)
    try context.requireOwn(moment.session)
    let before = try moment.resting(in: context)
    var request = before.request
    request.rounds = max(1, before.rounds.count)
    let members = try context.community.splittable(at: moment.session)
    var decision = Decision()
    for _ in 0..<Self.tries {
      var draft = Breakout(
        request: request, at: moment.session, in: context, among: randomness.shuffled(members),
        seed: randomness.bits())
      draft.carryOver(from: before)
      decision = try context.drawing(draft, for: moment)
      guard case .breakouts(.arranged(_, let drawn?)) = decision.events.first,
        drawn.firstCompanies == before.firstCompanies
      else { break }
    }
    return decision
  }
}

extension Breakout {
  /// Who sits with whom in the next round, whatever the groups are called.
  fileprivate var firstCompanies: Set<Set<MemberID>> {
    Set((rounds.first ?? []).map { Set($0.members) })
  }
}
