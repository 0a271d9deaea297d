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
    let open = context.community.sessions.attendable(at: context.now)
    let session: Sessions.Session
    if let known = try self.session.known(in: context) {
      if known.status == .cancelled { throw .sessionCancelled(known.id) }
      guard open.contains(where: { $0.id == known.id }) else {
        throw .notNow(context.headline(known))
      }
      session = known
    } else if open.count > 1 {
      return context.choosing(among: Array(open.prefix(6))) { "here \($0)" }
    } else if let only = open.first {
      session = only
    } else {
      guard let next = context.community.sessions.ahead(of: context.now, limit: 1).first else {
        throw .noSessionPlanned
      }
      throw .notNow(context.headline(next))
    }
    let member = context.author.id
    if session.attendance.here.contains(member) {
      return Decision(saying: .known(session, context))
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

extension Reply {
  fileprivate static func welcome(
    _ session: Sessions.Session, _ context: CommandContext
  ) -> Reply {
    let isFirst = context.community.sessions.visits(of: context.author.id) == 0
    let greeting = isFirst ? "your first session, good that you are here." : "good to see you."
    let others = session.attendance.here.count
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
