package import Primitives
import Timekeeping

/// Closes a poll when answers to it end, and reminds its room a day before where fewer than half have
/// answered; a day behind its end it forgets who chose what.
///
/// What is late because the bot was away is closed all the same and says so; a reminder that is late, or
/// would come on a day that is kept free, is left out.
package struct PollStep: Job {
  package static let name = "poll"

  /// How late a reminder may come.
  private static let patience = Span.hours(12)

  package static func due(in community: Community) -> Instant? {
    let polls = community.polls
    guard polls.nextDeadline != nil || polls.nextForgetting != nil else { return nil }
    return [polls.nextDeadline, polls.nextReminder, polls.nextForgetting].compactMap { $0 }.min()
  }

  package static func decide(
    in community: Community, charter: Charter, at now: Instant, using randomness: inout Randomness
  ) -> (cause: String, decision: Decision)? {
    let polls = community.polls
    let open = polls.all.filter { $0.status == .open }
    let over = open.filter { polls.deadline(of: $0) <= now }
      .min { (polls.deadline(of: $0), $0.id) < (polls.deadline(of: $1), $1.id) }
    if let poll = over {
      let isLate = now - polls.deadline(of: poll) > LadderStep.punctuality
      let result = community.result(of: poll)
      return (
        "\(poll.id)/closed",
        Decision(
          [.polls(.closed(poll.id, result, at: now))],
          saying: [.result(result, poll, community, charter, isLate: isLate)])
      )
    }
    let reminded = open.lazy.compactMap { poll in
      polls.reminder(of: poll).map { (poll: poll, at: $0) }
    }.first { $0.at <= now }
    guard let (poll, at) = reminded else {
      let settled = polls.all.first { polls.forgetting(of: $0).map { $0 <= now } ?? false }
      return settled.map { ("\($0.id)/settled", Decision([.polls(.settled($0.id))])) }
    }
    let result = community.result(of: poll)
    let isWanted =
      result.answers * 2 < result.members && now - at <= patience
      && !community.blackouts.covers(now, in: community)
    return (
      "\(poll.id)/reminded",
      Decision(
        [.polls(.reminded(poll.id))],
        saying: isWanted ? [.reminder(poll, community, charter, at: now)] : [])
    )
  }
}

extension Reply {
  fileprivate static func reminder(
    _ poll: Polls.Poll, _ community: Community, _ charter: Charter, at now: Instant
  ) -> Reply {
    var lines = ["\(poll.id) \(community.question(of: poll))"]
    lines += poll.plan.options.indices.map { "`\($0 + 1)` \(community.option($0 + 1, of: poll))" }
    let zone = charter.zones.zoneOrUniversal(named: poll.plan.deadline.zone)
    let end = TimeEcho.full(community.polls.deadline(of: poll), in: zone, now: now)
    lines.append(
      "Only \(community.turnout(of: poll)) so far; it closes \(end). \(poll.invitation).")
    return Reply(
      lines.joined(separator: "\n"), to: charter.place(of: poll.plan), about: poll.id.description)
  }
}
