package import CommandGrammar
import OrderedCollections
package import Primitives

/// Gives one's turn to somebody, before the session or in it.
package struct HandOver: Command {
  package static let description = CommandDescription(
    "handover", aliases: ["pass-on"],
    usage: "!handover <@name> [session]",
    summary: "Gives your turn to somebody; while the session runs, at once.",
    examples: ["!handover @bo", "!handover @bo S1"],
    deed: .init("handover", "handovers"), isUndoable: true)

  private let words: RotaWords

  package init(reading arguments: inout Arguments) throws(UsageError) {
    words = RotaWords(reading: &arguments)
    try words.requireNames(1, "to whom")
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let other = try words.meaning(in: context).members[0]
    let (session, role) = try context.ownTurns(words.session)[0]
    if other == context.author.id { throw .hasTurn(session.id, role) }
    var decision = context.giving(role, at: session, to: other)
    decision.replies.insert(
      session.start <= context.now
        ? Reply("\(context.name(other)) is \(RoleName.bearer(role)) of \(session.id) from here.")
        : .given(role, session, other, context), at: 0)
    return decision
  }
}
