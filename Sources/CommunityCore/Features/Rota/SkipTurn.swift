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
    let named = try session.known(in: context)
    // Who only sits beside somebody has no turn to pass on, and stays away from that.
    let hasTurn = context.turns(of: context.author.id).contains {
      named == nil || $0.session.id == named?.id
    }
    if !hasTurn,
      let (session, role) = context.community.companionship(
        of: context.author.id, at: named?.id, from: context.now)
    {
      return context.parting(role, at: session)
    }
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
    if !reason.isEmpty, context.charter.hasDirectMessages, !context.isDirect,
      let text = decision.replies.first?.text
    {
      decision.replies[0] = Reply(
        text + " The room can see your reason; you may want to delete your message.")
    }
    return decision
  }
}
