package import CommandGrammar
package import Primitives

/// Shows what was lately done that concerns others.
package struct ShowAudit: Command {
  package static let description = CommandDescription(
    "audit", audience: .coordinators,
    usage: "!audit [@name]",
    summary:
      "Shows the last ten changes of roles and of what belongs to others, or those of a member.",
    examples: ["!audit", "!audit @bo"],
    instead: "!role")

  private let member: MemberReference?

  package init(reading arguments: inout Arguments) throws(UsageError) {
    member = arguments.isEmpty ? nil : try MemberReference(reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let id = try member?.member(in: context)
    return Decision(saying: .deeds(context.community.audit.last(10, about: id), id, context))
  }
}

extension Reply {
  fileprivate static func deeds(
    _ entries: [Audit.Entry], _ member: MemberID?, _ context: CommandContext
  ) -> Reply {
    guard !entries.isEmpty else {
      let whom = member.map { " by or about \(context.name($0))" } ?? ""
      return Reply(
        "Nothing is noted\(whom): no role was changed, and nothing of others was touched.")
    }
    let lines = entries.map { entry in
      let who = entry.by.map(context.name) ?? "a member"
      return "• \(context.told(entry.at)): \(who), \(context.shown(entry.deed))"
    }
    return Reply("The latest first:\n" + lines.joined(separator: "\n"))
  }
}
