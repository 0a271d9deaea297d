package import CommandGrammar
package import Primitives

/// Erases a member and every trace of them, after asking.
package struct Forget: Command {
  package static let description = CommandDescription(
    "forget",
    usage: "!forget me",
    summary: "Erases all that I know of you, after asking; it can't be undone.",
    examples: ["!forget me", "!forget"])

  private let isMeant: Bool

  package init(reading arguments: inout Arguments) throws(UsageError) {
    isMeant = arguments.take(ifMeaning: { ["me", "myself"].contains($0) ? true : nil }) ?? false
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    guard isMeant else { return Decision(saying: .explained) }
    guard context.isConfirmed else {
      return context.asking(.sure(context), for: "forget", toRun: "forget me")
    }
    let departure = context.community.withdrawals(
      of: context.author.id, charter: context.charter, at: context.now)
    var decision = Decision(
      departure.promotions + [.people(.forgotten(context.author.id, at: context.now))],
      saying: [.farewell] + departure.replies)
    decision.erases = context.author.id
    return decision
  }
}

extension Reply {
  fileprivate static var explained: Reply {
    Reply(
      "`!forget me` erases all that I know of you: your profile, votes, RSVPs and feedback. "
        + "`!mydata` shows it first, `!leave` leaves without erasing.")
  }

  fileprivate static func sure(_ context: CommandContext) -> Reply {
    let topics = context.community.topics.all.count { $0.proposer == context.author.id }
    var text = "This erases your profile, roles, votes, RSVPs and the feedback with your name, "
    text += "wherever I serve you, and can't be undone."
    if topics > 0 {
      text += " Your \(topics == 1 ? "topic stays" : "\(topics) topics stay"), as by a member."
    }
    text += " Anonymous answers stay, because nobody can tell which are yours."
    return Reply(text + " Type `forget` within 5 minutes to do it.")
  }

  fileprivate static var farewell: Reply {
    Reply(
      "Done: I know nothing of you any more. Thank you for having been here. "
        + "Whatever you type to me next makes you a new member.")
  }
}
