package import CommandGrammar
package import Primitives

/// Takes the groups of the last round once more.
package struct RepeatBreakout: Command {
  package static let description = CommandDescription(
    "breakout again", aliases: ["breakout same"],
    usage: "!breakout again",
    summary: "Takes the same groups as in the last round once more; `!breakout go` opens them.",
    examples: ["!breakout again", "!breakout go"],
    instead: "!breakout", deed: .init("drawing of groups", "drawings of groups"), isUndoable: true)

  package init(reading arguments: inout Arguments) throws(UsageError) {}

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let moment = try BreakoutMoment(in: context)
    try context.requireOwn(moment.session)
    var breakout = try moment.resting(in: context)
    guard let last = breakout.held.last else { throw .breakouts(.nothingToRepeat) }
    var duties = Duties(at: moment.session.id, breakout, in: context.community)
    let groups = last.map { group in
      group.members.isEmpty ? group : duties.appoint(group.members)
    }
    breakout.rounds.insert(groups, at: 0)
    breakout.bound = nil
    return moment.arranging(
      breakout, label: "the last groups of \(moment.session.id) taken again",
      saying: [.again(groups, context)])
  }
}

extension Reply {
  fileprivate static func again(
    _ groups: [Breakout.Group], _ context: CommandContext
  ) -> Reply {
    let lines =
      ["The same groups once more, with others who lead and take notes:"]
      + context.community.lines(of: groups) + ["`!breakout go` opens them."]
    return Reply(lines.joined(separator: "\n"))
  }
}
