package import CommandGrammar
package import Primitives

/// Gives the box of time that runs some minutes more.
package struct ExtendOnAgenda: Command {
  package static let description = CommandDescription(
    "agenda extend",
    usage: "!agenda extend [session] <minutes>",
    summary: "Gives what runs on the agenda some minutes more.",
    examples: ["!agenda extend 5m", "!agenda extend S1 5m"],
    deed: .init("extension", "extensions"), isUndoable: true)

  private let session: SessionReference
  private let minutes: Int

  package init(reading arguments: inout Arguments) throws(UsageError) {
    session = SessionReference(readingLetter: &arguments)
    guard let word = arguments.take() else { throw .missing("how much more, such as `5m`") }
    guard let minutes = TypedMinutes(word)?.minutes, (1...60).contains(minutes) else {
      throw .invalid(word.text, expected: "a length from `1m` to `60m`")
    }
    self.minutes = minutes
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    switch try context.agendaChoice(session) {
    case .several(let sessions):
      return context.choosing(among: sessions) { "agenda extend \($0) \(minutes)m" }
    case .one(let session):
      return try context.changing(agendaOf: session) { agenda throws(Refusal) in
        guard let current = agenda.current else { throw .nothingOnAgenda(session.id) }
        guard agenda.items[current].minutes + minutes <= Sessions.Agenda.itemMinutes else {
          throw .full("minutes for that", limit: Sessions.Agenda.itemMinutes)
        }
        agenda.items[current].minutes += minutes
        agenda.told = .nothing
      }
    }
  }
}
