package import CommandGrammar
package import Primitives

/// Takes the agenda away, so that the talk goes where it helps.
package struct FreeAgenda: Command {
  package static let description = CommandDescription(
    "agenda free", aliases: ["agenda clear"],
    usage: "!agenda free [session]",
    summary: "Takes the agenda away, so that the talk can go where it helps.",
    examples: ["!agenda free", "!agenda free S1"],
    deed: .init("agenda taken away", "agendas taken away"), isUndoable: true)

  private let session: SessionReference

  package init(reading arguments: inout Arguments) throws(UsageError) {
    session = SessionReference(reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    switch try context.agendaChoice(session) {
    case .several(let sessions): return context.choosing(among: sessions) { "agenda free \($0)" }
    case .one(let session):
      let label = context.community.label(of: session)
      return try context.changing(
        agendaOf: session, saying: "\(label) has no agenda now: the floor is open."
      ) { agenda throws(Refusal) in
        guard !agenda.items.isEmpty else { throw .nothingOnAgenda(session.id) }
        agenda = Sessions.Agenda()
      }
    }
  }
}
