package import CommandGrammar
package import Primitives

/// Says a question that helps over silence, about the session's topic where it has one.
package struct DrawQuestion: Command {
  package static let description = CommandDescription(
    "prompt", aliases: ["spark"],
    usage: "!prompt [silence|topic|reflection]",
    summary:
      "Says a question that gets people talking, about the session's topic where it has one; none "
      + "twice within six months.",
    examples: ["!prompt", "!prompt reflection"],
    deed: .init("question drawn", "questions drawn"), isUndoable: true)

  private let section: String?

  package init(reading arguments: inout Arguments) throws(UsageError) {
    let sections = PromptList.Kind.questions.sections
    section = arguments.take(ifMeaning: { sections.contains($0) ? $0 : nil })
    if let word = arguments.next {
      throw .invalid(word.text, expected: "one of `silence`, `topic` or `reflection`")
    }
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let isCasual = try context.requireDrawing()
    let session = context.sessionNow()
    let topic = session?.topic.flatMap { context.community.topics[$0] }
    if section == "topic", topic == nil { throw .noTopicNow }
    let list = context.charter.prompts.questions
    let drawn: Sparks.Drawn
    if let topic, section == nil || section == "topic" {
      drawn = try context.draw(
        from: list["topic"], topic: topic.id, isCasual: isCasual, using: &randomness)
    } else {
      drawn = try context.draw(
        from: list[section ?? "silence"], isCasual: isCasual, using: &randomness)
    }
    let decision = Decision(
      [.sparks(.drawn(drawn))],
      undoing: .init("question drawn", [.sparks(.returned(drawn))]),
      saying: [.said(drawn, topic, context)])
    return context.aloud(decision, at: session)
  }
}

extension Reply {
  fileprivate static func said(
    _ drawn: Sparks.Drawn, _ topic: Topics.Topic?, _ context: CommandContext
  ) -> Reply {
    guard drawn.topic != nil, let topic else { return Reply("A question: \(drawn.text)") }
    let about = "“\(context.shown(topic.text))”"
    return Reply(
      "A question: \(drawn.text.replacing(bytes: PromptList.topicPlaceholder, with: about))")
  }
}
