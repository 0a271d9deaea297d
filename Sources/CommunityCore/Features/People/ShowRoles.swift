package import CommandGrammar
package import Primitives

/// Shows one's roles, and who has which.
package struct ShowRoles: Command {
  package static let description = CommandDescription(
    "role", aliases: ["roles"],
    usage: "!role",
    summary: "Shows your roles, and who is coordinator, facilitator and sponsor.",
    examples: ["!role", "!roles"])

  package init(reading arguments: inout Arguments) throws(UsageError) {}

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    Decision(saying: .roles(context))
  }
}

extension Role {
  /// The role that a word names, one or several of those who have it.
  init?(typed word: String) {
    self.init(rawValue: word.utf8.last == UInt8(ascii: "s") ? String(word.dropLast()) : word)
  }

  /// What those are called who have it, at the beginning of a line.
  var plural: String {
    switch self {
    case .facilitator: "Facilitators"
    case .coordinator: "Coordinators"
    case .sponsor: "Sponsors"
    }
  }
}

extension Reply {
  fileprivate static func roles(_ context: CommandContext) -> Reply {
    let community = context.community
    let own = community.roles(of: context.author.id).sorted().map(\.rawValue)
    var lines = [
      own.isEmpty ? "You are a member." : "You are \(own.joined(separator: " and "))."
    ]
    for role in [Role.coordinator, .facilitator, .sponsor] {
      let holders = role == .coordinator ? community.coordinators : community.holders(of: role)
      let names = holders.filter { community.people[$0] != nil || $0 == context.author.id }
        .map(context.name)
      var list = Array(names.prefix(10))
      if names.count > 10 { list.append("\(names.count - 10) more") }
      // Those whom the configuration names may not have said anything yet.
      let unmet = holders.count - names.count
      if unmet > 0 { list.append("\(unmet) whom I have not met yet") }
      lines.append("\(role.plural): \(list.isEmpty ? "nobody" : list.joined(separator: ", ")).")
    }
    if own.contains("coordinator") { lines.append("`!role add facilitator @name` gives a role.") }
    return Reply(lines.joined(separator: "\n"))
  }
}
