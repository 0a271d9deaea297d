import CommandGrammar
import OrderedCollections
import Primitives

extension Respondent {
  /// The decision about a line to the bot alone that may answer what is asked there; nil where it
  /// answers nothing.
  ///
  /// A number, or an option in its words; and where the survey asks for words, every sentence. Where
  /// several things could be meant it is asked which. A word that is a command stays one.
  func answeredAlone(
    _ line: CommandLine, isCommand: Bool, in community: Community,
    using randomness: inout Randomness
  ) -> Decision? {
    guard message.isDirect, message.kind == .text, line.call == .bare,
      community.polls.nextDeadline != nil || community.surveys.nextDue != nil,
      !isCommand || line.words.count > 1, isNewOrMended(in: community),
      let typed = TypedVote(line.words)
    else { return nil }
    let open = community.polls.open(at: now)
    if let awaiting = community.surveys.awaiting(message.author.id, at: now),
      let answered = surveyed(
        line, typed, awaiting.survey.plan.questions[awaiting.question], open,
        isCommand: isCommand, in: community, using: &randomness)
    {
      return answered
    }
    if open.isEmpty { return nil }
    let named = open.filter { community.option(called: typed.text, of: $0) != nil }
    if named.count == 1 {
      return voted("vote \(named[0].id) \(typed.text)", in: community, using: &randomness)
    }
    guard typed.numbers != nil || !named.isEmpty else { return nil }
    return voted("vote \(typed.text)", in: community, using: &randomness)
  }

  /// The decision about a line that may answer a `question` of the survey, while polls are `open`; nil
  /// where it is no answer to it.
  private func surveyed(
    _ line: CommandLine, _ typed: TypedVote, _ question: Surveys.Question, _ open: [Polls.Poll],
    isCommand: Bool, in community: Community, using randomness: inout Randomness
  ) -> Decision? {
    let mayBeVote = open.contains { poll in
      !poll.isAnswered(by: message.author.id)
        && (typed.numbers != nil || community.option(called: typed.text, of: poll) != nil)
    }
    guard question.answer(line.words, to: 1, community) != nil else {
      // What is no answer is told apart from an unknown command, because something is asked.
      guard !isCommand, !mayBeVote, question.kind != .words,
        CommandTable.lexicon.find(line, isOffered: { _ in true }) == .unknown
      else { return nil }
      return Decision.refusing(
        Refusal.surveys(.noAnswer(community.asked(question))).reply)
    }
    if question.kind == .words {
      if mayBeVote || isCommand && Self.isMeant(line) { return nil }
    } else if mayBeVote {
      return Decision.refusing(Refusal.surveys(.surveyOrPoll).reply)
    }
    return voted("survey answer \(line.text)", in: community, using: &randomness)
  }

  /// The decision about a line of a room that may answer a poll; nil where it answers none.
  ///
  /// In the thread of a poll, or below its post, a number or an option in its words; in the thread of a
  /// session a number, where one poll was asked there. Every line of every room passes here, so that it
  /// pays for one look where no poll is open.
  func answeredInThread(
    in community: Community, using randomness: inout Randomness
  ) -> Decision? {
    guard community.polls.nextDeadline != nil, !message.isDirect, message.kind == .text,
      message.thread != nil || message.replyTo != nil, message.text.utf8.count <= Polls.optionBytes,
      isNewOrMended(in: community), let line = CommandLine(message.text),
      let typed = TypedVote(line.words),
      let poll = pollAsked(typed, in: community)
    else { return nil }
    let decision = voted("vote \(poll.id) \(typed.text)", in: community, using: &randomness)
    if decision.isRefusal { return toldAlone(decision) }
    guard charter.hasReactions else { return decision }
    var marked = decision
    marked.replies = [Reply(reaction: "✅")]
    return marked
  }

  /// The poll that a line answers where it stands.
  private func pollAsked(_ typed: TypedVote, in community: Community) -> Polls.Poll? {
    let polls = community.polls
    let poll: Polls.Poll
    if let near = polls.poll(near: message) {
      guard polls.isOpen(near, at: now) else { return nil }
      poll = near
      if community.option(called: typed.text, of: poll) != nil { return poll }
    } else {
      let here = polls.open(at: now).filter {
        $0.plan.thread != nil && $0.plan.thread == message.thread
      }
      guard here.count == 1 else { return nil }
      poll = here[0]
    }
    // A number that is no option's was hardly meant as an answer.
    return typed.numbers.map { numbers in
      numbers.allSatisfy { (1...poll.plan.options.count).contains($0) }
    } ?? false ? poll : nil
  }

  /// Whether a line is a command also while the survey asks for words: one that is about what is asked, or
  /// takes something back, or holds a flag.
  private static func isMeant(_ line: CommandLine) -> Bool {
    let verbs = ["survey", "vote", "poll", "slots", "rsvp", "undo", "redo", "snooze", "mydata"]
    return verbs.contains(line.words[0].folded)
      || line.words.contains { $0.folded.hasPrefix("--") || $0.folded.hasPrefix("—") }
  }

  private func voted(
    _ text: String, in community: Community, using randomness: inout Randomness
  ) -> Decision {
    guard let line = CommandLine(text) else { return Decision() }
    return decide(line, in: community, using: &randomness)
  }

  /// Whether the line was just said, or is an answer that its author words otherwise.
  func isNewOrMended(in community: Community) -> Bool {
    message.editedAt == nil
      || community.history.undone[message.author.id]?.cause == message.id
  }
}
