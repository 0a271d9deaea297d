package import CommandGrammar
package import Primitives
import Timekeeping

/// Ends a series, now or after a day.
package struct EndSeries: Command {
  package static let description = CommandDescription(
    "series end", aliases: ["series close"], audience: .facilitators,
    usage: "!series end [series] [after <date>]",
    summary: "Ends a series: no more dates; those that are planned after that are called off.",
    examples: ["!series end E1", "!series end E1 after 2026-12-18"],
    instead: "!rsvp no", deed: .init("series ended", "series ended"), isUndoable: true)

  private let series: SeriesReference
  private let words: [String]

  package init(reading arguments: inout Arguments) throws(UsageError) {
    series = SeriesReference(reading: &arguments)
    var words = arguments.remaining.map(\.text)
    while arguments.take() != nil {}
    if let first = words.first, ["after", "on"].contains(Folding.fold(first)) {
      words.removeFirst()
    }
    self.words = words
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let series = try series.series(in: context)
    try series.requireRunning()
    let last = words.isEmpty ? nil : try context.day(words, zone: series.recurrence.zone)
    let ahead = context.community.datesAhead(of: series.id, at: context.now)
      .filter { $0.start > context.now }
    let gone = ahead.filter { session in last.map { session.time.local.day > $0 } ?? true }
    if !context.isConfirmed {
      let day = last.map { " after \($0)" } ?? ""
      return context.asking(
        .sure(series, gone, context), for: "end", toRun: "series end \(series.id)\(day)")
    }
    let (events, told) = context.callingOff(gone)
    return Decision(
      events + [.series(.ended(series.id))],
      undoing: .init(
        "series \(series.id) ended",
        [.series(.reopened(series.id, series.status))]
          + gone.map { .sessions(.restored($0.id)) }),
      saying: [
        Reply("\(context.community.label(of: series)) has ended, and I tell the room."),
        .ended(series, kept: ahead.filter { !gone.contains($0) }, gone, context),
      ] + told)
  }
}

extension Reply {
  fileprivate static func sure(
    _ series: AllSeries.Series, _ gone: [Sessions.Session], _ context: CommandContext
  ) -> Reply {
    let dates = context.dates(Array(gone.prefix(6))).joined(separator: " · ")
    return Reply(
      "\(context.community.headline(of: series)) would end."
        + (gone.isEmpty ? "" : " Called off: \(dates).")
        + " Type `end` within 5 minutes to do it; I then tell the room.")
  }

  fileprivate static func ended(
    _ series: AllSeries.Series, kept: [Sessions.Session], _ gone: [Sessions.Session],
    _ context: CommandContext
  ) -> Reply {
    var text = "\(context.community.headline(of: series)) has ended."
    if !gone.isEmpty {
      text += " Called off: \(context.dates(Array(gone.prefix(6))).joined(separator: " · "))."
    }
    if !kept.isEmpty {
      text += " Still to come: \(context.dates(Array(kept.prefix(6))).joined(separator: " · "))."
    }
    return Reply(text, to: .room(series.room), about: series.id.description)
  }
}
