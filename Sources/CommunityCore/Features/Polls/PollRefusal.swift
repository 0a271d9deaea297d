import Primitives

/// Why something about polls is not done.
package enum PollRefusal: Error, Hashable, Sendable {
  /// No poll is open.
  case noPoll
  /// There is no poll with that number.
  case noSuchPoll(PollID)
  /// No answers are taken any more.
  case closed(PollID)
  /// A poll has too few options, or too many.
  case optionCount(Int)
  /// Two options are the same.
  case sameOption(String)
  /// An option is the number by which another one is called.
  case optionIsNumber(String)
  /// The same is asked already.
  case askedAlready(PollID)
  /// It would close too soon or too late; the texts say when, and when at the latest.
  case deadline(String, latest: String)
  /// Nobody can be asked without names where the bot can't write to anybody alone.
  case noAnonymousPolls
  /// Only who asked may end it, and coordinators; the name where it is known.
  case notYourPoll(PollID, of: String?)
  /// The words are no option; the options follow.
  case noSuchOption(PollID, String)
  /// More options are chosen than can be.
  case tooManyChosen(PollID, limit: Int)
  /// There is no answer to take back.
  case noVote(PollID)
  /// An answer without a name was typed where all can see it.
  case allCanSee(PollID)
  /// The member has answered without their name, which can't be changed.
  case answeredWithoutName(PollID)
  /// Several polls may be meant, which follow, and what was typed is not kept until that is clear.
  case whichPoll([String])
  /// What is called like a topic or a question is an option too.
  case optionOrThing(String, PollID)
}

extension PollRefusal {
  /// The sentence that a member reads: what stands in the way, and what can be done.
  var reply: Reply {
    switch self {
    case .noPoll:
      Reply(
        "No poll is open. `!poll \"Where shall we meet?\" \"Room A\" \"Online\"` asks one; a topic gets a vote "
          + "by `!vote T1`, a question by `!vote Q1`.")
    case .noSuchPoll(let id): Reply("There is no \(id). `!polls` lists those that are open.")
    case .closed(let id):
      Reply("\(id) takes no answers any more. `!poll show \(id)` shows what came of it.")
    case .optionCount(let count):
      Reply(
        "A poll has 2 to 10 options; I read \(count). Put the question and each option in quotation marks."
      )
    case .sameOption(let option): Reply("“\(option)” stands there twice. Nothing was asked.")
    case .optionIsNumber(let option):
      Reply(
        "“\(option)” would be the number of another option too. Write it in words, or a word beside it."
      )
    case .askedAlready(let id):
      Reply("That is asked already: `!poll show \(id)` shows how it stands.")
    case .deadline(let typed, let latest):
      Reply(
        "Answers would be taken until \(typed), which is too soon or too late. The latest is \(latest)."
      )
    case .noAnonymousPolls:
      Reply(
        "I can't write to anybody alone here, so nobody could answer without their name. Nothing was asked."
      )
    case .notYourPoll(let id, let author):
      Reply(
        "\(id) can be ended by \(author ?? "who asked it") and by coordinators. You can `!vote`.")
    case .noSuchOption(let id, let options):
      Reply("That is no option of \(id). There are \(options).")
    case .tooManyChosen(let id, let limit):
      Reply(
        limit == 1
          ? "In \(id) everybody chooses one." : "In \(id) everybody chooses up to \(limit).")
    case .noVote(let id): Reply("You have no answer to \(id) that I could take back.")
    case .allCanSee(let id):
      Reply(
        "\(id) is answered without names, and there all can see you: that was not counted. Write "
          + "`vote \(id) 2`, with your number, to me alone.")
    case .answeredWithoutName(let id):
      Reply(
        "You have answered \(id). I keep no link between you and your answer, so it can't be changed."
      )
    case .whichPoll(let labels):
      Reply(
        "I have kept nothing of it, because several polls are open: \(labels.joined(separator: ", ")). "
          + "Say which one, such as `vote P1 2`.")
    case .optionOrThing(let text, let id):
      Reply(
        "“\(text)” is an option of \(id) too. `!vote \(id) \(text)` chooses it; `!topic vote` and `!ask vote` "
          + "are for topics and questions.")
    }
  }
}
