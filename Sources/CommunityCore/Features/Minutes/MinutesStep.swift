package import Primitives

/// Writes the draft of a session's minutes by itself, and lets it stand.
///
/// The draft comes when nothing was written down for half an hour past the end, and is the recap that
/// the room gets; twelve hours later it stands, in silence. A session that nobody started and at which
/// nothing was written down has no minutes.
package struct MinutesStep: Job {
  package static let name = "minutes"

  package static func due(in community: Community) -> Instant? {
    guard !community.minutes.open.isEmpty else { return nil }
    return community.minutes.open.compactMap { community.minutesDue(of: $0) }.min()
  }

  package static func decide(
    in community: Community, charter: Charter, at now: Instant, using randomness: inout Randomness
  ) -> (cause: String, decision: Decision)? {
    let due = community.minutes.open.compactMap { id in
      community.minutesDue(of: id).map { (due: $0, id: id) }
    }
    guard let step = due.filter({ $0.due <= now }).min(by: { ($0.due, $0.id) < ($1.due, $1.id) }),
      let session = community.sessions[step.id]
    else { return nil }
    let record = community.minutes[session.id]
    if let draftedAt = record.draftedAt {
      let settled = Event.minutes(.settled(session.id, at: now, summary: record.summary))
      return ("\(session.id)/settled/\(draftedAt)", Decision([settled]))
    }
    let recap = MinutesRecap(session: session, community: community, charter: charter, now: now)
    return (
      "\(session.id)/draft/\(session.sequence)",
      Decision(
        [.minutes(.drafted(session.id, at: now))], saying: [recap.inRoom(isDraft: true)])
    )
  }
}

extension Community {
  /// When the minutes of a session are to be drafted, or stand; nil where nothing is owed.
  fileprivate func minutesDue(of id: SessionID) -> Instant? {
    guard let session = sessions[id], session.status == .planned else { return nil }
    let record = minutes[id]
    guard record.settledAt == nil else { return nil }
    if let draftedAt = record.draftedAt { return draftedAt + Minutes.correction }
    guard session.endedAt != nil || session.startedAt == nil && !minutes.isEmpty(id) else {
      return nil
    }
    return quietSince(session) + LiveStep.quiet
  }

  /// Since when nothing has happened at a session that is over, or will be by its plan.
  func quietSince(_ session: Sessions.Session) -> Instant {
    let end = session.endedAt ?? session.end
    let heardAt = session.endedAt == nil ? voices[session.id].heardAt : nil
    return [end, minutes[session.id].lastAt, session.startedAt, heardAt].compactMap { $0 }
      .reduce(end, max)
  }
}
