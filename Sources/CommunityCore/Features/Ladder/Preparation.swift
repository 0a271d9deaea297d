import Grouping
import Primitives

extension Notice {
  /// Three questions to have at hand, other ones for each session: on its topic where it has one, for a
  /// silence, and to look back.
  var questions: String {
    let topic = session.topic.flatMap { community.topics[$0] }.map {
      community.people.shown($0.text)
    }
    let sections = [topic == nil ? "silence" : "topic", "silence", "reflection"]
    return sections.enumerated().compactMap { place, section in
      let texts = charter.prompts.questions[section]
      guard !texts.isEmpty else { return nil }
      return texts[(session.id.number + place * 5) % texts.count]
        .replacing(bytes: PromptList.topicPlaceholder, with: topic ?? "")
    }.joined(separator: "\n• ")
  }

  /// How those who come could be split into groups; nil where they are too few.
  var groups: String? {
    let count = session.attendance.goingCount
    guard count >= 6 else { return nil }
    let sizes = GroupSizes.accepted(for: count, shape: .size(GroupGoal.discuss.size(for: count)))[0]
    let shown = Set(sizes).sorted().map(String.init).joined(separator: " or ")
    guard sizes.count > 1 else { return "\(count) are coming: `!breakout 2` makes two groups." }
    return "\(count) are coming: `!breakout --for topic` makes \(sizes.count) groups of \(shown), "
      + "`!breakout --for chat` smaller ones."
  }
}
