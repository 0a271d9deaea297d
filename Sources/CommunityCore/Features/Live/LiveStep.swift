import CommandGrammar
import OrderedCollections
package import Primitives

/// Looks after a session that is on: first-timers are greeted together, and a session that is forgotten
/// ends.
///
/// Ten minutes after the start those who are there for the first time are named and introduced in one
/// message, half an hour later those who came since; nobody is greeted by a post of their own. A session
/// ends by itself when nothing was written down for half an hour past its end.
package struct LiveStep: Job {
  package static let name = "live"

  /// How long after the start first-timers are greeted.
  static let firstGreeting = Span.minutes(10)
  /// How long after the start those are greeted who came later.
  static let secondGreeting = Span.minutes(40)
  /// How long nothing must have been written down past the end for a session to be over.
  static let quiet = Span.minutes(30)

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
    guard step.isGreeting else {
      // It ended when it was to end: nobody has to reckon with the half hour of silence.
      let end = max(session.end, session.startedAt ?? session.end)
      let cause = "\(session.id)/end/\(session.startedAt ?? end)"
      return (cause, Decision([.live(.ended(session.id, at: end))]))
    }
    let newcomers = session.newcomers(in: community.sessions)
    return (
      "\(session.id)/greeting/\(session.hour.greetings)",
      Decision(
        [.live(.greeted(session.id, newcomers))],
        saying: [.greeting(newcomers, at: session, in: community, charter)])
    )
  }

  private struct Step {
    let session: Sessions.Session
    let isGreeting: Bool
    let due: Instant
  }

  private static func steps(in community: Community) -> [Step] {
    var steps: [Step] = []
    for session in community.sessions.live.lazy.compactMap({ community.sessions[$0] }) {
      guard let startedAt = session.startedAt else { continue }
      let since = max(startedAt, session.start)
      let end = community.quietSince(session) + quiet
      let greetings = [firstGreeting, secondGreeting]
      if session.hour.greetings < greetings.count,
        !session.newcomers(in: community.sessions).isEmpty
      {
        let due = since + greetings[session.hour.greetings]
        if due < end { steps.append(Step(session: session, isGreeting: true, due: due)) }
      }
      steps.append(Step(session: session, isGreeting: false, due: end))
    }
    return steps
  }
}

extension Reply {
  fileprivate static func greeting(
    _ newcomers: [MemberID], at session: Sessions.Session, in community: Community,
    _ charter: Charter
  ) -> Reply {
    let named = newcomers.prefix(10).map { introduced($0, in: community) }
    let more = newcomers.count > 10 ? " and \(newcomers.count - 10) more" : ""
    var text =
      "Here for the first time: \(named.joined(separator: ", "))\(more). Good that you came."
    let ties = newcomers.prefix(10).compactMap { tie(of: $0, at: session, in: community) }
    if !ties.isEmpty { text += "\n" + OrderedSet(ties).prefix(3).joined(separator: " ") }
    return Reply(text, to: charter.place(of: session), about: session.id.description)
  }

  /// The name, and what that member said of themselves.
  private static func introduced(_ member: MemberID, in community: Community) -> String {
    let name = community.people.name(of: member)
    guard let words = community.people[member]?.introduction else { return name }
    return "\(name) (“\(Prose.prefix(community.people.shown(words), bytes: 160))”)"
  }

  /// Somebody else who is there and named the same interest.
  private static func tie(
    of member: MemberID, at session: Sessions.Session, in community: Community
  ) -> String? {
    for interest in community.people[member]?.interests ?? [] {
      let others = community.people.sharing(interest, with: member)
      guard let other = others.first(where: { session.attendance.here.contains($0) }) else {
        continue
      }
      let names = [member, other].sorted { $0.text < $1.text }.map { community.people.name(of: $0) }
      return "\(names[0]) and \(names[1]) both named \(community.people.shown(interest))."
    }
    return nil
  }
}
