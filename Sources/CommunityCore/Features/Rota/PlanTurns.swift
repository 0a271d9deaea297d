package import CommandGrammar
import OrderedCollections
package import Primitives

/// Plans the turns of several sessions at once, as even as the answers known so far allow.
package struct PlanTurns: Command {
  package static let description = CommandDescription(
    "rota plan", audience: .coordinators,
    usage: "!rota plan [sessions] [role] [go]",
    summary:
      "Shows who could take which of the next sessions, as evenly as can be; `go` settles it.",
    examples: ["!rota plan 6", "!rota plan 6 notes go"],
    instead: "!rota", deed: .init("plan of turns", "plans of turns"), isUndoable: true)

  /// How many sessions are planned where no number is typed.
  private static let usual = 6
  /// How many sessions can be planned at a time.
  private static let limit = 12

  private let count: Int
  private let role: String
  private let isFinal: Bool

  package init(reading arguments: inout Arguments) throws(UsageError) {
    count = arguments.take(ifMeaning: { Int($0) }) ?? Self.usual
    _ = arguments.take(ifMeaning: { ["sessions", "weeks", "for", "as"].contains($0) ? $0 : nil })
    let isGo = { (word: String) in word == "go" ? true : nil }
    if arguments.take(ifMeaning: isGo) ?? false {
      (role, isFinal) = (Rotas.facilitator, true)
    } else {
      role = RoleName.take(&arguments) ?? Rotas.facilitator
      isFinal = arguments.take(ifMeaning: isGo) ?? false
    }
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    guard (1...Self.limit).contains(count) else { throw .wrongPlanLength(limit: Self.limit) }
    _ = try context.community.requireRoster(of: role)
    let season = context.community.season(of: role, count: count, at: context.now)
    guard season.turns.contains(where: { $0.isPlanned }) else {
      let open = season.turns.filter { $0.holder == nil }.map(\.session.id)
      throw open.isEmpty ? .nothingToPlan(role) : .nobodyForTurns(open, role)
    }
    guard isFinal || context.isConfirmed else {
      return context.asking(
        .preview(season, context), for: "go", toRun: "rota plan \(count) \(role) go")
    }
    var events: [Event] = []
    var undo: [Event] = []
    for turn in season.turns where turn.isPlanned {
      let old = context.community.turn(of: role, at: turn.session)
      let new = Rotas.Turn(
        holder: turn.holder, origin: .named, declined: old.declined, since: context.now)
      events.append(.rota(.turned(turn.session.id, role: role, new)))
      undo.append(.rota(.turned(turn.session.id, role: role, old)))
    }
    return Decision(
      events, undoing: .init("plan of \(events.count) turns as \(RoleName.bearer(role))", undo),
      saying: [.settled(season, context)])
  }
}

extension Reply {
  fileprivate static func preview(_ season: Season, _ context: CommandContext) -> Reply {
    Reply(
      (["Turns as \(RoleName.bearer(season.role)) could go like this:"]
        + lines(season, context) + [proof(season)]
        + ["Type `go` within 5 minutes to settle it; each is asked a week before, and may say no."])
        .joined(separator: "\n"))
  }

  fileprivate static func settled(_ season: Season, _ context: CommandContext) -> Reply {
    Reply(
      (["Settled, turns as \(RoleName.bearer(season.role)):"] + lines(season, context) + [
        "I ask each a week before. `!undo` takes it back."
      ]).joined(separator: "\n"))
  }

  private static func lines(_ season: Season, _ context: CommandContext) -> [String] {
    season.turns.map { turn in
      let name = turn.holder.map(context.name) ?? "nobody can"
      let settled = turn.isPlanned || turn.holder == nil ? "" : " (settled)"
      return "\(context.community.dayLabel(of: turn.session)): \(name)\(settled)"
    }
  }

  /// How even it is, and that it can't be more even.
  private static func proof(_ season: Season) -> String {
    guard season.spread > 0 else {
      return "All who can have had the same number of turns then, those before counted."
    }
    let turns = season.spread == 1 ? "1 turn" : "\(season.spread) turns"
    return
      "Nobody has more than \(turns) over another then, those before counted; with the answers I "
      + "know, no plan does better."
  }
}
