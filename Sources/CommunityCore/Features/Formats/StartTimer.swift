package import CommandGrammar
package import Primitives
import Timekeeping

/// Lets a time run down and says when it is up.
package struct StartTimer: Command {
  package static let description = CommandDescription(
    "timer",
    usage: "!timer <minutes|off> [what for]",
    summary: "Lets some minutes run down in the session, such as time to think, and says when they "
      + "are up.",
    examples: ["!timer 5m think alone", "!timer off"],
    deed: .init("timer", "timers"), isUndoable: true)

  private static let labelBytes = 80

  /// How many minutes; nil to stop.
  private let minutes: Int?
  private let label: String

  package init(reading arguments: inout Arguments) throws(UsageError) {
    guard let word = arguments.take() else { throw .missing("how long, such as `5m`") }
    if ["off", "stop"].contains(word.folded) {
      minutes = nil
      label = ""
      return
    }
    guard let minutes = TypedMinutes(word)?.minutes, (1...120).contains(minutes) else {
      throw .invalid(word.text, expected: "a length from `1m` to `120m`")
    }
    self.minutes = minutes
    label = try arguments.text("what it is for", limitBytes: Self.labelBytes)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let session: Sessions.Session
    switch try context.agendaChoice(SessionReference()) {
    case .several(let sessions): session = sessions[0]
    case .one(let meant): session = meant
    }
    if session.endedAt != nil { throw .sessionOver(session.id) }
    guard session.isLive else { throw .notLive(session.id) }
    try context.requireRunning(session)
    let before = session.hour.timer.flatMap { $0.until > context.now ? $0 : nil }
    if minutes == nil, before == nil { throw .noTimer(session.id) }
    let timer = minutes.map {
      Sessions.Timer(
        label: context.community.people.stored(label), until: context.now + .minutes(Int64($0)))
    }
    let decision = Decision(
      [.live(.timed(session.id, timer))],
      undoing: .init("timer in \(session.id)", [.live(.timed(session.id, before))]),
      saying: [.timer(timer, minutes ?? 0, session, context)])
    return context.aloud(decision, at: session)
  }
}

extension Reply {
  fileprivate static func timer(
    _ timer: Sessions.Timer?, _ minutes: Int, _ session: Sessions.Session, _ context: CommandContext
  ) -> Reply {
    guard let timer else { return Reply("The timer is off.") }
    let zone = context.community.clocks(of: session)
    let label = timer.label.isEmpty ? "" : " for: \(context.shown(timer.label))"
    let length = minutes == 1 ? "1 minute" : "\(minutes) minutes"
    return Reply(
      "⏱ \(length)\(label), until \(TimeEcho.short(timer.until, in: zone, beside: zone)). "
        + "Quiet is fine.")
  }
}
