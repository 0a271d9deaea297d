import Primitives
import Timekeeping

extension CommandContext {
  /// When the first draw would be for somebody who joins now.
  func joiningCoffee(at now: Instant) -> LocalTime {
    let coffee = community.coffee
    if let next = coffee.next { return next }
    return Coffee.firstDraw(after: community.clocks.localTime(at: now).day)
  }

  /// When the next draw is: `The next draw is on Mon 7 Dec 2026, 10:00 London`.
  var nextCoffee: String { nextCoffee(community) }

  /// When the next draw is, as `community` has it.
  func nextCoffee(_ community: Community) -> String {
    guard let next = community.coffee.next else { return "No draw is planned." }
    let of = community.coffee.isOfThree ? " of threes" : ""
    return
      "The next draw\(of) is on \(told(community.clocks.resolve(next).instant))."
  }
}
