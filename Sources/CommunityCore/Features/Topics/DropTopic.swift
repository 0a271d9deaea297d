package import CommandGrammar
package import Primitives

/// Takes a topic off the list.
package struct DropTopic: Command {
  package static let description = CommandDescription(
    "topic drop", aliases: ["topic delete", "topic remove"],
    usage: "!topic drop <topic number>",
    summary: "Takes a topic off the list; asks first where others vote for it.",
    examples: ["!topic drop T1", "!topic drop T2"],
    deed: .init("topic dropped", "topics dropped"), isUndoable: true)

  private let topic: TopicReference

  package init(reading arguments: inout Arguments) throws(UsageError) {
    topic = try TopicReference(readingNumber: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let topic = try topic.open(in: context.community)
    try topic.requireHand(of: context)
    let others = topic.votes.count { $0 != context.author.id }
    if others > 0, !context.isConfirmed {
      return context.asking(.sure(topic.id, others), for: "drop", toRun: context.line)
    }
    return Decision(
      [.topics(.dropped(topic.id))],
      undoing: .init("\(topic.id) dropped", [.topics(.restored(topic.id))]),
      saying: [.dropped(topic, context)])
  }
}

extension Reply {
  fileprivate static func sure(_ id: TopicID, _ others: Int) -> Reply {
    Reply(
      "\(others == 1 ? "One other member votes" : "\(others) other members vote") for \(id). "
        + "Type `drop` within 5 minutes to drop it all the same.")
  }

  fileprivate static func dropped(_ topic: Topics.Topic, _ context: CommandContext) -> Reply {
    Reply("\(topic.id) “\(context.shown(topic.text))” is dropped. `!undo` brings it back.")
  }
}
