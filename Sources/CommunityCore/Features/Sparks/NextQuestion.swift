package import CommandGrammar
package import Primitives

/// Reads out the open question that most want to know.
package struct NextQuestion: Command {
  package static let description = CommandDescription(
    "ask next", aliases: ["ask top"],
    usage: "!ask next",
    summary: "Reads out the question with most votes; for whoever runs the session.",
    examples: ["!ask next", "!ask"],
    deed: .init("question read out", "questions read out"), isUndoable: true,
    accepts: \.isEmpty)

  package init(reading arguments: inout Arguments) throws(UsageError) {}

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    try context.requireBoard(Self.description)
    let sparks = context.community.sparks
    guard let question = sparks.ranked.first(where: { !$0.isRead }) else { throw .noQuestionLeft }
    let decision = Decision(
      [.sparks(.read(question.id, true, current: question.id))],
      undoing: .init(
        "\(question.id) read out", [.sparks(.read(question.id, false, current: sparks.current))]),
      saying: [.read(question, context)])
    return context.aloud(decision, at: context.sessionNow())
  }
}

extension Reply {
  fileprivate static func read(_ question: Sparks.Question, _ context: CommandContext) -> Reply {
    Reply(
      "The next question is \(context.line(question)). `!answer <what was said>` keeps the answer.",
      to: .answer, about: question.id.description)
  }
}
