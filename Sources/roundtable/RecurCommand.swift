import ArgumentParser
import Primitives
import Timekeeping

/// Prints when a recurrence rule comes.
struct RecurCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recur", abstract: "Prints when a recurrence rule (RFC 5545) comes.",
    discussion: """
      roundtable recur "FREQ=WEEKLY;BYDAY=TH" --start 2026-12-03T16:00:00 --zone Europe/London --count 5
      One instant in UTC a line, fewer where the rule ends. The start is among them only if the rule gives it.
      Where the clocks jump over a time, the offset before counts; where they show it twice, the first.
      Exits 2 for a rule that can't be kept, and for one finer than a day.
      """)

  @Argument(help: "The rule, such as \"FREQ=MONTHLY;BYDAY=-1FR\".")
  var rule: String

  @Option(help: "The wall time it starts from, such as 2026-12-03T16:00:00.")
  var start: String

  @Option(help: "The IANA name of the zone, such as Europe/London.")
  var zone: String

  @Option(help: "How many to print, 1 to 100000.")
  var count = 10

  @Option(help: "A wall time to leave out. May be repeated.")
  var exdate: [String] = []

  @Option(help: "A wall time to add. May be repeated.")
  var rdate: [String] = []

  func run() throws {
    try reporting { () throws(Failure) in
      let recurrence = try recurrence()
      let zone = try Self.zone(zone)
      guard (1...100_000).contains(count) else {
        throw Failure(2, "--count \(count): write a number from 1 to 100000")
      }
      var last: Instant?
      var printed = 0
      for local in recurrence.occurrences(in: zone) {
        let instant = zone.resolve(local).instant
        // A time in a gap may stand for the same instant as a time that was added.
        if instant == last { continue }
        print(instant)
        last = instant
        printed += 1
        if printed == count { break }
      }
    }
  }

  private func recurrence() throws(Failure) -> Recurrence {
    let rule: RecurrenceRule
    do throws(RecurrenceProblem) {
      rule = try RecurrenceRule(self.rule)
    } catch {
      throw Failure(2, error.description)
    }
    var exclusions: [LocalTime] = []
    var additions: [LocalTime] = []
    for text in exdate { exclusions.append(try Self.local(text, "--exdate")) }
    for text in rdate { additions.append(try Self.local(text, "--rdate")) }
    return Recurrence(
      rule, start: try Self.local(start, "--start"), zone: try Self.zone(zone).name,
      exclusions: exclusions, additions: additions)
  }

  private static func local(_ text: String, _ option: String) throws(Failure) -> LocalTime {
    guard let local = LocalTime(text) else {
      throw Failure(2, "\(option) \(text): write a wall time like 2026-12-03T16:00:00")
    }
    return local
  }

  /// The zone called `name`; shared with the command `when`.
  static func zone(_ name: String) throws(Failure) -> Zone {
    do throws(ZoneError) {
      return try Installation.zones.zone(named: name)
    } catch {
      throw Failure(2, "--zone: \(error)")
    }
  }
}
