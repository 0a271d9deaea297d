package import CommandGrammar
package import Primitives

/// Lists the polls that are open.
package struct ListPolls: Command {
  package static let description = CommandDescription(
    "polls", aliases: ["poll list"],
    usage: "!polls",
    summary: "Lists the polls that are open, with how many have answered.",
    examples: ["!polls", "!poll show P1"], accepts: { _ in true })

  package init(reading arguments: inout Arguments) throws(UsageError) {}

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let open = context.community.polls.open(at: context.now)
    guard !open.isEmpty else { throw .polls(.noPoll) }
    let page = context.page(of: open.count, size: 6)
    var lines = open[page.range].map { poll in
      "\(context.community.label(of: poll)): \(context.community.turnout(of: poll)), until "
        + context.told(context.community.polls.deadline(of: poll))
    }
    if let tail = page.tail { lines.append(tail) }
    lines.append("`!vote \(open[0].id) 2` answers one, `!poll show \(open[0].id)` shows it.")
    return Decision(page.events, saying: [Reply(lines.joined(separator: "\n"))])
  }
}
