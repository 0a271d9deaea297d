package import CommandGrammar
package import Primitives

/// Lets everybody speak once, who was heard least first.
package struct RunRound: Command {
  package static let description = CommandDescription(
    "round",
    usage: "!round [question|next|end]",
    summary:
      "Gives everybody here one turn, quiet people first; for whoever runs the session. `!pass` is "
      + "always allowed.",
    examples: ["!round What do you take with you?", "!round next"],
    deed: .init("step of a round", "steps of a round"), isUndoable: true)

  private enum Step {
    case begin(String), next, end
  }

  private let step: Step

  package init(reading arguments: inout Arguments) throws(UsageError) {
    let words = arguments.remaining
    if words.count == 1, ["next", "end", "stop"].contains(words[0].folded), !words[0].isQuoted {
      _ = arguments.take()
      step = words[0].folded == "next" ? .next : .end
    } else {
      step = .begin(try arguments.text("a question", limitBytes: Voices.questionBytes))
    }
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let session = try context.requireSessionNow()
    let running = context.community.voices[session.id].round
    switch step {
    case .begin(let question):
      if question.isEmpty, let running { return Decision(saying: .round(running, context)) }
      try context.requireOwn(session)
      return context.aloud(try begin(question, running, session, context), at: session)
    case .next:
      guard let running, let current = running.current else { throw .noRound }
      // Who has spoken may hand on; nobody needs to wait for the facilitator.
      if current != context.author.id { try context.requireOwn(session) }
      return context.moving(running, at: session, hasSpoken: true)
    case .end:
      try context.requireOwn(session)
      guard let running else { throw .noRound }
      let decision = Decision(
        [context.floor(session, .round(nil))],
        undoing: .init("round ended", [context.floor(session, .round(running))]),
        saying: [Reply("The round is over. Thank you! `!undo` goes on with it.")])
      return context.aloud(decision, at: session)
    }
  }

  private func begin(
    _ question: String, _ running: Voices.Round?, _ session: Sessions.Session,
    _ context: CommandContext
  ) throws(Refusal) -> Decision {
    if running != nil { throw .roundRunning }
    let order = order(at: session, context)
    guard order.count > 1 else { throw .nobodyHere(session.id) }
    guard order.count <= Voices.roundLimit else {
      throw .roundTooLarge(order.count, limit: Voices.roundLimit)
    }
    let round = Voices.Round(
      question: context.community.people.stored(question), order: order)
    return Decision(
      [context.floor(session, .round(round))],
      undoing: .init("round begun", [context.floor(session, .round(nil))]),
      saying: [.round(round, context)])
  }

  /// Who is here, the quiet first, whoever runs the session last, and a sponsor never first.
  private func order(at session: Sessions.Session, _ context: CommandContext) -> [MemberID] {
    let present = context.community.present(at: session)
    var order = context.community.voices.quietFirst(
      present.filter { $0 != session.facilitator }, at: session.id)
    order += present.filter { $0 == session.facilitator }
    let isSponsor = { (member: MemberID) in
      context.community.roles(of: member).contains(.sponsor)
    }
    if let first = order.first, isSponsor(first),
      let other = order.firstIndex(where: { !isSponsor($0) })
    {
      order.insert(order.remove(at: other), at: 0)
    }
    return order
  }
}

extension CommandContext {
  /// Goes on to the next one in a round; the one before them has spoken or passed.
  func moving(
    _ round: Voices.Round, at session: Sessions.Session, hasSpoken: Bool
  ) -> Decision {
    guard let current = round.current else { return Decision() }
    var next = round
    if !hasSpoken, !next.passed.contains(current) { next.passed.append(current) }
    next.position += 1
    while let member = next.current, next.passed.contains(member) { next.position += 1 }
    let isOver = next.current == nil
    let late = community.present(at: session).filter { !round.order.contains($0) }
    var events = [floor(session, .round(isOver ? nil : next))]
    var undo = [floor(session, .round(round))]
    if hasSpoken {
      events.append(floor(session, .turned(current, 1)))
      undo.append(floor(session, .turned(current, -1)))
    }
    let decision = Decision(
      events, undoing: .init("step of the round", undo),
      saying: [isOver ? .roundOver(next, late: late, self) : .roundAt(next, self)])
    return aloud(decision, at: session)
  }
}

extension Reply {
  fileprivate static func round(_ round: Voices.Round, _ context: CommandContext) -> Reply {
    let left = round.order[round.position...].filter { !round.passed.contains($0) }
    let names = left.prefix(12).map(context.name).joined(separator: " → ")
    let more = left.count > 12 ? " → and \(left.count - 12) more" : ""
    let question = round.question.isEmpty ? "" : " “\(context.shown(round.question))”"
    let first = round.current.map(context.name) ?? ""
    return Reply(
      "A round:\(question) \(names)\(more).\n\(first), over to you, or `!pass`. "
        + "`!round next` hands on.")
  }

  fileprivate static func roundAt(_ round: Voices.Round, _ context: CommandContext) -> Reply {
    let following = round.order[(round.position + 1)...].first { !round.passed.contains($0) }
    let then = following.map { " Then \(context.name($0))." } ?? " That is the last."
    return Reply("\(round.current.map(context.name) ?? ""), over to you.\(then)")
  }

  fileprivate static func roundOver(
    _ round: Voices.Round, late: [MemberID], _ context: CommandContext
  ) -> Reply {
    let spoke = round.order.count - round.passed.count
    let names = late.prefix(5).map(context.name).joined(separator: ", ")
    let more =
      late.isEmpty
      ? "" : " \(names)\(late.count > 5 ? " and others" : "") came since: would you like to?"
    return Reply(
      "The round is over: \(spoke) of \(round.order.count) had their turn. Thank you!\(more)")
  }
}
