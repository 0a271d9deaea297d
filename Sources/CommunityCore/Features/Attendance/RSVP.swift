package import CommandGrammar
package import Primitives

/// Answers an invitation, or shows what one has answered.
package struct RSVP: Command {
  package static let description = CommandDescription(
    "rsvp", aliases: ["r"],
    usage: "!rsvp yes|maybe|no [session|series] [+guests] [note]",
    summary:
      "Says whether you come, the last answer counts; ✅ ❓ ❌ on the announcement do the same.",
    examples: ["!rsvp yes", "!rsvp maybe S1 I may be late"],
    deed: .init("RSVP", "RSVPs"), isUndoable: true)

  private var session: SessionReference
  var series: SeriesReference
  private let answer: TypedAnswer?

  package init(reading arguments: inout Arguments) throws(UsageError) {
    session = SessionReference(reading: &arguments)
    series = SeriesReference(reading: &arguments)
    answer = try TypedAnswer(reading: &arguments, session: &session, series: &series)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    guard let typed = answer else { return Decision(saying: try Self.state(session, context)) }
    if typed.isForAll { return try answerAll(typed, in: context) }
    let session: Sessions.Session
    switch try self.session.choice(in: context) {
    case .several(let sessions):
      return context.choosing(among: sessions) { typed.line(for: $0) }
    case .one(let meant): session = meant
    }
    try session.requireAhead(of: context.now)
    let member = context.author.id
    let old = session.attendance[member]
    let answer = Attendance.Answer(
      choice: typed.choice, guests: typed.guests,
      note: context.community.people.stored(typed.note), at: context.now,
      isByReaction: context.isReaction)
    try session.requireRoom(for: answer, of: member)
    let settlement = session.settling(answer, of: member)
    guard let settled = settlement.answer, !settled.isSame(as: old) else {
      return Decision(saying: .answered(old ?? answer, session, after: nil, context))
    }
    let turns =
      settled.choice == .no ? context.passingTurns(at: [session], after: settlement.events) : nil
    let passed = turns?.decision ?? Decision()
    return Decision(
      settlement.events + passed.events,
      undoing: .init(
        "RSVP \(session.id) \(typed.choice.rawValue)",
        [session.restoring(old, member)] + (turns?.undo ?? [])),
      saying: [
        .answered(
          settled, session, after: old, context,
          noting: context.note(of: turns?.passed ?? [], isOne: true))
      ]
        + context.community.promotionNotices(
          of: settlement.promoted, for: session, charter: context.charter, at: context.now)
        + passed.replies)
  }

  /// What the author has answered, for the session that is meant or for all that come next.
  private static func state(
    _ reference: SessionReference, _ context: CommandContext
  ) throws(Refusal) -> Reply {
    switch try reference.choice(in: context) {
    case .one(let session): .state([session], context)
    case .several(let sessions): .state(sessions, context)
    }
  }
}

extension CommandContext {
  /// Whether the command was not typed but stands for a reaction.
  var isReaction: Bool {
    if case .reaction = message.kind { true } else { false }
  }
}

extension Attendance.Answer {
  /// Whether the answer says nothing new to somebody who gave `old`.
  fileprivate func isSame(as old: Self?) -> Bool {
    guard let old else { return false }
    return choice == old.choice && guests == old.guests && note.utf8.elementsEqual(old.note.utf8)
      && seat == old.seat && (isByReaction || !old.isByReaction)
  }
}

extension Sessions.Session {
  /// Requires that the party fits into the session at all, and that somebody with a seat does not lose
  /// it by bringing more guests than there are seats for.
  func requireRoom(for answer: Attendance.Answer, of member: MemberID) throws(Refusal) {
    guard let capacity, answer.choice == .yes else { return }
    if answer.seats > capacity { throw .tooFewSeats(id, capacity, needed: answer.seats) }
    guard let own = attendance[member], own.seat == .seated,
      seat(for: member, seats: answer.seats) != .seated
    else { return }
    throw .noSeatForGuests(id, free: freeSeats ?? 0, more: answer.guests - own.guests)
  }

  /// The event that gives a member the answer `old` again, or none.
  func restoring(_ old: Attendance.Answer?, _ member: MemberID) -> Event {
    guard let old else { return .attendance(.withdrawn(id, by: member)) }
    return .attendance(.answered(id, by: member, old))
  }
}

extension Reply {
  fileprivate static func answered(
    _ answer: Attendance.Answer, _ session: Sessions.Session, after old: Attendance.Answer?,
    _ context: CommandContext, noting turns: String = ""
  ) -> Reply {
    var text: String
    switch (answer.choice, answer.seat) {
    case (.maybe, _): text = "❓ Maybe: \(context.dated(session))."
    case (.no, _): text = "❌ Not coming: \(context.dated(session))."
    case (.yes, .waiting): text = waiting(answer, session, after: old, context)
    case (.yes, _):
      let guests =
        answer.guests == 0
        ? "" : answer.guests == 1 ? " with 1 guest" : " with \(answer.guests) guests"
      text = "✅ Going\(guests): \(context.dated(session))."
      if let capacity = session.capacity {
        let held = old?.seat == .seated ? old?.seats ?? 0 : 0
        let isNew = !answer.isSame(as: session.attendance[context.author.id])
        let taken = session.attendance.seatsTaken + (isNew ? answer.seats - held : 0)
        text += " \(taken) of \(capacity) seats taken."
      }
    }
    if !answer.note.isEmpty { text += " Note kept: “\(context.shown(answer.note))”." }
    return Reply(text + turns)
  }

  private static func waiting(
    _ answer: Attendance.Answer, _ session: Sessions.Session, after old: Attendance.Answer?,
    _ context: CommandContext
  ) -> String {
    let position =
      session.attendance.position(of: context.author.id) ?? session.attendance.waitingCount + 1
    let free = session.freeSeats ?? 0
    let lack =
      free > 0
      ? "has only \(free == 1 ? "1 seat" : "\(free) seats") left, and you need "
        + "\(answer.seats)" : "is full"
    let promise =
      context.charter.hasDirectMessages
      ? "I'll send you a direct message" : "I'll say so in the room"
    return "\(context.community.label(of: session)) \(lack). You are \(Ordinal.word(position)) on "
      + "the waitlist; \(promise) when a seat is yours."
  }

  fileprivate static func state(
    _ sessions: [Sessions.Session], _ context: CommandContext
  ) -> Reply {
    var lines = sessions.map { session in
      "\(context.headline(session)): \(session.standing(of: context.author.id, context))"
    }
    let id = sessions.count > 1 ? " \(sessions[0].id)" : ""
    lines.append("Answer with `!rsvp yes\(id)`, `!rsvp maybe\(id)` or `!rsvp no\(id)`.")
    return Reply(lines.joined(separator: "\n"))
  }
}

extension Sessions.Session {
  /// What a member has answered, as a clause.
  fileprivate func standing(of member: MemberID, _ context: CommandContext) -> String {
    guard let answer = attendance[member] else { return "you have not answered yet." }
    var text =
      switch (answer.choice, answer.seat) {
      case (.maybe, _): "you said maybe"
      case (.no, _): "you said no"
      case (.yes, .waiting):
        "you are \(Ordinal.word(attendance.position(of: member) ?? 1)) on the waitlist"
      case (.yes, _): "you are going"
      }
    if answer.guests > 0 {
      text += answer.guests == 1 ? " with 1 guest" : " with \(answer.guests) guests"
    }
    return text + (answer.note.isEmpty ? "." : ", “\(context.shown(answer.note))”.")
  }
}
