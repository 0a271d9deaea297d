package import CommandGrammar
package import Primitives

/// Says what the community is for.
package struct ShowPurpose: Command {
  package static let description = CommandDescription(
    "purpose", aliases: ["charter", "mission"],
    usage: "!purpose",
    summary: "Says what we are here for.",
    examples: ["!purpose", "!charter"],
    accepts: { $0.isEmpty })

  package init(reading arguments: inout Arguments) throws(UsageError) {}

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    guard let text = context.community.purpose.text else {
      return Decision(saying: .unstated(context))
    }
    return Decision(saying: Reply("What we are here for: \(context.shown(text))"))
  }
}

extension Reply {
  fileprivate static func unstated(_ context: CommandContext) -> Reply {
    let set = "`!purpose set <what we are here for>`"
    let isCoordinator = context.community.roles(of: context.author.id).contains(.coordinator)
    return Reply(
      "Nobody has written down yet what we are here for. "
        + (isCoordinator ? "Say it: \(set)" : "A coordinator says it: \(set)"))
  }
}
