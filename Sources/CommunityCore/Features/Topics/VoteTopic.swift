package import CommandGrammar
package import Primitives

/// Votes for a topic.
package struct VoteTopic: Command {
  package static let description = CommandDescription(
    "topic vote", aliases: ["topic up"],
    usage: "!topic vote <topic>",
    summary: "Gives a topic one of your three votes; 👍 on the topic does the same.",
    examples: ["!topic vote T1", "!topic vote onboarding"],
    deed: .init("vote", "votes"), isUndoable: true)

  private let topic: TopicReference

  init(_ topic: TopicReference) {
    self.topic = topic
  }

  package init(reading arguments: inout Arguments) throws(UsageError) {
    topic = try TopicReference(reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let topic = try topic.open(in: context.community)
    let member = context.author.id
    if topic.votes.contains(member) { throw .alreadyVoted(topic.id) }
    if let session = context.community.sessionHad(by: topic.id, at: context.now) {
      throw .topicClosed(
        topic.id, "It had its session, \(session). `!topic <idea>` proposes what remains of it.")
    }
    let given = context.community.votes(of: member, at: context.now)
    if given.count >= Topics.votesEach { throw .noVotesLeft(given) }
    return Decision(
      [.topics(.voted(topic.id, by: member))],
      undoing: .init("vote for \(topic.id)", [.topics(.unvoted(topic.id, by: member))]),
      saying: [.voted(topic, left: Topics.votesEach - given.count - 1, context)])
  }
}

extension Reply {
  fileprivate static func voted(
    _ topic: Topics.Topic, left: Int, _ context: CommandContext
  ) -> Reply {
    let count = topic.votes.count + 1
    return Reply(
      "Your vote is with \(topic.id) “\(context.shown(topic.text))”, which has \(count) now. "
        + "Your votes left: \(left).", to: .answer, about: topic.id.description)
  }
}
