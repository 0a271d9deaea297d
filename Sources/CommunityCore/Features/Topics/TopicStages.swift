package import Primitives

/// What becomes of an open topic.
package enum TopicStage: String, CaseIterable, Sendable {
  /// It waits for a session.
  case proposed
  /// A session lies ahead that is about it.
  case planned
  /// A session was about it.
  case held
}

extension Community {
  /// What became of topics, and the session that is about each; those that wait are left out.
  ///
  /// A session of which nothing tells that it took place took none away from the list.
  package func stages(
    at now: Instant
  ) -> [TopicID: (word: TopicStage, session: SessionID)] {
    var stages: [TopicID: (word: TopicStage, session: SessionID)] = [:]
    for session in sessions.all where session.status == .planned {
      guard let topic = session.topic else { continue }
      if !session.isOver(at: now) {
        stages[topic] = (.planned, session.id)
      } else if stages[topic]?.word != .planned, isWitnessed(session) {
        stages[topic] = (.held, session.id)
      }
    }
    return stages
  }

  /// The session that a topic had, where no other one is planned for it.
  func sessionHad(by topic: TopicID, at now: Instant) -> SessionID? {
    guard let stage = stages(at: now)[topic], stage.word == .held else { return nil }
    return stage.session
  }

  /// The votes of a member that count: those for topics that had their session are free again.
  func votes(of member: MemberID, at now: Instant) -> [TopicID] {
    let votes = topics.votes(of: member)
    if votes.isEmpty { return votes }
    let stages = stages(at: now)
    return votes.filter { stages[$0]?.word != .held }
  }
}
