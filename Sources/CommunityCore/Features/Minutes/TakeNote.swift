package import CommandGrammar
package import Primitives

/// Keeps a thought for the minutes of a session.
package struct TakeNote: Command {
  package static let description = CommandDescription(
    "note",
    usage: "!note [session] <note>",
    summary: "Writes a thought into the minutes of the session.",
    examples: ["!note Buddies help most in week one", "!note S1 Ana has the slides"],
    deed: .init("note", "notes"), isUndoable: true)

  private let writing: WritingDown

  package init(reading arguments: inout Arguments) throws(UsageError) {
    writing = try WritingDown(.note, reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    switch try writing.choice(in: context) {
    case .several(let sessions):
      return context.choosing(among: sessions) { "note \($0) \(writing.text)" }
    case .one(let session): return try writing.decide(at: session, in: context)
    }
  }
}
