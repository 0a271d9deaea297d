import CommandGrammar
import OrderedCollections
package import Primitives

/// What a table of answers, which another service collected, would add to those of surveys.
///
/// One column a question, or the columns `question` and `answer`. Columns that say who answered or when
/// are passed over, because no names are kept. A table is taken over once.
package struct SurveyImport: Sendable {
  /// How many questions a table can hold.
  package static let questionsLimit = 20
  /// How many answers a table can hold.
  package static let answersLimit = 5000
  /// The longest answer, in bytes.
  package static let answerBytes = 1000

  /// What comes of it.
  package private(set) var outcome = ImportOutcome()

  private let community: Community
  /// The answers as they stand there, by the folded question, with their lines.
  private var typed: OrderedDictionary<String, (text: String, answers: [(Int, String)])> = [:]

  /// What columns are called in which other services say who answered, and when.
  private static let identities: Set<String> = [
    "timestamp", "time", "date", "id", "name", "full name", "first name", "last name", "email",
    "e-mail", "email address", "e-mail address", "mail", "username", "user name", "user", "member",
    "respondent", "respondent id", "start time", "completion time", "last modified time",
    "submitted at", "ip address", "language", "score", "points", "token", "collector id",
  ]

  /// Reads `table`.
  package init(_ table: CSVReading, into community: Community, at now: Instant) {
    self.community = community
    if community.surveys.imported.contains(table.checksum) {
      outcome.unchanged = table.rows.count
      outcome.remarks = [
        CSVReading.Problem(1, "This very table was taken over before, so nothing is added.")
      ]
      return
    }
    collect(table)
    guard outcome.problems.isEmpty else { return }
    var questions: [OutsideAnswers] = []
    for (text, answers) in typed.values where !answers.isEmpty {
      questions.append(taken(text, answers))
    }
    if outcome.problems.isEmpty, questions.isEmpty {
      outcome.problems = [
        CSVReading.Problem(
          1, "It holds no answers: a column for each question, or question,answer.")
      ]
    }
    if !questions.isEmpty {
      outcome.events = [
        .surveys(
          .imported(
            SurveyEvent.Table(checksum: table.checksum, questions: questions, at: now)))
      ]
    }
    outcome.settle()
  }

  /// Takes the answers out of their columns.
  private mutating func collect(_ table: CSVReading) {
    var columns: [(place: Int, question: String)] = []
    let pair = (table.columns.firstIndex(of: "question"), table.columns.firstIndex(of: "answer"))
    for (place, name) in table.header.enumerated() {
      if let question = pair.0, let answer = pair.1, place == question || place == answer {
        continue
      }
      let text = Prose.clean(name)
      if pair.0 != nil && pair.1 != nil || Self.identities.contains(Folding.fold(text)) {
        outcome.remarks.append(
          CSVReading.Problem(
            1, "The column “\(Self.shown(text))” is passed over; no names are kept."))
      } else if !Prose.saysSomething(text) || text.utf8.count > Polls.questionBytes {
        outcome.problems.append(
          CSVReading.Problem(
            1, "“\(Self.shown(text))” is no question of at most \(Polls.questionBytes) bytes."))
      } else {
        columns.append((place, text))
      }
    }
    for row in table.rows {
      if let question = pair.0, let answer = pair.1 {
        let text = Prose.clean(row.fields[question])
        guard Prose.saysSomething(text), text.utf8.count <= Polls.questionBytes else {
          outcome.problems.append(
            CSVReading.Problem(row.line, "“\(Self.shown(text))” is no question."))
          continue
        }
        add(row.fields[answer], to: text, row.line)
      }
      for column in columns { add(row.fields[column.place], to: column.question, row.line) }
    }
    let count = typed.values.reduce(0) { $0 + $1.answers.count }
    if typed.count > Self.questionsLimit || count > Self.answersLimit {
      outcome.problems.append(
        CSVReading.Problem(
          1,
          "There are \(typed.count) questions with \(count) answers; I take \(Self.questionsLimit) with "
            + "\(Self.answersLimit). Split the file into several."))
    }
  }

  private mutating func add(_ answer: String, to question: String, _ line: Int) {
    let text = Prose.clean(answer)
    // Who left a question out has said nothing to it.
    guard Prose.saysSomething(text) else { return }
    guard text.utf8.count <= Self.answerBytes else {
      outcome.problems.append(
        CSVReading.Problem(line, "An answer is longer than \(Self.answerBytes) bytes."))
      return
    }
    typed[Folding.fold(question), default: (question, [])].answers.append((line, text))
  }

  /// The answers to a question as its kind asks for them; what does not fit is a problem.
  private mutating func taken(
    _ text: String, _ answers: [(line: Int, text: String)]
  ) -> OutsideAnswers {
    let known = known(Folding.fold(text))
    let question =
      known?.question
      ?? Surveys.Question(
        text: community.people.stored(text), kind: Self.kind(of: answers.map(\.text)))
    var taken: [Surveys.Answer] = []
    for (line, typed) in answers {
      if let answer = answer(typed, to: question) {
        taken.append(answer)
      } else {
        outcome.problems.append(
          CSVReading.Problem(
            line, "“\(Self.shown(typed))” is no answer to \(community.asked(question))."))
      }
    }
    outcome.added += taken.count
    let count = taken.count == 1 ? "1 answer" : "\(taken.count) answers"
    let joined = known?.survey.map { ", added to those of \($0)" } ?? ""
    outcome.remarks.append(
      CSVReading.Problem(1, "\(community.asked(question)): \(count)\(joined)."))
    return OutsideAnswers(question, taken.sorted())
  }

  /// The question that was asked here, or taken over before, in the same words.
  private func known(_ key: String) -> (question: Surveys.Question, survey: SurveyID?)? {
    for survey in community.surveys.all.reversed() where survey.status != .cancelled {
      if let question = survey.plan.questions.first(where: { $0.key == key }) {
        return (question, survey.id)
      }
    }
    return community.surveys.outside[key].map { ($0.question, nil) }
  }

  private func answer(_ typed: String, to question: Surveys.Question) -> Surveys.Answer? {
    switch question.kind {
    case .scale:
      return Rating.read(Folding.fold(typed)).map {
        Surveys.Answer(question: 1, choice: $0, text: "")
      }
    case .options(let options):
      let folded = Folding.fold(typed)
      return options.firstIndex { Folding.fold(community.people.shown($0)) == folded }.map {
        Surveys.Answer(question: 1, choice: $0 + 1, text: "")
      }
    case .words:
      return Surveys.Answer(question: 1, choice: 0, text: community.people.stored(typed))
    }
  }

  /// How a question was answered that nobody asked here: from 1 to 5, by a few options, or in words.
  private static func kind(of answers: [String]) -> Surveys.Question.Kind {
    if answers.allSatisfy({ Rating.read(Folding.fold($0)) != nil }) { return .scale }
    var options: OrderedDictionary<String, String> = [:]
    for answer in answers {
      options[Folding.fold(answer)] = options[Folding.fold(answer)] ?? answer
    }
    let isShort = options.values.allSatisfy { $0.utf8.count <= Polls.optionBytes }
    guard isShort, Polls.optionCounts.contains(options.count), answers.count >= 2 * options.count
    else { return .words }
    return .options(options.sorted { $0.key < $1.key }.map(\.value))
  }

  private static func shown(_ text: String) -> String {
    Prose.clean(Prose.prefix(text, bytes: 60))
  }
}
