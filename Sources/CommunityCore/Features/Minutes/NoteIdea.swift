package import CommandGrammar
package import Primitives

/// Keeps an idea for the minutes of a session.
package struct NoteIdea: Command {
  package static let description = CommandDescription(
    "idea",
    usage: "!idea [session] <idea>",
    summary: "Writes an idea into the minutes of the session.",
    examples: ["!idea A buddy for every joiner", "!idea S1 Swap desks for a day"],
    deed: .init("idea", "ideas"), isUndoable: true)

  private let writing: WritingDown

  package init(reading arguments: inout Arguments) throws(UsageError) {
    writing = try WritingDown(.idea, reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    switch try writing.choice(in: context) {
    case .several(let sessions):
      return context.choosing(among: sessions) { "idea \($0) \(writing.text)" }
    case .one(let session): return try writing.decide(at: session, in: context)
    }
  }
}
