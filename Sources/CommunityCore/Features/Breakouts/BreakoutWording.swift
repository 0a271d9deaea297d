import CommandGrammar
import Grouping
import Primitives
import Timekeeping

extension Community {
  /// How few meetings of the rounds to come are repeated, beside the proof where there is one: `2
  /// repeats, no plan can have fewer`.
  func promise(of breakout: Breakout) -> String {
    let repeats = breakout.bound == nil ? repeats(in: breakout) : breakout.repeats
    let counted = repeats == 1 ? "1 repeat" : "\(repeats) repeats"
    if repeats == 0 { return "nobody meets anybody twice" }
    guard let bound = breakout.bound else { return counted }
    if bound == 0 { return "\(counted), the fewest I found" }
    return repeats == bound
      ? "\(counted), no plan can have fewer"
      : "\(counted), no plan can have fewer than \(bound)"
  }

  /// How many meetings of the rounds to come are not a pair's first.
  private func repeats(in breakout: Breakout) -> Int {
    let number = Dictionary(uniqueKeysWithValues: breakout.members.enumerated().map { ($1, $0) })
    let rounds = breakout.rounds.map { $0.map { $0.members.compactMap { number[$0] } } }
    return BreakoutProblem(breakout, in: self).plain.repeats(in: GroupPlan(rounds: rounds))
  }
}

extension Breakout {

  /// The groups that run, or those of the next round.
  var present: [Group] { running?.groups ?? rounds.first ?? [] }
}

extension CommandContext {
  /// The people of a group, the author among them even where they have only just come.
  func shown(_ group: Breakout.Group) -> String { Self.shown(group) { name($0) } }

  /// The people of a group as `name` calls them.
  fileprivate static func shown(
    _ group: Breakout.Group, naming name: (MemberID) -> String
  ) -> String {
    group.members.map { member in
      let mark = member == group.lead ? "*" : member == group.notes ? " 📝" : ""
      return name(member) + mark
    }.joined(separator: ", ")
  }
}

extension Community {
  /// The people of a group, with marks for who leads and who takes notes: `Ana*, Sam 📝, Lee`.
  func shown(_ group: Breakout.Group) -> String {
    CommandContext.shown(group) { people.name(of: $0) }
  }

  /// A line for each group that is not dissolved: `1: Ana*, Sam 📝, Lee`.
  func lines(of groups: [Breakout.Group]) -> [String] {
    groups.enumerated().filter { !$0.element.members.isEmpty }.map { index, group in
      "\(index + 1): \(shown(group))"
    }
  }

  /// Who sits with `member` in a group: `with Bo and Cy`.
  func company(of member: MemberID, in group: Breakout.Group) -> String {
    let others = group.members.filter { $0 != member }.map { people.name(of: $0) }
    guard let last = others.last else { return "alone so far" }
    return "with " + (others.dropLast() + []).joined(separator: ", ")
      + (others.count > 1 ? " and " : "") + last
  }

  /// What the people of a group are asked to talk about.
  func question(for session: Sessions.Session, _ purpose: GroupPurpose, _ charter: Charter)
    -> String
  {
    let topic = session.topic.flatMap { topics[$0] }.map { people.shown($0.text) }
    return charter.prompts.text(
      purpose.prompt, ["topic": topic ?? people.shown(session.title)])
  }
}

extension GroupPurpose {
  /// The long text that asks the groups something.
  var prompt: Prompts.Prompt {
    switch self {
    case .topic: .groupsTopic
    case .chat: .groupsChat
    case .questions: .groupsQuestions
    }
  }
}

extension Reply {
  /// The groups that were drawn, before they start.
  static func preview(
    _ breakout: Breakout, at session: Sessions.Session, in community: Community
  ) -> Reply {
    Reply(previewText(breakout, at: session, in: community))
  }

  static func previewText(
    _ breakout: Breakout, at session: Sessions.Session, in community: Community
  ) -> String {
    let request = breakout.request
    var lines = [heading(breakout, at: session, in: community)]
    let shown = breakout.rounds.prefix(breakout.members.count * breakout.rounds.count > 60 ? 1 : 12)
    for (index, groups) in shown.enumerated() {
      if breakout.rounds.count > 1 { lines.append("Round \(breakout.round + index)") }
      lines += community.lines(of: groups)
    }
    if shown.count < breakout.rounds.count {
      lines.append(
        "… and \(breakout.rounds.count - shown.count) more rounds, each shown when it starts")
    }
    let size = breakout.present.map(\.members.count).max() ?? 0
    let least = GroupPurpose.leastMinutes(forSize: size)
    if request.minutes < least {
      lines.append(
        "\(request.minutes) minutes are short for \(size): \(least) let everybody speak (`--time \(least)m`)."
      )
    }
    let whole = breakout.rounds.count * request.minutes
    if whole > session.minutes {
      lines.append("That takes \(whole) minutes, and the session has \(session.minutes).")
    }
    let here = breakout.members.count { session.attendance.here.contains($0) }
    if here > 0, here < breakout.members.count {
      lines.append("\(here) of them said `!here`, the others that they come.")
    }
    if request.goal == .chat, size > 4 {
      lines.append(
        "To get to know each other, groups of 3 are better: `!breakout size 3 --for chat`.")
    }
    lines.append(
      "* leads, 📝 takes notes. `!breakout go` starts them, `!breakout shuffle` draws others.")
    return lines.joined(separator: "\n")
  }

  private static func heading(
    _ breakout: Breakout, at session: Sessions.Session, in community: Community
  ) -> String {
    let groups = breakout.rounds.first ?? []
    let sizes = Set(groups.map(\.members.count).filter { $0 > 0 }).sorted()
    let size = sizes.map(String.init).joined(separator: " and ")
    let minutes = "\(breakout.request.minutes) minutes"
    let rounds =
      breakout.rounds.count == 1 ? minutes : "\(breakout.rounds.count) rounds of \(minutes)"
    let whole =
      "Preview for \(community.label(of: session)): \(breakout.members.count) people, "
      + "\(groups.count { !$0.members.isEmpty }) groups of \(size), \(rounds)"
    let promise = community.promise(of: breakout)
    switch breakout.request.mixing {
    case .strangers: return "\(whole); \(promise)."
    case .familiar:
      let repeats = breakout.repeats
      let pairs = breakout.rounds.joined().reduce(0) { $0 + $1.pairCount }
      return "\(whole); \(repeats) of \(pairs) pairs have met before."
    case .mixed(let trait):
      return "\(whole); mixed by \(trait.rawValue); \(promise)."
    case .matched(let tag):
      return "\(whole); those for “\(Prose.clean(tag))” together; \(promise)."
    }
  }
}
