package import CommandGrammar
package import Primitives

/// Leaves something on the agenda out.
package struct SkipOnAgenda: Command {
  package static let description = CommandDescription(
    "agenda skip",
    usage: "!agenda skip [session] [number]",
    summary: "Leaves out what runs on the agenda, or the item with that number; never a `must`.",
    examples: ["!agenda skip", "!agenda skip 3"],
    deed: .init("item left out", "items left out"), isUndoable: true)

  private let session: SessionReference
  private let number: Int?

  package init(reading arguments: inout Arguments) throws(UsageError) {
    session = SessionReference(readingLetter: &arguments)
    number = arguments.take(ifMeaning: { Int($0) })
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    switch try context.agendaChoice(session) {
    case .several(let sessions):
      let which = number.map { " \($0)" } ?? ""
      return context.choosing(among: sessions) { "agenda skip \($0)\(which)" }
    case .one(let session):
      return try context.changing(agendaOf: session) { agenda throws(Refusal) in
        guard let index = number.map({ $0 - 1 }) ?? agenda.current ?? agenda.next else {
          throw .nothingOnAgenda(session.id)
        }
        try agenda.requireItem(index)
        if agenda.items[index].isMust { throw .mustItem(index + 1) }
        agenda.leaveOut(index, at: context.now)
      }
    }
  }
}

extension Sessions.Agenda {
  /// Takes the item at `index` away; where it runs, the next one begins.
  mutating func leaveOut(_ index: Int, at now: Instant) {
    items.remove(at: index)
    guard let running = current else { return }
    if running > index { current = running - 1 }
    guard running == index else { return }
    current = nil
    current = next
    since = current == nil ? nil : now
    told = .nothing
  }

  /// Requires that there is an item at `index`, counted from 0.
  func requireItem(_ index: Int) throws(Refusal) {
    guard items.indices.contains(index) else { throw .noSuchItem(index + 1, of: items.count) }
  }
}
