package import CommandGrammar
import Grouping
import OrderedCollections
package import Primitives
import Timekeeping

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

extension CommandContext {
  /// When the first draw would be for somebody who joins now.
  fileprivate func joiningCoffee(at now: Instant) -> LocalTime {
    let coffee = community.coffee
    if let next = coffee.next { return next }
    return Coffee.firstDraw(after: community.clocks.localTime(at: now).day)
  }

  /// When the next draw is: `The next draw is on Mon 7 Dec 2026, 10:00 London`.
  fileprivate var nextCoffee: String { nextCoffee(community) }

  fileprivate func nextCoffee(_ community: Community) -> String {
    guard let next = community.coffee.next else { return "No draw is planned." }
    let of = community.coffee.isOfThree ? " of threes" : ""
    return
      "The next draw\(of) is on \(told(community.clocks.resolve(next).instant))."
  }
}
