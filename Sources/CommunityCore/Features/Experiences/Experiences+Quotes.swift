import Primitives

extension Community {
  /// What may be quoted of what was told in `period`, the latest first: the words without any name,
  /// also of those they mention.
  ///
  /// Whatever leaves the community's rooms reads it here, or `Experiences.quotable` itself.
  package func quotes(in period: Period) -> [(experience: Experiences.Experience, text: String)] {
    experiences.quotable.filter { period.contains($0.at) }.map { ($0, quoted($0)) }
  }

  /// The words of an experience without any name; only for one that may be quoted.
  package func quoted(_ experience: Experiences.Experience) -> String {
    precondition(experience.isQuotable, "what may not be quoted was to be quoted")
    return experience.parts.map { People.nameless($0) }.joined(separator: " | ")
  }
}

extension Experiences.Kind {
  /// What is written below a quote.
  package var quotedAs: String {
    switch self {
    case .tried: "tried after a session"
    case .impact: "an effect in work"
    case .story: "a story"
    }
  }
}

extension People {
  /// The text with every mention made one of nobody.
  static func nameless(_ text: String) -> String {
    replacingMentions(in: text) { _ in "a member" }
  }
}
