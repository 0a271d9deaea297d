import OrderedCollections
import Primitives

extension CommandContext {
  /// The session that is meant where one is on, is about to begin or is just over: the one that is
  /// named, the one whose thread this is, the one that is live here, or those at which somebody can be.
  ///
  /// Throws `nothing` of the next session where none is at hand.
  func atHand(
    _ reference: SessionReference, orThrow nothing: (String) -> Refusal
  ) throws(Refusal) -> SessionReference.Choice {
    let sessions = community.sessions
    if let known = try reference.known(in: self) {
      if known.status == .cancelled { throw .sessionCancelled(known.id) }
      return .one(known)
    }
    if let live = liveSession { return .one(live) }
    let near = sessions.attendable(at: now)
    if near.count > 1 { return .several(Array(near.prefix(6))) }
    if let only = near.first { return .one(only) }
    guard let next = sessions.ahead(of: now, limit: 1).first else { throw .noSessionPlanned }
    throw nothing(headline(next))
  }

  /// The session that is live in the room, or else elsewhere, the one started last; nil where none is.
  var liveSession: Sessions.Session? {
    let live = community.sessions.live.compactMap { community.sessions[$0] }
    return live.last { $0.room == message.room } ?? live.last
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
