package import Primitives
import Timekeeping

/// Does what is due on the ladders of sessions: each rung once, marked in the same record.
///
/// What is up to half an hour late because the bot was away is still done, and says so; what is later
/// than that is named in one message a room, and nothing is dropped in silence. What came of a session
/// may be asked three days later as well, and what it was worth is told whenever it can be.
package struct LadderStep: Job {
  package static let name = "ladder"

  /// How late something may be and still be said.
  static let patience = Span.minutes(30)
  /// How late something of `rung` may be and still be said.
  private static func patience(for rung: Rung) -> Span { rung == .month ? .days(3) : patience }

  /// How late something is before it says that it is late.
  static let punctuality = Span.minutes(2)

  package static func due(in community: Community) -> Instant? { community.sessions.nextRung }

  package static func decide(
    in community: Community, charter: Charter, at now: Instant, using randomness: inout Randomness
  ) -> (cause: String, decision: Decision)? {
    let due = community.sessions.due(at: now)
    if let first = due.first(where: { now - $0.due > patience(for: $0.rung) }) {
      let missed = due.filter {
        now - $0.due > patience(for: $0.rung) && $0.session.room == first.session.room
      }
      let cause = "missed/\(first.session.id)/\(first.rung.name)/\(first.session.sequence)"
      return (cause, self.missed(missed, in: community, charter: charter, at: now))
    }
    guard let step = due.first else { return nil }
    return (
      "\(step.session.id)/\(step.rung.name)/\(step.session.sequence)",
      decide(step, in: community, charter: charter, at: now)
    )
  }

  private static func decide(
    _ step: DueRung, in community: Community, charter: Charter, at now: Instant
  ) -> Decision {
    let session = step.session
    let notice = Notice(
      session: session, matter: .rung(step.rung), community: community, charter: charter, now: now,
      isLate: now - step.due > punctuality && step.rung != .month)
    let mark = Event.sessions(.reminded(session.id, step.rung, isMissed: false))
    if step.rung == .invitation {
      let isBlack = community.blackouts.covers(now, in: community)
      return Decision([mark], saying: isBlack || session.start <= now ? [] : [notice.inRoom])
    }
    let readers = notice.readers
    var decision = notice.delivered(to: readers)
    if step.rung == .nudge, charter.hasDirectMessages, !readers.isEmpty {
      decision.events.insert(.notices(.nudged(session.id, readers)), at: 0)
    }
    if step.rung == .week, let ratings = community.ratings(of: session.id) {
      decision.replies.append(.results(of: session, ratings, community))
    }
    decision.events.insert(mark, at: 0)
    return decision
  }

  /// Marks what is too late, and tells the room where somebody would have got it.
  private static func missed(
    _ missed: [DueRung], in community: Community, charter: Charter, at now: Instant
  ) -> Decision {
    let events = missed.map {
      Event.sessions(.reminded($0.session.id, $0.rung, isMissed: true))
    }
    let told = missed.filter { step in
      // Looked at as it would have been in time, because a session that has begun needs no reminder now.
      let notice = Notice(
        session: step.session, matter: .rung(step.rung), community: community, charter: charter,
        now: step.due)
      return step.rung == .invitation
        ? !community.blackouts.covers(step.due, in: community) : !notice.readers.isEmpty
    }
    let results = missed.filter { $0.rung == .week }.compactMap { step in
      community.ratings(of: step.session.id).map { Reply.results(of: step.session, $0, community) }
    }
    return Decision(
      events, saying: (told.isEmpty ? [] : [.missed(told, community, at: now)]) + results)
  }
}

extension Reply {
  /// What a session was worth, for the room in which it was asked.
  fileprivate static func results(
    of session: Sessions.Session, _ ratings: Figures.Ratings, _ community: Community
  ) -> Reply {
    Reply(
      "What \(community.label(of: session)) was worth to those who were there: "
        + "\(PlainPlot.tenths(ratings.averageTenths)) of 5 (\(ratings.count) answers). "
        + "Thank you for saying so.", to: .room(session.room), about: session.id.description)
  }

  fileprivate static func missed(
    _ steps: [DueRung], _ community: Community, at now: Instant
  ) -> Reply {
    var sessions: [(session: Sessions.Session, matters: [String])] = []
    for step in steps {
      let matter = step.rung.missedAs
      if let index = sessions.firstIndex(where: { $0.session.id == step.session.id }) {
        if !sessions[index].matters.contains(matter) { sessions[index].matters.append(matter) }
      } else {
        sessions.append((step.session, [matter]))
      }
    }
    var lines = sessions.prefix(10).map { session, matters in
      let headline = community.headline(of: session, in: community.clocks(of: session), at: now)
      return "\(headline): \(matters.joined(separator: ", "))."
    }
    if sessions.count > 10 { lines.append("… and of \(sessions.count - 10) more sessions.") }
    return Reply(
      "I was away and could not send in time, for which I am sorry:\n"
        + lines.joined(separator: "\n"), to: .room(steps[0].session.room))
  }
}
