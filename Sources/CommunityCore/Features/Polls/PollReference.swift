import CommandGrammar
import Primitives

/// A poll as a member means it: by its number, by where they speak, or the only one there is.
struct PollReference: Sendable {
  /// Which polls a command can mean that names none.
  enum Choice {
    case one(Polls.Poll)
    /// Several that are open, so that it must be asked.
    case several([Polls.Poll])
  }

  /// The number, where one was typed.
  private let id: PollID?

  /// The poll that is meant where none is named.
  static let atHand = PollReference()

  private init() { id = nil }

  /// Whether no number was typed.
  var isBare: Bool { id == nil }

  /// Takes a number with its letter where one comes next, because a bare number is an option's.
  init(reading arguments: inout Arguments) {
    id = arguments.take(ifMeaning: { PollID(lettered: $0) })
  }

  /// Whether words are one number with its letter or none, and not the beginning of a question.
  static func isAlone(_ words: ArraySlice<Word>) -> Bool {
    words.isEmpty
      || words.count == 1 && words.first.flatMap { PollID(lettered: $0.folded) } != nil
  }

  /// What is meant: the poll with the number, or the one whose thread this is or whose post is answered,
  /// or those that are open in this place, in this room, anywhere.
  func choice(in context: CommandContext) throws(Refusal) -> Choice {
    let polls = context.community.polls
    if let id {
      guard let poll = polls[id] else { throw .polls(.noSuchPoll(id)) }
      return .one(poll)
    }
    if let poll = polls.poll(near: context.message) { return .one(poll) }
    let open = polls.open(at: context.now)
    let message = context.message
    let here = context.isDirect ? [] : open.filter { $0.plan.room == message.room }
    let near = here.filter { $0.plan.thread == message.thread }
    guard let meant = [near, here, open].first(where: { !$0.isEmpty }) else {
      throw .polls(.noPoll)
    }
    return meant.count == 1 ? .one(meant[0]) : .several(meant)
  }

  /// The poll that is meant where its author speaks who may end it; asks which one where several may be.
  func ownPoll(
    in context: CommandContext, _ verb: String,
    _ body: (Polls.Poll) throws(Refusal) -> Decision
  ) throws(Refusal) -> Decision {
    switch try choice(in: context) {
    case .several(let polls):
      return context.choosing(among: polls) { "poll \(verb) \($0)" }
    case .one(let poll):
      try poll.requireOpen(in: context)
      let isOwn = poll.plan.author == context.author.id
      guard isOwn || context.community.roles(of: context.author.id).contains(.coordinator) else {
        throw .polls(.notYourPoll(poll.id, of: poll.plan.author.map(context.name)))
      }
      return try body(poll)
    }
  }
}

extension Polls {
  /// The poll in whose thread a message was said, or whose post it answers.
  func poll(near message: Message) -> Poll? {
    for post in [message.thread, message.replyTo] {
      if let post, let id = poll(of: post), let poll = self[id] { return poll }
    }
    return nil
  }
}

extension Polls.Poll {
  /// Requires that answers are taken.
  func requireOpen(in context: CommandContext) throws(Refusal) {
    guard context.community.polls.isOpen(self, at: context.now) else {
      throw .polls(.closed(id))
    }
  }
}

extension CommandContext {
  /// Asks which of `polls` is meant; a number within ten minutes runs its line.
  func choosing(among polls: [Polls.Poll], running line: (PollID) -> String) -> Decision {
    let shown = polls.prefix(9)
    let options = shown.enumerated().map { index, poll in
      Dialogue.Question.Option(String(index + 1), runs: line(poll.id))
    }
    let question = Dialogue.Question(
      room: message.room, until: now + .minutes(10), options: options)
    let lines = shown.enumerated().map { index, poll in
      "`\(index + 1)` \(community.label(of: poll))"
    }
    return Decision(
      [.dialogue(.asked(author.id, question))],
      saying: [
        Reply(
          "Which poll do you mean?\n\(lines.joined(separator: "\n"))\n"
            + "Reply with the number in front of it within 10 minutes.")
      ])
  }
}
