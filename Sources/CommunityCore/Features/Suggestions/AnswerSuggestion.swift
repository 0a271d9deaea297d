package import CommandGrammar
package import Primitives

/// Answers a suggestion: its author hears it alone, and all read it in the next digest.
package struct AnswerSuggestion: Command {
  package static let description = CommandDescription(
    "suggest answer", audience: .coordinators,
    usage: "!suggest answer [suggestion] <what you did or will do>",
    summary: "Answers a suggestion; its author is told alone, and the next digest says it to all.",
    examples: [
      "!suggest answer G1 From January on 45 minutes", "!suggest answer We try it in May",
    ],
    instead: "!suggest",
    deed: .init("answer to a suggestion", "answers to suggestions"), isUndoable: true)

  private let id: SuggestionID?
  private let text: String

  package init(reading arguments: inout Arguments) throws(UsageError) {
    id = arguments.take(ifMeaning: { SuggestionID(lettered: $0) })
    text = try arguments.text("an answer", limitBytes: Suggestions.answerBytes)
    guard Prose.saysSomething(text) else { throw .missing("the answer in words") }
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let suggestion = try suggestion(in: context)
    var answer = Suggestions.Answer(
      by: context.author.id, text: context.community.people.stored(text), at: context.now)
    let community = context.community
    var replies: [Reply] = []
    var hearing = ""
    if let author = suggestion.author, author != context.author.id,
      context.charter.hasDirectMessages, community.people[author]?.isActive ?? false
    {
      var answered = suggestion
      answered.answer = answer
      hearing = " Whoever suggested it hears it alone."
      if community.release(of: author, at: context.now) <= context.now {
        answer.isTold = true
        replies = [.answer(answered, to: author, community)]
      }
    } else {
      answer.isTold = true
    }
    let before: SuggestionEvent =
      suggestion.answer.map { .answered(suggestion.id, $0) } ?? .reopened(suggestion.id)
    return Decision(
      [.suggestions(.answered(suggestion.id, answer))],
      undoing: .init("answer to \(suggestion.id)", [.suggestions(before)]),
      saying: [
        Reply("\(suggestion.id) is answered.\(hearing) The next digest says it to all.")
      ] + replies)
  }

  /// The suggestion that is named, or whose post is answered, or the only one that waits.
  private func suggestion(
    in context: CommandContext
  ) throws(Refusal) -> Suggestions.Suggestion {
    let suggestions = context.community.suggestions
    let posts = [context.message.thread, context.message.replyTo].compactMap { $0 }
    let answered = posts.lazy.compactMap { context.community.subject(of: $0) }
      .compactMap { SuggestionID(lettered: $0) }.first
    guard let id = id ?? answered else {
      let open = suggestions.open
      guard let first = open.first else { throw .suggestions(.nothingWaits) }
      guard open.count == 1 else {
        throw .suggestions(
          .whichSuggestion(open.prefix(5).map { "\($0.id) “\(context.shown($0.text))”" }))
      }
      return first
    }
    return try context.suggestion(id)
  }
}

extension CommandContext {
  /// The suggestion that is called so and was not taken back.
  func suggestion(_ id: SuggestionID) throws(Refusal) -> Suggestions.Suggestion {
    guard let suggestion = community.suggestions[id] else {
      throw .suggestions(.noSuchSuggestion(id))
    }
    if suggestion.isDropped { throw .suggestions(.takenBack(id)) }
    return suggestion
  }
}
