package import CommandGrammar
package import Primitives

/// Suggests something for the community, or shows what was suggested and answered.
package struct MakeSuggestion: Command {
  package static let description = CommandDescription(
    "suggest", aliases: ["suggestion", "suggestions"],
    usage: "!suggest [what could be better]",
    summary:
      "Suggests something to the coordinators, who answer it; alone it shows what was suggested. "
      + "No names are shown.",
    examples: ["!suggest Shorter sessions in December", "!suggest"],
    deed: .init("suggestion", "suggestions"), isUndoable: true)

  private let text: String

  package init(reading arguments: inout Arguments) throws(UsageError) {
    text = try arguments.text("a suggestion", limitBytes: Suggestions.textBytes)
    guard text.isEmpty || Prose.saysSomething(text) else { throw .missing("a suggestion in words") }
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    guard !text.isEmpty else { return list(in: context) }
    let suggestions = context.community.suggestions
    guard suggestions.all.count < Suggestions.limit else {
      throw .full("suggestions", limit: Suggestions.limit)
    }
    guard suggestions.open.count(where: { $0.author == context.author.id }) < Suggestions.openEach
    else { throw .full("suggestions of yours without an answer", limit: Suggestions.openEach) }
    let suggestion = Suggestions.Suggestion(
      id: suggestions.nextID, author: context.author.id,
      text: context.community.people.stored(text), at: context.now)
    return Decision(
      [
        .suggestions(.made(suggestion)),
        .dialogue(.posted(context.message.id, about: suggestion.id.description)),
      ],
      undoing: .init("\(suggestion.id) suggested", [.suggestions(.dropped(suggestion.id))]),
      saying: [.made(suggestion.id, context)])
  }

  private func list(in context: CommandContext) -> Decision {
    // What waits comes first, and then what was answered last.
    let suggestions = context.community.suggestions
    let answered = suggestions.all.filter { !$0.isDropped && $0.answer != nil }
      .sorted { ($1.answer?.at ?? $1.at, $1.id) < ($0.answer?.at ?? $0.at, $0.id) }
    let all = suggestions.open + answered
    guard !all.isEmpty else {
      return Decision(saying: Reply("Nothing was suggested yet. `!suggest <what>` begins."))
    }
    let page = context.page(of: all.count, size: 6)
    var lines = all[page.range].map { suggestion in
      suggestion.isOpen
        ? "• \(suggestion.id) “\(context.shown(suggestion.text))” waits for an answer"
        : "• \(context.community.told(suggestion))"
    }
    if let tail = page.tail { lines.append(tail) }
    return Decision(
      page.events,
      saying: [Reply("Suggested, and what became of it:\n" + lines.joined(separator: "\n"))])
  }
}

extension Community {
  /// A suggestion with its answer: `G6 “Shorter sessions” → “45 minutes from May on”`.
  func told(_ suggestion: Suggestions.Suggestion) -> String {
    let answer = suggestion.answer.map { " → “\(people.shown($0.text))”" } ?? ""
    return "\(suggestion.id) “\(people.shown(suggestion.text))”\(answer)"
  }
}

extension Reply {
  fileprivate static func made(_ id: SuggestionID, _ context: CommandContext) -> Reply {
    let hearing =
      context.charter.hasDirectMessages
      ? "I tell you alone what they answer" : "`!suggest` shows what they answer"
    return Reply(
      "\(id) is with the coordinators, thank you. \(hearing); suggestion and answer are shown to all, "
        + "without your name. `!undo` takes it back.",
      to: .answer, about: id.description)
  }
}
