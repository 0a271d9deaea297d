package import CommandGrammar
import OrderedCollections
package import Primitives

/// Says whether those who were drawn together have met.
package struct ReportCoffee: Command {
  package static let description = CommandDescription(
    "coffee met",
    usage: "!coffee met [yes|no]",
    summary: "Says whether you met those you were drawn with, so that you meet others next.",
    examples: ["!coffee met", "!coffee met no"],
    deed: .init("coffee", "coffees"), isUndoable: true)

  private let haveMet: Bool

  package init(reading arguments: inout Arguments) throws(UsageError) {
    switch arguments.take()?.folded {
    case nil, "yes", "y", "yep": haveMet = true
    case "no", "n", "not", "nope": haveMet = false
    case .some(let word): throw .invalid(word, expected: "`yes` or `no`")
    }
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let coffee = context.community.coffee
    guard let draw = coffee.draw, let index = coffee.table(of: context.author.id) else {
      throw .notDrawn
    }
    let table = draw.tables[index]
    if table.haveMet == haveMet { throw .metAlready }
    let others = table.members.filter { $0 != context.author.id }.map(context.name)
    let names = others.joined(separator: " and ")
    return Decision(
      [.coffee(.met(table.members, haveMet))],
      undoing: .init("coffee met", [.coffee(.met(table.members, table.haveMet))]),
      saying: [
        Reply(
          haveMet
            ? "Lovely. I draw others for you before you meet \(names) again."
            : "A pity; it does not count, so you may be drawn with \(names) again.")
      ])
  }
}
