package import CommandGrammar
package import Primitives
import Timekeeping

/// Keeps days free of everything, or shows which are.
package struct SetBlackout: Command {
  package static let description = CommandDescription(
    "blackout", aliases: ["blackouts"], audience: .facilitators,
    usage: "!blackout [<first day> to <last day> [reason]]",
    summary: "Keeps days free: no dates of series, invitations or questions; alone it shows them.",
    examples: ["!blackout", "!blackout 2026-12-21 to 2027-01-03 holidays"],
    instead: "!blackout list", deed: .init("blackout", "blackouts"), isUndoable: true)

  private let words: [String]

  package init(reading arguments: inout Arguments) throws(UsageError) {
    words = arguments.remaining.map(\.text)
    while arguments.take() != nil {}
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    if words.isEmpty { return Decision(saying: try Self.list(context)) }
    let (first, last, rest) = try Self.days(words, in: context)
    let reason = Prose.clean(rest.joined(separator: " "))
    let range = Blackouts.Range(
      first: first, last: last, reason: context.community.people.stored(reason))
    try require(range, in: context)
    let sessions = context.community.sessions.ahead(of: context.now).filter {
      $0.start > context.now && range.contains($0.time.local.day)
    }
    let dates = sessions.filter { $0.occurrence != nil }
    if dates.contains(where: \.isExpected), !context.isConfirmed {
      return context.asking(
        .sure(range, dates, context), for: "block",
        toRun: "blackout \(words.joined(separator: " "))")
    }
    let (events, told) = context.callingOff(dates)
    return Decision(
      [.blackouts(.set(range))] + events,
      undoing: .init(
        "blackout from \(range.first) to \(range.last)",
        [.blackouts(.lifted(range))] + dates.map { .sessions(.restored($0.id)) }),
      saying: [
        .confirmed(range, alone: sessions.filter { $0.occurrence == nil }, context),
        try .announced(range, dates, context),
      ] + told)
  }

  private func require(_ range: Blackouts.Range, in context: CommandContext) throws(Refusal) {
    let zone = context.community.clocks
    let today = zone.localTime(at: context.now).day
    if range.last < range.first {
      throw .badDays("The last day, \(range.last), lies before the first, \(range.first).")
    }
    if range.last < today { throw .badDays("\(range.last) is over.") }
    if range.last.daysSince1970 - range.first.daysSince1970 >= Int64(Blackouts.daysLimit) {
      throw .badDays("That is more than a year. Keep at most \(Blackouts.daysLimit) days free.")
    }
    if range.reason.utf8.count > Blackouts.reasonBytes {
      throw .badDays("The reason is too long: it has at most \(Blackouts.reasonBytes) bytes.")
    }
    let blackouts = context.community.blackouts
    if blackouts.ranges.contains(where: { $0.first <= range.last && range.first <= $0.last }) {
      throw .badDays("Some of these days are kept free already; `!blackout` shows which.")
    }
    if blackouts.ranges.count(where: { $0.last >= today }) >= Blackouts.limit {
      throw .full("runs of days that are kept free", limit: Blackouts.limit)
    }
  }

  /// The first and the last day that the words name, and the words behind them.
  static func days(
    _ words: [String], in context: CommandContext
  ) throws(Refusal) -> (first: GregorianDay, last: GregorianDay, rest: ArraySlice<String>) {
    let zone = context.community.plan.zone
    let marks: Set<String> = ["to", "until", "till", "-", "–", "—"]
    guard let mark = words.firstIndex(where: { marks.contains($0.lowercased()) }), mark > 0 else {
      let (first, count) = try context.day(of: words, zone: zone)
      return (first, first, words.dropFirst(count))
    }
    let first = try context.day(Array(words[..<mark]), zone: zone)
    let behind = Array(words[(mark + 1)...])
    let (last, count) = try context.day(of: behind, zone: zone)
    return (first, last, words.dropFirst(mark + 1 + count))
  }

  /// The days that are kept free from today on.
  static func list(_ context: CommandContext) throws(Refusal) -> Reply {
    let zone = context.community.clocks
    let today = zone.localTime(at: context.now).day
    let ranges = context.community.blackouts.ranges.filter { $0.last >= today }
    if ranges.isEmpty { throw .noBlackouts }
    return .list(ranges, context)
  }
}

extension Reply {
  fileprivate static func sure(
    _ range: Blackouts.Range, _ dates: [Sessions.Session], _ context: CommandContext
  ) -> Reply {
    let awaited = dates.filter(\.isExpected).map { "\($0.id) (\($0.counts))" }
    return Reply(
      "\(range.words(context)): people come to \(awaited.joined(separator: ", ")), which would be "
        + "called off. Type `block` within 5 minutes to do it; I then tell everybody.")
  }

  fileprivate static func confirmed(
    _ range: Blackouts.Range, alone: [Sessions.Session], _ context: CommandContext
  ) -> Reply {
    var text = "\(range.words(context)) kept free, and I tell the room."
    for session in alone.prefix(3) {
      text +=
        " \(context.dated(session)) lies in it and stands: `!session move \(session.id) <when>` or "
        + "`!session cancel \(session.id)`."
    }
    return Reply(text)
  }

  fileprivate static func announced(
    _ range: Blackouts.Range, _ dates: [Sessions.Session], _ context: CommandContext
  ) throws(Refusal) -> Reply {
    let gone = context.dates(Array(dates.prefix(6))).joined(separator: " · ")
    return Reply(
      "Kept free: \(range.words(context))."
        + (dates.isEmpty ? "" : " These dates do not take place: \(gone)."),
      to: .room(try context.roomToAnnounce()))
  }
}
