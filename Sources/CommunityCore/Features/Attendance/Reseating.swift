import Primitives

extension Community {
  /// The events of a change that is undone or done again, with seats given as they are free now.
  ///
  /// Nobody loses a seat of which they were told: whose own was given away meanwhile goes to the end
  /// of the waitlist, and is told so. The room hears of a session that comes or goes.
  func reseating(
    _ events: [Event], charter: Charter, at now: Instant
  ) throws(Refusal) -> ([Event], [Reply]) {
    var decided: [Event] = []
    var replies: [Reply] = []
    var gone: [Sessions.Session] = []
    var back: [Sessions.Session] = []
    for event in events {
      switch event {
      case .attendance(.answered(let id, let member, let answer)):
        let (settlement, told) = try resettling(id, answer, of: member, charter: charter, at: now)
        decided += settlement.events
        replies += told
      case .attendance(.withdrawn(let id, let member)):
        let (settlement, told) = try resettling(id, nil, of: member, charter: charter, at: now)
        decided += settlement.events
        replies += told
      // Who was promoted before is decided afresh with the answer.
      case .attendance(.promoted): break
      case .sessions(.cancelled(let id)):
        decided.append(event)
        if let session = sessions[id], !session.isOver(at: now) { gone.append(session) }
      case .sessions(.restored(let id, _)):
        decided.append(.sessions(.restored(id, at: now)))
        if let session = sessions[id], !session.isOver(at: now) { back.append(session) }
      case .sessions(.moved(let id, var move)):
        move.at = now
        move.start = sessions.start(of: move.time)
        decided.append(.sessions(.moved(id, move)))
        if let session = sessions[id] { replies.append(.back(session.moved(move), self, at: now)) }
      case .slotPolls(.dropped(let id)):
        decided.append(event)
        if let poll = slotPolls[id] { replies.append(.off(poll, self)) }
      case .slotPolls(.reopened(let id)):
        decided.append(event)
        if let poll = slotPolls[id] { replies.append(.reopened(poll, self)) }
      case .polls(.cancelled(let id, _)):
        decided.append(.polls(.cancelled(id, at: now)))
        if let poll = polls[id] { replies.append(.off(poll, self, charter)) }
      case .polls(.closed(let id, let result, _)):
        decided.append(.polls(.closed(id, result, at: now)))
        if let poll = polls[id] { replies.append(.result(result, poll, self, charter)) }
      case .polls(.reopened(let id)):
        decided.append(event)
        if let poll = polls[id] { replies.append(.reopened(poll, self, charter)) }
      default: decided.append(event)
      }
    }
    if !gone.isEmpty { replies.append(.gone(gone, self)) }
    if !back.isEmpty { replies.append(.back(back, self)) }
    return (decided, replies)
  }

  private func resettling(
    _ id: SessionID, _ answer: Attendance.Answer?, of member: MemberID, charter: Charter,
    at now: Instant
  ) throws(Refusal) -> (Settlement, [Reply]) {
    guard let session = sessions[id], session.status == .planned, !session.isOver(at: now) else {
      throw .tooLateToUndo("\(id) is over or cancelled.")
    }
    if let answer {
      do throws(Refusal) {
        try session.requireRoom(for: answer, of: member)
      } catch {
        throw .tooLateToUndo("The seats for your guests at \(id) were given away.")
      }
    }
    let settlement = session.settling(answer, of: member)
    var replies: [Reply] = []
    if settlement.answer?.seat == .waiting, answer?.seat == .seated {
      replies.append(.waitingAgain(session, self))
    }
    return (
      settlement,
      replies + promotionNotices(of: settlement.promoted, for: session, charter: charter, at: now)
    )
  }
}

extension Reply {
  fileprivate static func waitingAgain(
    _ session: Sessions.Session, _ community: Community
  ) -> Reply {
    Reply(
      "Your seat at \(community.label(of: session)) was given away meanwhile: you are "
        + "\(Ordinal.word(session.attendance.waitingCount + 1)) on the waitlist.")
  }

  fileprivate static func gone(
    _ sessions: [Sessions.Session], _ community: Community
  ) -> Reply {
    let verb = sessions.count == 1 ? "does" : "do"
    return Reply(
      "\(community.labels(of: sessions)) \(verb) not take place.", to: .room(sessions[0].room),
      about: sessions[0].id.description)
  }

  fileprivate static func back(
    _ session: Sessions.Session, _ community: Community, at now: Instant
  ) -> Reply {
    let headline = community.headline(of: session, in: community.clocks(of: session), at: now)
    return Reply(
      "Moved again: \(headline), \(session.length).", to: .room(session.room),
      about: session.id.description)
  }

  fileprivate static func back(
    _ sessions: [Sessions.Session], _ community: Community
  ) -> Reply {
    let verb = sessions.count == 1 ? "takes" : "take"
    return Reply(
      "\(community.labels(of: sessions)) \(verb) place after all.", to: .room(sessions[0].room),
      about: sessions[0].id.description)
  }
}

extension Community {
  /// One session by number and title, several by their numbers and one title.
  fileprivate func labels(of sessions: [Sessions.Session]) -> String {
    let numbers = sessions.map(\.id.description)
    guard let last = numbers.last, numbers.count > 1 else { return label(of: sessions[0]) }
    let isAlike = sessions.allSatisfy { $0.title == sessions[0].title }
    let title = isAlike ? " \(people.shown(sessions[0].title))" : ""
    return "\(numbers.dropLast().joined(separator: ", ")) and \(last)\(title)"
  }
}
