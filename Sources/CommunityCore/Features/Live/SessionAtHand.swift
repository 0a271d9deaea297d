import OrderedCollections
import Primitives

/// Which session a command means that names none, by one rule for every feature.
extension CommandContext {
  /// The sessions that can be meant here: the one whose thread this is or that has a group's thread
  /// here, or else those of this room at which somebody can be, and to the bot alone those of any room.
  ///
  /// Those that were started come before those whose time has come, and these before those about to
  /// begin, so that more than one is left only where they are alike. Empty
  /// where nothing is on.
  func sessionsAtHand() -> [Sessions.Session] {
    let open = community.sessions.attendable(at: now)
    guard !open.isEmpty else { return [] }
    let known = sessionOfThread()?.id
    if let session = open.first(where: { $0.id == known }) { return [session] }
    return alike(isDirect ? open : open.filter { $0.room == message.room })
  }

  /// As `sessionsAtHand`, but those of other rooms where none is on in this one.
  func sessionsAnywhere() -> [Sessions.Session] {
    let here = sessionsAtHand()
    return here.isEmpty ? alike(community.sessions.attendable(at: now)) : here
  }

  /// Those of `sessions` that are on most: live, or else begun, or else about to begin.
  private func alike(_ sessions: [Sessions.Session]) -> [Sessions.Session] {
    let live = sessions.filter(\.isLive)
    if !live.isEmpty { return live }
    let begun = sessions.filter { $0.start <= now && $0.endedAt == nil }
    return begun.isEmpty ? sessions : begun
  }

  /// The session that is at hand where the author speaks; nil where there is none.
  ///
  /// Of several that are alike it is the one that began last.
  func sessionNow() -> Sessions.Session? {
    let near = sessionsAtHand()
    return near.last { $0.start <= now } ?? near.first
  }

  /// The session at hand; throws where there is none.
  func requireSessionNow() throws(Refusal) -> Sessions.Session {
    guard let session = sessionNow() else { throw .noSessionNow }
    return session
  }

  /// The session at hand, where the author runs it, sits beside who does, or coordinates; throws where
  /// there is none.
  func requireOwnSessionNow() throws(Refusal) -> Sessions.Session {
    let session = try requireSessionNow()
    try requireRunning(session)
    return session
  }

  /// The session at hand, or else the next one.
  func firstSessionToPrepare() throws(Refusal) -> Sessions.Session {
    switch try sessionToPrepare(SessionReference()) {
    case .one(let session): session
    case .several(let sessions): sessions[0]
    }
  }

  /// The session that is named, or is at hand, or else the next one that the author may run.
  func sessionToPrepare(_ reference: SessionReference) throws(Refusal) -> SessionReference.Choice {
    if let known = try reference.known(in: self) { return .one(known) }
    if let session = sessionNow() { return .one(session) }
    return try reference.choice(in: self)
  }

  /// The session that is named or at hand, in this room or another; several where they are alike.
  ///
  /// Throws `nothing` of the next session where none is at hand.
  func atHand(
    _ reference: SessionReference, orThrow nothing: (String) -> Refusal
  ) throws(Refusal) -> SessionReference.Choice {
    if let known = try reference.known(in: self) {
      if known.status == .cancelled { throw .sessionCancelled(known.id) }
      return .one(known)
    }
    let near = sessionsAnywhere()
    if near.count > 1 { return .several(Array(near.prefix(6))) }
    if let only = near.first { return .one(only) }
    guard let next = community.sessions.ahead(of: now, limit: 1).first else {
      throw .noSessionPlanned
    }
    throw nothing(headline(next))
  }

  /// Requires that the author facilitates `session`, or sits beside who does, or is a coordinator.
  func requireRunning(_ session: Sessions.Session) throws(Refusal) {
    if let facilitator = session.facilitator, isPaired(with: facilitator) { return }
    try requireOwn(session)
  }

  /// Whether the author learns facilitating from `member`, or teaches it them.
  private func isPaired(with member: MemberID) -> Bool {
    let mentors = community.rota[Rotas.facilitator]?.mentors ?? [:]
    return mentors[author.id] == member || mentors[member] == author.id
  }
}

extension Charter {
  /// Where everything about a session is said: in the thread below its first post to its room, or in the
  /// room itself where no such post is known yet.
  func place(of session: Sessions.Session) -> Reply.Destination {
    guard hasThreads, let root = session.hour.root else {
      return .room(session.room)
    }
    return .thread(root, in: session.room)
  }
}

extension Sessions.Session {
  /// Those of `here` who are at a session for the first time and were not greeted in front of all;
  /// whoever runs it greets and is not greeted.
  func newcomers(in sessions: Sessions) -> [MemberID] {
    attendance.here.filter {
      sessions.visits(of: $0) == 1 && $0 != facilitator && !hour.greeted.contains($0)
    }
  }
}
