import Primitives
import Timekeeping

extension Sessions {
  mutating func apply(_ event: SessionEvent) {
    switch event {
    case .scheduled(let plan):
      guard plan.id == nextID else { return }
      add(Session(plan, start: start(of: plan.time)))
    case .cancelled(let id):
      change(id) { session in
        session.status = .cancelled
        session.sequence += 1
      }
      unlist(id)
      noteIfLive(id)
      recount(id)
    case .restored(let id, let at):
      guard self[id]?.status == .cancelled else { return }
      change(id) { session in
        session.status = .planned
        session.settledAt = at ?? session.settledAt
        session.sequence += 1
      }
      list(id)
      noteIfLive(id)
      recount(id)
    case .moved(let id, let move): apply(move, to: id)
    case .placed(let id, let place):
      change(id) { session in
        // What was looked at was looked at with another link.
        if session.place != place { session.hour.checked.removeAll() }
        session.place = place
        session.sequence += 1
      }
    case .themed(let id, let topic):
      change(id) { session in
        session.topic = topic
        session.sequence += 1
      }
    case .confirmed(let id, let isConfirmed):
      change(id) { $0.isConfirmed = isConfirmed }
      recount(id)
    case .written(let id, let isWritten, let minutes):
      change(id) { session in
        session.isWritten = isWritten
        session.minutes = minutes
        session.sequence += 1
      }
      recount(id)
    case .retold(let id, let start):
      change(id) { $0.told = start }
      moved.removeAll { $0 == id }
    case .reminded(let id, let rung, let isMissed):
      change(id) { session in
        if !session.reminded.contains(rung) { session.reminded.append(rung) }
        if isMissed, !session.missed.contains(rung) { session.missed.append(rung) }
      }
      recount(id)
    }
  }

  /// Gives a session another time; rungs that lie ahead of the new one are owed again.
  private mutating func apply(_ move: SessionEvent.Move, to id: SessionID) {
    guard let session = self[id] else { return }
    let isListed = session.status == .planned
    if isListed { unlist(id) }
    var moved = session
    moved.time = move.time
    moved.minutes = move.minutes
    moved.start = start(of: move.time)
    moved.told = move.start
    moved.settledAt = move.at
    moved.sequence += 1
    let isDone = { (rung: Rung) in
      rung.due(for: moved, zones: zones).map { $0 <= move.at } ?? true
    }
    let kept = moved.reminded.filter(isDone)
    moved.missed.removeAll { !kept.contains($0) }
    moved.reminded = kept
    if moved.start > move.at {
      // Whoever started it did so too early.
      moved.hour.startedAt = nil
      moved.hour.endedAt = nil
      moved.hour.timer = nil
    }
    change(id) { $0 = moved }
    noteIfLive(id)
    noteIfMoved(moved)
    if isListed { list(id) }
    recount(id)
  }

  mutating func apply(_ event: AttendanceEvent) {
    switch event {
    case .arrived(let id, let member):
      guard let session = self[id], !session.attendance.here.contains(member) else { return }
      visits[member, default: 0] += 1
    case .unarrived(let id, let member):
      guard let session = self[id], session.attendance.here.contains(member) else { return }
      visits[member, default: 1] -= 1
    case .answered, .withdrawn, .promoted, .departed, .returned: break
    }
    change(event.session) { $0.attendance.apply(event) }
  }
}
