package import CommandGrammar
package import Primitives

/// Takes a role from a member.
package struct TakeRole: Command {
  package static let description = CommandDescription(
    "role drop", aliases: ["role take", "role remove"], audience: .coordinators,
    usage: "!role drop <facilitator|coordinator|sponsor> <@name>",
    summary: "Takes a role from somebody, or from yourself.",
    examples: ["!role drop facilitator @bo", "!role drop coordinator me"],
    instead: "!role", deed: .init("role taken", "roles taken"), isUndoable: true)

  private let change: RoleChange

  package init(reading arguments: inout Arguments) throws(UsageError) {
    change = try RoleChange(reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let member = try change.member.member(in: context)
    let role = change.role
    let community = context.community
    guard community.roles(of: member).contains(role) else {
      throw .lacksRole(context.name(member), role)
    }
    if role == .coordinator {
      guard !community.plan.coordinators.contains(member) else {
        throw .configuredCoordinator(context.name(member))
      }
      try community.requireOtherCoordinator(than: member)
    }
    let author = context.author.id
    return Decision(
      [.people(.roleTaken(member, role, by: author))],
      undoing: .init(
        "role \(role.rawValue) taken from \(People.mention(member))",
        [.people(.roleGiven(member, role, by: author))]),
      saying: [.taken(role, context.name(member))])
  }
}

extension Reply {
  fileprivate static func taken(_ role: Role, _ name: String) -> Reply {
    Reply("Done: \(name) is no longer \(role.rawValue). `!undo` gives it back.")
  }
}
