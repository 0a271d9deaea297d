import CommandGrammar
import Primitives

/// A question on the board as a member names it: `Q4`, or the one that was read out last.
struct QuestionReference: Sendable {
  private let id: QuestionID?

  /// Takes a number with its letter where one comes next.
  init(readingLetter arguments: inout Arguments) {
    id = arguments.take(ifMeaning: { QuestionID(lettered: $0) })
  }

  /// Takes a number; none is an error.
  init(reading arguments: inout Arguments) throws(UsageError) {
    guard let word = arguments.take() else { throw .missing("which question, such as `Q4`") }
    guard let id = QuestionID(word.folded) else {
      throw .invalid(word.text, expected: "a question's number, such as `Q4`")
    }
    self.id = id
  }

  /// Whether words are one number or none, and not the beginning of a question such as `vote on it?`.
  static func isAlone(_ words: ArraySlice<Word>) -> Bool {
    words.isEmpty || words.count == 1 && words.first.flatMap { QuestionID($0.folded) } != nil
  }

  /// The open question that is meant.
  func open(in context: CommandContext) throws(Refusal) -> Sparks.Question {
    let sparks = context.community.sparks
    guard let id = id ?? sparks.current else { throw .noQuestionRead }
    guard let question = sparks[id] else { throw .noSuchQuestion(id) }
    switch question.status {
    case .open: return question
    case .answered: throw .questionClosed(id, "It was answered.")
    case .dropped: throw .questionClosed(id, "It was taken off the board.")
    }
  }
}

extension QuestionID {
  /// Reads `Q7`, `q7` or `#q7`; nil for a number alone, which may be meant as something else.
  init?(lettered text: String) {
    guard text.utf8.contains(where: { $0 | 0x20 == UInt8(ascii: "q") }) else { return nil }
    self.init(text)
  }
}

extension CommandContext {
  /// Requires that the author may read questions out or take them off: who runs the session that is
  /// going on, or else a facilitator or coordinator.
  func requireBoard(_ description: CommandDescription) throws(Refusal) {
    if let session = sessionNow() {
      try requireOwn(session)
    } else if !Audience.facilitators.admits(community.roles(of: author.id)) {
      throw .notYours(
        who: "whoever runs the session, facilitators and coordinators", instead: "!ask vote Q1")
    }
  }

  /// A question as the board shows it, with its votes.
  func line(_ question: Sparks.Question) -> String {
    let asker = question.asker.map(name) ?? (question.isAnonymous ? "without a name" : "a member")
    return "\(question.id) ▲\(question.votes.count) “\(shown(question.text))” (\(asker))"
  }
}

extension Community {
  /// Requires that nobody else's doing stands in the way of taking a question's change back, or doing
  /// it again.
  func requireFree(
    _ event: SparkEvent, for member: MemberID, isUndoing: Bool
  ) throws(Refusal) {
    switch event {
    case .dropped(let id):
      guard let question = sparks[id], question.status == .open else {
        throw .tooLateToUndo("\(id) is not open any more.")
      }
      if isUndoing, question.votes.contains(where: { $0 != member }) {
        throw .tooLateToUndo("Others want to know it too; `!ask drop \(id)` takes it off.")
      }
    case .voted(let id, _), .unvoted(let id, _), .answered(let id, _, _):
      guard sparks[id]?.status == .open else {
        throw .tooLateToUndo("\(id) is not open any more.")
      }
    case .reopened(let id):
      guard let question = sparks[id], question.status != .open else {
        throw .tooLateToUndo("\(id) is open already.")
      }
    case .harvestEnded where sparks.harvest == nil:
      throw .tooLateToUndo("The harvest is over.")
    case .harvestBegun where sparks.harvest != nil:
      throw .tooLateToUndo("Topics are collected already.")
    default: break
    }
  }
}
