package import Primitives
import Timekeeping

/// Says what waited for a member until they may be disturbed, in one message.
package struct HeldNotices: Job {
  package static let name = "held-notices"

  package static func due(in community: Community) -> Instant? { community.notices.nextRelease }

  package static func decide(
    in community: Community, charter: Charter, at now: Instant, using randomness: inout Randomness
  ) -> (cause: String, decision: Decision)? {
    let waiting = community.notices.held.first { $0.value.contains { $0.until <= now } }
    guard let (member, items) = waiting else { return nil }
    let due = items.filter { $0.until <= now }
    var events: [Event] = [.notices(.released(member, at: now))]
    var texts: [String] = []
    var subject: String?
    // Of what is asked seldom only the first is said: the others see that it was.
    var seen = community
    for item in due {
      guard let session = community.sessions[item.session] else { continue }
      let notice = Notice(
        session: session, matter: item.matter, community: seen, charter: charter, now: now)
      guard notice.isWanted(by: member) else { continue }
      if item.matter == .rung(.month), let until = notice.held(for: member) {
        let held = Notices.Held(session: item.session, matter: item.matter, until: until)
        events.append(.notices(.held(member, held)))
        continue
      }
      for event in notice.noted(asking: [member]) {
        seen.apply(event)
        events.append(event)
      }
      let text = notice.text(for: member)
      if !texts.contains(text) { texts.append(text) }
      subject = subject ?? session.id.description
    }
    let until = due.map(\.until).min() ?? now
    let matters = due.map { item in
      "\(item.session).\(item.matter.name).\(community.sessions[item.session]?.sequence ?? 0)"
    }
    return (
      // A clock that was set back may hold another message until the same instant.
      "\(member)/\(until)/\(matters.joined(separator: "+"))",
      Decision(
        events,
        saying: texts.isEmpty
          ? [] : [Reply(texts.joined(separator: "\n\n"), to: .direct(member), about: subject)])
    )
  }
}
