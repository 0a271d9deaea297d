package import CommandGrammar
package import Primitives

/// Calls a session off, and says so in the room.
package struct CancelSession: Command {
  package static let description = CommandDescription(
    "session cancel", aliases: ["session drop"], audience: .facilitators,
    usage: "!session cancel [session]",
    summary: "Calls a session off; asks first where somebody comes, and tells the room.",
    examples: ["!session cancel", "!session cancel S1"],
    instead: "!rsvp no", deed: .init("session cancelled", "sessions cancelled"), isUndoable: true)

  private let session: SessionReference

  package init(reading arguments: inout Arguments) throws(UsageError) {
    session = SessionReference(reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let session: Sessions.Session
    switch try self.session.choice(in: context) {
    case .several(let sessions):
      return context.choosing(among: sessions) { "session cancel \($0)" }
    case .one(let meant): session = meant
    }
    if context.isGuessed(session) { return Self.decision(noting: session, in: context) }
    try session.requireAhead(of: context.now)
    if session.isExpected, !context.isConfirmed {
      return context.asking(
        .sure(session, context), for: "cancel", toRun: "session cancel \(session.id)")
    }
    let replies = [Reply.confirmed(session, context), .cancelled(session, context)]
    return Decision(
      [.sessions(.cancelled(session.id))],
      undoing: .init("session \(session.id) cancelled", [.sessions(.restored(session.id))]),
      saying: replies)
  }

  /// Notes that a session whose time is over did not take place; nobody need be told.
  private static func decision(
    noting session: Sessions.Session, in context: CommandContext
  ) -> Decision {
    let label = context.community.label(of: session)
    return Decision(
      [.sessions(.cancelled(session.id))],
      undoing: .init("session \(session.id) cancelled", [.sessions(.restored(session.id))]),
      saying: [Reply("\(label) did not take place then, and counts for nothing.")])
  }
}

extension CommandContext {
  /// Whether the time of `session` ran out within the last 30 days and nothing tells that it took place.
  fileprivate func isGuessed(_ session: Sessions.Session) -> Bool {
    session.status == .planned && session.isOver(at: now)
      && now - session.over <= BegunSession.reach
      && !community.isWitnessed(session)
  }
}

extension Sessions.Session {
  /// Whether somebody has said that they come, or may come.
  var isExpected: Bool {
    attendance.goingCount + attendance.waitingCount + attendance.maybeCount > 0
  }
}

extension Sessions.Session {
  /// Who had meant to come: `9 were going, 1 was waiting for a seat, 3 might have come`.
  fileprivate var expectations: String {
    let going = attendance.goingCount
    let waiting = attendance.waitingCount
    var parts: [String] = []
    if going > 0 { parts.append("\(going) \(going == 1 ? "was" : "were") going") }
    if waiting > 0 {
      parts.append("\(waiting) \(waiting == 1 ? "was" : "were") waiting for a seat")
    }
    if attendance.maybeCount > 0 { parts.append("\(attendance.maybeCount) might have come") }
    return parts.joined(separator: ", ")
  }
}

extension Reply {
  fileprivate static func sure(_ session: Sessions.Session, _ context: CommandContext) -> Reply {
    Reply(
      "\(context.headline(session)): \(session.counts). Type `cancel` within 5 minutes to call it "
        + "off; I then tell everybody in the room.")
  }

  /// The post in the room by which those who would have come are told.
  fileprivate static func cancelled(
    _ session: Sessions.Session, _ context: CommandContext
  ) -> Reply {
    let community = context.community
    let headline = community.headline(
      of: session, in: community.clocks(of: session), at: context.now)
    let counts = session.isExpected ? " \(session.expectations)." : ""
    return Reply(
      "Cancelled: \(headline). \(context.author.name) called it off.\(counts)",
      to: .room(session.room), about: session.id.description)
  }

  fileprivate static func confirmed(
    _ session: Sessions.Session, _ context: CommandContext
  ) -> Reply {
    Reply("\(context.community.label(of: session)) is cancelled, and I tell the room.")
  }
}
