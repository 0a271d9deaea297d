package import CommandGrammar
package import Primitives

/// Says that one wants to know something too.
package struct VoteQuestion: Command {
  package static let description = CommandDescription(
    "ask vote", aliases: ["ask up"],
    usage: "!ask vote <question>",
    summary: "Says that you want to know it too; 👍 on the question does the same.",
    examples: ["!ask vote Q1", "!ask vote Q2"],
    deed: .init("vote for a question", "votes for questions"), isUndoable: true,
    accepts: QuestionReference.isAlone)

  private let question: QuestionReference

  init(_ question: QuestionReference) {
    self.question = question
  }

  package init(reading arguments: inout Arguments) throws(UsageError) {
    question = try QuestionReference(reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let question = try question.open(in: context)
    let member = context.author.id
    if question.asker == member { throw .ownQuestion(question.id) }
    if question.votes.contains(member) { throw .questionVoted(question.id) }
    return Decision(
      [.sparks(.voted(question.id, by: member))],
      undoing: .init("vote for \(question.id)", [.sparks(.unvoted(question.id, by: member))]),
      saying: [
        Reply(
          "Noted: you want to know \(question.id) too. It has \(question.votes.count + 1) now.",
          to: .answer, about: question.id.description)
      ])
  }
}
