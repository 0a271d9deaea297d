package import CommandGrammar
package import Primitives

/// Stops a series for a while: the dates that are planned are called off.
package struct PauseSeries: Command {
  package static let description = CommandDescription(
    "series pause", aliases: ["series stop"], audience: .facilitators,
    usage: "!series pause [series]",
    summary: "Stops a series until `!series resume`; the dates that are planned are called off.",
    examples: ["!series pause", "!series pause E1"],
    instead: "!rsvp no", deed: .init("series paused", "series paused"), isUndoable: true)

  private let series: SeriesReference

  package init(reading arguments: inout Arguments) throws(UsageError) {
    series = SeriesReference(reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let series = try series.series(in: context)
    try series.requireRunning()
    if series.status == .paused { throw .seriesPaused(series.id) }
    let ahead = context.community.datesAhead(of: series.id, at: context.now)
      .filter { $0.start > context.now }
    if ahead.contains(where: \.isExpected), !context.isConfirmed {
      return context.asking(
        .sure(series, ahead, context), for: "pause", toRun: "series pause \(series.id)")
    }
    let (events, told) = context.callingOff(ahead)
    return Decision(
      events + [.series(.paused(series.id, ahead.map(\.id)))],
      undoing: .init(
        "series \(series.id) paused",
        [.series(.resumed(series.id))] + ahead.map { .sessions(.restored($0.id)) }),
      saying: [.confirmed(series, ahead.count, context), .paused(series, ahead, context)] + told)
  }
}

extension CommandContext {
  /// The events that call several sessions off, and what those are told alone who would have come.
  func callingOff(_ sessions: [Sessions.Session]) -> (events: [Event], told: [Reply]) {
    var events: [Event] = []
    var told: [Reply] = []
    for session in sessions {
      events.append(.sessions(.cancelled(session.id)))
      guard charter.hasDirectMessages else { continue }
      var cancelled = session
      cancelled.status = .cancelled
      let notice = Notice(
        session: cancelled, matter: .cancelled, community: community, charter: charter, now: now)
      let delivered = notice.delivered(to: notice.readers.filter { $0 != author.id })
      events += delivered.events
      told += delivered.replies
    }
    return (events, Reply.combined(told))
  }
}

extension Reply {
  fileprivate static func sure(
    _ series: AllSeries.Series, _ ahead: [Sessions.Session], _ context: CommandContext
  ) -> Reply {
    let awaited = ahead.filter(\.isExpected).map { "\($0.id) (\($0.counts))" }
    return Reply(
      "\(context.community.label(of: series)): \(ahead.count == 1 ? "1 date" : "\(ahead.count) dates") "
        + "would be called off, of which people come to \(awaited.joined(separator: ", ")). Type "
        + "`pause` within 5 minutes to do it; I then tell everybody.")
  }

  fileprivate static func confirmed(
    _ series: AllSeries.Series, _ count: Int, _ context: CommandContext
  ) -> Reply {
    let dates =
      count == 0 ? "No date was planned." : count == 1 ? "1 date is" : "\(count) dates are"
    return Reply(
      "\(context.community.label(of: series)) is paused. \(dates)"
        + (count == 0 ? "" : " called off, and I tell the room.")
        + " `!series resume \(series.id)` goes on.")
  }

  fileprivate static func paused(
    _ series: AllSeries.Series, _ ahead: [Sessions.Session], _ context: CommandContext
  ) -> Reply {
    let dates = context.dates(Array(ahead.prefix(6))).joined(separator: " · ")
    return Reply(
      "\(context.community.headline(of: series)) is paused."
        + (ahead.isEmpty ? "" : " These dates do not take place: \(dates)."),
      to: .room(series.room), about: series.id.description)
  }
}
