import OrderedCollections
package import CommandGrammar
package import Primitives

/// Says in private from whom one would rather be apart in groups; nobody is told, and it is never explained.
package struct WishApart: Command {
  package static let description = CommandDescription(
    "apart", aliases: ["apart from"],
    usage: "!apart [<@name>]",
    summary:
      "By direct message: keeps you out of groups with somebody, without telling anybody why.",
    examples: ["!apart @bo", "!apart drop @bo"], deed: .init("wish", "wishes"),
    isUndoable: true, isConfidential: true)

  private let name: String

  package init(reading arguments: inout Arguments) throws(UsageError) {
    name = try arguments.text("a name", limitBytes: Limits.identifierBytes)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    guard context.isDirect else { throw .breakouts(.onlyDirectly) }
    let own = context.community.breakouts.wishes[context.author.id] ?? []
    guard !name.isEmpty else { return Decision(saying: .wishes(own, context)) }
    let other = try context.member(named: name)
    if other == context.author.id { throw .breakouts(.oneself) }
    if own.contains(other) { return Decision(saying: .wishes(own, context)) }
    guard own.count < Breakouts.wishLimit else {
      throw .full("such wishes of yours", limit: Breakouts.wishLimit)
    }
    return Decision(
      [.breakouts(.wished(context.author.id, apartFrom: other, isWish: true))],
      undoing: .init(
        "a wish about groups",
        [.breakouts(.wished(context.author.id, apartFrom: other, isWish: false))]),
      saying: [.kept(other, context)])
  }
}

extension Reply {
  fileprivate static func wishes(_ own: [MemberID], _ context: CommandContext) -> Reply {
    guard !own.isEmpty else {
      return Reply(
        "You are in groups with everybody. `!apart @name` keeps you out of groups with somebody, and "
          + "nobody is told.")
    }
    let names = own.map { context.name($0) }.joined(separator: ", ")
    return Reply("I keep you out of groups with \(names). `!apart drop @name` takes that back.")
  }

  fileprivate static func kept(_ other: MemberID, _ context: CommandContext) -> Reply {
    Reply(
      "Kept, and nobody is told: I draw no groups and no coffee with you and \(context.name(other)); "
        + "only by hand could somebody still put you together. `!apart drop @name` takes that back."
    )
  }
}
