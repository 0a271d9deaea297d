import OrderedCollections
package import Primitives
import Timekeeping

/// Tells the room of a session whose start has moved because newer zone data have another law for its
/// zone: the clocks there show what was agreed, but elsewhere the time is another.
package struct RetellTimes: Job {
  package static let name = "retell-times"

  package static func due(in community: Community) -> Instant? {
    community.sessions.moved.isEmpty ? nil : Instant(milliseconds: .min)
  }

  package static func decide(
    in community: Community, charter: Charter, at now: Instant, using randomness: inout Randomness
  ) -> (cause: String, decision: Decision)? {
    let moved = community.sessions.moved.compactMap { community.sessions[$0] }
    guard let session = moved.first else { return nil }
    let event = Event.sessions(.retold(session.id, start: session.start))
    let isAhead = session.status == .planned && session.start > now
    return (
      "\(session.id)/\(session.start)",
      Decision([event], saying: isAhead ? [.retold(session, community, at: now)] : [])
    )
  }
}

extension Reply {
  fileprivate static func retold(
    _ session: Sessions.Session, _ community: Community, at now: Instant
  ) -> Reply {
    let zone = community.clocks(of: session)
    let elsewhere = community.elsewhere(session, for: community.people.members.keys)
    let others = elsewhere.isEmpty ? "" : "\nElsewhere now: \(elsewhere)"
    return Reply(
      "The law on clocks in \(zone.city) has changed. On the clocks there nothing moves: "
        + "\(community.headline(of: session, in: zone, at: now)).\(others)",
      to: .room(session.room), about: session.id.description)
  }
}
