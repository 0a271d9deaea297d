package import CommandGrammar
package import Primitives

/// Writes down what a session has decided.
package struct NoteDecision: Command {
  package static let description = CommandDescription(
    "decide", aliases: ["decision"],
    usage: "!decide [session] <decision>",
    summary: "Writes down what was decided; for who facilitates the session.",
    examples: ["!decide A buddy for every joiner from January", "!decide S1 We meet at 16:30"],
    deed: .init("decision", "decisions"), isUndoable: true)

  private let writing: WritingDown

  package init(reading arguments: inout Arguments) throws(UsageError) {
    writing = try WritingDown(.decision, reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    switch try writing.choice(in: context) {
    case .several(let sessions):
      return context.choosing(among: sessions) { "decide \($0) \(writing.text)" }
    case .one(let session):
      try context.requireRunning(session)
      return try writing.decide(at: session, in: context)
    }
  }
}
