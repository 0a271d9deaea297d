package import CommandGrammar
package import Primitives

/// Says where the session takes place.
package struct ShowLink: Command {
  package static let description = CommandDescription(
    "link", aliases: ["place"],
    usage: "!link [session]",
    summary: "Says where the next session takes place.",
    examples: ["!link", "!link S1"])

  private let session: SessionReference

  package init(reading arguments: inout Arguments) throws(UsageError) {
    session = SessionReference(reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    switch try session.choice(in: context) {
    case .several(let sessions): Decision(saying: .links(sessions, context))
    case .one(let session): Decision(saying: .links([session], context))
    }
  }
}

extension Reply {
  fileprivate static func links(
    _ sessions: [Sessions.Session], _ context: CommandContext
  ) -> Reply {
    let lines = sessions.map { session in
      let cancelled = session.status == .cancelled ? " It is cancelled." : ""
      guard let place = session.place else {
        return "\(context.dated(session)): no link yet. `!link set <url>` adds it.\(cancelled)"
      }
      return "\(context.dated(session)): \(place)\(cancelled)"
    }
    return Reply(lines.joined(separator: "\n"))
  }
}
