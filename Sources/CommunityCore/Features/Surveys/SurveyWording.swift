import CommandGrammar
import OrderedCollections
import Primitives
import Timekeeping

extension Surveys.Question {
  /// The question as questions are compared.
  var key: String { Folding.fold(text) }
}

extension Community {
  /// A question with how it is answered, on one line.
  func asked(_ question: Surveys.Question) -> String {
    let text = people.shown(question.text)
    switch question.kind {
    case .scale: return "\(text) (1 to 5)"
    case .options(let options):
      return "\(text) (\(options.map(people.shown).joined(separator: ", ")))"
    case .words: return "\(text) (in words)"
    }
  }

  /// How many answered a survey, of those who were asked: `4 of 12 answered`.
  func turnout(of survey: Surveys.Survey) -> String {
    "\(survey.most) of \(max(survey.asked.count, survey.most)) answered"
  }

  /// What was answered to a question of a survey that has ended, what was taken over from elsewhere among
  /// it; nil where it is too little to show.
  func answers(to index: Int, of survey: Surveys.Survey) -> [Surveys.Answer]? {
    let own = survey.results.indices.contains(index) ? survey.results[index].answers ?? [] : []
    let more = surveys.outside[survey.plan.questions[index].key]?.answers ?? []
    let all = (own + more).sorted()
    return all.count >= Surveys.shownFrom ? all : nil
  }

  /// The figures that answers give: an average with its spread, or a bar for each option.
  func figures(_ answers: [Surveys.Answer], to question: Surveys.Question) -> [String] {
    switch question.kind {
    case .words: return []
    case .scale:
      let sum = answers.reduce(0) { $0 + $1.choice }
      let tenths = (sum * 20 + answers.count) / (answers.count * 2)
      return ["\(PlainPlot.tenths(tenths)) of 5 on average"]
        + (1...5).reversed().map { bar($0, "\($0)", in: answers) }
    case .options(let options):
      return options.enumerated().map { bar($0 + 1, people.shown($1), in: answers) }
    }
  }

  private func bar(_ choice: Int, _ name: String, in answers: [Surveys.Answer]) -> String {
    let count = answers.count { $0.choice == choice }
    return "\(PlainPlot.bar(count, of: answers.count)) \(count) · \(name)"
  }

  /// What came of a question, for a room: numbers, and no words of anybody.
  func summary(of index: Int, _ survey: Surveys.Survey) -> [String] {
    let question = survey.plan.questions[index]
    let heading = "“\(people.shown(question.text))”"
    guard let answers = answers(to: index, of: survey) else {
      return ["\(heading): fewer than \(Surveys.shownFrom) answered, so nothing is shown or kept."]
    }
    if question.kind == .words {
      return ["\(heading): \(answers.count) answered in words, which coordinators read."]
    }
    return ["\(heading): \(answers.count) answers"] + figures(answers, to: question)
  }

  /// What was said, each once on a line of its own, in an order that tells nothing.
  func quotes(_ answers: [Surveys.Answer]) -> [String] {
    answers.map(\.text).filter { !$0.isEmpty }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      .map { "• “\(people.shown($0))”" }
  }

  /// What came of a survey, for coordinators: figures, and the words without names.
  func report(of survey: Surveys.Survey, quoted limit: Int) -> [String] {
    var lines = ["\(survey.id) is closed: \(turnout(of: survey)), without names."]
    for index in survey.plan.questions.indices {
      lines += summary(of: index, survey)
      let quotes = answers(to: index, of: survey).map(quotes) ?? []
      lines += quotes.prefix(limit)
      if quotes.count > limit {
        lines.append("… and \(quotes.count - limit) more: `!survey show \(survey.id)`.")
      }
    }
    return lines
  }
}

extension Reply {
  /// One question to a member alone.
  static func survey(
    _ survey: Surveys.Survey, _ index: Int, to member: MemberID, _ community: Community,
    isFirst: Bool
  ) -> Reply {
    let count = survey.plan.questions.count
    let question = survey.plan.questions[index]
    var lines: [String] = []
    if isFirst {
      let zone = community.clocks(of: member) ?? community.clocks
      let end = TimeEcho.dated(community.surveys.deadline(of: survey), in: zone)
      lines.append(
        "\(community.plan.name) asks all members \(count == 1 ? "one question" : "two short questions"), "
          + "without names, until \(end).")
    }
    let number = count == 1 ? "" : "\(index + 1) of \(count): "
    lines.append(number + community.people.shown(question.text))
    switch question.kind {
    case .scale:
      lines.append(
        "Answer here with a number from 1 to 5, 5 being the best; words behind it are welcome.")
    case .options(let options):
      lines += options.enumerated().map { "`\($0 + 1)` \(community.people.shown($1))" }
      lines.append("Answer here with a number; words behind it are welcome.")
    case .words:
      lines.append("Answer here in your own words; a command needs its `!` till then.")
    }
    if isFirst {
      lines.append(
        "I keep that you answered, and no link to what. From three answers up coordinators read them, your "
          + "words too, without your name. `!snooze 2w` leaves you alone.")
    }
    return Reply(lines.joined(separator: "\n"), to: .direct(member))
  }

  /// One reminder, to a member who has not answered all of it.
  static func surveyReminder(
    _ survey: Surveys.Survey, to member: MemberID, _ community: Community
  ) -> Reply? {
    guard let index = survey.open(for: member) else { return nil }
    var reply = Reply.survey(survey, index, to: member, community, isFirst: false)
    let zone = community.clocks(of: member) ?? community.clocks
    let end = TimeEcho.dated(community.surveys.deadline(of: survey), in: zone)
    reply.content = .text(
      "Still open until \(end), without names, and I ask no more:\n\(reply.text ?? "")")
    return reply
  }
}
