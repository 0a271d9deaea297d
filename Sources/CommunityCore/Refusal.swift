import Primitives

/// Why the rules do not allow a well-formed command: a fact, worded in `Wording.swift` alone.
package enum Refusal: Error, Hashable, Sendable {
  /// Only others may do that; the second text is a command that may be used instead.
  case notYours(who: String, instead: String)
  /// There is no topic with that number.
  case noSuchTopic(String)
  /// The words fit several topics, which follow.
  case severalTopics([String])
  /// Somebody else would lead the topic.
  case topicOwned(TopicID, by: String)
  /// The topic is no longer open.
  case topicClosed(TopicID, String)
  /// All three votes are given.
  case noVotesLeft([TopicID])
  /// The vote was given before.
  case alreadyVoted(TopicID)
  /// There was no vote to take back.
  case notVoted(TopicID)
  /// Nothing was done lately that could be undone.
  case nothingToUndo
  /// Nothing was undone lately that could be done again.
  case nothingToRedo
  /// It can't be undone any more, for the reason given, which is a whole sentence.
  case tooLateToUndo(String)
  /// The community holds as many of something as it can.
  case full(String, limit: Int)
  /// A name fits several members.
  case ambiguousMember(String, [String])
  /// A name fits nobody here.
  case unknownMember(String)
  /// Two topics were to be made one, but they are the same.
  case sameTopic(TopicID)
}
