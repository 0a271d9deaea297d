package import CommandGrammar
package import Primitives

/// Calls a poll off: nothing is counted.
package struct CancelPoll: Command {
  package static let description = CommandDescription(
    "poll cancel", aliases: ["poll drop"],
    usage: "!poll cancel [poll]",
    summary: "Calls a poll off without counting; for whoever asked it, and coordinators.",
    examples: ["!poll cancel", "!poll cancel P1"],
    deed: .init("end of a poll", "ends of polls"), isUndoable: true,
    accepts: PollReference.isAlone)

  private let poll: PollReference

  package init(reading arguments: inout Arguments) throws(UsageError) {
    poll = PollReference(reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    try poll.ownPoll(in: context, "cancel") { (poll) throws(Refusal) in
      // Votes without names are wiped with their box, so that they can't come back.
      let isFinal = poll.voteCount > 0
      let label = "poll \(poll.id) called off"
      let undo = isFinal ? "" : " `!undo` takes that back."
      return Decision(
        [.polls(.cancelled(poll.id, at: context.now))],
        undoing: isFinal ? .impossible(label) : .init(label, [.polls(.reopened(poll.id))]),
        saying: [
          Reply("\(poll.id) is called off, and I say so where it was asked.\(undo)"),
          .off(poll, context.community, context.charter),
        ])
    }
  }
}
