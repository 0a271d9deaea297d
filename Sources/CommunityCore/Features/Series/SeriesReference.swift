import OrderedCollections
import CommandGrammar
import Primitives
import Timekeeping

/// A series as a member means it: by its number, by where they speak, or the only one there is.
struct SeriesReference: Sendable {
  /// The number, where one was typed.
  var id: SeriesID?

  /// Takes a number with its letter where one comes next; a bare number is no series.
  init(reading arguments: inout Arguments) {
    guard let id = arguments.next.flatMap({ Self.id($0) }) else { return }
    self.id = id
    _ = arguments.take()
  }

  /// Names the series `id`, or none.
  init(_ id: SeriesID?) {
    self.id = id
  }

  /// The series that a word names, with its letter.
  static func id(_ word: Word) -> SeriesID? {
    guard !word.isQuoted, let first = word.folded.utf8.first, first < 48 || first > 57 else {
      return nil
    }
    return SeriesID(word.folded)
  }

  /// What is meant; one that has ended only by its number.
  func series(in context: CommandContext) throws(Refusal) -> AllSeries.Series {
    let all = context.community.series
    if let id {
      guard let series = all[id] else { throw .noSuchSeries(id) }
      return series
    }
    for post in [context.message.thread, context.message.replyTo] {
      guard let post else { continue }
      if let id = all.series(of: post), let series = all[id] { return series }
      if let session = context.community.sessions.session(of: post),
        let id = context.community.sessions[session]?.occurrence?.series, let series = all[id]
      {
        return series
      }
    }
    let running = all.running
    guard let only = running.first else { throw .noSeries }
    guard running.count == 1 else {
      throw .severalSeries(running.map { context.community.label(of: $0) })
    }
    return only
  }
}

extension AllSeries.Series {
  /// Requires that it has not ended.
  func requireRunning() throws(Refusal) {
    if status == .ended { throw .seriesEnded(id) }
  }
}

extension Community {
  /// The planned dates of a series that are not over, the earliest first.
  func datesAhead(of series: SeriesID, at now: Instant) -> [Sessions.Session] {
    sessions.ahead(of: now).filter { $0.occurrence?.series == series }
  }

  /// The rhythm in words: `E1 Practice hour: every second Thursday at 16:00 London`.
  func headline(of series: AllSeries.Series) -> String {
    let zone = sessions.zones.zoneOrUniversal(named: series.recurrence.zone)
    var text = "\(label(of: series)): \(series.recurrence.summary(in: zone))"
    if !series.slots.isEmpty {
      let slots = series.slots.map { LocalClock(minutesAfterMidnight: $0).description }
      text += " (times take turns: \(slots.joined(separator: ", ")))"
    }
    return text
  }

  /// How many of the planned dates ahead lie outside 08:00 to 20:00 on working days for each place
  /// where members are; empty where all members share one place.
  func load(of series: SeriesID, at now: Instant) -> String {
    let dates = datesAhead(of: series, at: now)
    let zones = Set(people.members.values.filter(\.isActive).map { $0.zone ?? plan.zone })
    guard zones.count > 1, !dates.isEmpty else { return "" }
    let loads = zones.sorted().prefix(8).map { name in
      let zone = sessions.zones.zoneOrUniversal(named: name)
      let count = dates.count { Notices.usualQuiet.isQuiet(at: $0.start, in: zone) }
      return "\(zone.city) \(count)"
    }
    return "Outside hours, of the next \(dates.count): \(loads.joined(separator: ", "))."
  }
}

extension CommandContext {
  /// The next dates in short, such as `S1 Thu 3 Dec 2026, 16:00 London`.
  func dates(_ sessions: [Sessions.Session]) -> [String] {
    sessions.map { session in
      "\(session.id) \(TimeEcho.dated(session.start, in: community.clocks(of: session)))"
    }
  }
}
