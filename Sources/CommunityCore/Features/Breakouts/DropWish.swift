import OrderedCollections
package import CommandGrammar
package import Primitives

/// Takes back such a wish.
package struct DropWish: Command {
  package static let description = CommandDescription(
    "apart drop", aliases: ["apart remove", "apart off"],
    usage: "!apart drop <@name>",
    summary: "By direct message: you don't mind any more being in a group with somebody.",
    examples: ["!apart drop @bo", "!apart"], deed: .init("wish", "wishes"),
    isUndoable: true, isConfidential: true)

  private let reference: MemberReference

  package init(reading arguments: inout Arguments) throws(UsageError) {
    reference = try MemberReference(reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    guard context.isDirect else { throw .breakouts(.onlyDirectly) }
    let other = try reference.member(in: context)
    let own = context.community.breakouts.wishes[context.author.id] ?? []
    guard own.contains(other) else { throw .breakouts(.noWish) }
    return Decision(
      [.breakouts(.wished(context.author.id, apartFrom: other, isWish: false))],
      undoing: .init(
        "a wish about groups taken back",
        [.breakouts(.wished(context.author.id, apartFrom: other, isWish: true))]),
      saying: [.dropped(other, context)])
  }
}

extension Reply {
  fileprivate static func dropped(_ other: MemberID, _ context: CommandContext) -> Reply {
    Reply("All right: you and \(context.name(other)) may be in a group again.")
  }
}
