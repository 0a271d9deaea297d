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
    guard let day = arguments.take() else { throw .missing("a day and a time") }
    guard day.folded.utf8.count >= 2,
      let index = Self.days.firstIndex(where: {
        $0.hasPrefix(day.folded) || $0 + "s" == day.folded
      })
    else { throw .invalid(day.text, expected: "a day of the week, such as `mon`") }
    guard let time = arguments.take() else { throw .missing("a time, such as `09:00`") }
    guard let clock = Self.clock(time.folded) else {
      throw .invalid(time.text, expected: "a time, such as `09:00`")
    }
    schedule = Digests.Schedule(weekday: index + 1, clock: clock)
  }

  /// Reads `9`, `9:30` or `09:30`.
  private static func clock(_ word: String) -> LocalClock? {
    let parts = word.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.allSatisfy({ (1...2).contains($0.utf8.count) }),
      let hour = Int(parts[0]), let minute = parts.count == 2 ? Int(parts[1]) : 0
    else { return nil }
    return LocalClock(hour: hour, minute: minute)
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
    return Reply(
      "Digests come on \(schedule.words) \(city), the members' an hour later; never two in a week.")
  }
}
