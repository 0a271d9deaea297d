import OrderedCollections
import Primitives

extension Community {
  /// The events that take `change` back as things stand now, and what others are told of it.
  ///
  /// Throws where others have built on the change since, because taking it back would take away
  /// something of theirs.
  func undoing(
    _ change: History.Change, charter: Charter, at now: Instant
  ) throws(Refusal) -> ([Event], [Reply]) {
    for event in change.events { try requireUnchanged(event) }
    for event in change.undo {
      try requireFree(event, for: change.member, isUndoing: true, at: now)
    }
    let (events, replies) = try reseating(change.undo, charter: charter, at: now)
    return (events, replies + tellingGroups(of: events, charter))
  }

  /// The events that do again what `change` did, as things stand now, and what others are told of it.
  func redoing(
    _ change: History.Change, charter: Charter, at now: Instant
  ) throws(Refusal) -> ([Event], [Reply]) {
    // A number is never used twice: what was taken back comes back under its old one.
    let events = change.events.map { event in
      if case .topics(.proposed(let id, _, _, _)) = event {
        Event.topics(.restored(id))
      } else if case .sessions(.scheduled(let plan)) = event {
        Event.sessions(.restored(plan.id))
      } else if case .series(.started(let plan)) = event {
        Event.series(.reopened(plan.id, .active))
      } else if case .slotPolls(.asked(let plan)) = event {
        Event.slotPolls(.reopened(plan.id))
      } else if case .polls(.asked(let plan)) = event {
        Event.polls(.reopened(plan.id))
      } else if case .sparks(.asked(let id, _, _, _)) = event {
        Event.sparks(.reopened(id))
      } else if case .sharing(.saved(let resource)) = event {
        Event.sharing(.restored(resource.id))
      } else if case .minutes(.written(let entry)) = event {
        Event.minutes(.restored(entry.id))
      } else {
        event
      }
    }
    for event in change.undo { try requireUnchanged(event) }
    for event in events { try requireFree(event, for: change.member, isUndoing: false, at: now) }
    let (decided, replies) = try reseating(events, charter: charter, at: now)
    return (decided, replies + tellingGroups(of: decided, charter))
  }

  /// Requires that what `event` made true was not changed by somebody else since.
  private func requireUnchanged(_ event: Event) throws(Refusal) {
    if case .rota(.turned(let id, let role, let turn)) = event, let session = sessions[id] {
      let now = self.turn(of: role, at: session)
      // A turn that was given up goes back to whoever had it, unless somebody has said yes to it since.
      let isSame = turn.holder == nil ? !now.isAccepted : now.holder == turn.holder
      guard isSame, now.isAccepted == turn.isAccepted else {
        throw .tooLateToUndo("Who takes \(role) at \(id) was changed again since.")
      }
    }
    if case .breakouts(.arranged(let id, let then)) = event {
      let now = breakouts[id]
      let isSame = if let now, let then { now.isUnchanged(since: then) } else { now == then }
      guard isSame else { throw .tooLateToUndo("The groups of \(id) have changed since.") }
    }
    if case .sessions(.placed(let id, let place)) = event, sessions[id]?.place != place {
      throw .tooLateToUndo("The link of \(id) was changed again since.")
    }
    if case .voices(let event) = event { try requireUnchanged(event) }
    if case .sessions(.themed(let id, let topic)) = event, sessions[id]?.topic != topic {
      throw .tooLateToUndo("The topic of \(id) was changed again since.")
    }
    if case .sparks(.spoken(let id, let speakers)) = event, sparks.speakers[id] ?? [] != speakers {
      throw .tooLateToUndo("Who speaks at \(id) was changed again since.")
    }
    if case .sessions(.moved(let id, let move)) = event, let session = sessions[id],
      session.time != move.time || session.minutes != move.minutes
    {
      throw .tooLateToUndo("\(id) was moved again since.")
    }
  }

  /// Requires that nobody else's doing stands in the way of `event`.
  private func requireFree(
    _ event: Event, for member: MemberID, isUndoing: Bool, at now: Instant
  ) throws(Refusal) {
    switch event {
    case .people(let event): try requireRight(to: event, of: member, isUndoing: isUndoing)
    case .topics(.dropped(let id)):
      guard let topic = topics[id], topic.status == .open else {
        throw .tooLateToUndo("\(id) is not open any more.")
      }
      if topic.votes.contains(where: { $0 != member }) || topic.owner.map({ $0 != member }) ?? false
      {
        throw .tooLateToUndo("Others support \(id) by now; `!topic drop \(id)` asks and drops it.")
      }
    case .topics(.voted(let id, _)):
      guard topics[id]?.status == .open, topics.votes(of: member).count < Topics.votesEach else {
        throw .tooLateToUndo("\(id) is closed, or your three votes are given.")
      }
    case .topics(.edited(let id, _)), .topics(.owned(let id, _)), .topics(.unvoted(let id, _)):
      guard topics[id]?.status == .open else {
        throw .tooLateToUndo("\(id) is not open any more.")
      }
    case .sessions(.cancelled(let id)):
      guard let session = sessions[id], session.status == .planned else {
        throw .tooLateToUndo("\(id) is cancelled already.")
      }
      if session.attendance.isAwaited(byOthersThan: member) {
        throw .tooLateToUndo(
          "Others come to \(id) by now; `!session cancel \(id)` asks and cancels it.")
      }
    case .sessions(.moved(let id, let move)):
      guard let session = sessions[id], session.status == .planned else {
        throw .tooLateToUndo("\(id) is cancelled.")
      }
      if sessions.start(of: move.time) <= now {
        throw .tooLateToUndo("\(id) would be in the past.")
      }
    case .series(.resumed(let id)), .series(.paused(let id, _)):
      guard series[id].map({ $0.status != .ended }) ?? false else {
        throw .tooLateToUndo("\(id) has ended.")
      }
    case .sessions(.restored(let id, _)):
      guard sessions[id]?.status == .cancelled else {
        throw .tooLateToUndo("\(id) is planned already.")
      }
    case .slotPolls(let event):
      try requireFree(event, for: member, isUndoing: isUndoing, at: now)
    case .polls(let event):
      try requireFree(event, for: member, isUndoing: isUndoing, at: now)
    case .sparks(let event): try requireFree(event, for: member, isUndoing: isUndoing)
    case .sharing(let event): try requireFree(event)
    case .live(let event): try requireFree(event)
    case .minutes(let event): try requireFree(event)
    case .attendance(.unarrived(let id, _)), .attendance(.arrived(let id, _)):
      guard sessions[id]?.status == .planned else {
        throw .tooLateToUndo("\(id) is cancelled.")
      }
    default: break
    }
  }

  /// Requires that a session has not begun or ended otherwise since.
  private func requireFree(_ event: LiveEvent) throws(Refusal) {
    guard let session = sessions[event.session] else { return }
    switch event {
    case .started(let id, nil) where session.endedAt != nil:
      throw .tooLateToUndo("\(id) has ended since.")
    case .started(let id, .some) where session.startedAt != nil:
      throw .tooLateToUndo("\(id) was started again since.")
    case .ended(let id, .some) where !session.isLive:
      throw .tooLateToUndo("\(id) is not on any more.")
    case .primed(let id, _) where session.reminded.contains(.prime):
      throw .tooLateToUndo("What there is to begin with at \(id) was sent since.")
    default: break
    }
  }

  /// Requires that what was written down is still as it was, and may still be changed.
  private func requireFree(_ event: MinutesEvent) throws(Refusal) {
    switch event {
    case .struck(let id), .restored(let id):
      guard let entry = minutes[id] else { return }
      if entry.isStruck == (event == .struck(id)) {
        throw .tooLateToUndo("Somebody was quicker: \(id) is like that already.")
      }
      if let session = entry.session, minutes[session].settledAt != nil {
        throw .tooLateToUndo("The minutes of \(session) stand since.")
      }
    case .done(let id, let at):
      if (minutes[id]?.task?.doneAt == nil) == (at == nil) {
        throw .tooLateToUndo("Somebody was quicker: \(id) is like that already.")
      }
    case .settled(let id, let at, _):
      if (minutes[id].settledAt == nil) == (at == nil) {
        throw .tooLateToUndo("The minutes of \(id) are like that already.")
      }
    case .reported, .unreported, .written, .drafted, .reminded: break
    }
  }

  /// Requires that a poll is still as it was, and that nobody's answer would be lost with it.
  private func requireFree(
    _ event: SlotPollEvent, for member: MemberID, isUndoing: Bool, at now: Instant
  ) throws(Refusal) {
    switch event {
    case .answered(let id, _, _), .withdrawn(let id, _), .closed(let id, _), .dropped(let id):
      guard let poll = slotPolls[id], poll.status == .open else {
        throw .tooLateToUndo("\(id) is closed.")
      }
      if case .dropped = event, isUndoing, poll.answers.keys.contains(where: { $0 != member }) {
        throw .tooLateToUndo(
          "Others have answered \(id) by now; `!session poll drop \(id)` calls it off.")
      }
      if case .closed(_, let session) = event, !comes(poll, to: session, at: now) {
        throw .tooLateToUndo("It would end otherwise now; `!session poll close \(id)` counts.")
      }
    case .reopened(let id):
      guard let poll = slotPolls[id], poll.status != .open, slotPolls.deadline(of: poll) > now
      else {
        throw .tooLateToUndo("Answers to \(id) have ended, or are taken already.")
      }
    case .asked, .borne: break
    }
  }

  /// Whether the answers to `poll` still give the time of `session`, or still none.
  private func comes(_ poll: SlotPolls.Poll, to session: SessionID?, at now: Instant) -> Bool {
    guard case .booked(_, let number, _, _) = SlotVerdict(on: poll, in: self, at: now) else {
      return session == nil
    }
    return session.flatMap { sessions[$0] }?.time == poll.slots[number - 1]
  }

  /// Requires that the member may still change roles; what they laid down themselves they may take
  /// up again, but a role is done again only by a coordinator.
  private func requireRight(
    to event: PeopleEvent, of member: MemberID, isUndoing: Bool
  ) throws(Refusal) {
    let isCoordinator = roles(of: member).contains(.coordinator)
    switch event {
    case .roleGiven(let id, _, _):
      guard isCoordinator || isUndoing && id == member else {
        throw .tooLateToUndo("You are no longer coordinator.")
      }
    case .roleTaken(let id, let role, _):
      guard isCoordinator || id == member else {
        throw .tooLateToUndo("You are no longer coordinator.")
      }
      if role == .coordinator { try requireOtherCoordinator(than: id) }
    default: break
    }
  }
}
