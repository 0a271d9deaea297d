package import CommandGrammar
package import Primitives

/// Puts a question on the board, or shows the board.
package struct AskQuestion: Command {
  package static let description = CommandDescription(
    "ask", aliases: ["questions"],
    usage: "!ask <question>",
    summary: "Puts a question on the board, with your name; alone it shows the board.",
    examples: ["!ask How did you fund the pilot?", "!ask"],
    deed: .init("question", "questions"), isUndoable: true, isConfidential: true)

  private let text: String
  private let isAnonymous: Bool

  package init(reading arguments: inout Arguments) throws(UsageError) {
    isAnonymous = arguments.remaining.contains { Self.isAnonymity($0.folded) }
    if isAnonymous {
      while arguments.take() != nil {}
      text = ""
    } else {
      text = try arguments.text("a question", limitBytes: Sparks.questionBytes)
      if !text.isEmpty, !Prose.saysSomething(text) { throw .missing("a question in words") }
    }
  }

  private static func isAnonymity(_ word: String) -> Bool {
    ["--anon", "—anon", "–anon", "--anonymous", "—anonymous"].contains(word)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    if isAnonymous { throw .noAnonymousQuestions(canSeeIt: !context.isDirect) }
    let sparks = context.community.sparks
    guard !text.isEmpty else { return board(in: context) }
    let asker = context.author.id
    guard sparks.openCount < Sparks.openLimit else {
      throw .full("open questions", limit: Sparks.openLimit)
    }
    guard
      sparks.questions.count(where: { $0.status == .open && $0.asker == asker }) < Sparks.openEach
    else { throw .full("open questions of yours", limit: Sparks.openEach) }
    let id = sparks.nextID
    let stored = context.community.people.stored(text)
    return Decision(
      [
        .sparks(.asked(id, text: stored, by: asker, at: context.now)),
        .dialogue(.posted(context.message.id, about: id.description)),
      ],
      undoing: .init("question \(id) asked", [.sparks(.dropped(id))]),
      saying: [.asked(id, context.shown(stored), context)])
  }

  private func board(in context: CommandContext) -> Decision {
    let ranked = context.community.sparks.ranked
    guard !ranked.isEmpty else { return Decision(saying: .empty) }
    let page = context.page(of: ranked.count, size: 6)
    return Decision(page.events, saying: [.board(ranked[page.range], page, context)])
  }
}

extension Reply {
  fileprivate static func asked(
    _ id: QuestionID, _ text: String, _ context: CommandContext
  ) -> Reply {
    var line = "\(id) is on the board"
    line += context.isDirect ? ", with your name: “\(text)”." : ": “\(text)”."
    line += " `!ask vote \(id)` raises it"
    line += context.charter.hasReactions && !context.isDirect ? ", 👍 here does too." : "."
    return Reply(line, to: .answer, about: id.description)
  }

  fileprivate static var empty: Reply {
    Reply("No question is open. Ask one: `\(AskQuestion.description.examples[0])`")
  }

  fileprivate static func board(
    _ questions: ArraySlice<Sparks.Question>, _ page: Page, _ context: CommandContext
  ) -> Reply {
    var lines = questions.map { question in
      context.line(question) + (question.isRead ? " · read out" : "")
    }
    if let tail = page.tail { lines.append(tail) }
    let first = questions.first?.id.description ?? "Q1"
    lines.append("`!ask vote \(first)` raises one, `!answer \(first) <text>` answers it.")
    return Reply("Open questions:\n" + lines.joined(separator: "\n"))
  }
}
