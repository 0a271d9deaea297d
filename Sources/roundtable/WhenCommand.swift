import ArgumentParser
import Primitives
import Timekeeping

/// Prints what a phrase for a time means.
struct WhenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "when", abstract: "Prints what a phrase for a time means.",
    discussion: """
      roundtable when "thu 3 dec 4pm" --now 2026-11-21T10:00:00Z --zone Europe/London
      A time gives its instant in UTC. A series gives RRULE:…, DTSTART;TZID=…:…, and up to five of its instants.
      What is ambiguous, impossible or over is refused: exits 2 with the readings on standard error. What is worth
      saying with an answer, such as a change of clocks, stands there too.
      """)

  @Argument(help: "The phrase, such as \"every 2nd thu 16:00 London\".")
  var phrase: String

  @Option(help: "The time at which it is said (RFC 3339), such as 2026-11-21T10:00:00Z.")
  var now: String

  @Option(help: "The IANA name of the zone where it is said, such as Europe/London.")
  var zone: String

  func run() throws {
    try reporting { () throws(Failure) in
      guard let now = Instant(rfc3339: now) else {
        throw Failure(2, "--now \(now): write a time like 2026-11-21T10:00:00Z")
      }
      let home = try RecurCommand.zone(zone)
      let context = TimePhrase.Context(now: now, home: home, catalogue: Installation.zones)
      let reading: TimePhrase
      do throws(PhraseProblem) {
        reading = try TimePhrase(whole: phrase.split { $0.isWhitespace }, in: context)
      } catch {
        throw Failure(2, error.description)
      }
      switch reading.meaning {
      case .moment(_, let resolution):
        print(resolution.instant)
      case .series(let recurrence):
        let zone = try RecurCommand.zone(recurrence.zone)
        for line in recurrence.calendarLines(in: zone) { print(line) }
        for local in recurrence.occurrences(in: zone).prefix(5) {
          print(zone.resolve(local).instant)
        }
      }
      for note in reading.notes { complain(note) }
    }
  }
}
