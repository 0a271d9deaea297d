package import CommandGrammar
package import Primitives

/// Takes a suggestion back.
package struct DropSuggestion: Command {
  package static let description = CommandDescription(
    "suggest drop", aliases: ["suggest delete"],
    usage: "!suggest drop <suggestion>",
    summary: "Takes back what you suggested; coordinators can take back any.",
    examples: ["!suggest drop G1", "!undo"],
    deed: .init("suggestion taken back", "suggestions taken back"), isUndoable: true,
    accepts: { words in
      words.count < 2 && words.allSatisfy { SuggestionID(lettered: $0.folded) != nil }
    })

  private let id: SuggestionID

  package init(reading arguments: inout Arguments) throws(UsageError) {
    guard let id = arguments.take(ifMeaning: { SuggestionID(lettered: $0) }) else {
      throw .missing("which suggestion, such as `G7`")
    }
    self.id = id
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let suggestion = try context.suggestion(id)
    guard
      suggestion.author == context.author.id
        || context.community.roles(of: context.author.id).contains(.coordinator)
    else { throw .suggestions(.notYourSuggestion(id)) }
    return Decision(
      [.suggestions(.dropped(id))],
      undoing: .init("\(id) taken back", [.suggestions(.restored(id))]),
      saying: [Reply("\(id) is taken back. `!undo` brings it back.")])
  }
}
