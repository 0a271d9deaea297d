package import CommandGrammar
package import Primitives

/// Opens the groups that were drawn: each hears who is in it, what to talk about and until when.
package struct StartBreakout: Command {
  package static let description = CommandDescription(
    "breakout go", aliases: ["breakout start", "breakout open"],
    usage: "!breakout go",
    summary: "Opens the groups that were drawn, or those of the next round.",
    examples: ["!breakout go", "!breakout back"],
    instead: "!breakout", deed: .init("round of groups", "rounds of groups"), isUndoable: true)

  package init(reading arguments: inout Arguments) throws(UsageError) {}

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let moment = try BreakoutMoment(in: context)
    try context.requireRunning(moment.session)
    var breakout = try moment.resting(in: context)
    try moment.requireNow(in: context)
    guard !breakout.rounds.isEmpty else { throw .breakouts(.roundsOver) }
    let changes = context.bringUpToDate(&breakout, at: moment.session)
    guard let next = breakout.rounds.first, next.count(where: { $0.members.count > 1 }) > 0 else {
      throw .breakouts(.tooFew(breakout.members.count, isHere: true))
    }
    let groups = breakout.rounds.removeFirst()
    let until = context.now + .minutes(Int64(breakout.request.minutes))
    let running = Breakout.Running(since: context.now, until: until, groups: groups)
    breakout.running = running
    breakout.bound = nil
    return moment.arranging(
      breakout, label: "start of the groups of \(moment.session.id)",
      saying: [.opened(running, breakout, moment.session, context, changes)]
        + context.cards(running, breakout, moment.session))
  }
}

extension CommandContext {
  /// What each group is told: in its thread, or a post in the room below which it can talk; where
  /// there are no threads, one post for all.
  fileprivate func cards(
    _ running: Breakout.Running, _ breakout: Breakout, _ session: Sessions.Session
  ) -> [Reply] {
    let question = community.question(for: session, breakout.request.goal, charter)
    let until = "until \(community.clock(running.until, at: session))"
    guard charter.hasThreads else {
      guard isDirect else { return [] }
      let lines = community.lines(of: running.groups)
      return [
        Reply(
          "Groups \(until).\n\(lines.joined(separator: "\n"))\n\(question)",
          to: .room(session.room),
          about: session.id.description)
      ]
    }
    return running.groups.enumerated().filter { !$0.element.members.isEmpty }.map { index, group in
      let number = index + 1
      let round = breakout.round > 1 || !breakout.rounds.isEmpty ? ", round \(breakout.round)" : ""
      var lines = [
        "Group \(number) of \(community.label(of: session))\(round): \(community.shown(group)), \(until)."
      ]
      lines.append(question)
      if breakout.request.goal != .chat {
        let writer = (group.notes ?? group.lead).map { "\(community.people.name(of: $0)), " } ?? ""
        lines.append(
          "\(writer)`!report <text>` below this message says what the others should hear.")
      }
      let text = lines.joined(separator: "\n")
      let thread = community.breakouts.thread(of: number, at: session.id)
      return Reply(
        text, to: thread.map { .thread($0, in: session.room) } ?? .room(session.room),
        about: thread == nil ? GroupSubject(number, at: session.id).description : nil)
    }
  }
}

extension Reply {
  fileprivate static func opened(
    _ running: Breakout.Running, _ breakout: Breakout, _ session: Sessions.Session,
    _ context: CommandContext, _ changes: [String]
  ) -> Reply {
    let community = context.community
    let until = community.clock(running.until, at: session)
    let round =
      breakout.round > 1 || !breakout.rounds.isEmpty ? "Round \(breakout.round): groups" : "Groups"
    var lines = ["\(round) are open until \(until)."]
    lines += community.lines(of: running.groups)
    lines += changes
    if !context.charter.hasThreads {
      lines.append(community.question(for: session, breakout.request.goal, context.charter))
    }
    var last = "* leads, 📝 takes notes. "
    if breakout.request.minutes >= 5 { last += "I warn two minutes before the end and call back. " }
    last += "`!breakout extend 3m` gives more time, `!breakout back` ends it."
    lines.append(last)
    if running.until > session.end {
      lines.append(
        "That is past the end of the session, \(community.clock(session.end, at: session)).")
    }
    return Reply(lines.joined(separator: "\n"), to: .answer, about: session.id.description)
  }
}
