package import CommandGrammar
package import Primitives

/// Says that one has a short question on what is being said, which comes before the queue.
///
/// There must be something that it follows: somebody who was called. A hand that is up already moves.
package struct AskBetween: Command {
  package static let description = CommandDescription(
    "hand between", aliases: ["qq+"],
    usage: "!hand between [what about]",
    summary:
      "Says that you have a short question on what is being said: it comes next, before the queue. In "
      + "a session plain `qq+` does the same.",
    examples: ["!hand between", "!hand between for how long?"],
    deed: .init("hand up in between", "hands up in between"), isUndoable: true)

  private let note: String

  package init(reading arguments: inout Arguments) throws(UsageError) {
    note = try arguments.text("what it is about", limitBytes: Voices.noteBytes)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let session = try context.requireSessionNow()
    let floor = context.community.voices[session.id]
    let member = context.author.id
    if floor.isClosed { throw .queueClosed(session.id) }
    guard let speaker = floor.speaker, speaker != member else { throw .nobodyCalled }
    let old = floor.hands.first { $0.member == member }
    if old?.isBetween ?? false { throw .handIsUp }
    guard floor.hands.count(where: { $0.isBetween }) < Voices.betweenLimit else {
      throw .full("questions in between", limit: Voices.betweenLimit)
    }
    guard old != nil || floor.hands.count < Voices.handsLimit else {
      throw .full("raised hands", limit: Voices.handsLimit)
    }
    let hand = Voices.Hand(
      member: member, note: context.community.people.stored(note), at: context.now,
      isBetween: true)
    let lowered = context.floor(session, .lowered(member))
    return Decision(
      (old == nil ? [] : [lowered]) + [context.floor(session, .raised(hand))],
      undoing: .init(
        "hand up in between at \(session.id)",
        [lowered] + (old.map { [context.floor(session, .restored([$0]))] } ?? [])),
      saying: [
        old == nil
          ? context.marked("✋", or: "You come next, before the queue. `q?` shows it.")
          : Reply("You come next, before the queue, with that alone; `q+` puts you into it again.")
      ])
  }
}
