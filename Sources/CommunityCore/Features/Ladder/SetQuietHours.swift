package import CommandGrammar
package import Primitives
import Timekeeping

/// Chooses when one is not to be disturbed, or shows it.
package struct SetQuietHours: Command {
  package static let description = CommandDescription(
    "quiet", aliases: ["prefs quiet"],
    usage: "!quiet [20:00-8:00|weekends|default|off]",
    summary: "Chooses when I don't disturb you: what can wait comes in one message after it.",
    examples: ["!quiet 18:00-9:00 weekends", "!quiet off"],
    deed: .init("quiet hours", "quiet hours"), isUndoable: true)

  private enum Choice: Sendable {
    case show
    case usual
    case hours(QuietHours)
  }

  private let choice: Choice

  package init(reading arguments: inout Arguments) throws(UsageError) {
    let text = try arguments.text("quiet hours", limitBytes: 100)
    let words = text.lowercased()
      .replacing(bytes: "–", with: "-").replacing(bytes: " to ", with: "-")
      .replacing(bytes: "and ", with: "")
      .split(separator: " ").map(String.init)
    switch words {
    case []: choice = .show
    case ["off"], ["none"], ["never"]: choice = .hours(.none)
    case ["default"], ["usual"], ["on"]: choice = .usual
    default: choice = .hours(try Self.hours(words))
    }
  }

  private static func hours(_ words: [String]) throws(UsageError) -> QuietHours {
    var from = LocalClock.midnight
    var to = LocalClock.midnight
    var areWeekendsQuiet = false
    for word in words {
      if ["weekend", "weekends"].contains(word) {
        areWeekendsQuiet = true
        continue
      }
      let parts = word.split(separator: "-").map { minutes(String($0)) }
      guard parts.count == 2, let first = parts[0], let last = parts[1], first != last else {
        throw .invalid(word, expected: "quiet hours such as `20:00-8:00`")
      }
      from = LocalClock(minutesAfterMidnight: first)
      to = LocalClock(minutesAfterMidnight: last)
    }
    return QuietHours(from: from, to: to, areWeekendsQuiet: areWeekendsQuiet)
  }

  /// The minutes after midnight of `8`, `8:00`, `8am` or `20:30`.
  private static func minutes(_ text: String) -> Int? {
    var digits = text[...]
    var shift = 0
    if digits.hasSuffix("am") || digits.hasSuffix("pm") {
      shift = digits.hasSuffix("pm") ? 12 : 0
      digits = digits.dropLast(2)
    }
    let parts = digits.split(separator: ":", omittingEmptySubsequences: false)
    guard let hour = parts.first.flatMap({ Int($0) }), parts.count <= 2,
      let minute = parts.count == 2 ? Int(parts[1]) : 0, (0..<60).contains(minute)
    else { return nil }
    let isTwelve = text.hasSuffix("m")
    guard isTwelve ? (1...12).contains(hour) : (0...24).contains(hour) else { return nil }
    return ((isTwelve ? hour % 12 : hour % 24) + shift) * 60 + minute
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let author = context.author.id
    let old = context.community.notices[author].quiet
    switch choice {
    case .show: return Decision(saying: .quiet(context.community.notices.quietHours(of: author)))
    case .usual: return choose(nil, insteadOf: old, context)
    case .hours(let hours): return choose(hours, insteadOf: old, context)
    }
  }

  private func choose(
    _ hours: QuietHours?, insteadOf old: QuietHours?, _ context: CommandContext
  ) -> Decision {
    let author = context.author.id
    return Decision(
      [.notices(.quietChosen(author, hours))],
      undoing: .init("quiet hours", [.notices(.quietChosen(author, old))]),
      saying: [.quiet(hours ?? Notices.usualQuiet)])
  }
}

extension Reply {
  fileprivate static func quiet(_ hours: QuietHours) -> Reply {
    guard hours != .none else {
      return Reply("You have no quiet hours. `!quiet 20:00-8:00 weekends` sets some.")
    }
    return Reply(
      "Quiet hours: \(hours), by your clocks. What can wait comes after them in one message; within "
        + "two hours before a session I write at once.")
  }
}
