import CommandGrammar
import Primitives

/// One or two questions as a coordinator typed them, or one of the surveys that are ready.
struct SurveyDraft: Sendable {
  /// What is asked.
  let questions: [Surveys.Question]

  /// The surveys that are ready, by their word.
  static let ready: [(word: String, questions: [Surveys.Question])] = [
    (
      "confidence",
      [
        Surveys.Question(text: "How confident do you feel in our practice?", kind: .scale),
        Surveys.Question(text: "Which skill would you like to learn next?", kind: .words),
      ]
    ),
    (
      "tools",
      [
        Surveys.Question(text: "How well do our tools serve you?", kind: .scale),
        Surveys.Question(
          text: "Which tool do you miss, or would you rather not use?", kind: .words),
      ]
    ),
  ]

  /// Takes all that is left of a command: the first question is answered as the flags say, the second in
  /// words.
  init(reading arguments: inout Arguments) throws(UsageError) {
    let isScale = arguments.switched("scale")
    let options = try Self.options(arguments.list("options"))
    if isScale, !options.isEmpty {
      throw .invalid("--scale", expected: "used together with `--options`: one of them is enough")
    }
    let words = arguments.remaining
    while arguments.take() != nil {}
    if words.count == 1, let ready = Self.ready.first(where: { $0.word == words[0].folded }) {
      questions = ready.questions
      return
    }
    // Without its marks a question could be an answer that somebody meant to give alone.
    guard !words.isEmpty, words.count <= 2, words.allSatisfy(\.isQuoted) else {
      throw .missing("one question or two, each in quotation marks")
    }
    let texts = words.map { Prose.clean($0.text) }
    guard texts.allSatisfy({ Prose.saysSomething($0) }) else {
      throw .missing("a question in quotation marks")
    }
    if texts.contains(where: { $0.utf8.count > Polls.questionBytes }) {
      throw .tooLong("a question", limitBytes: Polls.questionBytes)
    }
    let first: Surveys.Question.Kind =
      isScale ? .scale : options.isEmpty ? .words : .options(options)
    questions = texts.enumerated().map { index, text in
      Surveys.Question(text: text, kind: index == 0 ? first : .words)
    }
  }

  private static func options(_ typed: [[Word]]) throws(UsageError) -> [String] {
    let options = typed.joined().map { Prose.clean($0.text) }.filter { Prose.saysSomething($0) }
    if typed.isEmpty { return [] }
    guard Polls.optionCounts.contains(options.count) else {
      throw .missing(
        "2 to 10 options behind `--options`, those of several words in quotation marks")
    }
    if options.contains(where: { $0.utf8.count > Polls.optionBytes }) {
      throw .tooLong("an option", limitBytes: Polls.optionBytes)
    }
    return options
  }
}
