package import CommandGrammar
import OrderedCollections
package import Primitives

/// Pauses for a while, or takes part no more.
package struct LeaveCoffee: Command {
  package static let description = CommandDescription(
    "coffee out", aliases: ["coffee pause", "coffee leave"],
    usage: "!coffee out [4w]",
    summary: "Takes part no more; with a time, only pauses, and is in again by itself.",
    examples: ["!coffee out", "!coffee out 4w"],
    deed: .init("coffee", "coffees"), isUndoable: true)

  private let days: Int?

  package init(reading arguments: inout Arguments) throws(UsageError) {
    let words = arguments.remaining.map(\.text).filter { $0.lowercased() != "for" }
    while arguments.take() != nil {}
    days = words.isEmpty ? nil : Snooze.days(words)
    if !words.isEmpty, !(1...366).contains(days ?? 0) {
      throw .invalid(words.joined(separator: " "), expected: "a pause from a day to a year")
    }
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let member = context.author.id
    guard let guest = context.community.coffee.guests[member] else { throw .drinksNone }
    if let days {
      let until = context.morning(afterDays: days)
      return Decision(
        [.coffee(.paused(member, until: until))],
        undoing: .init("coffee pause", [.coffee(.paused(member, until: guest.pausedUntil))]),
        saying: [
          Reply("No coffee until \(context.told(until)); after that you are in again by yourself.")
        ])
    }
    let room = context.community.coffee.room ?? context.message.room
    let back: [Event] = [
      .coffee(
        .joined(member, room: room, next: context.joiningCoffee(at: context.now), at: guest.since)),
      .coffee(.paused(member, until: guest.pausedUntil)),
    ]
    return Decision(
      [.coffee(.left(member))], undoing: .init("coffee out", back),
      saying: [Reply("You are out. What was drawn stays; `!coffee in` takes part again.")])
  }
}
