package import CommandGrammar
import OrderedCollections
package import Primitives

/// Takes a turn with nobody beside.
package struct TakeAlone: Command {
  package static let description = CommandDescription(
    "rota alone",
    usage: "!rota alone [session]",
    summary:
      "Says that nobody is to sit beside you at your turn, or that you don't sit beside somebody.",
    examples: ["!rota alone", "!rota alone S4"],
    deed: .init("turn", "turns"), isUndoable: true,
    accepts: { words in
      words.isEmpty || words.count == 1 && SessionID(words.first?.folded ?? "") != nil
    })

  private let session: SessionReference

  package init(reading arguments: inout Arguments) throws(UsageError) {
    session = SessionReference(reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let named = try session.known(in: context)
    if let named { try named.requireAhead(of: context.now) }
    guard
      let (session, role) = context.community.companionship(
        of: context.author.id, at: named?.id, from: context.now)
    else { throw .noCompanion }
    return context.parting(role, at: session)
  }
}
