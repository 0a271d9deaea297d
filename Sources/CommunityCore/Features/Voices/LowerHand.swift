package import CommandGrammar
package import Primitives

/// Says that one does not want to speak any more.
package struct LowerHand: Command {
  package static let description = CommandDescription(
    "hand down", aliases: ["q-"],
    usage: "!hand down",
    summary: "Takes your hand down; in a session plain `q-` does the same.",
    examples: ["!hand down", "!hand"],
    deed: .init("hand down", "hands down"), isUndoable: true, accepts: \.isEmpty)

  package init(reading arguments: inout Arguments) throws(UsageError) {}

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let session = try context.requireSessionNow()
    let floor = context.community.voices[session.id]
    guard let hand = floor.hands.first(where: { $0.member == context.author.id }) else {
      throw .handIsDown
    }
    return Decision(
      [context.floor(session, .lowered(hand.member))],
      undoing: .init("hand down at \(session.id)", [context.floor(session, .restored([hand]))]),
      saying: [context.marked("👌", or: "Your hand is down.")])
  }
}
