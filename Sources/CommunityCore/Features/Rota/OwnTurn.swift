package import CommandGrammar
import OrderedCollections
package import Primitives
import Timekeeping

/// Joins the rota of a role, or takes a role at one session.
package struct Volunteer: Command {
  package static let description = CommandDescription(
    "volunteer",
    usage: "!volunteer [role] [session]",
    summary: "Takes turns as facilitator or in another role; with a session, takes just that one.",
    examples: ["!volunteer", "!volunteer notes S1"],
    deed: .init("volunteer", "volunteers"), isUndoable: true)

  private let role: String
  private let session: SessionReference

  package init(reading arguments: inout Arguments) throws(UsageError) {
    var session = SessionReference(readingLetter: &arguments)
    _ = arguments.take(ifMeaning: { ["to", "as", "for"].contains($0) ? $0 : nil })
    role = RoleName.take(&arguments) ?? Rotas.facilitator
    _ = arguments.take(ifMeaning: { ["at", "for"].contains($0) ? $0 : nil })
    if session.id == nil { session = SessionReference(readingLetter: &arguments) }
    if session.id == nil, let word = arguments.next {
      throw .invalid(word.text, expected: "a role of one word, or a session such as `S1`")
    }
    self.session = session
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    guard session.id != nil, let session = try session.known(in: context) else {
      return try context.enrolling(context.author.id, in: role)
    }
    try session.requireAhead(of: context.now)
    let turn = context.community.turn(of: role, at: session)
    let member = context.author.id
    if turn.holder == member {
      if turn.isAccepted || turn.origin == .planned { throw .hasTurn(session.id, role) }
    } else if let holder = turn.holder,
      turn.isAccepted || turn.origin == .named
        || turn.origin == .planned && session.occurrence == nil
    {
      throw .turnTaken(session.id, role, by: context.name(holder))
    }
    if context.community.rota.turns[session.id]?[role] == nil,
      context.community.rota.turns[session.id]?.count ?? 0 >= Rotas.rolesLimit
    {
      throw .full("roles at that session", limit: Rotas.rolesLimit)
    }
    var decision = context.giving(role, at: session, to: member)
    decision.replies.insert(.given(role, session, member, context), at: 0)
    return decision
  }
}

/// Says yes to one's turn.
package struct AcceptTurn: Command {
  package static let description = CommandDescription(
    "accept",
    usage: "!accept [session]",
    summary: "Says yes to your turn, or to standing in.",
    examples: ["!accept", "!accept S1"],
    deed: .init("turn", "turns"), isUndoable: true)

  private let session: SessionReference

  package init(reading arguments: inout Arguments) throws(UsageError) {
    session = SessionReference(reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let member = context.author.id
    let own = try context.ownTurns(session)
    let open = own.first { session, role in
      let turn = context.community.turn(of: role, at: session)
      return turn.origin != .planned && (!turn.isAccepted || turn.holder != member)
    }
    guard let (session, role) = open else { throw .hasTurn(own[0].session.id, own[0].role) }
    let old = context.community.turn(of: role, at: session)
    if old.isAccepted, let holder = old.holder, holder != member {
      throw .turnTaken(session.id, role, by: context.name(holder))
    }
    var turn = old
    turn.holder = member
    turn.isAccepted = true
    turn.standIn = nil
    let event = Event.rota(.turned(session.id, role: role, turn))
    var decision = preparing(session, role, after: event, in: context)
    decision.events.insert(event, at: 0)
    decision.undoing = .init(
      "yes to being \(RoleName.bearer(role)) at \(session.id)",
      [.rota(.turned(session.id, role: role, old))])
    let isEarly = !session.reminded.contains(.preparation) && role == Rotas.facilitator
    decision.replies.insert(
      Reply(
        "Thank you! You are \(RoleName.bearer(role)) at \(context.headline(session))."
          + (isEarly ? " Two days before I tell you how things stand." : "")), at: 0)
    return decision
  }

  /// How things stand, for a facilitator who was found after the others had been told.
  private func preparing(
    _ session: Sessions.Session, _ role: String, after event: Event, in context: CommandContext
  ) -> Decision {
    guard role == Rotas.facilitator, session.reminded.contains(.preparation),
      session.facilitator != context.author.id, session.start > context.now
    else { return Decision() }
    var settled = context.community
    settled.apply(event)
    let notice = Notice(
      session: settled.sessions[session.id] ?? session, matter: .rung(.preparation),
      community: settled, charter: context.charter, now: context.now)
    return notice.delivered(to: [context.author.id])
  }
}

/// Passes one's turn on.
package struct SkipTurn: Command {
  package static let description = CommandDescription(
    "skip",
    usage: "!skip [session] [reason]",
    summary: "Passes your turn on to the next one; a reason goes to the coordinators alone.",
    examples: ["!skip", "!skip S1 travelling that week"],
    deed: .init("turn", "turns"), isUndoable: true, isConfidential: true)

  private let session: SessionReference
  private let reason: String

  package init(reading arguments: inout Arguments) throws(UsageError) {
    session = SessionReference(readingLetter: &arguments)
    reason = try arguments.text("a reason", limitBytes: Rotas.reasonBytes)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let (session, role) = try context.ownTurns(session)[0]
    var decision = context.declining(role, at: session, by: context.author.id)
    // Alone to those who must know it; nothing of it is kept beside the message to them.
    if !reason.isEmpty, context.charter.hasDirectMessages {
      decision.replies += context.community.coordinators.filter { $0 != context.author.id }.map {
        Reply(
          "\(context.author.name) can't be \(RoleName.bearer(role)) at \(context.community.label(of: session)): "
            + "“\(context.shown(reason))”", to: .direct($0))
      }
    }
    return decision
  }
}

/// Changes one's turn with somebody.
package struct SwapTurn: Command {
  package static let description = CommandDescription(
    "swap",
    usage: "!swap <@name> [session]",
    summary: "Changes your turn with the next one of somebody else, who is asked.",
    examples: ["!swap @bo", "!swap @bo S1"],
    deed: .init("swap", "swaps"), isUndoable: true)

  private let words: RotaWords

  package init(reading arguments: inout Arguments) throws(UsageError) {
    words = RotaWords(reading: &arguments)
    try words.requireNames(1, "with whom")
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let other = try words.meaning(in: context).members[0]
    let (session, role) = try context.ownTurns(words.session, orForecast: true)[0]
    return try context.swapping(role, at: session, of: context.author.id, with: other)
  }
}

/// Gives one's turn to somebody, before the session or in it.
package struct HandOver: Command {
  package static let description = CommandDescription(
    "handover", aliases: ["pass-on"],
    usage: "!handover <@name> [session]",
    summary: "Gives your turn to somebody; while the session runs, at once.",
    examples: ["!handover @bo", "!handover @bo S1"],
    deed: .init("handover", "handovers"), isUndoable: true)

  private let words: RotaWords

  package init(reading arguments: inout Arguments) throws(UsageError) {
    words = RotaWords(reading: &arguments)
    try words.requireNames(1, "to whom")
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let other = try words.meaning(in: context).members[0]
    let (session, role) = try context.ownTurns(words.session)[0]
    if other == context.author.id { throw .hasTurn(session.id, role) }
    var decision = context.giving(role, at: session, to: other)
    decision.replies.insert(
      session.start <= context.now
        ? Reply("\(context.name(other)) is \(RoleName.bearer(role)) of \(session.id) from here.")
        : .given(role, session, other, context), at: 0)
    return decision
  }
}

extension CommandContext {
  /// The author's turns, of all sessions ahead or of the one that is named; never empty.
  ///
  /// `orForecast` takes the turn that would come to them where none is settled.
  fileprivate func ownTurns(
    _ reference: SessionReference, orForecast: Bool = false
  ) throws(Refusal) -> [(session: Sessions.Session, role: String)] {
    let named = try reference.known(in: self)
    if let named { try named.requireAhead(of: now) }
    let own = turns(of: author.id).filter { named == nil || $0.session.id == named?.id }
    if own.isEmpty, orForecast, named == nil,
      let next = forecast(of: author.id, as: Rotas.facilitator)
    {
      return [(next, Rotas.facilitator)]
    }
    if own.isEmpty { throw .noTurn(at: named?.id) }
    return own
  }
}
