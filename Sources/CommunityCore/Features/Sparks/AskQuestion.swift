package import CommandGrammar
package import Primitives

/// Puts a question on the board, or shows the board.
///
/// Of a question without a name nothing but the fact that one was asked may stand beside its author: no
/// event, reply or question back holds its words.
package struct AskQuestion: Command {
  package static let description = CommandDescription(
    "ask", aliases: ["questions"],
    usage: "!ask [--anon] <question>",
    summary:
      "Puts a question on the board, with your name, or without it (`--anon`) if you write to me "
      + "alone; alone it shows the board.",
    examples: ["!ask How did you fund the pilot?", "!ask --anon Who decides on our pay?"],
    deed: .init("question", "questions"), isUndoable: true, isConfidential: true)

  private let text: String
  private let isAnonymous: Bool
  private let isNearlyAnonymous: Bool

  package init(reading arguments: inout Arguments) throws(UsageError) {
    isAnonymous = arguments.remaining.contains { Self.isAnonymity($0.folded) }
    if isAnonymous {
      var words: [String] = []
      while let word = arguments.take() {
        if !Self.isAnonymity(word.folded) { words.append(word.text) }
      }
      text = Prose.clean(words.joined(separator: " "))
      guard text.utf8.count <= Sparks.questionBytes else {
        throw .tooLong("a question", limitBytes: Sparks.questionBytes)
      }
    } else {
      text = try arguments.text("a question", limitBytes: Sparks.questionBytes)
    }
    if !text.isEmpty, !Prose.saysSomething(text) { throw .missing("a question in words") }
    isNearlyAnonymous = !isAnonymous && Self.hintsAtAnonymity(text)
  }

  /// Whether a text begins or ends as if it were to be without a name: `-anon`, `anonymously`, `(anon)`.
  ///
  /// What would be said with a name by a slip can't be unsaid, so it is rather asked once too often.
  private static func hintsAtAnonymity(_ text: String) -> Bool {
    let words = text.split(separator: " ").map { word in
      Folding.fold(String(word)).filter { $0.isLetter }
    }
    let ends = (words.prefix(3) + words.suffix(2)).filter { !$0.isEmpty }
    guard let first = ends.first, let last = ends.last else { return false }
    return [first, last].contains { word in
      word.hasPrefix("anon") || word.hasPrefix("annon") || word == "anno" || word == "nameless"
    }
  }

  private static func isAnonymity(_ word: String) -> Bool {
    ["--anon", "—anon", "–anon", "--anonymous", "—anonymous", "–anonymous"].contains(word)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    if isAnonymous { return try askAnonymously(in: context) }
    if isNearlyAnonymous {
      throw .nearlyAnonymous(canWriteAlone: context.charter.hasDirectMessages)
    }
    let sparks = context.community.sparks
    guard !text.isEmpty else { return board(in: context) }
    let asker = context.author.id
    try Self.requireRoom(in: sparks)
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

  private static func requireRoom(in sparks: Sparks) throws(Refusal) {
    guard sparks.openCount + sparks.anonymous.waiting < Sparks.openLimit else {
      throw .full("open questions", limit: Sparks.openLimit)
    }
  }

  private func askAnonymously(in context: CommandContext) throws(Refusal) -> Decision {
    guard context.isDirect else {
      throw .noAnonymousQuestions(canWriteAlone: context.charter.hasDirectMessages)
    }
    guard !text.isEmpty else { return Decision(saying: .invitation) }
    let sparks = context.community.sparks
    try Self.requireRoom(in: sparks)
    let limit = Sparks.Anonymous.limitEach
    guard sparks.anonymous.count(of: context.author.id, at: context.now) < limit else {
      throw .full("questions without your name today", limit: limit)
    }
    var decision = Decision(
      [.sparks(.askedAnonymously(by: context.author.id, at: context.now))],
      undoing: .impossible("a question without your name"), saying: [.taken])
    decision.ballots = [Ballot(community: context.community.plan.key, .question(text))]
    return decision
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

  fileprivate static var invitation: Reply {
    Reply(
      "`ask --anon <question>` puts it on the board without your name. I keep no link to you, so that "
        + "neither `!undo` nor I can take it back.")
  }

  fileprivate static var taken: Reply {
    Reply(
      "Thank you! It goes on the board without your name: with the next two such questions, or alone "
        + "after a quarter of an hour. I keep that you asked and no link to what, so it can't be undone."
    )
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
