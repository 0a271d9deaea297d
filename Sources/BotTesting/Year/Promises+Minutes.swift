import CommunityCore
import Primitives

extension Promises {
  /// Half an hour in which nothing is said or written down, past the end: then a session that was started
  /// is over, whoever forgot it, and the room sees what remains.
  private static let silence: Int64 = 1800

  mutating func note(_ event: LiveEvent, by origin: Origin) {
    switch event {
    case .started(let id, let at): meetings[id.number]?.startedAt = at?.seconds
    case .ended(let id, let at):
      guard case .job = origin, let meeting = meetings[id.number] else { return }
      let end = max(meeting.end, meeting.startedAt ?? meeting.end)
      if at?.seconds != end {
        findings.append("\(id) ended by itself at \(at as Any) and not when it was to end")
      }
    default: break
    }
  }

  mutating func note(_ event: MinutesEvent) {
    switch event {
    case .written(let entry):
      guard let session = entry.session else { return }
      meetings[session.number]?.notedAt = entry.at.seconds
    case .settled(let id, let at, _):
      // What stands by itself after twelve hours was drafted before.
      meetings[id.number]?.isWrapped = at != nil
    default: break
    }
  }

  mutating func note(_ event: VoiceEvent) {
    guard case .spoke(_, _, let at) = event.change else { return }
    meetings[event.session.number]?.heardAt = at.seconds
  }

  /// Expects the draft of the minutes of each session that is over.
  mutating func draft(at now: Int64, awakeSince: Int64) {
    for id in open.sorted() {
      guard let meeting = meetings[id], meeting.isPlanned, !meeting.isWrapped,
        meeting.startedAt != nil || meeting.notedAt != nil
      else { continue }
      let last = [meeting.startedAt, meeting.notedAt, meeting.heardAt].compactMap { $0 }
        .reduce(meeting.end, max)
      let due = last + Self.silence
      guard due <= now else { continue }
      if due > awakeSince, now > due {
        findings.append("the draft of S\(id) was due at \(Instant(seconds: due)), and comes late")
      }
      expect(["draft S\(id)"], to: "room")
      meetings[id]?.isWrapped = true
    }
  }
}
