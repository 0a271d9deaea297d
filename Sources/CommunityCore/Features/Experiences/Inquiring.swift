import OrderedCollections
import Primitives
import Timekeeping

extension Community {
  /// Whether `member` is asked at all at `now` what they tried after `session`: not who is snoozed or
  /// wants no reminders, nor who has told, nor who left the last two such questions unanswered.
  func isAsked(_ member: MemberID, about session: SessionID, at now: Instant) -> Bool {
    !notices.isSnoozed(member, at: now) && notices.leads(of: member) != []
      && !experiences.isTired(member) && !experiences.hasTold(member, of: session)
  }

  /// The first instant from `start` on at which `member` may be asked what they tried: some days after
  /// the last such question, not in a blackout, and not in their quiet hours.
  func nextInquiry(of member: MemberID, from start: Instant) -> Instant {
    let zone = clocks(of: member) ?? clocks
    let quiet = notices.quietHours(of: member)
    var instant = start
    if let last = experiences.inquiries[member]?.at {
      instant = max(instant, last + Experiences.spacing)
    }
    // The end of quiet hours may lie in a blackout, and the end of that in quiet hours.
    for _ in 0..<100 {
      let before = instant
      if let black = blackouts.range(of: clocks.localTime(at: instant).day) {
        instant = beginning(of: GregorianDay(daysSince1970: black.last.daysSince1970 + 1))
      }
      instant = quiet.release(after: instant, in: zone)
      if instant == before { break }
    }
    return instant
  }
}

extension Notice {
  /// What becomes true when `members` are asked something now: each is asked such a thing seldom, and
  /// what they answer is understood.
  func noted(asking members: [MemberID]) -> [Event] {
    guard !members.isEmpty else { return [] }
    switch matter {
    case .rung(.closing): return [.feedback(.asked(members, at: now))]
    case .rung(.month):
      let question = Dialogue.Question.whatTried(session.id, at: now)
      return members.flatMap { member in
        [
          .experiences(.asked(member, about: session.id, at: now)),
          .dialogue(.asked(member, question)),
        ]
      }
    default: return []
    }
  }
}

extension Dialogue.Question {
  /// Asks somebody alone what they tried after a session: yes with what happened, no, or later.
  static func whatTried(_ session: SessionID, at now: Instant) -> Self {
    Self(
      room: nil, until: now + .days(3),
      options: [
        .init("y", runs: "tried \(session)", takesWords: true), .init("n", runs: "tried no"),
        .init("no", runs: "tried no"), .init("later", runs: "tried later"),
      ])
  }
}
