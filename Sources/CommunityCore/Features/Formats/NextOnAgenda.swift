package import CommandGrammar
package import Primitives

/// Goes on to the next box of time.
package struct NextOnAgenda: Command {
  package static let description = CommandDescription(
    "agenda next",
    usage: "!agenda next [session]",
    summary: "Goes on to what comes next on the agenda, and says until when.",
    examples: ["!agenda next", "!agenda next S1"],
    deed: .init("step on the agenda", "steps on the agenda"), isUndoable: true)

  private let session: SessionReference

  package init(reading arguments: inout Arguments) throws(UsageError) {
    session = SessionReference(reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let session: Sessions.Session
    switch try context.agendaChoice(self.session) {
    case .several(let sessions): return context.choosing(among: sessions) { "agenda next \($0)" }
    case .one(let meant): session = meant
    }
    if session.endedAt != nil { throw .sessionOver(session.id) }
    guard session.isLive else { throw .notLive(session.id) }
    var gone = session
    let decision = try context.changing(agendaOf: session) { agenda throws(Refusal) in
      try agenda.goOn(at: context.now, of: session.id)
      gone.hour.agenda = agenda
    }
    var told = decision
    told.replies = [Reply(AgendaWords(session: gone, context: context).running)]
    return context.aloud(told, at: session)
  }
}

extension Sessions.Agenda {
  /// Ends the item that runs and begins the next one.
  mutating func goOn(at now: Instant, of id: SessionID) throws(Refusal) {
    guard current != nil || next != nil else { throw .nothingOnAgenda(id) }
    if let current { items[current].isOver = true }
    current = next
    since = current == nil ? nil : now
    told = .nothing
  }
}
