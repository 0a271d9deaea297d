import Primitives

extension CommandContext {
  /// The session that is going on where the author speaks, from half an hour before it until an hour
  /// after it: the one whose thread this is, or else one of this room; nil where none is.
  ///
  /// Of several in one room it is the one that has begun last, or else the one that begins first. To
  /// the bot alone any session is meant.
  func sessionNow() -> Sessions.Session? {
    let open = community.sessions.attendable(at: now)
    guard !open.isEmpty else { return nil }
    if let thread = message.thread ?? message.replyTo,
      let known = community.sessions.session(of: thread),
      let session = open.first(where: { $0.id == known })
    {
      return session
    }
    let near = isDirect ? open : open.filter { $0.room == message.room }
    return near.last { $0.start <= now } ?? near.first
  }

  /// The session that is going on; throws where none is.
  func requireSessionNow() throws(Refusal) -> Sessions.Session {
    guard let session = sessionNow() else { throw .noSessionNow }
    return session
  }

  /// The session that is going on, where the author runs it, sits beside who does, or coordinates;
  /// throws where none is.
  func requireOwnSessionNow() throws(Refusal) -> Sessions.Session {
    let session = try requireSessionNow()
    try requireRunning(session)
    return session
  }

  /// The session that is going on, or else the next one.
  func firstSessionToPrepare() throws(Refusal) -> Sessions.Session {
    switch try sessionToPrepare(SessionReference()) {
    case .one(let session): session
    case .several(let sessions): sessions[0]
    }
  }

  /// The session that is named, or is going on, or else the next one that the author may run.
  func sessionToPrepare(_ reference: SessionReference) throws(Refusal) -> SessionReference.Choice {
    if let known = try reference.known(in: self) { return .one(known) }
    if let session = sessionNow() { return .one(session) }
    return try reference.choice(in: self)
  }
}
