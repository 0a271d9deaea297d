package import CommandGrammar
package import Primitives

/// Says a short question that opens a session, none twice within six months.
package struct DrawIcebreaker: Command {
  package static let description = CommandDescription(
    "icebreaker", aliases: ["ice-breaker", "breaker"],
    usage: "!icebreaker [quick|work|fun]",
    summary:
      "Says a question to open with, none twice within six months; in a session for who runs it.",
    examples: ["!icebreaker", "!icebreaker fun"],
    deed: .init("ice-breaker", "ice-breakers"), isUndoable: true)

  private let section: String?

  package init(reading arguments: inout Arguments) throws(UsageError) {
    let sections = PromptList.Kind.icebreakers.sections
    section = arguments.take(ifMeaning: { sections.contains($0) ? $0 : nil })
    if let word = arguments.next {
      throw .invalid(word.text, expected: "one of `quick`, `work` or `fun`")
    }
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let isCasual = try context.requireDrawing()
    let list = context.charter.prompts.icebreakers
    let texts = section.map { list[$0] } ?? list.sections.flatMap(\.texts)
    let drawn = try context.draw(from: texts, isCasual: isCasual, using: &randomness)
    let decision = Decision(
      [.sparks(.drawn(drawn))],
      undoing: .init("ice-breaker drawn", [.sparks(.returned(drawn))]),
      saying: [.said(drawn)])
    return context.aloud(decision, at: context.sessionNow())
  }
}

extension Reply {
  fileprivate static func said(_ drawn: Sparks.Drawn) -> Reply {
    Reply("To begin with: \(drawn.text)")
  }
}
