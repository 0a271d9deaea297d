import CommandGrammar
import Primitives

extension Respondent {
  /// The decision about a message that was said while the bot was away: what it changes stays, what
  /// would be said to its author is noted for the summary, and what others must know is said.
  ///
  /// What the bot would ask is not asked, because nobody waits for the question any more.
  func summedUp(
    _ decision: Decision, of line: CommandLine?, at workedAt: Instant
  ) -> Decision {
    // Nothing may be noted of somebody who is forgotten, so they are told at once.
    if decision.erases != nil { return decision }
    var summed = decision
    // Nobody waits for a document any more, and nobody would be told of it.
    summed.orders = []
    summed.replies.removeAll {
      $0.destination == .answer || $0.destination == .direct(message.author.id)
    }
    let isAsked = decision.events.contains { event in
      if case .dialogue(.asked) = event { true } else { false }
    }
    summed.events.removeAll(where: \.isTalk)
    guard summed.replies.count < decision.replies.count,
      let command = line.flatMap(Self.command(of:))
    else {
      return summed
    }
    let isDone =
      !isAsked
      && summed.events.contains { event in
        if case .people(.joined) = event { false } else { true }
      }
    var note = CatchUpEvent.Note(
      room: message.room, member: message.author.id, isDirect: message.isDirect,
      command: command.name, isDone: isDone, saidAt: message.at, workedAt: workedAt)
    if isDone {
      note.label = decision.events.lazy.compactMap(\.label).first
    } else if decision.isRefusal, !command.isConfidential {
      note.reason = decision.replies.first?.text.map(Self.firstSentence(of:))
    }
    summed.events.append(.catchUp(.noted(note)))
    return summed
  }

  /// The command that a line calls; a slip counts as what it was meant to be.
  private static func command(of line: CommandLine) -> CommandDescription? {
    switch CommandTable.lexicon.find(line, isOffered: { _ in true }) {
    case .command(let index, _), .suggestion(let index, _): CommandTable.descriptions[index]
    case .unknown: nil
    }
  }

  /// What a text says first: the reason of a refusal, without what could be done instead.
  private static func firstSentence(of text: String) -> String {
    let line = text.prefix { $0 != "\n" }
    let end = line.ranges(of: ". ").first?.lowerBound ?? line.endIndex
    let sentence = line[..<end]
    return Prose.prefix(
      sentence.hasSuffix(".") ? String(sentence.dropLast()) : String(sentence), bytes: 160)
  }
}

extension Event {
  /// Whether it only prepares what the member may type next.
  fileprivate var isTalk: Bool {
    switch self {
    case .dialogue(.asked), .dialogue(.continued): true
    default: false
    }
  }

  /// What a member did, as `!undo` would call it; nil for what is no member's change.
  fileprivate var label: String? {
    guard case .history(.changed(let change)) = self else { return nil }
    return change.label
  }
}
