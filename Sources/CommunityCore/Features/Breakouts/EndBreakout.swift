package import CommandGrammar
package import Primitives

/// Calls everybody back from their groups.
package struct EndBreakout: Command {
  package static let description = CommandDescription(
    "breakout back", aliases: ["breakout end", "breakout stop", "breakout close"],
    usage: "!breakout back",
    summary: "Calls everybody back from the groups before their time is over.",
    examples: ["!breakout back", "!breakout reports"],
    instead: "!breakout", deed: .init("call back", "calls back"), isUndoable: true)

  package init(reading arguments: inout Arguments) throws(UsageError) {}

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let moment = try BreakoutMoment(in: context)
    try context.requireRunning(moment.session)
    let (breakout, running) = try moment.running()
    let over = breakout.ended()
    let session = moment.session
    var replies = [Reply(context.community.welcomeBack(over, at: session, context.charter))]
    let call = "Please come back to everybody now."
    replies += context.community.calls(call, to: running.groups, at: session, context.charter)
    if context.isDirect || !context.charter.hasThreads {
      replies.append(
        Reply("Groups are over: please come back to everybody.", to: .room(session.room)))
    }
    return moment.arranging(
      over, label: "end of the groups of \(session.id)", saying: replies)
  }
}

extension Breakout {
  /// The same when the round that runs is over: it took place, and who met in it has met.
  func ended() -> Breakout {
    var over = self
    if let running { over.held.append(running.groups) }
    over.running = nil
    return over
  }
}

extension Community {
  /// The numbers of the groups of the last round that have not reported.
  func silentGroups(of breakout: Breakout, at session: Sessions.Session) -> [Int] {
    let groups = breakout.latest
    let reports = minutes[session.id].reports
    return groups.indices.filter { index in
      !groups[index].members.isEmpty
        && !reports.contains { $0.group == index + 1 && $0.round == breakout.latestRound }
    }.map { $0 + 1 }
  }

  /// What open groups are told where `events` take something back or do it again: when they end now, or
  /// that they are over.
  func tellingGroups(of events: [Event], _ charter: Charter) -> [Reply] {
    events.flatMap { event -> [Reply] in
      guard case .breakouts(.arranged(let id, let after)) = event, let session = sessions[id] else {
        return []
      }
      let before = breakouts[id]?.running
      let running = after?.running
      if let before, let running, before.until == running.until {
        return telling(what: running.groups, differsFrom: before.groups, at: session, charter)
      }
      guard let groups = (before ?? running)?.groups, before?.until != running?.until else {
        return []
      }
      let text =
        running.map { "That has changed: groups are open until \(clock($0.until, at: session))." }
        ?? "That was taken back: please come back to everybody."
      return calls(text, to: groups, at: session, charter)
    }
  }

  /// What each open group is told whose people are others now.
  private func telling(
    what groups: [Breakout.Group], differsFrom before: [Breakout.Group],
    at session: Sessions.Session, _ charter: Charter
  ) -> [Reply] {
    guard charter.hasThreads else { return [] }
    return groups.indices.compactMap { index in
      guard before.indices.contains(index), before[index].members != groups[index].members,
        let thread = breakouts.thread(of: index + 1, at: session.id)
      else { return nil }
      let people = groups[index].members.isEmpty ? "empty" : shown(groups[index])
      return Reply(
        "That was taken back: group \(index + 1) is now \(people).",
        to: .thread(thread, in: session.room))
    }
  }

  /// The same text in the thread of each group; nothing where there are no threads.
  func calls(
    _ text: String, to groups: [Breakout.Group], at session: Sessions.Session, _ charter: Charter
  ) -> [Reply] {
    guard charter.hasThreads else { return [] }
    return groups.indices.filter { !groups[$0].members.isEmpty }.compactMap { index in
      breakouts.thread(of: index + 1, at: session.id).map { thread in
        Reply(text, to: .thread(thread, in: session.room))
      }
    }
  }

  /// What everybody reads when a round is over.
  func welcomeBack(
    _ breakout: Breakout, at session: Sessions.Session, _ charter: Charter
  ) -> String {
    var lines = ["Welcome back!"]
    let silent = silentGroups(of: breakout, at: session)
    let count = breakout.held.last?.count { !$0.members.isEmpty } ?? 0
    if silent.isEmpty, count > 0 {
      lines[0] += " Every group has reported: `!breakout reports`."
    } else if silent.count < count {
      lines[0] += " \(count - silent.count) of \(count) groups have reported: `!breakout reports`."
    }
    if !silent.isEmpty, breakout.request.goal != .chat {
      let groups = breakout.held.last ?? []
      let missing = silent.map { number in
        let group = groups[number - 1]
        let writer = (group.notes ?? group.lead).map { " (\(people.name(of: $0)))" } ?? ""
        return "\(number)\(writer)"
      }
      lines.append(
        "What should the others hear? Group \(missing.joined(separator: ", ")): `!report <text>`.")
    }
    lines.append(
      breakout.rounds.isEmpty
        ? "`!breakout again` takes the same groups once more, `!breakout shuffle` draws others."
        : "Round \(breakout.round) of \(breakout.held.count + breakout.rounds.count) is next: `!breakout go`."
    )
    return lines.joined(separator: "\n")
  }
}
