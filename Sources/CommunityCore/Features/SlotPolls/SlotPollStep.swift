import OrderedCollections
package import Primitives
import Timekeeping

/// Closes a poll when answers to it end, and notes an hour after its session what that cost whom.
///
/// What is late because the bot was away is done all the same, with the times that are still to come.
package struct SlotPollStep: Job {
  package static let name = "slot-poll"

  package static func due(in community: Community) -> Instant? {
    let held = community.slotPolls.awaited.lazy.compactMap { noting(of: $0, in: community) }.min()
    guard let deadline = community.slotPolls.nextDeadline else { return held }
    return held.map { min($0, deadline) } ?? deadline
  }

  package static func decide(
    in community: Community, charter: Charter, at now: Instant, using randomness: inout Randomness
  ) -> (cause: String, decision: Decision)? {
    let polls = community.slotPolls
    let due = polls.all.filter { $0.status == .open && polls.deadline(of: $0) <= now }
      .min { (polls.deadline(of: $0), $0.id) < (polls.deadline(of: $1), $1.id) }
    if let poll = due {
      let isLate = now - polls.deadline(of: poll) > LadderStep.punctuality
      let closing = SlotPollClosing(
        poll: poll, community: community, charter: charter, now: now, isLate: isLate)
      return ("\(poll.id)/closed", closing.decision)
    }
    for id in polls.awaited {
      guard let due = noting(of: id, in: community), due <= now, let poll = polls[id],
        let session = poll.session.flatMap({ community.sessions[$0] })
      else { continue }
      let bearings = session.present.map { member in
        SlotPollEvent.Bearing(
          member: member,
          points: community.points(of: session.start, session.minutes, for: member))
      }
      return ("\(id)/held", Decision([.slotPolls(.borne(id, bearings))]))
    }
    return nil
  }

  /// When it is noted what the session of a poll cost; nil while that session is called off.
  private static func noting(of id: SlotPollID, in community: Community) -> Instant? {
    guard let session = community.slotPolls[id]?.session.flatMap({ community.sessions[$0] }),
      session.status == .planned
    else { return nil }
    return session.end + SlotPolls.afterwards
  }
}
