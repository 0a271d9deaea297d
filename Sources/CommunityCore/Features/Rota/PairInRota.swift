package import CommandGrammar
import OrderedCollections
package import Primitives

/// Lets a member sit beside another to learn a role.
package struct PairInRota: Command {
  package static let description = CommandDescription(
    "rota pair", audience: .facilitators,
    usage: "!rota pair <@new> <@with>|on|off [role]",
    summary:
      "Lets somebody learn beside somebody, before turns of their own; both names again end it. With `off` I offer nobody a companion.",
    examples: ["!rota pair @cy @ana", "!rota pair @cy @ana notes"],
    instead: "!volunteer", deed: .init("pair", "pairs"), isUndoable: true)

  private let words: RotaWords
  /// Whether companions are offered from now on, where that was typed, and in which role.
  private let offers: (isOn: Bool, role: String)?

  package init(reading arguments: inout Arguments) throws(UsageError) {
    let isOn = arguments.take(ifMeaning: { ["on": true, "off": false][$0] })
    offers = isOn.map { ($0, RoleName.take(&arguments) ?? Rotas.facilitator) }
    words = RotaWords(reading: &arguments)
    if offers == nil { try words.requireNames(2, "who learns, and beside whom") }
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    if let offers { return try Self.offer(offers.isOn, offers.role, in: context) }
    let (members, role) = try words.meaning(in: context)
    let roster = try context.community.requireRoster(of: role)
    guard members.count == 2 else { throw .sameMember }
    let (learner, mentor) = (members[0], members[1])
    guard roster.members.contains(mentor) else { throw .notInRota(context.name(mentor), role) }
    let old = roster.mentors[learner]
    let new = old == mentor ? nil : mentor
    let names = (context.name(learner), context.name(mentor))
    let text =
      new == nil
      ? "\(names.0) does not learn beside \(names.1) any more."
      : "When \(names.1) is \(RoleName.bearer(role)), \(names.0) sits beside to learn it, and takes turns after that."
    return Decision(
      [.rota(.paired(role: role, learner: learner, mentor: new))],
      undoing: .init(
        "pair of \(People.mention(learner)) and \(People.mention(mentor))",
        [.rota(.paired(role: role, learner: learner, mentor: old))]),
      saying: [Reply(text)])
  }
  /// Offers the holders of turns somebody who sits beside them, or no more.
  private static func offer(
    _ isOn: Bool, _ role: String, in context: CommandContext
  ) throws(Refusal) -> Decision {
    let roster = try context.community.requireRoster(of: role)
    return Decision(
      [.rota(.companionsSet(role: role, isOn))],
      undoing: .init(
        "companions for \(RoleName.bearer(role)) \(isOn ? "on" : "off")",
        [.rota(.companionsSet(role: role, roster.offersCompanions))]),
      saying: [
        Reply(
          isOn
            ? "Where one of two knows how to be \(RoleName.bearer(role)) and the other does not yet, I offer them to do it side by side."
            : "I offer nobody a companion as \(RoleName.bearer(role)) any more. Pairs that you named stay."
        )
      ])
  }
}
