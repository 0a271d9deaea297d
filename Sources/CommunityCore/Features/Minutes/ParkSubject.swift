package import CommandGrammar
package import Primitives

/// Leaves a subject for another time without losing it.
package struct ParkSubject: Command {
  package static let description = CommandDescription(
    "park",
    usage: "!park [session] <subject>",
    summary: "Leaves a subject for another time, so that the talk can go on.",
    examples: ["!park Who pays for the tools", "!park S1 The budget"],
    deed: .init("parked subject", "parked subjects"), isUndoable: true)

  private let writing: WritingDown

  package init(reading arguments: inout Arguments) throws(UsageError) {
    writing = try WritingDown(.parked, reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    switch try writing.choice(in: context) {
    case .several(let sessions):
      return context.choosing(among: sessions) { "park \($0) \(writing.text)" }
    case .one(let session): return try writing.decide(at: session, in: context)
    }
  }
}
