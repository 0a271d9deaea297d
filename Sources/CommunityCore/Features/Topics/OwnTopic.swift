package import CommandGrammar
package import Primitives

/// Offers to lead a topic, or takes the offer back.
package struct OwnTopic: Command {
  package static let description = CommandDescription(
    "topic own", aliases: ["topic lead"],
    usage: "!topic own <topic>",
    summary: "Says that you would lead it; once more takes that back.",
    examples: ["!topic own T1", "!topic own onboarding"],
    deed: .init("offer to lead", "offers to lead"), isUndoable: true)

  private let topic: TopicReference

  package init(reading arguments: inout Arguments) throws(UsageError) {
    topic = try TopicReference(reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let topic = try topic.open(in: context.community)
    let member = context.author.id
    if let owner = topic.owner, owner != member {
      throw .topicOwned(topic.id, by: context.name(owner))
    }
    let isOffer = topic.owner == nil
    return Decision(
      [.topics(.owned(topic.id, by: isOffer ? member : nil))],
      undoing: .init(
        isOffer ? "offer to lead \(topic.id)" : "offer to lead \(topic.id) taken back",
        [.topics(.owned(topic.id, by: topic.owner))]),
      saying: [isOffer ? .offered(topic, context) : .withdrawn(topic)])
  }
}

extension Reply {
  fileprivate static func offered(_ topic: Topics.Topic, _ context: CommandContext) -> Reply {
    Reply(
      "\(topic.id) “\(context.shown(topic.text))” would be led by \(context.author.name). Thank you!"
    )
  }

  fileprivate static func withdrawn(_ topic: Topics.Topic) -> Reply {
    Reply("\(topic.id) is without a lead again.")
  }
}
