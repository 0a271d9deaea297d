import OrderedCollections
package import Primitives

/// Tells whoever runs a session, and nobody else, that the minutes of who was called are over while
/// others wait.
///
/// Once a call, and never in the room: whoever speaks is not to be shown up. Where nobody can be written
/// to alone, nothing is said.
package struct TurnTime: Job {
  package static let name = "turn-time"

  /// How late it may come; what is later is noted and not said.
  private static let patience = Span.minutes(2)

  package static func due(in community: Community) -> Instant? {
    community.voices.floors.compactMap { id, floor in due(of: floor, at: id, in: community) }.min()
  }

  private static func due(
    of floor: Voices.Floor, at id: SessionID, in community: Community
  ) -> Instant? {
    guard !floor.hasNamedTime, let minutes = floor.minutes, let calledAt = floor.calledAt,
      floor.speaker != nil, let waiting = floor.hands.first, let session = community.sessions[id],
      session.status == .planned
    else { return nil }
    let due = max(calledAt + .minutes(Int64(minutes)), waiting.at)
    return due < session.end ? due : nil
  }

  package static func decide(
    in community: Community, charter: Charter, at now: Instant, using randomness: inout Randomness
  ) -> (cause: String, decision: Decision)? {
    for (id, floor) in community.voices.floors {
      guard let due = due(of: floor, at: id, in: community), due <= now,
        let session = community.sessions[id], let speaker = floor.speaker,
        let minutes = floor.minutes
      else { continue }
      var decision = Decision([.voices(VoiceEvent(id, .timeNamed))])
      if charter.hasDirectMessages, now - due <= patience, let reader = session.facilitator,
        reader != speaker, community.people[reader]?.isActive ?? false
      {
        decision.replies = [.over(speaker, minutes, session, reader, community)]
      }
      return ("\(id)/\(due)", decision)
    }
    return nil
  }
}

extension Reply {
  fileprivate static func over(
    _ speaker: MemberID, _ minutes: Int, _ session: Sessions.Session, _ reader: MemberID,
    _ community: Community
  ) -> Reply {
    let length = minutes == 1 ? "1 minute" : "\(minutes) minutes"
    let next = community.voices.queue(at: session.id).first.map {
      " \(community.people.name(of: $0.member)) waits: `!queue next` calls them."
    }
    return Reply(
      "\(session.id): the \(length) of \(community.people.name(of: speaker)) are over."
        + (next ?? ""),
      to: .direct(reader), about: session.id.description)
  }
}
