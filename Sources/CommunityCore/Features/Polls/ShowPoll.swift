package import CommandGrammar
package import Primitives

/// Shows how a poll stands, or what came of it; never who chose what.
package struct ShowPoll: Command {
  package static let description = CommandDescription(
    "poll show", aliases: ["poll results"],
    usage: "!poll show [poll]",
    summary: "Shows how a poll stands or what came of it; numbers, no names.",
    examples: ["!poll show", "!poll show P1"], accepts: PollReference.isAlone)

  private let poll: PollReference

  init(_ poll: PollReference) {
    self.poll = poll
  }

  package init(reading arguments: inout Arguments) throws(UsageError) {
    poll = PollReference(reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let choice: PollReference.Choice
    do throws(Refusal) {
      choice = try poll.choice(in: context)
    } catch {
      guard error == .polls(.noPoll), let last = context.community.polls.all.last else {
        throw error
      }
      return Decision(saying: context.standing(last))
    }
    switch choice {
    case .several(let polls): return context.choosing(among: polls) { "poll show \($0)" }
    case .one(let poll): return Decision(saying: context.standing(poll))
    }
  }
}
