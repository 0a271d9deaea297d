import CommandGrammar
import Primitives

/// A poll as a member means it: by its number, by where they speak, or the only one there is.
struct SlotPollReference: Sendable {
  /// Which polls a command can mean that names none.
  enum Choice {
    case one(SlotPolls.Poll)
    /// Several that are open, so that it must be asked.
    case several([SlotPolls.Poll])
  }

  /// The number, where one was typed.
  private let id: SlotPollID?

  /// Takes a number with its letter where one comes next, because a bare number is a time's.
  init(reading arguments: inout Arguments) {
    guard let word = arguments.next, !word.isQuoted, let first = word.folded.utf8.first,
      first >= 0x41, let id = SlotPollID(word.folded)
    else {
      id = nil
      return
    }
    self.id = id
    _ = arguments.take()
  }

  /// What is meant: the poll with the number, or the one whose thread this is or whose post is answered,
  /// or those that are open.
  func choice(in context: CommandContext) throws(Refusal) -> Choice {
    let polls = context.community.slotPolls
    if let id {
      guard let poll = polls[id] else { throw .noSuchPoll(id) }
      return .one(poll)
    }
    for post in [context.message.thread, context.message.replyTo] {
      if let post, let id = polls.poll(of: post), let poll = polls[id] { return .one(poll) }
    }
    let open = polls.open(at: context.now)
    guard let only = open.first else { throw .noPoll }
    return open.count == 1 ? .one(only) : .several(open)
  }
}

extension SlotPolls.Poll {
  /// Requires that answers are taken.
  func requireOpen(in context: CommandContext) throws(Refusal) {
    guard status == .open, context.community.slotPolls.deadline(of: self) > context.now else {
      throw .pollClosed(id)
    }
  }
}

extension CommandContext {
  /// Asks which of `polls` is meant; a number within ten minutes runs its line.
  func choosing(
    among polls: [SlotPolls.Poll], running line: (SlotPollID) -> String
  ) -> Decision {
    let options = polls.enumerated().map { index, poll in
      Dialogue.Question.Option(String(index + 1), runs: line(poll.id))
    }
    let question = Dialogue.Question(
      room: message.room, until: now + .minutes(10), options: options)
    return Decision([.dialogue(.asked(author.id, question))], saying: [.choice(polls, self)])
  }
}

extension Reply {
  fileprivate static func choice(_ polls: [SlotPolls.Poll], _ context: CommandContext) -> Reply {
    let lines = polls.enumerated().map { index, poll in
      "`\(index + 1)` \(context.community.label(of: poll)), answers until "
        + context.told(context.community.slotPolls.deadline(of: poll))
    }
    return Reply(
      "Which one do you mean?\n\(lines.joined(separator: "\n"))\n"
        + "Reply with its number within 10 minutes.")
  }
}
