import CommandGrammar
import Primitives

/// Why something about figures and measures is not done.
package enum FiguresRefusal: Error, Hashable, Sendable {
  /// The session has not begun, or was called off.
  case notHeld(SessionID)
  /// No session was held in so many days.
  case noneHeld(days: Int)
  /// No time from a week to three years begins there.
  case noPeriod(String)
  /// The community keeps no measures of its own.
  case noMeasures
  /// There is no such measure; the second text is the nearest name that there is.
  case noSuchMeasure(String, nearest: String?)
  /// There is one with that name.
  case measureKnown(String)
  /// The time for which the value would be has not begun.
  case notBegun(String)
  /// That value is kept for that time already.
  case valueKnown(String)
}

extension FiguresRefusal {
  /// The sentence that a member reads: what stands in the way, and what can be done.
  var reply: Reply {
    switch self {
    case .notHeld(let id):
      Reply(
        "\(id) has not taken place, so there is nothing to count. `!rsvp who \(id)` shows who comes."
      )
    case .noneHeld(let days):
      Reply("No session was held in \(days) days, so there is nothing to count.")
    case .noPeriod(let text):
      Reply(
        "\(text) did not begin from a week to three years ago; `90d` or `12w` says how far back.")
    case .noMeasures:
      Reply(
        "No measures of our own are kept. A coordinator begins one: `\(AddMeasure.description.examples[0])`"
      )
    case .noSuchMeasure(let key, let nearest?):
      Reply("There is no measure “\(key)”, but there is `\(nearest)`. `!measure` shows them.")
    case .noSuchMeasure(let key, nil):
      Reply("There is no measure “\(key)”. `!measure` shows them, `!measure add \(key)` begins it.")
    case .measureKnown(let key):
      Reply("There is a measure “\(key)” already. `!measure log \(key) <number>` adds a value.")
    case .notBegun(let span): Reply("\(span) has not begun yet. Nothing was kept.")
    case .valueKnown(let text): Reply("There is nothing to do: \(text) is kept already.")
    }
  }
}
