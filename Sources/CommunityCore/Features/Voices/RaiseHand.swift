package import CommandGrammar
package import Primitives

/// Says that one wants to speak.
package struct RaiseHand: Command {
  package static let description = CommandDescription(
    "hand", aliases: ["q+"],
    usage: "!hand [what about]",
    summary: "Says that you want to speak; in a session plain `q+` does the same.",
    examples: ["!hand", "!hand a word on budgets"],
    deed: .init("hand up", "hands up"), isUndoable: true)

  private let note: String

  package init(reading arguments: inout Arguments) throws(UsageError) {
    let text = try arguments.text("what it is about", limitBytes: Voices.noteBytes)
    note = Folding.fold(text) == "up" ? "" : text
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let session = try context.requireSessionNow()
    let floor = context.community.voices[session.id]
    let member = context.author.id
    if floor.isClosed { throw .queueClosed(session.id) }
    if floor.hands.contains(where: { $0.member == member }) { throw .handIsUp }
    guard floor.hands.count < Voices.handsLimit else {
      throw .full("raised hands", limit: Voices.handsLimit)
    }
    let hand = Voices.Hand(
      member: member, note: context.community.people.stored(note), at: context.now)
    return Decision(
      [context.floor(session, .raised(hand))],
      undoing: .init("hand up at \(session.id)", [context.floor(session, .lowered(member))]),
      saying: [context.marked("✋", or: "Your hand is up. `q?` shows the queue.")])
  }
}
