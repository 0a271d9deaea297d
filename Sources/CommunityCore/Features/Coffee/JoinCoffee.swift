package import CommandGrammar
import OrderedCollections
package import Primitives

/// Takes part in the draws for coffee.
package struct JoinCoffee: Command {
  package static let description = CommandDescription(
    "coffee in", aliases: ["coffee join"],
    usage: "!coffee in",
    summary: "Takes part: once a month I draw who has coffee with whom.",
    examples: ["!coffee in", "!coffee"],
    deed: .init("coffee", "coffees"), isUndoable: true)

  package init(reading arguments: inout Arguments) throws(UsageError) {}

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let coffee = context.community.coffee
    let member = context.author.id
    let old = coffee.guests[member]
    if let until = old?.pausedUntil, until > context.now {
      return Decision(
        [.coffee(.paused(member, until: nil))],
        undoing: .init("coffee pause ended", [.coffee(.paused(member, until: until))]),
        saying: [Reply("Welcome back: you are in again. \(context.nextCoffee)")])
    }
    if old != nil { throw .drinksAlready }
    if coffee.guests.count >= Coffee.limit {
      throw .full("people who have coffee", limit: Coffee.limit)
    }
    let joined = context.joiningCoffee(at: context.now)
    var after = context.community
    let room = try context.roomToAnnounce()
    after.apply(.coffee(.joined(member, room: room, next: joined, at: context.now)))
    let others = after.coffee.guests.count - 1
    return Decision(
      [.coffee(.joined(member, room: room, next: joined, at: context.now))],
      undoing: .init("coffee in", [.coffee(.left(member))]),
      saying: [
        Reply(
          "☕ You are in, with \(others) \(others == 1 ? "other" : "others"). "
            + "\(context.nextCoffee(after)) `!coffee out 4w` pauses, `!coffee out` ends it.")
      ])
  }
}
