package import CommandGrammar
package import Primitives

/// Makes one topic of two.
package struct MergeTopics: Command {
  package static let description = CommandDescription(
    "topic merge", aliases: ["topic join"],
    usage: "!topic merge <topic number> <into topic number>",
    summary: "Makes one topic of two; the votes of the first go to the second.",
    examples: ["!topic merge T2 T1", "!topic merge T4 T3"],
    deed: .init("merge of topics", "merges of topics"), isUndoable: true)

  private let source: TopicReference
  private let target: TopicReference

  package init(reading arguments: inout Arguments) throws(UsageError) {
    source = try TopicReference(readingNumber: &arguments)
    _ = arguments.take(ifMeaning: { ["into", "with", "and", "to"].contains($0) ? $0 : nil })
    target = try TopicReference(readingNumber: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let source = try source.open(in: context.community)
    let target = try target.open(in: context.community)
    if source.id == target.id { throw .sameTopic(source.id) }
    try source.requireHand(of: context)
    let others = source.votes.count { $0 != context.author.id }
    if others > 0, !context.isConfirmed {
      return context.asking(.sure(source.id, target.id, others), for: "merge", toRun: context.line)
    }
    let moving = source.votes.filter { !target.votes.contains($0) }
    return Decision(
      [.topics(.merged(source.id, into: target.id, moving: moving))],
      undoing: .init(
        "\(source.id) merged into \(target.id)",
        [.topics(.unmerged(source.id, from: target.id, returning: moving))]),
      saying: [.merged(source.id, target, votes: target.votes.count + moving.count, context)])
  }
}

extension Reply {
  fileprivate static func sure(_ source: TopicID, _ target: TopicID, _ others: Int) -> Reply {
    let voters = others == 1 ? "One other member votes" : "\(others) other members vote"
    return Reply(
      "\(voters) for \(source); their votes would go to \(target). "
        + "Type `merge` within 5 minutes to do it.")
  }

  fileprivate static func merged(
    _ source: TopicID, _ target: Topics.Topic, votes: Int, _ context: CommandContext
  ) -> Reply {
    Reply(
      "\(source) is part of \(target.id) “\(context.shown(target.text))” now, "
        + "which has \(votes) \(votes == 1 ? "vote" : "votes").",
      to: .answer, about: target.id.description)
  }
}
