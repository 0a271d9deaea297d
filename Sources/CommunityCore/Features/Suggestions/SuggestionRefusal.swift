import Primitives

/// Why something about suggestions is not done.
package enum SuggestionRefusal: Error, Hashable, Sendable {
  /// There is none with that number.
  case noSuchSuggestion(SuggestionID)
  /// It was taken back.
  case takenBack(SuggestionID)
  /// None waits for an answer.
  case nothingWaits
  /// Several wait, which follow, and none is named.
  case whichSuggestion([String])
  /// Only who made it may take it back, and coordinators.
  case notYourSuggestion(SuggestionID)
}

extension SuggestionRefusal {
  /// The sentence that a member reads: what stands in the way, and what can be done.
  var reply: Reply {
    switch self {
    case .noSuchSuggestion(let id): Reply("There is no \(id). `!suggest` shows what there is.")
    case .takenBack(let id): Reply("\(id) was taken back.")
    case .nothingWaits: Reply("No suggestion waits for an answer. `!suggest` shows them all.")
    case .whichSuggestion(let names):
      Reply(
        "Several suggestions wait: \(names.joined(separator: ", ")). Say its number, such as "
          + "`!suggest answer G1 <text>`.")
    case .notYourSuggestion(let id):
      Reply("\(id) is somebody else's. They can take it back, and coordinators can.")
    }
  }
}
