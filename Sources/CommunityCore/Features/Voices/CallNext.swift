package import CommandGrammar
package import Primitives

/// Calls the next one who wants to speak.
package struct CallNext: Command {
  package static let description = CommandDescription(
    "queue next",
    usage: "!queue next",
    summary:
      "Calls the next one of the queue; for whoever runs the session. Plain `q next` does too.",
    examples: ["!queue next", "!queue fair"],
    deed: .init("call", "calls"), isUndoable: true, accepts: \.isEmpty)

  package init(reading arguments: inout Arguments) throws(UsageError) {}

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let session = try context.requireOwnSessionNow()
    let floor = context.community.voices[session.id]
    let waiting = context.community.voices.queue(at: session.id)
    guard let hand = waiting.first else { throw .queueEmpty }
    let decision = Decision(
      [context.floor(session, .called(hand.member, at: context.now))],
      undoing: .init(
        "\(People.mention(hand.member)) called",
        [context.floor(session, .uncalled(hand, former: floor.speaker))]),
      saying: [.called(hand, then: waiting.dropFirst().first, floor, context)])
    return context.aloud(decision, at: session)
  }
}

extension Reply {
  fileprivate static func called(
    _ hand: Voices.Hand, then next: Voices.Hand?, _ floor: Voices.Floor, _ context: CommandContext
  ) -> Reply {
    let isFirst =
      hand.isBetween
      ? ", in between" : floor.hasHeard(hand.member) ? "" : ", for the first time today"
    let note = hand.note.isEmpty ? "" : " “\(context.shown(hand.note))”"
    let then = next.map { " Then \(context.name($0.member))." } ?? ""
    return Reply(
      "Over to \(context.name(hand.member))\(isFirst)\(context.allowance(floor)).\(note)\(then)")
  }
}
