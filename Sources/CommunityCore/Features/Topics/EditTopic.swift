package import CommandGrammar
package import Primitives

/// Words a topic otherwise.
package struct EditTopic: Command {
  package static let description = CommandDescription(
    "topic edit", aliases: ["topic reword"],
    usage: "!topic edit <topic number> <text>",
    summary: "Words a topic otherwise; for who proposed it, and facilitators.",
    examples: ["!topic edit T1 Onboarding in ninety days", "!topic edit T2 Pairing for reviewers"],
    deed: .init("topic", "topics"), isUndoable: true)

  private let topic: TopicReference
  private let text: String

  package init(reading arguments: inout Arguments) throws(UsageError) {
    topic = try TopicReference(readingNumber: &arguments)
    text = try arguments.text("a topic", limitBytes: Topics.textBytes)
    if !Prose.saysSomething(text) { throw .missing("the new text") }
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let topic = try topic.open(in: context.community)
    try topic.requireHand(of: context)
    let stored = context.community.people.stored(text)
    return Decision(
      [.topics(.edited(topic.id, text: stored))],
      undoing: .init("new text of \(topic.id)", [.topics(.edited(topic.id, text: topic.text))]),
      saying: [.edited(topic.id, context.shown(stored))])
  }
}

extension Topics.Topic {
  /// Requires that the author proposed the topic, or is a facilitator or coordinator.
  ///
  /// To lead a topic is no right to it: anybody can offer that.
  func requireHand(of context: CommandContext) throws(Refusal) {
    let member = context.author.id
    if proposer == member { return }
    if Audience.facilitators.admits(context.community.roles(of: member)) { return }
    let others = [proposer].compactMap { $0 }.map(context.name)
    let who = (others + ["a facilitator"]).joined(separator: " or ")
    throw .notYours(who: who, instead: "!topic <your own idea>")
  }
}

extension Reply {
  fileprivate static func edited(_ id: TopicID, _ text: String) -> Reply {
    Reply("\(id) reads now: “\(text)”.")
  }
}
