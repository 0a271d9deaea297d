import OrderedCollections
import Primitives

extension Community {
  /// What each option of each poll that has ended got; polls with too few answers to show are left out.
  var pollSheet: Sheet {
    var sheet = Sheet([
      "poll", "question", "option", "votes", "answers", "members", "without names", "ended",
    ])
    for poll in polls.all {
      guard let result = poll.result, let counts = result.counts else { continue }
      for (index, count) in counts.enumerated() {
        sheet.add([
          .text(poll.id.description), shown(poll.plan.question), shown(poll.plan.options[index]),
          .number(count), .number(result.answers), .number(result.members),
          .truth(poll.plan.isAnonymous), .text(ifPresent: poll.endedAt?.description),
        ])
      }
    }
    return sheet
  }

  /// The answers to surveys that have ended, sorted, and those that were taken over from elsewhere; of a
  /// question with fewer than three nothing.
  var surveySheet: Sheet {
    var sheet = Sheet(["survey", "question", "kind", "answer", "words"])
    var asked: Set<String> = []
    for survey in surveys.all where survey.status == .closed {
      for (index, question) in survey.plan.questions.enumerated() {
        asked.insert(question.key)
        add(answers(to: index, of: survey) ?? [], to: question, survey.id, &sheet)
      }
    }
    for (key, outside) in surveys.outside
    where !asked.contains(key) && outside.answers.count >= Surveys.shownFrom {
      add(outside.answers, to: outside.question, nil, &sheet)
    }
    return sheet
  }

  private func add(
    _ answers: [Surveys.Answer], to question: Surveys.Question, _ survey: SurveyID?,
    _ sheet: inout Sheet
  ) {
    for answer in answers {
      let kind: String
      let choice: Sheet.Cell
      switch question.kind {
      case .scale: (kind, choice) = ("1 to 5", .number(answer.choice))
      case .options(let options):
        kind = "options"
        choice =
          options.indices.contains(answer.choice - 1)
          ? shown(options[answer.choice - 1]) : .empty
      case .words: (kind, choice) = ("words", .empty)
      }
      sheet.add([
        .text(ifPresent: survey?.description), shown(question.text), .text(kind), choice,
        shown(answer.text),
      ])
    }
  }
}
