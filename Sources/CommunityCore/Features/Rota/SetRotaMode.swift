package import CommandGrammar
import OrderedCollections
package import Primitives

/// Lets the rota propose who is next, or not.
package struct SetRotaMode: Command {
  package static let description = CommandDescription(
    "rota mode", audience: .facilitators,
    usage: "!rota mode <fair|off> [role]",
    summary: "Lets me propose and ask who is next, or stops that.",
    examples: ["!rota mode off", "!rota mode fair notes"],
    instead: "!rota", deed: .init("rota", "rotas"), isUndoable: true)

  private let isFair: Bool
  private let role: String

  package init(reading arguments: inout Arguments) throws(UsageError) {
    guard let word = arguments.take() else { throw .missing("`fair` or `off`") }
    switch word.folded {
    case "fair", "on": isFair = true
    case "off", "none": isFair = false
    default: throw .invalid(word.text, expected: "`fair` or `off`")
    }
    role = RoleName.take(&arguments) ?? Rotas.facilitator
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let roster = try context.community.requireRoster(of: role)
    let text =
      isFair
      ? "I propose who is \(RoleName.bearer(role)) next, the one with the fewest turns first, and ask them."
      : "I propose nobody as \(RoleName.bearer(role)) any more. What is settled stays, and what is done is counted."
    return Decision(
      [.rota(.modeSet(role: role, isFair: isFair))],
      undoing: .init(
        "rota of \(role) \(isFair ? "fair" : "off")",
        [.rota(.modeSet(role: role, isFair: roster.isFair))]),
      saying: [Reply(text)])
  }
}
