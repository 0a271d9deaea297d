package import CommandGrammar
package import Primitives

/// Takes a vote back.
package struct UnvoteTopic: Command {
  package static let description = CommandDescription(
    "topic unvote", aliases: ["topic down"],
    usage: "!topic unvote <topic>",
    summary: "Takes your vote back, so that you can give it to another topic.",
    examples: ["!topic unvote T1", "!topic unvote onboarding"],
    deed: .init("vote", "votes"), isUndoable: true)

  private let topic: TopicReference

  package init(reading arguments: inout Arguments) throws(UsageError) {
    topic = try TopicReference(reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let topic = try topic.open(in: context.community)
    let member = context.author.id
    guard topic.votes.contains(member) else { throw .notVoted(topic.id) }
    let given = context.community.votes(of: member, at: context.now)
    let left = Topics.votesEach - given.count { $0 != topic.id }
    return Decision(
      [.topics(.unvoted(topic.id, by: member))],
      undoing: .init("vote for \(topic.id) taken back", [.topics(.voted(topic.id, by: member))]),
      saying: [.unvoted(topic.id, left: left)])
  }
}

extension Reply {
  fileprivate static func unvoted(_ id: TopicID, left: Int) -> Reply {
    Reply("Your vote for \(id) is taken back. Your votes left: \(left).")
  }
}
