package import CommandGrammar
package import Primitives

/// Counts the answers to a poll before its time.
package struct ClosePoll: Command {
  package static let description = CommandDescription(
    "poll close", aliases: ["poll end"],
    usage: "!poll close [poll]",
    summary: "Counts a poll before its time; for whoever asked it, and coordinators.",
    examples: ["!poll close", "!poll close P1"], deed: .init("end of a poll", "ends of polls"),
    isUndoable: true, accepts: PollReference.isAlone)

  private let poll: PollReference

  package init(reading arguments: inout Arguments) throws(UsageError) {
    poll = PollReference(reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    try poll.ownPoll(in: context, "close") { (poll) throws(Refusal) in
      let result = context.community.result(of: poll)
      if result.counts == nil, result.answers > 0, !context.isConfirmed {
        return context.asking(
          .sure(poll, context), for: "close", toRun: "poll close \(poll.id)")
      }
      // What was shown once would tell, beside a later count, what the last ones chose.
      let isFinal = poll.plan.isAnonymous && poll.voteCount > 0
      let label = "poll \(poll.id) closed"
      var replies: [Reply] = [.result(result, poll, context.community, context.charter)]
      if context.isDirect || !isFinal { replies.append(.closed(poll, isFinal, context)) }
      return Decision(
        [.polls(.closed(poll.id, result, at: context.now))],
        undoing: isFinal ? .impossible(label) : .init(label, [.polls(.reopened(poll.id))]),
        saying: replies)
    }
  }
}

extension Reply {
  fileprivate static func sure(_ poll: Polls.Poll, _ context: CommandContext) -> Reply {
    Reply(
      "\(context.community.label(of: poll)): \(context.community.turnout(of: poll)), without names. "
        + "Fewer than \(Polls.shownFrom) are never shown, and would be lost. Type `close` within 5 "
        + "minutes to close it all the same.")
  }

  fileprivate static func closed(
    _ poll: Polls.Poll, _ isFinal: Bool, _ context: CommandContext
  ) -> Reply {
    let undo = isFinal ? "" : " `!undo` opens it again."
    return Reply("\(poll.id) is closed, and where it was asked all can see the result.\(undo)")
  }
}
