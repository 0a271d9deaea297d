package import CommandGrammar
package import Primitives

/// Answers the survey that is open, without the author's name; alone it says what is asked.
///
/// Nothing but the fact that it was answered may stand beside its author: no event, reply or question back
/// holds what was said.
package struct AnswerSurvey: Command {
  package static let description = CommandDescription(
    "survey answer", aliases: ["survey reply"],
    usage: "!survey answer <answer>",
    summary:
      "Answers what the survey asks next, without your name, to me alone; what you write there does the same.",
    examples: ["!survey answer 4", "!survey answer More time to practise"],
    deed: .init("answer to a survey", "answers to surveys"), isConfidential: true)

  private let words: [Word]

  package init(reading arguments: inout Arguments) throws(UsageError) {
    words = arguments.remaining
    while arguments.take() != nil {}
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    guard let survey = context.community.surveys.open(at: context.now) else {
      throw .surveys(.noneOpen)
    }
    guard context.isDirect else { throw .surveys(.allCanSee) }
    let member = context.author.id
    guard let index = survey.open(for: member) else { throw .surveys(.answered) }
    guard !words.isEmpty else {
      return Decision(
        saying: .survey(survey, index, to: member, context.community, isFirst: true))
    }
    let question = survey.plan.questions[index]
    guard let answer = question.answer(words, to: index + 1, context.community) else {
      throw .surveys(.noAnswer(context.community.asked(question)))
    }
    guard answer.text.utf8.count <= Surveys.answerBytes else {
      throw .surveys(.tooLong(Surveys.answerBytes))
    }
    var replies: [Reply] = []
    if survey.plan.questions.indices.contains(index + 1),
      !survey.answered[index + 1].contains(member)
    {
      replies = [.next(survey, index + 1, context)]
    } else {
      replies = [.taken]
    }
    var decision = Decision(
      [.surveys(.answered(survey.id, question: index + 1, by: member))],
      undoing: .impossible("an answer to \(survey.id) without your name"), saying: replies)
    decision.ballots = [
      Ballot(community: context.community.plan.key, .survey(survey.id, answer))
    ]
    return decision
  }
}

extension Surveys.Question {
  /// What words answer: a number first, where one is asked for; nil where they answer nothing.
  func answer(_ words: [Word], to number: Int, _ community: Community) -> Surveys.Answer? {
    guard let first = words.first else { return nil }
    let rest = Prose.clean(words.dropFirst().map(\.text).joined(separator: " "))
    let all = Prose.clean(words.map(\.text).joined(separator: " "))
    switch kind {
    case .scale:
      return Rating.read(first.folded).map {
        Surveys.Answer(question: number, choice: $0, text: rest)
      }
    case .options(let options):
      let folded = options.map { Folding.fold(community.people.shown($0)) }
      if let index = folded.firstIndex(of: Folding.fold(all)) {
        return Surveys.Answer(question: number, choice: index + 1, text: "")
      }
      guard let choice = TypedVote([first])?.numbers?.first, options.indices.contains(choice - 1)
      else { return nil }
      return Surveys.Answer(question: number, choice: choice, text: rest)
    case .words:
      return Prose.saysSomething(all)
        ? Surveys.Answer(question: number, choice: 0, text: all) : nil
    }
  }
}

extension Reply {
  fileprivate static func next(
    _ survey: Surveys.Survey, _ index: Int, _ context: CommandContext
  ) -> Reply {
    let question = Reply.survey(
      survey, index, to: context.author.id, context.community, isFirst: false)
    return Reply(
      "Thank you! Kept without your name, so it can't be changed.\n\(question.text ?? "")")
  }

  fileprivate static var taken: Reply {
    Reply(
      "Thank you, that was all! Kept without your name, so it can't be changed. When it closes, the room "
        + "reads the numbers and coordinators the words, from three answers up.")
  }
}
