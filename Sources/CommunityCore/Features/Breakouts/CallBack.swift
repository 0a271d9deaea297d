import OrderedCollections
package import Primitives

/// Warns the groups before their time is over, calls everybody back, and shows groups that were looked
/// for a while.
package struct CallBack: Job {
  package static let name = "breakout"

  /// How long before the end groups are warned.
  static let warning = Span.minutes(2)
  /// How late everybody is still called back; after that they have come back by themselves.
  static let patience = Span.minutes(15)

  package static func due(in community: Community) -> Instant? {
    let breakouts = community.breakouts
    var due = breakouts.all.values.lazy.compactMap { $0.running?.next }.min()
    if let thought = breakouts.thought, thought.isDone, let sought = breakouts[thought.session] {
      due = min(due ?? sought.at, sought.at)
    }
    return due
  }

  package static func decide(
    in community: Community, charter: Charter, at now: Instant, using randomness: inout Randomness
  ) -> (cause: String, decision: Decision)? {
    if let thought = community.breakouts.thought, thought.isDone,
      let sought = community.breakouts[thought.session],
      let session = community.sessions[thought.session]
    {
      return ("\(session.id)/drawn/\(sought.at)", community.found(thought, sought, session))
    }
    for (id, breakout) in community.breakouts.all {
      guard let running = breakout.running, running.next <= now,
        let session = community.sessions[id]
      else { continue }
      if running.until > now, !running.isWarned {
        return (
          "\(id)/warned/\(running.until)",
          community.warning(breakout, running, session, charter, now)
        )
      }
      guard running.until <= now else { continue }
      return (
        "\(id)/over/\(running.until)",
        community.callingBack(breakout, running, session, charter, now)
      )
    }
    return nil
  }
}

extension Breakout.Running {
  /// When something is to be said next.
  fileprivate var next: Instant {
    isWarned || until - since < .minutes(5) ? until : until - CallBack.warning
  }
}

extension Community {
  /// Shows what was found, where it was asked for.
  fileprivate func found(
    _ thought: Breakouts.Thought, _ sought: Breakout, _ session: Sessions.Session
  ) -> Decision {
    let drawn: Breakout
    let text: String
    switch thought {
    case .searching(let search):
      drawn = search.result(in: self)
      text = Reply.previewText(drawn, at: session, in: self)
    case .given(_, let reason):
      var empty = sought
      empty.isSought = false
      drawn = empty
      text = reason.reply.text ?? ""
    }
    let place: Reply.Destination =
      if sought.isDirect, let author = sought.author {
        .direct(author)
      } else {
        .thread(sought.post, in: sought.room)
      }
    return Decision(
      [.breakouts(.arranged(session.id, drawn))], saying: [Reply(text, to: place)])
  }

  fileprivate func warning(
    _ breakout: Breakout, _ running: Breakout.Running, _ session: Sessions.Session,
    _ charter: Charter, _ now: Instant
  ) -> Decision {
    var warned = breakout
    warned.running?.isWarned = true
    let left = (running.until - now).milliseconds / 1000
    let time = left > 90 ? "\((left + 30) / 60) minutes" : "A minute"
    let wish = breakout.request.goal == .chat ? "" : ", and `!report` what the others should hear"
    let text = "\(time) left: one last thought each\(wish)."
    let calls = calls(text, to: running.groups, at: session, charter)
    let said = calls.isEmpty ? [Reply(text, to: home(of: breakout))] : calls
    return Decision([.breakouts(.arranged(session.id, warned))], saying: said)
  }

  fileprivate func callingBack(
    _ breakout: Breakout, _ running: Breakout.Running, _ session: Sessions.Session,
    _ charter: Charter, _ now: Instant
  ) -> Decision {
    let over = breakout.ended()
    let event = Event.breakouts(.arranged(session.id, over))
    if session.status == .cancelled { return Decision([event]) }
    // Nobody waits that long; but whoever runs the session is told where things stand.
    guard now - running.until < CallBack.patience else {
      let text =
        "The groups' time was over at \(clock(running.until, at: session)), while I was away."
      return Decision(
        [event],
        saying: [
          Reply("\(text)\n\(welcomeBack(over, at: session, charter))", to: home(of: breakout))
        ])
    }
    let calls = calls(
      "Time is up. Please come back to everybody.", to: running.groups, at: session, charter)
    return Decision(
      [event],
      saying: calls + [
        Reply("Time is up. \(welcomeBack(over, at: session, charter))", to: home(of: breakout))
      ])
  }

  /// Where everybody reads what concerns all groups.
  private func home(of breakout: Breakout) -> Reply.Destination {
    .thread(breakout.post, in: breakout.room)
  }
}
