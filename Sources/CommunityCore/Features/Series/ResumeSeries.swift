package import CommandGrammar
package import Primitives

/// Goes on with a series that was paused.
package struct ResumeSeries: Command {
  package static let description = CommandDescription(
    "series resume", aliases: ["series continue"], audience: .facilitators,
    usage: "!series resume [series]",
    summary:
      "Goes on with a paused series; the dates that were called off take place if still ahead.",
    examples: ["!series resume", "!series resume E1"],
    instead: "!topic <your idea>", deed: .init("series resumed", "series resumed"),
    isUndoable: true)

  private let series: SeriesReference

  package init(reading arguments: inout Arguments) throws(UsageError) {
    series = SeriesReference(reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let series = try series.series(in: context)
    try series.requireRunning()
    guard series.status == .paused else { throw .seriesNotPaused(series.id) }
    let back = series.paused.compactMap { context.community.sessions[$0] }
      .filter { $0.status == .cancelled && $0.start > context.now }
    let events = back.map { Event.sessions(.restored($0.id, at: context.now)) }
    return Decision(
      [.series(.resumed(series.id))] + events,
      undoing: .init(
        "series \(series.id) resumed",
        [.series(.paused(series.id, series.paused))]
          + back.map { .sessions(.cancelled($0.id)) }),
      saying: [
        Reply("\(context.community.label(of: series)) goes on, and I tell the room."),
        .resumed(series, back, context),
      ])
  }
}

extension Reply {
  fileprivate static func resumed(
    _ series: AllSeries.Series, _ back: [Sessions.Session], _ context: CommandContext
  ) -> Reply {
    let dates = context.dates(Array(back.prefix(6))).joined(separator: " · ")
    return Reply(
      "\(context.community.headline(of: series)) goes on."
        + (back.isEmpty
          ? " I plan its next date now." : " These dates take place after all: \(dates)."),
      to: .room(series.room), about: series.id.description)
  }
}
