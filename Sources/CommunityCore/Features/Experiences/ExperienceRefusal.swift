import Primitives

/// Why something about what members tell is not done.
package enum ExperienceRefusal: Error, Hashable, Sendable {
  /// Nothing has that number.
  case noSuchExperience(ExperienceID)
  /// It was withdrawn.
  case withdrawn(ExperienceID)
  /// Only its author says whether it may be quoted.
  case notYourWords(ExperienceID)
  /// The author has told nothing that could be meant.
  case nothingTold
  /// That was said of it before.
  case consentedSo(ExperienceID)
  /// The member has told as much as a day takes.
  case spent(Int)
  /// A story has more parts than it can.
  case tooManyParts(Int)
  /// The session has not begun; the text says which and when it does.
  case tooEarly(String)
  /// The author was at no session lately of which they could be asked.
  case notAsked
  /// There is nothing yet to read.
  case nothingToRead
}

extension ExperienceRefusal {
  /// The sentence that a member reads: what stands in the way, and what can be done.
  var reply: Reply {
    switch self {
    case .noSuchExperience(let id): Reply("There is no \(id). `!stories` shows what there is.")
    case .withdrawn(let id): Reply("\(id) was withdrawn, and its words are gone.")
    case .notYourWords(let id):
      Reply("\(id) is somebody else's: only they can say what becomes of it.")
    case .nothingTold:
      Reply("You have told nothing that I could mean. `!impact <what is different>` does.")
    case .consentedSo(let id): Reply("You have said so of \(id) before; nothing changes.")
    case .spent(let limit):
      Reply("You have told me \(limit) things within a day, which is as many as I keep. Tomorrow?")
    case .tooManyParts(let limit):
      Reply(
        "A story has at most \(limit) parts with `|` between them: where it began, what you tried, "
          + "what happened, what you would do next time. Nothing was kept.")
    case .tooEarly(let session): Reply("\(session) has not begun yet. Tell me once it is over.")
    case .notAsked:
      Reply("I have not asked you what you tried. `!tried <what happened>` tells it all the same.")
    case .nothingToRead:
      Reply("Nobody has told of that yet. `!tried <what happened>` and `!story <text>` begin.")
    }
  }
}
