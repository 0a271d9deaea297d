package import CommandGrammar
package import Primitives
import Timekeeping

/// Sets when digests come.
package struct ScheduleDigest: Command {
  package static let description = CommandDescription(
    "digest schedule", aliases: ["digest at"], audience: .coordinators,
    usage: "!digest schedule <weekday> <time>",
    summary:
      "Sets when the coordinators' digest comes, by the community's clocks; the members' an hour later.",
    examples: ["!digest schedule mon 09:00", "!digest schedule fri 15:30"],
    instead: "!catchup", deed: .init("digest time", "digest times"), isUndoable: true)

  private static let days = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]

  private let schedule: Digests.Schedule

  package init(reading arguments: inout Arguments) throws(UsageError) {
    guard var day = arguments.take() else { throw .missing("a day and a time") }
    guard var time = arguments.take() else { throw .missing("a time, such as `09:00`") }
    if Self.weekday(day.folded) == nil, Self.weekday(time.folded) != nil { swap(&day, &time) }
    guard let weekday = Self.weekday(day.folded) else {
      throw .invalid(day.text, expected: "a day of the week, such as `mon`")
    }
    let half = arguments.take(ifMeaning: { ["am", "pm"].contains($0) ? $0 : nil }) ?? ""
    guard let clock = Self.clock(time.folded + half) else {
      throw .invalid(time.text, expected: "a time, such as `09:00`")
    }
    schedule = Digests.Schedule(weekday: weekday, clock: clock)
  }

  /// 1 for `mon`, `monday` or `mondays`.
  private static func weekday(_ word: String) -> Int? {
    guard word.utf8.count >= 2 else { return nil }
    return days.firstIndex { $0.hasPrefix(word) || $0 + "s" == word }.map { $0 + 1 }
  }

  /// Reads `9`, `9:30`, `09.30`, `9am` or `3:30pm`.
  private static func clock(_ word: String) -> LocalClock? {
    let half = ["am", "pm"].first { word.hasSuffix($0) }
    let parts = word.dropLast(half == nil ? 0 : 2)
      .split(omittingEmptySubsequences: false) { $0 == ":" || $0 == "." }
    guard parts.count <= 2, parts.allSatisfy({ (1...2).contains($0.utf8.count) }),
      let hour = Int(parts[0]), let minute = parts.count == 2 ? Int(parts[1]) : 0
    else { return nil }
    guard let half else { return LocalClock(hour: hour, minute: minute) }
    guard (1...12).contains(hour) else { return nil }
    return LocalClock(hour: hour % 12 + (half == "pm" ? 12 : 0), minute: minute)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let old = context.community.digests.schedule
    if old == schedule { throw .digests(.scheduledSo(schedule.words)) }
    return Decision(
      [.digests(.scheduled(schedule))],
      undoing: .init("digest time", [.digests(.scheduled(old))]),
      saying: [.scheduled(schedule, context)])
  }
}

extension Digests.Schedule {
  /// `Mon 09:00`.
  var words: String {
    "\(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][weekday - 1]) \(clock)"
  }
}

extension Reply {
  fileprivate static func scheduled(
    _ schedule: Digests.Schedule, _ context: CommandContext
  ) -> Reply {
    let city = context.community.clocks.city
    var text =
      "Digests come on \(schedule.words) \(city), the members' an hour later; never two in a week."
    var changed = context.community
    changed.digests.apply(.scheduled(schedule))
    if let next = changed.nextDigest(of: .coordinators), context.released(next) > next {
      text +=
        " Your quiet hours hold yours in the chat until \(context.told(context.released(next)))."
    }
    return Reply(text)
  }
}
