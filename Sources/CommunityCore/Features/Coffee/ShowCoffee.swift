package import CommandGrammar
import Grouping
import OrderedCollections
package import Primitives

/// Shows whether one takes part in the draws for coffee, and with whom one meets.
package struct ShowCoffee: Command {
  package static let description = CommandDescription(
    "coffee",
    usage: "!coffee",
    summary: "Shows whom you meet for coffee, and when the next draw is.",
    examples: ["!coffee", "!coffee in"])

  package init(reading arguments: inout Arguments) throws(UsageError) {}

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let coffee = context.community.coffee
    let member = context.author.id
    guard let guest = coffee.guests[member] else {
      let count = coffee.guests.count
      return Decision(
        saying: Reply(
          "Once a month I draw who has coffee with whom. You are not in, "
            + "\(count == 1 ? "1 other is" : "\(count) others are"). `!coffee in` takes part."))
    }
    var lines: [String] = []
    if let table = coffee.table(of: member), let draw = coffee.draw {
      let others = draw.tables[table].members.filter { $0 != member }.map(context.name)
      let met = draw.tables[table].haveMet.map { $0 ? " (you met)" : " (you did not meet)" } ?? ""
      lines.append("☕ You meet \(others.joined(separator: " and "))\(met).")
    }
    if let until = guest.pausedUntil, until > context.now {
      lines.append("You pause until \(context.told(until)), and are in again after that.")
    }
    let all = Array(coffee.guests.keys)
    lines.append(
      "You are in, with \(all.count - 1) \(all.count == 2 ? "other" : "others"), of whom you have "
        + "never met \(coffee.history.strangers(of: member, among: all)). "
        + context.nextCoffee)
    return Decision(saying: Reply(lines.joined(separator: "\n")))
  }
}
