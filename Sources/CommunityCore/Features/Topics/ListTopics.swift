package import CommandGrammar
package import Primitives

/// Shows the topics, the best-liked ones first.
package struct ListTopics: Command {
  package static let description = CommandDescription(
    "topic list",
    usage: "!topic list [#tag]",
    summary: "Shows the topics, the best-liked first, or those with a tag.",
    examples: ["!topic list", "!topic list #mentoring"],
    accepts: { words in words.allSatisfy { $0.folded.utf8.first == UInt8(ascii: "#") } })

  private let tag: String?

  package init(reading arguments: inout Arguments) throws(UsageError) {
    tag = arguments.take()?.folded
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    guard let tag else { return Self.decision(in: context, limit: 10) }
    let fitting = context.rankedTopics(limit: Topics.openLimit).filter { topic in
      topic.text.split(separator: " ").contains { Folding.fold(String($0)) == tag }
    }
    let page = context.page(of: fitting.count, size: 10)
    return Decision(page.events, saying: [.list(fitting[page.range], page, context, tag: tag)])
  }

  /// Shows at most `limit` topics.
  static func decision(in context: CommandContext, limit: Int) -> Decision {
    let topics = context.community.topics
    let page = context.page(of: topics.openCount, size: limit)
    let shown = context.rankedTopics(limit: page.range.upperBound).dropFirst(page.range.lowerBound)
    return Decision(page.events, saying: [.list(shown, page, context, tag: nil)])
  }
}

extension CommandContext {
  /// At most `limit` open topics, the best-liked first; those that had their session stand at the end.
  fileprivate func rankedTopics(limit: Int) -> [Topics.Topic] {
    let topics = community.topics
    let held = community.stages(at: now).filter { $0.value.word == .held }.keys
    if held.isEmpty { return topics.ranked(limit: limit) }
    let waiting = topics.ranked(limit: limit, except: Set(held))
    let had = held.sorted().compactMap { topics[$0] }.filter { $0.status == .open }
    return waiting + had.prefix(limit - waiting.count)
  }
}

extension Reply {
  fileprivate static func list(
    _ topics: ArraySlice<Topics.Topic>, _ page: Page, _ context: CommandContext, tag: String?
  ) -> Reply {
    guard let first = topics.first else {
      guard let tag else { return Reply("No topics yet. Be the first: `!topic <your idea>`.") }
      return Reply("No open topic is tagged \(tag).")
    }
    let stages = context.community.stages(at: context.now)
    var lines = topics.map { topic in
      if let stage = stages[topic.id], stage.word == .held {
        return "\(topic.id) ✓ \(context.shown(topic.text)) (had its session, \(stage.session))"
      }
      var line = "\(topic.id) ▲\(topic.votes.count) \(context.shown(topic.text))"
      if let owner = topic.owner { line += " (\(context.name(owner)) would lead it)" }
      return line
    }
    if let tail = page.tail { lines.append(tail) }
    let left =
      Topics.votesEach - context.community.votes(of: context.author.id, at: context.now).count
    let isOpen = stages[first.id]?.word != .held
    lines.append(
      "Your votes left: \(left)."
        + (isOpen ? " Vote with `!topic vote \(first.id)`." : " `!topic <idea>` proposes another."))
    return Reply(lines.joined(separator: "\n"))
  }
}
