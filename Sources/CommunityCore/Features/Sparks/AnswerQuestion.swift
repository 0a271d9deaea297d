package import CommandGrammar
package import Primitives

/// Keeps the answer to a question.
package struct AnswerQuestion: Command {
  package static let description = CommandDescription(
    "answer",
    usage: "!answer [question] <text>",
    summary: "Keeps the answer to a question, without a number to the one read out last.",
    examples: ["!answer Q1 With a grant for half a year", "!answer Nobody has tried it yet"],
    deed: .init("answer", "answers"), isUndoable: true)

  private let question: QuestionReference
  private let text: String

  package init(reading arguments: inout Arguments) throws(UsageError) {
    question = QuestionReference(readingLetter: &arguments)
    text = try arguments.text("an answer", limitBytes: Sparks.answerBytes)
    guard Prose.saysSomething(text) else { throw .missing("the answer in words") }
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let question = try question.open(in: context)
    let stored = context.community.people.stored(text)
    return Decision(
      [.sparks(.answered(question.id, stored, by: context.author.id))],
      undoing: .init("answer to \(question.id)", [.sparks(.reopened(question.id))]),
      saying: [.answered(question, context.shown(stored), context)])
  }
}

extension Reply {
  fileprivate static func answered(
    _ question: Sparks.Question, _ answer: String, _ context: CommandContext
  ) -> Reply {
    var line = "\(question.id) “\(context.shown(question.text))” is answered: “\(answer)”."
    if let asker = question.asker, asker != context.author.id {
      line += " \(context.name(asker)), does that help?"
    }
    return Reply(line)
  }
}
