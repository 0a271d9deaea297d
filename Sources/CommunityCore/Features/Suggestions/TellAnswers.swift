package import Primitives
import Timekeeping

/// Tells members, alone and once, what was answered to their suggestions, when their quiet hours end.
package struct TellAnswers: Job {
  package static let name = "suggestion-answer"

  package static func due(in community: Community) -> Instant? {
    let suggestions = community.suggestions
    guard !suggestions.untold.isEmpty else { return nil }
    return suggestions.untold.compactMap { suggestions[$0] }
      .compactMap { community.hearing(of: $0)?.at }.min()
  }

  package static func decide(
    in community: Community, charter: Charter, at now: Instant, using randomness: inout Randomness
  ) -> (cause: String, decision: Decision)? {
    let due = community.suggestions.untold.compactMap { id in
      community.suggestions[id].flatMap { suggestion in
        community.hearing(of: suggestion).map { (suggestion, $0.author, $0.at) }
      }
    }
    guard let (suggestion, author, at) = due.first(where: { $0.2 <= now }) else { return nil }
    let isHere = community.people[author]?.isActive ?? false
    return (
      "\(suggestion.id)/\(suggestion.answer?.at ?? at)",
      Decision(
        [.suggestions(.told(suggestion.id))],
        saying: isHere && charter.hasDirectMessages
          ? [.answer(suggestion, to: author, community)] : [])
    )
  }
}

extension Community {
  /// When `member` may be told something first, from `instant` on: after their quiet hours.
  func release(of member: MemberID, at instant: Instant) -> Instant {
    let zone = clocks(of: member) ?? clocks
    return notices.quietHours(of: member).release(after: instant, in: zone)
  }

  /// Who is still to hear the answer to a suggestion, and when; nil where nobody is.
  fileprivate func hearing(
    of suggestion: Suggestions.Suggestion
  ) -> (author: MemberID, at: Instant)? {
    guard let author = suggestion.author, let answer = suggestion.answer, !answer.isTold else {
      return nil
    }
    return (author, release(of: author, at: answer.at))
  }
}

extension Reply {
  /// What was answered to a suggestion, for whoever made it.
  static func answer(
    _ suggestion: Suggestions.Suggestion, to author: MemberID, _ community: Community
  ) -> Reply {
    Reply(
      "You suggested, and here is the answer: \(community.told(suggestion)).",
      to: .direct(author), about: suggestion.id.description)
  }
}
