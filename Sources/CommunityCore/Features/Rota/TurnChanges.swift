import OrderedCollections
import Primitives

extension CommandContext {
  /// Requires that the author is a coordinator, or facilitates `session`: a facilitator's rights are
  /// for their own session.
  func requireOwn(_ session: Sessions.Session) throws(Refusal) {
    let roles = community.roles(of: author.id)
    // Until somebody is found to run it, whoever planned it does.
    let runner = session.facilitator ?? session.creator
    guard !roles.contains(.coordinator), runner != author.id else { return }
    let holder = runner.map { " (\(name($0)))" } ?? ""
    throw .notYours(
      who: "the facilitator of \(session.id)\(holder) and coordinators", instead: "!volunteer")
  }

  /// Requires that `member` does not have the turn already.
  func requireChange(
    of role: String, at session: Sessions.Session, to member: MemberID
  ) throws(Refusal) {
    let turn = community.turn(of: role, at: session)
    if turn.holder == member, turn.origin == .named { throw .hasTurn(session.id, role) }
  }

  /// The turns that are settled for `member` at sessions ahead and those they are asked to stand in
  /// for, the earliest first.
  func turns(of member: MemberID) -> [(session: Sessions.Session, role: String)] {
    community.sessions.ahead(of: now).flatMap { session in
      let settled = community.rota.turns[session.id] ?? [:]
      var roles = settled.filter { $0.value.holder == member || $0.value.standIn == member }
        .map(\.key)
      if session.facilitator == member, settled[Rotas.facilitator] == nil {
        roles.insert(Rotas.facilitator, at: 0)
      }
      return roles.map { (session, $0) }
    }
  }

  /// The first of the next sessions at which a role is, or would be, with `member`.
  func forecast(of member: MemberID, as role: String) -> Sessions.Session? {
    community.forecast(at: now, limit: 12).first { session, holders in
      (holders[role] ?? community.turn(of: role, at: session).holder) == member
    }?.session
  }

  /// Gives a turn to `member`, and asks them where somebody else said so.
  func giving(
    _ role: String, at session: Sessions.Session, to member: MemberID
  ) -> Decision {
    let old = community.turn(of: role, at: session)
    let isOwn = member == author.id
    let isRunning = session.start <= now
    var turn = Rotas.Turn(
      holder: member, origin: .named, declined: old.declined.filter { $0 != member },
      asked: isOwn || isRunning ? [] : [.first], since: now)
    if isOwn || isRunning { turn.agree(to: session.start) }
    var decision = community.settling(
      turn, of: role, at: session, telling: isOwn || isRunning ? nil : .first, charter, now)
    decision.undoing = .init(
      "\(People.mention(member)) as \(RoleName.bearer(role)) at \(session.id)",
      [.rota(.turned(session.id, role: role, old))])
    return decision
  }

  /// Takes a turn from `member`, who can't, and asks the next one.
  func declining(
    _ role: String, at session: Sessions.Session, by member: MemberID
  ) -> Decision {
    var passed = PassedTurns(after: [], in: self)
    passed.pass(role, at: session, by: member)
    var decision = passed.decision
    decision.undoing = .init(
      "turn as \(RoleName.bearer(role)) at \(session.id) passed on", passed.undo)
    let reply: Reply =
      passed.passed.first.map { .passedOn(role, session, member, to: $0.next, self) }
      ?? .passed(role, session, member, self)
    decision.replies.insert(reply, at: 0)
    return decision
  }

  /// Changes a turn of `one` at `session` with the next one of `other`.
  func swapping(
    _ role: String, at session: Sessions.Session, of one: MemberID, with other: MemberID
  ) throws(Refusal) -> Decision {
    if one == other { throw .sameMember }
    guard let second = forecast(of: other, as: role), second.id != session.id else {
      throw .noTurnOf(name(other), role)
    }
    let first = giving(role, at: session, to: other)
    let back = giving(role, at: second, to: one)
    var decision = Decision(first.events + back.events)
    decision.undoing = .init(
      "swap of \(session.id) and \(second.id)",
      (first.undoing?.events ?? []) + (back.undoing?.events ?? []))
    decision.replies =
      [
        Reply(
          "Swapped: \(name(other)) is \(RoleName.bearer(role)) at \(session.id), \(name(one)) at \(second.id). "
            + "`!undo` takes it back.")
      ] + first.replies + back.replies
    return decision
  }
}

extension Reply {
  /// A role at a session has another holder.
  static func given(
    _ role: String, _ session: Sessions.Session, _ member: MemberID, _ context: CommandContext
  ) -> Reply {
    let isOwn = member == context.author.id
    let ask = isOwn || session.start <= context.now ? "" : " I ask whether that suits."
    return Reply(
      "\(context.dated(session)): \(isOwn ? "you are" : "\(context.name(member)) is") \(RoleName.bearer(role)).\(ask)"
    )
  }

  fileprivate static func passedOn(
    _ role: String, _ session: Sessions.Session, _ member: MemberID, to next: MemberID?,
    _ context: CommandContext
  ) -> Reply {
    let who =
      member == context.author.id ? "All right, not you" : "Not \(context.name(member))"
    let then =
      next.map { "I ask \(context.name($0)) next." }
      ?? "Nobody is left whom I could ask; coordinators hear of it."
    return Reply(
      "\(who) as \(RoleName.bearer(role)) at \(context.community.label(of: session)). \(then)")
  }

  fileprivate static func passed(
    _ role: String, _ session: Sessions.Session, _ member: MemberID, _ context: CommandContext
  ) -> Reply {
    let who = member == context.author.id ? "you" : context.name(member)
    return Reply("\(session.id): I don't ask \(who) to be \(RoleName.bearer(role)).")
  }
}
