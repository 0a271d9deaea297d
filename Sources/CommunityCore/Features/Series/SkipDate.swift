package import CommandGrammar
package import Primitives
import Timekeeping

/// Leaves out one date of a series.
package struct SkipDate: Command {
  package static let description = CommandDescription(
    "series skip", aliases: ["series except"], audience: .facilitators,
    usage: "!series skip [series] <date>|next",
    summary: "Leaves out one date of a series; if it is planned already, it is called off.",
    examples: ["!series skip next", "!series skip 2026-12-31"],
    instead: "!rsvp no", deed: .init("date skipped", "dates skipped"), isUndoable: true)

  private let series: SeriesReference
  private let words: [String]

  package init(reading arguments: inout Arguments) throws(UsageError) {
    series = SeriesReference(reading: &arguments)
    words = arguments.remaining.map(\.text)
    if words.isEmpty { throw .missing("a date, or `next`") }
    while arguments.take() != nil {}
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let series = try series.series(in: context)
    try series.requireRunning()
    let ahead = context.community.datesAhead(of: series.id, at: context.now)
      .filter { $0.start > context.now }
    if words.count == 1, Folding.fold(words[0]) == "next" {
      guard let next = ahead.first else { throw .noSuchDate(series.id, next: []) }
      return skip(next, of: series, context)
    }
    let day = try context.day(words, zone: series.recurrence.zone)
    if let planned = ahead.first(where: {
      $0.time.local.day == day || $0.occurrence?.original.day == day
    }) {
      return skip(planned, of: series, context)
    }
    let zone = context.charter.zones.zoneOrUniversal(named: series.recurrence.zone)
    guard let first = LocalTime(day: day, hour: 0, minute: 0),
      let original = series.recurrence.occurrences(in: zone, from: first).first(where: { _ in true }
      ),
      original.day == day, series.frontier.map({ $0 < original }) ?? true
    else { throw .noSuchDate(series.id, next: context.dates(Array(ahead.prefix(3)))) }
    let dated = TimeEcho.dated(zone.resolve(original).instant, in: zone)
    return Decision(
      [.series(.skipped(series.id, original))],
      undoing: .init(
        "\(series.id) on \(dated) skipped", [.series(.unskipped(series.id, original))]),
      saying: [
        Reply("\(context.community.label(of: series)) leaves out \(dated), and I tell the room."),
        .skipped(series, dated, context),
      ])
  }

  private func skip(
    _ session: Sessions.Session, of series: AllSeries.Series, _ context: CommandContext
  ) -> Decision {
    let dated = TimeEcho.dated(session.start, in: context.community.clocks(of: session))
    if session.isExpected, !context.isConfirmed {
      return context.asking(
        Reply(
          "\(context.headline(session)): \(session.counts). Type `skip` within 5 minutes to leave it "
            + "out; I then tell everybody."), for: "skip",
        toRun: "series skip \(series.id) \(session.time.local.day)")
    }
    let (events, told) = context.callingOff([session])
    return Decision(
      events,
      undoing: .init("\(session.id) skipped", [.sessions(.restored(session.id))]),
      saying: [
        Reply("\(context.community.label(of: session)) is left out, and I tell the room."),
        .skipped(series, "\(session.id), \(dated)", context),
      ] + told)
  }
}

extension Reply {
  fileprivate static func skipped(
    _ series: AllSeries.Series, _ dated: String, _ context: CommandContext
  ) -> Reply {
    Reply(
      "\(context.community.label(of: series)) leaves out one date: \(dated). All others stand.",
      to: .room(series.room), about: series.id.description)
  }
}
