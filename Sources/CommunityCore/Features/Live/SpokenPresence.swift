import OrderedCollections
import Primitives

extension Respondent {
  /// What follows from a line that asks for nothing: who speaks where a session is on counts as there.
  ///
  /// Every line of every room passes here, so a community in which no session is on pays for one look;
  /// and only the first line of each speaker changes anything.
  func overheard(in community: Community) -> Decision {
    guard !community.sessions.live.isEmpty, message.kind == .text, !message.isDirect,
      let session = liveSession(in: community)
    else { return Decision() }
    return Decision(presence(at: session, in: community))
  }

  /// That the author is at `session`; nothing where that is known, or where they have left the
  /// community.
  private func presence(at session: Sessions.Session, in community: Community) -> [Event] {
    let member = message.author.id
    guard !session.attendance.here.contains(member),
      community.people[member]?.isActive ?? !community.people.isFull
    else { return [] }
    // Whoever takes part in a session belongs to the community, as whoever types a command does.
    let (_, arrival) = author(in: community)
    return arrival + [.attendance(.arrived(session.id, member))]
  }

  /// The live session in whose thread the message was said, or in whose room where it has no thread.
  private func liveSession(in community: Community) -> Sessions.Session? {
    let sessions = community.sessions
    if let thread = message.thread {
      guard let id = sessions.session(of: thread), let session = sessions[id],
        isDuring(session)
      else { return nil }
      return session
    }
    return sessions.live.lazy.compactMap { sessions[$0] }.last { session in
      session.room == message.room && (!charter.hasThreads || session.hour.root == nil)
        && isDuring(session)
    }
  }

  /// Whether the message was said while the session was on, however late it is read.
  private func isDuring(_ session: Sessions.Session) -> Bool {
    session.isLive && session.startedAt.map { now >= $0 } ?? false
  }
}
