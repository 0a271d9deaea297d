package import CommandGrammar
package import Primitives

/// Gives a member a role.
package struct GiveRole: Command {
  package static let description = CommandDescription(
    "role add", aliases: ["role give", "role assign"], audience: .coordinators,
    usage: "!role add <facilitator|coordinator|sponsor> <@name>",
    summary: "Makes somebody a facilitator, coordinator or sponsor.",
    examples: ["!role add facilitator @bo", "!role add coordinator @ana"],
    instead: "!role", deed: .init("role given", "roles given"), isUndoable: true)

  private let change: RoleChange

  package init(reading arguments: inout Arguments) throws(UsageError) {
    change = try RoleChange(reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let member = try change.member.member(in: context)
    let role = change.role
    if context.community.roles(of: member).contains(role) {
      throw .hasRole(context.name(member), role)
    }
    let author = context.author.id
    return Decision(
      [.people(.roleGiven(member, role, by: author))],
      undoing: .init(
        "role \(role.rawValue) given to \(People.mention(member))",
        [.people(.roleTaken(member, role, by: author))]),
      saying: [.given(role, context.name(member))])
  }
}

extension Reply {
  fileprivate static func given(_ role: Role, _ name: String) -> Reply {
    let meaning =
      switch role {
      case .facilitator: "can plan sessions and see the results of feedback"
      case .coordinator: "can do all of that, give roles, and look into `!audit`"
      case .sponsor: "champions us, and directs nothing"
      }
    return Reply("Done: \(name) is \(role.rawValue) now, and \(meaning). `!undo` takes it back.")
  }
}
