import OrderedCollections
package import CommandGrammar
package import Primitives

/// Answers a poll; a topic or a question that is named with its letter gets the vote instead.
///
/// Of an answer without a name nothing but the fact that it was given may stand beside its author: no
/// event, reply or question back holds what was chosen.
package struct Vote: Command {
  package static let description = CommandDescription(
    "vote",
    usage: "!vote [poll] <number or option> | clear",
    summary:
      "Answers the poll at hand, until it closes as often as you like; a number alone does the same in its "
      + "thread and by direct message. `!vote T1` votes for a topic, `!vote Q1` for a question.",
    examples: ["!vote 2", "!vote 1 3"], deed: .init("vote", "votes"), isUndoable: true,
    isConfidential: true)

  /// What gets the vote.
  private enum Aim {
    case poll(PollReference)
    case topic(VoteTopic, PollReference)
    case question(VoteQuestion, PollReference)
  }

  private let aim: Aim
  private let typed: TypedVote?

  package init(reading arguments: inout Arguments) throws(UsageError) {
    let poll = PollReference(reading: &arguments)
    let words = arguments.remaining
    typed = TypedVote(words)
    if poll.isBare, words.count == 1, let first = words.first?.folded.utf8.first, first >= 0x61 {
      if TopicID(words[0].folded) != nil {
        aim = .topic(VoteTopic(try TopicReference(readingNumber: &arguments)), poll)
        return
      }
      if QuestionID(lettered: words[0].folded) != nil {
        aim = .question(VoteQuestion(try QuestionReference(reading: &arguments)), poll)
        return
      }
    }
    while arguments.take() != nil {}
    aim = .poll(poll)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    switch aim {
    case .topic(let vote, let poll):
      try requireNoOption(poll, in: context)
      return try vote.decide(in: context, using: &randomness)
    case .question(let vote, let poll):
      try requireNoOption(poll, in: context)
      return try vote.decide(in: context, using: &randomness)
    case .poll(let reference):
      guard let typed else {
        return try ShowPoll(reference).decide(in: context, using: &randomness)
      }
      switch try reference.choice(in: context) {
      case .one(let poll): return try answering(poll, typed, in: context)
      case .several(let polls):
        // What is chosen without a name is kept in no question back.
        if polls.contains(where: \.plan.isAnonymous) {
          throw .polls(.whichPoll(polls.map(context.community.label)))
        }
        return context.choosing(among: polls) { "vote \($0) \(typed.text)" }
      }
    }
  }

  /// Requires that what is called like a topic or a question is no option of an open poll.
  private func requireNoOption(
    _ poll: PollReference, in context: CommandContext
  ) throws(Refusal) {
    let open = context.community.polls.open(at: context.now)
    guard let typed,
      let same = open.first(where: {
        context.community.option(called: typed.text, of: $0) != nil
      })
    else { return }
    throw .polls(.optionOrThing(typed.text, same.id))
  }

  private func answering(
    _ poll: Polls.Poll, _ typed: TypedVote, in context: CommandContext
  ) throws(Refusal) -> Decision {
    try poll.requireOpen(in: context)
    let member = context.author.id
    if poll.plan.isAnonymous {
      guard context.isDirect else { throw .polls(.allCanSee(poll.id)) }
      if poll.voters.contains(member) { throw .polls(.answeredWithoutName(poll.id)) }
      let choices = try typed.choices(in: poll, after: nil, context.community)
      var decision = Decision(
        [.polls(.voted(poll.id, by: member))],
        undoing: .impossible("answer to \(poll.id) without your name"),
        saying: [.takenWithoutName(poll, context)])
      decision.ballots = [
        Ballot(community: context.community.plan.key, .vote(poll.id, choices))
      ]
      return decision
    }
    let old = poll.answers[member]
    if typed.isClearing { return try withdrawing(old, from: poll, in: context) }
    let choices = try typed.choices(in: poll, after: old, context.community)
    if choices == old { return Decision(saying: .noted(choices, poll, context)) }
    // Taking the last reaction away is no answer any more.
    if choices.isEmpty { return try withdrawing(old, from: poll, in: context) }
    return Decision(
      [.polls(.answered(poll.id, by: member, choices))],
      undoing: .init("answer to \(poll.id)", [poll.restoring(old, of: member)]),
      saying: [.noted(choices, poll, context)])
  }

  private func withdrawing(
    _ old: [Int]?, from poll: Polls.Poll, in context: CommandContext
  ) throws(Refusal) -> Decision {
    guard old != nil else { throw .polls(.noVote(poll.id)) }
    let member = context.author.id
    return Decision(
      [.polls(.withdrawn(poll.id, by: member))],
      undoing: .init("answer to \(poll.id) taken back", [poll.restoring(old, of: member)]),
      saying: [
        Reply("Your answer to \(context.community.label(of: poll)) is taken back.")
      ])
  }
}

extension Polls.Poll {
  /// The event that gives a member the answer `old` again, or none.
  fileprivate func restoring(_ old: [Int]?, of member: MemberID) -> Event {
    guard let old else { return .polls(.withdrawn(id, by: member)) }
    return .polls(.answered(id, by: member, old))
  }
}

extension Reply {
  /// The answer as it was taken, so that a wrong number is noticed.
  fileprivate static func noted(
    _ choices: [Int], _ poll: Polls.Poll, _ context: CommandContext
  ) -> Reply {
    let named = choices.map { "`\($0)` \(context.community.option($0, of: poll))" }
    return Reply(
      "Noted for \(context.community.label(of: poll)): \(named.joined(separator: ", ")). "
        + "Until \(context.told(context.community.polls.deadline(of: poll))) a new answer replaces it."
    )
  }

  fileprivate static func takenWithoutName(
    _ poll: Polls.Poll, _ context: CommandContext
  ) -> Reply {
    Reply(
      "Thank you! Your answer to \(context.community.label(of: poll)) is kept without your name, so it "
        + "can't be changed or undone. The result is shown after "
        + "\(context.told(context.community.polls.deadline(of: poll))), from \(Polls.shownFrom) answers up."
    )
  }
}
