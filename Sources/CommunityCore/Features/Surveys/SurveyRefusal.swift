import Primitives

/// Why something about surveys is not done.
package enum SurveyRefusal: Error, Hashable, Sendable {
  /// Nobody can be asked alone here.
  case noDirectMessages
  /// One is open; the text says until when.
  case openAlready(SurveyID, until: String)
  /// The last one went out less than a week ago; the text says from when on the next may.
  case tooSoon(from: String)
  /// No member can be asked now.
  case nobodyToAsk
  /// None is open.
  case noneOpen
  /// There was never one, or none with that number.
  case noSurvey
  /// It has ended.
  case ended(SurveyID)
  /// An answer was typed where all can see it.
  case allCanSee
  /// The member has answered all of it.
  case answered
  /// What was typed answers nothing; the text is the question.
  case noAnswer(String)
  /// An answer is longer than the limit, in bytes.
  case tooLong(Int)
  /// A number may answer the survey or a poll, and is not kept until that is clear.
  case surveyOrPoll
}

extension SurveyRefusal {
  /// The sentence that a member reads: what stands in the way, and what can be done.
  var reply: Reply {
    switch self {
    case .noDirectMessages:
      Reply("I can't write to anybody alone here, so nobody could be asked. `!poll` asks the room.")
    case .openAlready(let id, let until):
      Reply(
        "\(id) is open until \(until), and one at a time is enough. `!survey show` says how it stands."
      )
    case .tooSoon(let from):
      Reply(
        "Nobody is asked more than once a week: the next survey can go out from \(from) on. `!poll` asks the "
          + "room at any time.")
    case .nobodyToAsk: Reply("There is nobody to ask: no member is here, or all are left alone.")
    case .noneOpen: Reply("No survey is open, so I have kept nothing of it.")
    case .noSurvey: Reply("There was no such survey. `!survey confidence` asks one that is ready.")
    case .ended(let id): Reply("\(id) has ended. `!survey show \(id)` shows what came of it.")
    case .allCanSee:
      Reply("Here all can see you, so that was not counted. Write your answer to me alone.")
    case .answered:
      Reply("You have answered all of it. I keep no link to what, so it can't be changed.")
    case .noAnswer(let question):
      Reply("I can't read that as an answer, and have kept nothing of it. I asked: \(question)")
    case .tooLong(let limit):
      Reply(
        "An answer has at most \(limit) letters, and fewer where they are not plain a to z. I have kept "
          + "nothing of it.")
    case .surveyOrPoll:
      Reply(
        "A survey and a poll are open, so I have kept nothing of it: `survey answer 2` answers the survey, "
          + "`vote 2` the poll.")
    }
  }
}
