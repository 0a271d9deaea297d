import CommandGrammar
import Primitives

/// A survey as a coordinator means it: by its number, or the last one.
struct SurveyReference: Sendable {
  private let id: SurveyID?

  /// Takes a number with its letter where one comes next.
  init(reading arguments: inout Arguments) {
    id = arguments.take(ifMeaning: { SurveyID(lettered: $0) })
  }

  /// The last one.
  init() { id = nil }

  /// Whether words are one number with its letter or none.
  static func isAlone(_ words: ArraySlice<Word>) -> Bool {
    words.isEmpty
      || words.count == 1 && words.first.flatMap { SurveyID(lettered: $0.folded) } != nil
  }

  /// The survey that is meant.
  func survey(in context: CommandContext) throws(Refusal) -> Surveys.Survey {
    let surveys = context.community.surveys
    guard let survey = id.map({ surveys[$0] }) ?? surveys.all.last else {
      throw .surveys(.noSurvey)
    }
    return survey
  }

  /// The survey that is meant, which must be open.
  func openSurvey(in context: CommandContext) throws(Refusal) -> Surveys.Survey {
    let survey = try survey(in: context)
    guard context.community.surveys.open(at: context.now)?.id == survey.id else {
      throw .surveys(.ended(survey.id))
    }
    return survey
  }
}

extension SurveyID {
  /// Reads `V7`, `v7` or `#v7`; nil for a number alone.
  init?(lettered text: String) {
    guard text.utf8.contains(where: { $0 | 0x20 == UInt8(ascii: "v") }) else { return nil }
    self.init(text)
  }
}
