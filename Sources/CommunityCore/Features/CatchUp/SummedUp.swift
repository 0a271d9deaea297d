import CommandGrammar
import Primitives

extension Respondent {
  /// The decision about a message that was said while the bot was away: what it changes stays, what
  /// would be said to its author is noted for the summary, and what others must know is said.
  ///
  /// What the bot would ask is not asked, because nobody waits for the question any more.
  func summedUp(_ decision: Decision, at workedAt: Instant) -> Decision {
    // Nothing may be noted of somebody who is forgotten, so they are told at once.
    if decision.erases != nil { return decision }
    var summed = decision
    summed.replies.removeAll {
      $0.destination == .answer || $0.destination == .direct(message.author.id)
    }
    let isAsked = decision.events.contains { event in
      if case .dialogue(.asked) = event { true } else { false }
    }
    summed.events.removeAll { event in
      if case .dialogue(.asked) = event { true } else { false }
    }
    guard summed.replies.count < decision.replies.count, let command = commandName else {
      return summed
    }
    let isDone =
      !isAsked
      && decision.events.contains { event in
        if case .people(.joined) = event { false } else { true }
      }
    let note = CatchUpEvent.Note(
      room: message.room, member: message.author.id, isDirect: message.isDirect, command: command,
      isDone: isDone,
      saidAt: message.at, workedAt: workedAt)
    summed.events.append(.catchUp(.noted(note)))
    return summed
  }

  /// The name of the first command in the message; a slip counts as what it was meant to be.
  private var commandName: String? {
    let lines = charter.conventions.commands(in: message.text, isDirect: message.isDirect)
    guard let line = lines.first else { return nil }
    switch CommandTable.lexicon.find(line, isOffered: { _ in true }) {
    case .command(let index, _), .suggestion(let index, _):
      return CommandTable.descriptions[index].name
    case .unknown: return nil
    }
  }
}
