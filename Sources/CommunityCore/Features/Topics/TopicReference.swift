import CommandGrammar
import Primitives

/// A topic as a member names it: by its number, or by words that only one open topic holds.
struct TopicReference: Sendable {
  private let words: String

  /// Takes the words that are left; none are an error.
  init(reading arguments: inout Arguments) throws(UsageError) {
    words = try arguments.text("a topic", limitBytes: Topics.textBytes)
    if words.isEmpty { throw .missing("which topic, such as `T7`") }
  }

  /// Takes one word that is a number, such as `T7`.
  init(readingNumber arguments: inout Arguments) throws(UsageError) {
    guard let word = arguments.take() else { throw .missing("which topic, such as `T7`") }
    words = word.text
    guard TopicID(word.folded) != nil else {
      throw .invalid(word.text, expected: "a topic's number, such as `T7`")
    }
  }

  /// The open topic that is meant.
  func open(in community: Community) throws(Refusal) -> Topics.Topic {
    let topic = try any(in: community)
    switch topic.status {
    case .open: return topic
    case .dropped: throw .topicClosed(topic.id, "It was dropped.")
    case .merged(let target): throw .topicClosed(topic.id, "It is part of \(target) now.")
    }
  }

  /// The topic that is meant, open or not.
  func any(in community: Community) throws(Refusal) -> Topics.Topic {
    if let id = TopicID(Folding.fold(words)) {
      guard let topic = community.topics[id] else { throw .noSuchTopic(id.description) }
      return topic
    }
    let found = community.topics.matching(words)
    guard let first = found.first, let topic = community.topics[first] else {
      throw .noSuchTopic("“\(words)”")
    }
    if found.count > 1 {
      throw .severalTopics(
        found.compactMap { community.topics[$0] }.map { topic in
          "\(topic.id) “\(community.people.shown(topic.text))”"
        })
    }
    return topic
  }
}

extension Topics {
  /// The longest text of a topic, in bytes.
  package static let textBytes = 300
  /// How many topics a community can have open.
  package static let openLimit = 200_000
  /// How many topics a member can vote for at a time.
  package static let votesEach = 3
}
