package import CommandGrammar
package import Primitives

/// Says that one is at the session.
package struct MarkHere: Command {
  package static let description = CommandDescription(
    "here", aliases: ["present", "present+"],
    usage: "!here [session]",
    summary: "Says that you are at the session, from half an hour before until an hour after it.",
    examples: ["!here", "!here S1"],
    deed: .init("attendance", "attendances"), isUndoable: true)

  private let session: SessionReference

  package init(reading arguments: inout Arguments) throws(UsageError) {
    session = SessionReference(reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let session: Sessions.Session
    switch try context.attended(self.session) {
    case .several(let sessions): return context.choosing(among: sessions) { "here \($0)" }
    case .one(let meant): session = meant
    }
    let member = context.author.id
    if session.attendance.isHere(member) {
      return Decision(saying: .known(session, context))
    }
    if session.attendance.gone.contains(member) {
      return Decision(
        [.attendance(.returned(session.id, member))],
        undoing: .init(
          "you being back at \(session.id)", [.attendance(.departed(session.id, member))]),
        saying: [Reply("Good that you are back, \(context.author.name).")])
    }
    var decision = Decision(
      [.attendance(.arrived(session.id, member))],
      undoing: .init(
        "you being at \(session.id)", [.attendance(.unarrived(session.id, member))]),
      saying: [.welcome(session, context)])
    context.seatLate(at: session, in: &decision)
    return decision
  }
}

extension CommandContext {
  /// The session that is named, or at which somebody can be now.
  func attended(_ reference: SessionReference) throws(Refusal) -> SessionReference.Choice {
    let open = community.sessions.attendable(at: now)
    if let known = try reference.known(in: self) {
      if known.status == .cancelled { throw .sessionCancelled(known.id) }
      guard open.contains(where: { $0.id == known.id }) else { throw .notNow(headline(known)) }
      return .one(known)
    }
    if open.count > 1 { return .several(Array(open.prefix(6))) }
    if let only = open.first { return .one(only) }
    guard let next = community.sessions.ahead(of: now, limit: 1).first else {
      throw .noSessionPlanned
    }
    throw .notNow(headline(next))
  }
}

extension Reply {
  fileprivate static func welcome(
    _ session: Sessions.Session, _ context: CommandContext
  ) -> Reply {
    let isFirst = context.community.sessions.visits(of: context.author.id) == 0
    let greeting = isFirst ? "your first session, good that you are here." : "good to see you."
    let others = session.attendance.here.count - session.attendance.gone.count
    let count = others == 0 ? "You are the first." : "You are \(others + 1) now."
    return Reply(
      "Welcome to \(context.community.label(of: session)), \(context.author.name): "
        + "\(greeting) \(count)")
  }

  fileprivate static func known(
    _ session: Sessions.Session, _ context: CommandContext
  ) -> Reply {
    Reply("I know that you are at \(context.community.label(of: session)) already.")
  }
}
