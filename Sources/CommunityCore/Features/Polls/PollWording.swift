import OrderedCollections
import Primitives
import Timekeeping

extension Community {
  /// Number and question within a sentence: `P1 “Where shall we meet?”`.
  func label(of poll: Polls.Poll) -> String { "\(poll.id) “\(question(of: poll))”" }

  /// What is asked.
  func question(of poll: Polls.Poll) -> String { people.shown(poll.plan.question) }

  /// What an option says.
  func option(_ number: Int, of poll: Polls.Poll) -> String {
    people.shown(poll.plan.options[number - 1])
  }

  /// What a poll would come to now; nil counts where too few answered without names to show them.
  func result(of poll: Polls.Poll) -> Polls.Result {
    let members = people.members.values.count(where: \.isActive)
    guard !poll.plan.isAnonymous else {
      let isShown = poll.voteCount >= Polls.shownFrom
      return Polls.Result(
        counts: isShown ? polls.boxes[poll.id]?.counts : nil, answers: poll.voteCount,
        members: max(members, poll.voteCount))
    }
    let answers = poll.answers.filter { people[$0.key]?.isActive ?? false }.values
    let counts = poll.plan.options.indices.map { index in
      answers.count { $0.contains(index + 1) }
    }
    return Polls.Result(counts: counts, answers: answers.count, members: members)
  }

  /// How many answered: `3 of 12 answered`, `0 of 12 answered`.
  func turnout(of poll: Polls.Poll) -> String {
    let result = poll.result ?? result(of: poll)
    return "\(result.answers) of \(result.members) answered"
  }

  /// The result as lines: the turnout, a bar for each option, and what most want.
  func lines(of result: Polls.Result, _ poll: Polls.Poll) -> [String] {
    guard result.answers > 0 else { return ["Nobody answered."] }
    let names = poll.plan.isAnonymous ? " without names" : ""
    let turnout = "\(result.answers) of \(result.members) answered\(names)."
    guard let counts = result.counts else {
      return [
        "\(turnout) Fewer than \(Polls.shownFrom) are not shown, and nothing of them is kept."
      ]
    }
    let several = poll.plan.choices > 1 ? " Each could choose up to \(poll.plan.choices)." : ""
    return [turnout + several] + bars(counts, result.answers, poll) + [verdict(on: counts, poll)]
  }

  /// A bar for each option: `1` ███████░░░ 7 · Room A.
  func bars(_ counts: [Int], _ answers: Int, _ poll: Polls.Poll) -> [String] {
    counts.indices.map { index in
      "`\(index + 1)` \(PlainPlot.bar(counts[index], of: answers)) \(counts[index]) · "
        + option(index + 1, of: poll)
    }
  }

  /// Which option most chose, ties by all their names.
  func verdict(on counts: [Int], _ poll: Polls.Poll) -> String {
    guard let most = counts.max(), most > 0 else { return "No option was chosen." }
    let first = counts.indices.filter { counts[$0] == most }.map { option($0 + 1, of: poll) }
    guard first.count > 1, let last = first.last else { return "Most chose: \(first[0])" }
    return "A tie, \(most) each: \(first.dropLast().joined(separator: ", ")) and \(last)"
  }
}

extension Polls.Poll {
  /// How one answers, as a sentence without its full stop.
  var invitation: String {
    let typed = plan.choices > 1 ? "vote 1 2" : "vote 2"
    if plan.isAnonymous { return "Answer to me alone, because all can see you here: `\(typed)`" }
    return plan.choices > 1
      ? "Answer with up to \(plan.choices) numbers: `!\(typed)`"
      : "Answer with a number: `!\(typed)`"
  }
}

extension Charter {
  /// Where everything about a poll is said: in the thread in which it was asked, or in its room.
  func place(of plan: PollEvent.Plan) -> Reply.Destination {
    guard hasThreads, let thread = plan.thread else { return .room(plan.room) }
    return .thread(thread, in: plan.room)
  }
}

extension CommandContext {
  /// The poll as it stands, or what came of it.
  func standing(_ poll: Polls.Poll) -> Reply {
    var lines = ["\(poll.id) \(community.question(of: poll))"]
    if poll.status == .cancelled {
      lines.append("It was called off.")
    } else if let result = poll.result {
      lines += ["It is closed."] + community.lines(of: result, poll)
    } else {
      let end = told(community.polls.deadline(of: poll))
      lines += options(of: poll)
      lines.append("Until \(end); \(community.turnout(of: poll)) so far. \(own(poll))")
    }
    return Reply(lines.joined(separator: "\n"), to: .answer, about: poll.id.description)
  }

  /// The options, with how many chose each so far where that may be shown.
  private func options(of poll: Polls.Poll) -> [String] {
    let result = community.result(of: poll)
    if !poll.plan.isAnonymous, result.answers > 0, let counts = result.counts {
      return community.bars(counts, result.answers, poll)
    }
    return poll.plan.options.indices.map { "`\($0 + 1)` \(community.option($0 + 1, of: poll))" }
  }

  private func own(_ poll: Polls.Poll) -> String {
    guard isDirect else { return "\(poll.invitation)." }
    if poll.voters.contains(author.id) { return "You have answered." }
    guard let choices = poll.answers[author.id] else {
      return "Answer with \(poll.plan.choices > 1 ? "numbers" : "a number")."
    }
    return "You said \(choices.map { "\($0)" }.joined(separator: " ")); a new answer replaces it."
  }
}

extension Reply {
  /// The place of a poll learns what came of it.
  static func result(
    _ result: Polls.Result, _ poll: Polls.Poll, _ community: Community, _ charter: Charter,
    isLate: Bool = false
  ) -> Reply {
    let late = isLate ? "(Late, because I was away.) " : ""
    let lines =
      ["\(late)\(poll.id) is closed: “\(community.question(of: poll))”"]
      + community.lines(of: result, poll)
    return Reply(
      lines.joined(separator: "\n"), to: charter.place(of: poll.plan), about: poll.id.description)
  }

  /// The place of a poll learns that nobody need answer any more.
  static func off(_ poll: Polls.Poll, _ community: Community, _ charter: Charter) -> Reply {
    Reply(
      "\(community.label(of: poll)) is called off.", to: charter.place(of: poll.plan),
      about: poll.id.description)
  }

  /// The place of a poll learns that answers are taken again.
  static func reopened(
    _ poll: Polls.Poll, _ community: Community, _ charter: Charter
  ) -> Reply {
    let zone = charter.zones.zoneOrUniversal(named: poll.plan.deadline.zone)
    let end = TimeEcho.dated(community.polls.deadline(of: poll), in: zone)
    return Reply(
      "\(community.label(of: poll)) is open again, until \(end).",
      to: charter.place(of: poll.plan), about: poll.id.description)
  }
}
