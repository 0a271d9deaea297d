package import CommandGrammar
package import Primitives

/// Shows what a session does when.
package struct ShowAgenda: Command {
  package static let description = CommandDescription(
    "agenda",
    usage: "!agenda [session]",
    summary: "Shows the agenda of the session that is on, or of the next one.",
    examples: ["!agenda", "!agenda S1"])

  private let session: SessionReference

  package init(reading arguments: inout Arguments) throws(UsageError) {
    session = SessionReference(reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    switch try context.agendaChoice(session) {
    case .several(let sessions): return context.choosing(among: sessions) { "agenda \($0)" }
    case .one(let session):
      return Decision(saying: Reply(AgendaWords(session: session, context: context).list))
    }
  }
}
