package import CommandGrammar
import OrderedCollections
package import Primitives

/// Passes one's turn on.
package struct SkipTurn: Command {
  package static let description = CommandDescription(
    "skip",
    usage: "!skip [session] [reason]",
    summary: "Passes your turn on to the next one; a reason goes to the coordinators alone.",
    examples: ["!skip", "!skip S1 travelling that week"],
    deed: .init("turn", "turns"), isUndoable: true, isConfidential: true)

  private let session: SessionReference
  private let reason: String

  package init(reading arguments: inout Arguments) throws(UsageError) {
    session = SessionReference(readingLetter: &arguments)
    reason = try arguments.text("a reason", limitBytes: Rotas.reasonBytes)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let (session, role) = try context.ownTurns(session)[0]
    var decision = context.declining(role, at: session, by: context.author.id)
    // Alone to those who must know it; nothing of it is kept beside the message to them.
    if !reason.isEmpty, context.charter.hasDirectMessages {
      decision.replies += context.community.coordinators.filter { $0 != context.author.id }.map {
        Reply(
          "\(context.author.name) can't be \(RoleName.bearer(role)) at \(context.community.label(of: session)): "
            + "“\(context.shown(reason))”", to: .direct($0))
      }
    }
    return decision
  }
}
