package import CommandGrammar
package import Primitives

/// Takes a vote for a question back.
package struct UnvoteQuestion: Command {
  package static let description = CommandDescription(
    "ask unvote", aliases: ["ask down"],
    usage: "!ask unvote <question>",
    summary: "Takes your vote for a question back.",
    examples: ["!ask unvote Q1", "!ask unvote Q2"],
    deed: .init("vote taken back", "votes taken back"), isUndoable: true,
    accepts: { $0.count == 1 && $0.first.flatMap { QuestionID($0.folded) } != nil || $0.isEmpty })

  private let question: QuestionReference

  package init(reading arguments: inout Arguments) throws(UsageError) {
    question = try QuestionReference(reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let question = try question.open(in: context)
    let member = context.author.id
    guard question.votes.contains(member) else { throw .questionNotVoted(question.id) }
    return Decision(
      [.sparks(.unvoted(question.id, by: member))],
      undoing: .init(
        "vote for \(question.id) taken back", [.sparks(.voted(question.id, by: member))]),
      saying: [Reply("Your vote for \(question.id) is taken back.")])
  }
}
