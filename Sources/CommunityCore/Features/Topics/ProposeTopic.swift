package import CommandGrammar
package import Primitives

/// Proposes a topic, or shows the topics where none is given.
package struct ProposeTopic: Command {
  package static let description = CommandDescription(
    "topic", aliases: ["t", "topics"],
    usage: "!topic <text>",
    summary: "Proposes a topic; alone it shows the best-liked ones.",
    examples: ["!topic Onboarding without burnout", "!topic"],
    deed: .init("topic", "topics"), isUndoable: true)

  private let text: String

  package init(reading arguments: inout Arguments) throws(UsageError) {
    text = try arguments.text("a topic", limitBytes: Topics.textBytes)
    if !text.isEmpty, !Prose.saysSomething(text) { throw .missing("a topic in words") }
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    guard !text.isEmpty else { return ListTopics.decision(in: context, limit: 5) }
    let topics = context.community.topics
    guard topics.openCount < Topics.openLimit else {
      throw .full("open topics", limit: Topics.openLimit)
    }
    let id = topics.nextID
    let stored = context.community.people.stored(text)
    let similar = topics.similar(to: stored).flatMap { topics[$0] }
    let posted = DialogueEvent.posted(context.message.id, about: id.description)
    return Decision(
      [
        .topics(.proposed(id, text: stored, by: context.author.id, at: context.now)),
        .dialogue(posted),
      ],
      undoing: .init("topic \(id) added", [.topics(.dropped(id))]),
      saying: [.added(id, context.shown(stored), similar, context)])
  }
}

extension Reply {
  fileprivate static func added(
    _ id: TopicID, _ text: String, _ similar: Topics.Topic?, _ context: CommandContext
  ) -> Reply {
    var line = "\(id) added: “\(text)”. Vote for it with `!topic vote \(id)`."
    if let similar {
      line += " It is close to \(similar.id) “\(context.shown(similar.text))”: "
      line += "`!topic merge \(id) \(similar.id)` makes them one."
    }
    return Reply(line, to: .answer, about: id.description)
  }
}
