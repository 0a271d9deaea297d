import OrderedCollections
package import Primitives

/// Tells whoever watches a session, and nobody else, of silence and of one voice that takes over.
package struct VoiceHint: Job {
  package static let name = "voices"

  /// How late a hint may come; what is later is noted and not said.
  private static let patience = Span.minutes(5)

  package static func due(in community: Community) -> Instant? {
    guard !community.voices.watched.isEmpty else { return nil }
    return community.voices.watched.compactMap { community.hint(at: $0)?.due }.min()
  }

  package static func decide(
    in community: Community, charter: Charter, at now: Instant, using randomness: inout Randomness
  ) -> (cause: String, decision: Decision)? {
    for id in community.voices.watched {
      guard let hint = community.hint(at: id), hint.due <= now,
        let session = community.sessions[id],
        let watch = community.voices[id].watch
      else { continue }
      let change: VoiceEvent.Change =
        hint.isSilence ? .silenceNamed(at: now) : .dominanceNamed
      var decision = Decision([.voices(VoiceEvent(id, change))])
      if now - hint.due <= patience, session.isOn(at: now) {
        decision.replies = [.hint(hint, watch, session, community)]
      }
      return ("\(id)/\(hint.isSilence ? "silence" : "dominance")/\(hint.due)", decision)
    }
    return nil
  }
}

/// What is to be told of a session, and when.
struct DueHint {
  let due: Instant
  let isSilence: Bool
}

extension Community {
  /// What is to be told next to whoever watches a session; nil where nothing is.
  func hint(at id: SessionID) -> DueHint? {
    guard let session = sessions[id], session.status == .planned, session.endedAt == nil,
      breakouts[id]?.running == nil, let floor = voices.floors[id],
      let watch = floor.watch
    else { return nil }
    if !watch.hasNamedDominance, floor.isDominated, let heardAt = floor.heardAt,
      heardAt < session.end, present(at: session).count >= Voices.dominanceMembers
    {
      return DueHint(due: max(heardAt, watch.since), isSilence: false)
    }
    // Who thinks by a timer is quiet by agreement.
    let agreed = session.hour.timer?.until ?? session.start
    let quietSince = max(floor.heardAt ?? session.start, session.start, watch.since, agreed)
    var due = quietSince + .minutes(Int64(watch.minutes))
    if let silenceAt = watch.silenceAt {
      // One silence is named once.
      guard quietSince > silenceAt else { return nil }
      due = max(due, silenceAt + Voices.silenceRest)
    }
    return due < session.end ? DueHint(due: due, isSilence: true) : nil
  }
}

extension Reply {
  fileprivate static func hint(
    _ hint: DueHint, _ watch: Voices.Watch, _ session: Sessions.Session, _ community: Community
  ) -> Reply {
    let floor = community.voices[session.id]
    let present = community.present(at: session)
    let silent = present.count { !floor.hasHeard($0) }
    let heard =
      silent == 0
      ? "Everybody here was heard today." : "Not heard yet: \(silent) of \(present.count) here."
    let text =
      hint.isSilence
      ? "\(session.id): \(watch.minutes) minutes without a word here. \(heard) Silence may be thinking; "
        + "if it is not, `!prompt` or `!round` helps."
      : "\(session.id): more than half of what is written is one voice. \(heard) "
        + "`!round` gives everybody a turn, `!queue fair` lets the quiet go first."
    return Reply(text, to: .direct(watch.member), about: session.id.description)
  }
}
