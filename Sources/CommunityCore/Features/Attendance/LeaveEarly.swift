package import CommandGrammar
package import Primitives

/// Says that somebody leaves a session before its end: they are called, asked and parted no more, and
/// stay among those who were there.
package struct LeaveEarly: Command {
  package static let description = CommandDescription(
    "bye", aliases: ["present-"],
    usage: "!bye [session]",
    summary:
      "Says that you leave a session before its end, so that no turn and no group waits for you.",
    examples: ["!bye", "!bye S1"],
    deed: .init("leaving early", "early leavings"), isUndoable: true)

  private let session: SessionReference

  package init(reading arguments: inout Arguments) throws(UsageError) {
    session = SessionReference(reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let session: Sessions.Session
    switch try context.attended(self.session) {
    case .several(let sessions): return context.choosing(among: sessions) { "bye \($0)" }
    case .one(let meant): session = meant
    }
    let member = context.author.id
    guard session.attendance.isHere(member) else { throw .notHere(session.id) }
    var events: [Event] = [.attendance(.departed(session.id, member))]
    var undo: [Event] = [.attendance(.returned(session.id, member))]
    var replies = [Reply.farewell(session, context)]
    let floor = context.community.voices[session.id]
    if let hand = floor.hands.first(where: { $0.member == member }) {
      events.append(context.floor(session, .lowered(member)))
      undo.append(context.floor(session, .restored([hand])))
    }
    if let round = floor.round, round.order[round.position...].contains(member),
      !round.passed.contains(member)
    {
      var passed = round
      passed.passed.append(member)
      if round.current == member {
        let step = context.moving(round, at: session, hasSpoken: false)
        events += step.events
        replies += step.replies
      } else {
        events.append(context.floor(session, .round(passed)))
      }
      undo.append(context.floor(session, .round(round)))
    }
    let groups = context.leaveGroups()
    return Decision(
      events + groups.events,
      undoing: .init("you leaving \(session.id)", undo + groups.undo),
      saying: Reply.combined(replies) + groups.replies)
  }
}

extension Reply {
  fileprivate static func farewell(
    _ session: Sessions.Session, _ context: CommandContext
  ) -> Reply {
    Reply(
      "Thank you for being at \(context.community.label(of: session)), \(context.author.name). "
        + "`!here` if you come back.")
  }
}
