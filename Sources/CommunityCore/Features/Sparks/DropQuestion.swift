package import CommandGrammar
package import Primitives

/// Takes a question off the board.
package struct DropQuestion: Command {
  package static let description = CommandDescription(
    "ask drop", aliases: ["ask remove", "ask delete"],
    usage: "!ask drop <question>",
    summary: "Takes your question off the board; whoever runs the session can take off any.",
    examples: ["!ask drop Q1", "!ask drop Q2"],
    deed: .init("question dropped", "questions dropped"), isUndoable: true,
    accepts: { $0.count == 1 && $0.first.flatMap { QuestionID($0.folded) } != nil || $0.isEmpty })

  private let question: QuestionReference

  package init(reading arguments: inout Arguments) throws(UsageError) {
    question = try QuestionReference(reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let question = try question.open(in: context)
    if question.asker != context.author.id { try context.requireBoard(Self.description) }
    return Decision(
      [.sparks(.dropped(question.id))],
      undoing: .init("\(question.id) dropped", [.sparks(.reopened(question.id))]),
      saying: [
        Reply(
          "\(question.id) “\(context.shown(question.text))” is off the board. `!undo` brings it back."
        )
      ])
  }
}
