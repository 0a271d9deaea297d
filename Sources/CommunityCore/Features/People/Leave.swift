package import CommandGrammar
package import Primitives

/// Leaves the community; what one contributed stays.
package struct Leave: Command {
  package static let description = CommandDescription(
    "leave",
    usage: "!leave",
    summary: "Leaves the community; your topics stay, your roles and coming RSVPs are given up.",
    examples: ["!leave", "!undo"],
    deed: .init("leave", "leaves"), isUndoable: true)

  package init(reading arguments: inout Arguments) throws(UsageError) {}

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let author = context.author
    if let known = context.community.people[author.id], !known.isActive {
      // Whoever types a command is back, so they are let go again, and what `!undo` takes back stays.
      return Decision([.people(.left(author.id))], saying: [.gone(context)])
    }
    let roles = author.roles.sorted()
    if roles.contains(.coordinator) {
      try context.community.requireOtherCoordinator(than: author.id)
    }
    let departure = context.community.withdrawals(
      of: author.id, charter: context.charter, at: context.now)
    let groups = context.leaveGroups()
    let events: [Event] =
      departure.events + groups.events
      + roles.map { .people(.roleTaken(author.id, $0, by: author.id)) } + [
        .people(.left(author.id))
      ]
    let undo: [Event] =
      [.people(.joined(author.id, name: author.name, at: author.joinedAt))]
      + roles.map { .people(.roleGiven(author.id, $0, by: author.id)) } + departure.undo
      + groups.undo
    return Decision(
      events, undoing: .init("leaving", undo),
      saying: [.farewell(context, roles: roles, turns: departure.sessions)] + departure.replies
        + groups.replies)
  }
}

extension Reply {
  fileprivate static func gone(_ context: CommandContext) -> Reply {
    Reply("You have left \(context.community.plan.name) already. `!join` brings you back.")
  }

  fileprivate static func farewell(
    _ context: CommandContext, roles: [Role], turns: [SessionID]
  ) -> Reply {
    var text = "You have left \(context.community.plan.name). Thank you, \(context.author.name)!"
    text += " Your topics stay."
    if !roles.isEmpty {
      text += " You are no longer \(roles.map(\.rawValue).joined(separator: " and "))."
    }
    if !turns.isEmpty {
      text +=
        " Somebody else is asked to take your turn at "
        + "\(turns.map(\.description).joined(separator: ", "))."
    }
    return Reply(
      text
        + " Any command brings you back, `!undo` as if nothing had been, and `!forget me` erases "
        + "all I know of you.")
  }
}
