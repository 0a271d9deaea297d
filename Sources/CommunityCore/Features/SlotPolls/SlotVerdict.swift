import Grouping
import OrderedCollections
import Primitives
import Timekeeping

/// What a poll comes to, and why.
enum SlotVerdict {
  /// A session at the time called `number`.
  case booked(SessionID, number: Int, SlotChoice<MemberID>, next: Int?)
  /// Several times suit equally, so that somebody must choose.
  case tied([Int], SlotScore<MemberID>)
  /// Nobody has answered.
  case unanswered
  /// Nobody can at any of the times.
  case nobodyCan
  /// The bot was away until the times were over.
  case over
  /// There are as many sessions ahead as can be.
  case full

  /// The session that is planned; nil where none is.
  var session: SessionID? {
    if case .booked(let id, _, _, _) = self { id } else { nil }
  }

  /// Counts the answers to `poll` for the times that are still to come.
  init(on poll: SlotPolls.Poll, in community: Community, at now: Instant) {
    let starts = community.slotPolls.starts(of: poll)
    let numbers = starts.indices.filter { starts[$0] > now + .minutes(15) }.map { $0 + 1 }
    let voters = poll.answers.filter { community.people[$0.key]?.isActive ?? false }
      .map { member, answer in
        SlotVoter(
          member: member, isRequired: member == poll.creator,
          answers: numbers.map { answer.mark($0) },
          points: numbers.map { community.points(of: starts[$0 - 1], poll.minutes, for: member) })
      }
    let burdens = community.slotPolls.burdens
    let slotPoll = SlotPoll(slotCount: numbers.count, voters: voters)
    guard let choice = slotPoll.choice(burdens: burdens) else {
      self = .over
      return
    }
    if voters.isEmpty {
      self = .unanswered
    } else if choice.best.can.isEmpty, choice.best.ifNeedBe.isEmpty {
      self = .nobodyCan
    } else if choice.reason == .earliest {
      let equals = slotPoll.ranking(burdens: burdens).filter { $0.isAsGood(as: choice.best) }
      self = .tied(equals.map { numbers[$0.slot] }.sorted(), choice.best)
    } else if community.sessions.ahead(of: now).count >= Sessions.upcomingLimit {
      self = .full
    } else {
      self = .booked(
        community.sessions.nextID, number: numbers[choice.best.slot], choice,
        next: choice.runnerUp.map { numbers[$0.slot] })
    }
  }
}

extension SlotScore {
  /// Whether nothing but the order of time is between the two.
  fileprivate func isAsGood(as other: Self) -> Bool {
    requiredCannot.count == other.requiredCannot.count
      && requiredUnanswered.count == other.requiredUnanswered.count && leftOut == other.leftOut
      && cannot.count == other.cannot.count && strain == other.strain
  }

  /// How many can, if need be among them: `9 of 10 can (1 if need be)`.
  var turnout: String {
    let coming = can.count + ifNeedBe.count
    let part = ifNeedBe.isEmpty ? "" : " (\(ifNeedBe.count) if need be)"
    return "\(coming) of \(asked) can\(part)"
  }
}

extension SlotChoice {
  /// Why it is the best, in one sentence.
  ///
  /// `9 of 10 can; 2 outside their hours; next best Tue 8 Dec 2026, 16:00 London, when 8 of 10 can.`
  func sentence(next: String?) -> String {
    var parts = [best.turnout]
    if !best.outOfHours.isEmpty {
      let count = best.outOfHours.count
      parts.append("\(count) outside \(count == 1 ? "the usual" : "their") hours")
    }
    guard let next, let runnerUp else { return parts.joined(separator: "; ") + "." }
    switch reason {
    case .requiredPeople:
      parts.append("next best \(next), when \(runnerUp.turnout), but not who runs it")
    case .leastInconvenience:
      parts.append("next best \(next), when as many can, but it asks more of them")
    case .onlySlot, .fewestLeftOut, .staysWhereItIs, .earliest:
      parts.append("next best \(next), when \(runnerUp.turnout)")
    }
    return parts.joined(separator: "; ") + "."
  }
}

extension Community {
  /// What a session at `start` costs `member` at their hour, in points.
  func points(of start: Instant, _ minutes: Int, for member: MemberID) -> Int {
    let zone = clocks(of: member) ?? clocks
    let local = zone.localTime(at: start)
    return Inconvenience.points(
      minute: local.hour * 60 + local.minute, weekday: local.day.weekday, lastingMinutes: minutes)
  }
}
