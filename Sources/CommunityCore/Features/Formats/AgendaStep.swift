package import Primitives

/// Says aloud in a session how the time of its agenda goes, and when a timer is up.
///
/// Two minutes before the end of a box of time, and at its end; what is more than two minutes late,
/// because the bot was away, is left out, for by then everybody knows.
package struct AgendaStep: Job {
  package static let name = "agenda"

  private static let patience = Span.minutes(2)

  package static func due(in community: Community) -> Instant? {
    guard !community.sessions.live.isEmpty else { return nil }
    return steps(in: community).map(\.due).min()
  }

  package static func decide(
    in community: Community, charter: Charter, at now: Instant, using randomness: inout Randomness
  ) -> (cause: String, decision: Decision)? {
    let due = steps(in: community).filter { $0.due <= now }
    guard let step = due.min(by: { ($0.due, $0.session.id) < ($1.due, $1.session.id) }) else {
      return nil
    }
    let session = step.session
    let words = AgendaWords(
      session: session, community: community, prompts: charter.prompts, now: now)
    var event: LiveEvent
    let text: String
    if let told = step.told {
      var agenda = session.hour.agenda
      agenda.told = told
      event = .planned(session.id, agenda)
      text = told == .soon ? words.soon : words.up
    } else {
      let label = community.people.shown(session.hour.timer?.label ?? "")
      event = .timed(session.id, nil)
      text = label.isEmpty ? "⏱ Time is up." : "⏱ Time is up: \(label)."
    }
    // Where all is said in the room itself, the end of a box is enough.
    let isTooMuch = step.told == .soon && !charter.hasThreads
    let reply = Reply(text, to: charter.place(of: session), about: session.id.description)
    return (
      "\(session.id)/\(step.told?.rawValue ?? "timer")/\(step.due)",
      Decision([.live(event)], saying: now - step.due > patience || isTooMuch ? [] : [reply])
    )
  }

  private struct Step {
    let session: Sessions.Session
    /// What is to be said of the agenda; nil for a timer.
    let told: Sessions.Agenda.Told?
    let due: Instant
  }

  private static func steps(in community: Community) -> [Step] {
    var steps: [Step] = []
    for session in community.sessions.live.lazy.compactMap({ community.sessions[$0] }) {
      if let timer = session.hour.timer {
        steps.append(Step(session: session, told: nil, due: timer.until))
      }
      let agenda = session.hour.agenda
      guard let until = agenda.until, let since = agenda.since else { continue }
      let warning = Sessions.Agenda.warning
      let isLong = until - since > Span(milliseconds: 2 * warning.milliseconds)
      if agenda.told == .nothing, isLong {
        steps.append(Step(session: session, told: .soon, due: until - warning))
      } else if agenda.told != .up {
        steps.append(Step(session: session, told: .up, due: until))
      }
    }
    return steps
  }
}
