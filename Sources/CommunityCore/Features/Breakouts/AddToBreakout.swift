package import CommandGrammar
package import Primitives

/// Finds a place for somebody who comes late, so that nobody else has to move.
package struct AddToBreakout: Command {
  package static let description = CommandDescription(
    "breakout add", aliases: ["breakout join"],
    usage: "!breakout add <@name>",
    summary: "Finds a place for somebody who comes late, where the fewest have met them.",
    examples: ["!breakout add @mia", "!breakout add me"],
    instead: "!here", deed: .init("late-comer", "late-comers"), isUndoable: true)

  private let reference: MemberReference

  package init(reading arguments: inout Arguments) throws(UsageError) {
    reference = try MemberReference(reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let moment = try BreakoutMoment(in: context)
    let breakout = try moment.drawn()
    let member = try reference.member(in: context)
    // Everybody may bring themselves; whoever runs the session brings others.
    if member != context.author.id { try context.requireRunning(moment.session) }
    guard let (seated, group) = try moment.seating(member, in: context) else {
      throw .breakouts(breakout.present.isEmpty ? .roundsOver : .noSuchGroups)
    }
    let line = "\(group): \(context.shown(seated.present[group - 1]))"
    return moment.arranging(
      seated, label: "\(People.mention(member)) added to group \(group)",
      saying: [Reply("\(context.name(member)) is in group \(group).\n\(line)")]
        + context.welcome(member, to: group, of: seated, at: moment.session))
  }
}

extension CommandContext {
  /// Finds the author, who has just come, a place in the groups that are open or drawn, and says where
  /// it is.
  func seatLate(at session: Sessions.Session, in decision: inout Decision) {
    guard let breakout = community.breakouts[session.id], !breakout.present.isEmpty,
      breakout.group(of: author.id) == nil, breakout.members.count < Breakouts.memberLimit
    else { return }
    var seats = BreakoutSeats(breakout, at: session.id, in: community, with: author.id)
    guard let group = seats.place(author.id) else { return }
    decision.events.append(.breakouts(.arranged(session.id, seats.breakout)))
    decision.undoing?.events.append(.breakouts(.arranged(session.id, breakout)))
    let company = community.company(of: author.id, in: seats.breakout.present[group - 1])
    if let text = decision.replies.first?.text {
      decision.replies[0].content = .text(
        "\(text)\nGroups are \(breakout.running == nil ? "drawn" : "open"): you are in group "
          + "\(group), \(company).")
    }
    decision.replies += welcome(author.id, to: group, of: seats.breakout, at: session)
  }
}

extension BreakoutMoment {
  /// The groups with a place for `member`, and the number of their group; nil where there is none.
  func seating(
    _ member: MemberID, in context: CommandContext
  ) throws(Refusal) -> (Breakout, Int)? {
    let breakout = try drawn()
    if breakout.isSought { throw .breakouts(.stillLooking) }
    if let group = breakout.group(of: member) {
      throw .breakouts(.thereAlready(context.name(member), group: group))
    }
    guard breakout.members.count < Breakouts.memberLimit else {
      throw .full("people in these groups", limit: Breakouts.memberLimit)
    }
    var seats = BreakoutSeats(breakout, at: session.id, in: context.community, with: member)
    return seats.place(member).map { (seats.breakout, $0) }
  }
}
