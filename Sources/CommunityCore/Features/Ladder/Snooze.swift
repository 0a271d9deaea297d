package import CommandGrammar
package import Primitives
import OrderedCollections
import Timekeeping

/// Leaves a member alone for a while with everything they have not asked for.
package struct Snooze: Command {
  package static let description = CommandDescription(
    "snooze", aliases: ["pause"],
    usage: "!snooze [2w|until <date>|off]",
    summary: "Leaves you alone for a while: no questions, no turns; what you said yes to stays.",
    examples: ["!snooze 2w", "!snooze off"],
    deed: .init("snooze", "snoozes"), isUndoable: true)

  private enum Choice: Sendable {
    case show
    case off
    case days(Int)
    case until([String])
  }

  private let choice: Choice

  package init(reading arguments: inout Arguments) throws(UsageError) {
    var words = arguments.remaining.map(\.text)
    while arguments.take() != nil {}
    if words.first == "until" || words.first == "for" { words.removeFirst() }
    guard let first = words.first.map(Folding.fold) else {
      choice = .show
      return
    }
    if ["off", "end", "stop"].contains(first) {
      choice = .off
    } else if let days = Self.days(words) {
      guard (1...366).contains(days) else {
        throw .invalid(words.joined(separator: " "), expected: "from a day to a year")
      }
      choice = .days(days)
    } else {
      choice = .until(words)
    }
  }

  /// A number of days, weeks or months: `10d`, `2w`, `2 weeks`.
  static func days(_ words: [String]) -> Int? {
    let text = words.joined().lowercased()
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int(digits), number < 1000 else { return nil }
    switch text.dropFirst(digits.count) {
    case "d", "day", "days": return number
    case "w", "week", "weeks": return number * 7
    case "month", "months": return number * 30
    default: return nil
    }
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let author = context.author.id
    let old = context.community.notices[author].snoozedUntil
    let until: Instant?
    switch choice {
    case .show:
      guard let old, old > context.now else { return Decision(saying: .awake) }
      return Decision(saying: .asleep(until: old, context))
    case .off:
      guard let old, old > context.now else { return Decision(saying: .awake) }
      until = nil
    case .days(let days): until = context.morning(afterDays: days)
    case .until(let words):
      let name = context.author.zone ?? context.community.plan.zone
      let zone = context.charter.zones.zoneOrUniversal(named: name)
      let day = try context.day(words, zone: name)
      let when = When(ZonedTime(day.morning, zone: zone.name), in: context)
      try when.requireAhead(in: context)
      until = when.start
    }
    let event = Event.notices(.snoozed(author, until: until))
    let turns = context.snoozedTurns(until: until, after: event)
    let passed = turns.passed?.decision ?? Decision()
    return Decision(
      [event] + passed.events,
      undoing: .init(
        "snooze", [.notices(.snoozed(author, until: old))] + (turns.passed?.undo ?? [])),
      saying: [until.map { .asleep(until: $0, context, noting: turns.note) } ?? .awake]
        + passed.replies)
  }
}

extension CommandContext {
  /// Eight in the morning so many days from today, by the member's clocks.
  func morning(afterDays days: Int) -> Instant {
    let zone = charter.zones.zoneOrUniversal(named: author.zone ?? community.plan.zone)
    let day = zone.localTime(at: now).adding(days: Int64(days)).day
    return zone.resolve(day.morning).instant
  }
}

extension CommandContext {
  /// What becomes of the author's turns before `until`: those to which they have not said yes go on, the
  /// others stay, and are named.
  fileprivate func snoozedTurns(
    until: Instant?, after event: Event
  ) -> (passed: PassedTurns?, note: String) {
    guard let until, !community.rota.isEmpty else { return (nil, "") }
    let covered = community.sessions.ahead(of: now).filter { $0.start > now && $0.start < until }
    let isKept = { (session: Sessions.Session) in
      community.rota.turns[session.id]?.values.contains { $0.holder == author.id && $0.isAccepted }
        ?? false
    }
    let passed = passingTurns(at: covered.filter { !isKept($0) }, after: [event])
    let kept = covered.filter(isKept).map(\.id.description)
    let keeping =
      kept.isEmpty
      ? ""
      : " You have said yes to \(kept.joined(separator: ", ")); `!skip \(kept[0])` passes that on."
    return (passed, note(of: passed?.passed ?? [], isOne: false) + keeping)
  }
}

extension GregorianDay {
  /// Eight in the morning.
  fileprivate var morning: LocalTime {
    LocalClock(minutesAfterMidnight: 8 * 60).on(self)
  }
}

extension Reply {
  fileprivate static var awake: Reply {
    Reply("You are not snoozing. `!snooze 2w` leaves you alone for two weeks.")
  }

  fileprivate static func asleep(
    until: Instant, _ context: CommandContext, noting turns: String = ""
  ) -> Reply {
    Reply(
      "I leave you alone until \(context.told(until)): no questions, no turns. What you said yes to "
        + "stays, and I remind you of it. `!snooze off` ends that." + turns)
  }
}
