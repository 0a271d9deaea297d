import OrderedCollections
import Primitives
import Timekeeping

extension CoordinatorDigest {
  /// The polls and the survey that are open, with how many have answered, and what came of those that
  /// ended since the last digest; and what of it is news, because counts only drift.
  var asking: (lines: [String], news: [String]) {
    let since = community.digests.marks[.coordinators]?.saidAt ?? now - .days(7)
    let open = community.polls.open(at: now)
    let ended = community.polls.all.filter {
      $0.status == .closed && $0.endedAt.map { $0 > since && $0 <= now } ?? false
    }
    var lines: [String] = []
    var news: [String] = []
    for poll in open.prefix(Self.named) {
      let end = TimeEcho.dated(community.polls.deadline(of: poll), in: community.clocks)
      lines.append(
        "\(community.label(of: poll)): \(community.turnout(of: poll)), until \(end)")
      news.append("\(poll.id) is open")
    }
    for poll in ended.suffix(Self.named) {
      let verdict =
        poll.result?.counts.map { community.verdict(on: $0, poll) } ?? "too few answers to show"
      lines.append("\(community.label(of: poll)): \(community.turnout(of: poll)). \(verdict)")
      news.append("\(poll.id) has ended")
    }
    if let survey = community.surveys.open(at: now) {
      let end = TimeEcho.dated(community.surveys.deadline(of: survey), in: community.clocks)
      lines.append("Survey \(survey.id): \(community.turnout(of: survey)), until \(end)")
      news.append("\(survey.id) is open")
    } else if let survey = community.surveys.all.last, survey.status == .closed,
      let at = survey.endedAt, at > since
    {
      lines.append(
        "Survey \(survey.id): \(community.turnout(of: survey)); `!survey show \(survey.id)`")
      news.append("\(survey.id) has ended")
    }
    return (lines, news)
  }
}

extension Community {
  /// The poll of which members are reminded in their digest: the open one that ends first, where that is
  /// within two weeks and leaves them some hours; nil where there is none.
  func poll(toAskAbout now: Instant) -> Polls.Poll? {
    polls.open(at: now).filter { poll in
      let left = polls.deadline(of: poll) - now
      return left >= .hours(4) && left <= .days(14)
    }.min { (polls.deadline(of: $0), $0.id) < (polls.deadline(of: $1), $1.id) }
  }
}
