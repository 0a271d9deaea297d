package import CommandGrammar
package import Primitives

/// Takes somebody who had to go out of the groups.
package struct RemoveFromBreakout: Command {
  package static let description = CommandDescription(
    "breakout remove", aliases: ["breakout drop", "breakout left", "breakout leave"],
    usage: "!breakout remove <@name>",
    summary: "Takes somebody who had to go out of the groups; nobody is left alone.",
    examples: ["!breakout remove @lee", "!breakout remove me"],
    instead: "!breakout", deed: .init("leaver", "leavers"), isUndoable: true)

  private let reference: MemberReference

  package init(reading arguments: inout Arguments) throws(UsageError) {
    reference = try MemberReference(reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let moment = try BreakoutMoment(in: context)
    let breakout = try moment.drawn()
    if breakout.isSought { throw .breakouts(.stillLooking) }
    let member = try reference.member(in: context)
    if member != context.author.id { try context.requireRunning(moment.session) }
    guard let group = breakout.group(of: member) else {
      throw .breakouts(.notThere(context.name(member)))
    }
    guard breakout.members.count > 2 else { throw .breakouts(.alone(group: group)) }
    var seats = BreakoutSeats(breakout, at: moment.session.id, in: context.community)
    let moved = seats.remove(member)
    let after = seats.breakout
    var text = "\(context.name(member)) is out of group \(group)."
    if let moved {
      text += " It is dissolved: \(context.name(moved.member)) goes to group \(moved.group)."
      text += "\n\(moved.group): \(context.shown(after.present[moved.group - 1]))"
    } else {
      text += "\n\(group): \(context.shown(after.present[group - 1]))"
    }
    return moment.arranging(
      after, label: "\(People.mention(member)) taken out of the groups",
      saying: [Reply(text)]
        + context.departure(from: group, of: member, moved, after, at: moment.session))
  }
}
