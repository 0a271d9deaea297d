package import CommandGrammar
package import Primitives

/// Moves somebody to another group.
package struct MoveInBreakout: Command {
  package static let description = CommandDescription(
    "breakout move", aliases: ["breakout put"],
    usage: "!breakout move <@name> <group>",
    summary: "Moves somebody to the group with that number.",
    examples: ["!breakout move @ana 2", "!breakout move me 1"],
    instead: "!breakout", deed: .init("move between groups", "moves between groups"),
    isUndoable: true)

  private let name: String
  private let group: Int

  package init(reading arguments: inout Arguments) throws(UsageError) {
    var words = arguments.remaining
    while arguments.take() != nil {}
    guard let last = words.popLast(), let number = Int(last.folded) else {
      throw .missing("a name and the number of a group")
    }
    if let word = words.last?.folded, ["to", "group"].contains(word) { words.removeLast() }
    if let word = words.last?.folded, word == "to" { words.removeLast() }
    guard !words.isEmpty else { throw .missing("who is to move") }
    name = words.map(\.text).joined(separator: " ")
    group = number
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let moment = try BreakoutMoment(in: context)
    try context.requireRunning(moment.session)
    let breakout = try moment.drawn()
    if breakout.isSought { throw .breakouts(.stillLooking) }
    guard !breakout.present.isEmpty else { throw .breakouts(.roundsOver) }
    let member = try context.member(named: name)
    guard let old = breakout.group(of: member) else {
      throw .breakouts(.notThere(context.name(member)))
    }
    guard breakout.present.indices.contains(group - 1), !breakout.present[group - 1].members.isEmpty
    else { throw .breakouts(.noSuchGroup(group, of: breakout.present.count)) }
    if old == group { throw .breakouts(.thereAlready(context.name(member), group: group)) }
    guard breakout.present[old - 1].members.count != 2 else { throw .breakouts(.alone(group: old)) }
    var seats = BreakoutSeats(breakout, at: moment.session.id, in: context.community)
    seats.move(member, to: group)
    let groups = seats.breakout.present
    let community = context.community
    let lines = [old, group].sorted().map { "\($0): \(context.shown(groups[$0 - 1]))" }
    var replies = [Reply(lines.joined(separator: "\n"))]
    if breakout.running != nil {
      if context.charter.hasThreads,
        let thread = community.breakouts.thread(of: old, at: moment.session.id)
      {
        replies.append(
          Reply(
            "\(context.name(member)), please go to group \(group). Group \(old) is now "
              + "\(context.shown(groups[old - 1])).", to: .thread(thread, in: moment.session.room)))
      }
      replies += context.welcome(member, to: group, of: seats.breakout, at: moment.session)
    }
    return moment.arranging(
      seats.breakout, label: "\(People.mention(member)) moved to group \(group)", saying: replies)
  }
}

extension CommandContext {
  /// What an open group reads when somebody joins it; nothing where groups have no threads.
  func welcome(
    _ member: MemberID, to group: Int, of breakout: Breakout, at session: Sessions.Session
  ) -> [Reply] {
    guard charter.hasThreads, breakout.running != nil,
      let thread = community.breakouts.thread(of: group, at: session.id)
    else { return [] }
    let company = shown(breakout.present[group - 1])
    return [
      Reply(
        "\(name(member)) joins you. Group \(group) is now \(company).",
        to: .thread(thread, in: session.room))
    ]
  }
}
