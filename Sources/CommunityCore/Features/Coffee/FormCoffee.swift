package import CommandGrammar
import OrderedCollections
package import Primitives

/// Lets two meet for coffee from the next draw on.
package struct PairCoffee: Command {
  package static let description = CommandDescription(
    "coffee pairs", audience: .facilitators,
    usage: "!coffee pairs",
    summary: "Lets two meet for coffee from the next draw on; three where the number is odd.",
    examples: ["!coffee pairs", "!coffee"],
    instead: "!coffee in", deed: .init("coffee", "coffees"), isUndoable: true)

  package init(reading arguments: inout Arguments) throws(UsageError) {}

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    context.forming(isOfThree: false)
  }
}

/// Lets three meet for coffee from the next draw on.
package struct TrioCoffee: Command {
  package static let description = CommandDescription(
    "coffee trios", aliases: ["coffee threes"], audience: .facilitators,
    usage: "!coffee trios",
    summary: "Lets three meet for coffee from the next draw on; two where the number asks for it.",
    examples: ["!coffee trios", "!coffee"],
    instead: "!coffee in", deed: .init("coffee", "coffees"), isUndoable: true)

  package init(reading arguments: inout Arguments) throws(UsageError) {}

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    context.forming(isOfThree: true)
  }
}

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

extension CommandContext {
  fileprivate func forming(isOfThree: Bool) -> Decision {
    let coffee = community.coffee
    let size = isOfThree ? "three" : "two"
    guard coffee.isOfThree != isOfThree else {
      return Decision(saying: Reply("There is nothing to do: \(size) meet for coffee."))
    }
    return Decision(
      [.coffee(.formed(isOfThree: isOfThree))],
      undoing: .init("coffee for \(size)", [.coffee(.formed(isOfThree: coffee.isOfThree))]),
      saying: [Reply("From the next draw on \(size) meet for coffee.")])
  }
}
