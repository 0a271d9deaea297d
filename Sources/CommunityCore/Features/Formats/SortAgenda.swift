package import CommandGrammar
package import Primitives

/// Puts what can't be left out first.
package struct SortAgenda: Command {
  package static let description = CommandDescription(
    "agenda sort",
    usage: "!agenda sort [session]",
    summary: "Puts what is a `must` in front of what is still to come.",
    examples: ["!agenda sort", "!agenda sort S1"],
    deed: .init("agenda sorted", "agendas sorted"), isUndoable: true)

  private let session: SessionReference

  package init(reading arguments: inout Arguments) throws(UsageError) {
    session = SessionReference(reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    switch try context.agendaChoice(session) {
    case .several(let sessions): return context.choosing(among: sessions) { "agenda sort \($0)" }
    case .one(let session):
      return try context.changing(agendaOf: session) { agenda in
        let begun = agenda.items.indices.filter { agenda.items[$0].isOver || $0 == agenda.current }
        let ahead = agenda.items.indices.filter { !begun.contains($0) }
        let order =
          begun + ahead.filter { agenda.items[$0].isMust }
          + ahead.filter { !agenda.items[$0].isMust }
        let items = agenda.items
        agenda.items = order.map { items[$0] }
        agenda.current = agenda.current.flatMap { order.firstIndex(of: $0) }
      }
    }
  }
}
