package import CommandGrammar
package import Primitives

/// Puts something on the agenda elsewhere.
package struct MoveOnAgenda: Command {
  package static let description = CommandDescription(
    "agenda move",
    usage: "!agenda move [session] <number> <number>",
    summary: "Puts an item of the agenda to where another one is.",
    examples: ["!agenda move 3 1", "!agenda move S1 1 2"],
    deed: .init("item moved", "items moved"), isUndoable: true)

  private let session: SessionReference
  private let from: Int
  private let to: Int

  package init(reading arguments: inout Arguments) throws(UsageError) {
    session = SessionReference(readingLetter: &arguments)
    guard let from = arguments.take(ifMeaning: { Int($0) }),
      let to = arguments.take(ifMeaning: { Int($0) })
    else { throw .missing("two numbers") }
    self.from = from
    self.to = to
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    switch try context.agendaChoice(session) {
    case .several(let sessions):
      return context.choosing(among: sessions) { "agenda move \($0) \(from) \(to)" }
    case .one(let session):
      return try context.changing(agendaOf: session) { agenda throws(Refusal) in
        for number in [from, to] {
          guard (1...max(1, agenda.items.count)).contains(number), !agenda.items.isEmpty else {
            throw .noSuchItem(number, of: agenda.items.count)
          }
        }
        let running = agenda.current.map { agenda.items[$0] }
        agenda.items.insert(agenda.items.remove(at: from - 1), at: to - 1)
        // What runs goes on running wherever it stands now.
        if let running { agenda.current = agenda.items.firstIndex(of: running) }
      }
    }
  }
}
