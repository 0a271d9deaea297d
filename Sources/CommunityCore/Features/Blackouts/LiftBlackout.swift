package import CommandGrammar
package import Primitives
import Timekeeping

/// Makes days like others again.
package struct LiftBlackout: Command {
  package static let description = CommandDescription(
    "blackout lift", aliases: ["blackout off", "blackout drop"], audience: .facilitators,
    usage: "!blackout lift [a day in it]",
    summary: "Makes days that were kept free like others again; dates of series in it are planned.",
    examples: ["!blackout lift", "!blackout lift 2026-12-21"],
    instead: "!blackout", deed: .init("blackout lifted", "blackouts lifted"), isUndoable: true)

  private let words: [String]

  package init(reading arguments: inout Arguments) throws(UsageError) {
    words = arguments.remaining.map(\.text)
    while arguments.take() != nil {}
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let community = context.community
    let zone = community.clocks
    let today = zone.localTime(at: context.now).day
    let ranges = community.blackouts.ranges.filter { $0.last >= today }
    let range: Blackouts.Range
    if words.isEmpty {
      if ranges.isEmpty { throw .noBlackouts }
      guard ranges.count == 1 else { return Decision(saying: .list(ranges, context)) }
      range = ranges[0]
    } else {
      let day = try context.day(words, zone: community.plan.zone)
      guard let found = ranges.first(where: { $0.contains(day) }) else { throw .noSuchBlackout }
      range = found
    }
    let (planned, restored) = dates(back: range, in: context)
    let ids = planned.compactMap { event in
      if case .sessions(.scheduled(let plan)) = event { plan.id } else { nil }
    }
    return Decision(
      [.blackouts(.lifted(range))] + restored.map { .sessions(.restored($0, at: context.now)) }
        + planned,
      undoing: .init(
        "blackout lifted",
        [.blackouts(.set(range))] + (restored + ids).map { .sessions(.cancelled($0)) }),
      saying: [.lifted(range, restored + ids, context)])
  }

  /// The dates of running series within `range` that come back: what plans those that were passed over,
  /// and the sessions that were called off.
  private func dates(
    back range: Blackouts.Range, in context: CommandContext
  ) -> (planned: [Event], restored: [SessionID]) {
    var free = context.community
    free.apply(.blackouts(.lifted(range)))
    var planned: [Event] = []
    var restored: [SessionID] = []
    var count = 0
    for series in free.series.running where series.status == .active {
      guard let frontier = series.frontier,
        let first = LocalTime(day: range.first, hour: 0, minute: 0)
      else { continue }
      let known = free.sessions.occurrences(of: series.id)
      for original in free.dates(of: series, from: first).prefix(400) {
        guard original <= frontier, range.contains(original.day) else { break }
        guard free.sessions.start(of: series.time(of: original, turn: 0)) > context.now else {
          continue
        }
        if let session = known.first(where: { $0.occurrence?.original == original }) {
          if session.status == .cancelled { restored.append(session.id) }
          continue
        }
        planned += free.planning(original, of: series, at: context.now, ahead: count)
        count += 1
      }
    }
    return (planned, restored)
  }
}

extension Reply {
  fileprivate static func lifted(
    _ range: Blackouts.Range, _ back: [SessionID], _ context: CommandContext
  ) -> Reply {
    let dates =
      back.isEmpty
      ? "" : " Back on the calendar: \(back.map(\.description).joined(separator: ", "))."
    return Reply("\(range.days) are days like others again.\(dates) `!session list` shows all.")
  }
}
