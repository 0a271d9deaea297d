package import CommandGrammar
package import Primitives

/// Draws small groups over those who are at the session and shows them; alone, it shows those there are.
package struct DrawBreakout: Command {
  package static let description = CommandDescription(
    "breakout", aliases: ["breakouts", "groups"],
    usage: "!breakout [<n>|size <k>] [--for topic|chat|qa] [--strangers|--familiar|--mix <what>|"
      + "--match <interest>] [--keep @a @b] [--time 12m] [--rounds r]",
    summary: "Draws small groups in which as few as possible meet again, and shows them first.",
    examples: ["!breakout size 3", "!breakout 3 --for chat --time 8m"],
    flags: ["for", "mix", "match", "time", "rounds"], switches: ["strangers", "familiar"],
    lists: ["keep", "apart"], instead: "!breakout",
    deed: .init("drawing of groups", "drawings of groups"), isUndoable: true)

  private let words: BreakoutWords?

  package init(reading arguments: inout Arguments) throws(UsageError) {
    words = try BreakoutWords(reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    if let words, words.isPrivate, !context.isDirect { throw .breakouts(.onlyDirectly) }
    let moment = try BreakoutMoment(in: context)
    guard let words else { return Decision(saying: .current(moment, context)) }
    try context.requireRunning(moment.session)
    try moment.session.requireAhead(of: context.now - .hours(1))
    try moment.requireRest(in: context)
    let members = try context.community.splittable(at: moment.session)
    let request = try words.request(for: members.count, at: moment.session, in: context)
    try request.mixing.requireDifference(among: members, in: context.community)
    var draft = Breakout(
      request: request,
      at: moment.session, in: context, among: randomness.shuffled(members),
      seed: randomness.bits())
    draft.carryOver(from: moment.breakout)
    return try context.drawing(draft, for: moment)
  }
}

extension Breakout {
  /// What is asked for by the author of a command.
  init(
    request: Request, at session: Sessions.Session, in context: CommandContext,
    among members: [MemberID], seed: UInt64
  ) {
    let message = context.message
    let root = session.posts.first ?? message.id
    self.init(
      request: request, room: context.isDirect ? session.room : message.room,
      post: context.isDirect ? root : message.thread ?? message.id, author: context.author.id,
      isDirect: context.isDirect, at: context.now, seed: seed, members: members)
  }

  /// Keeps what took place already.
  mutating func carryOver(from earlier: Breakout?) {
    held = earlier?.held ?? []
  }
}

extension Community {
  /// Who can be parted at a session: those who are there, or where fewer than four said so, those too
  /// who come.
  func splittable(at session: Sessions.Session) throws(Refusal) -> [MemberID] {
    let gone = session.attendance.gone
    let here = session.attendance.here.filter {
      people[$0]?.isActive ?? false && !gone.contains($0)
    }
    var members = Array(here)
    if members.count < 4 {
      members += session.attendance.answers.filter {
        $0.answer.choice == .yes && $0.answer.seat != .waiting && !here.contains($0.member)
          && !gone.contains($0.member) && people[$0.member]?.isActive ?? false
      }.map(\.member)
    }
    guard members.count >= 4 else {
      throw .breakouts(.tooFew(members.count, isHere: members.count == here.count && !here.isEmpty))
    }
    guard members.count <= Breakouts.memberLimit else {
      throw .full("people to part", limit: Breakouts.memberLimit)
    }
    return members
  }
}

extension CommandContext {
  /// Looks for the groups that `draft` asks for: at once where that takes a few milliseconds, and else
  /// a little at a time while others are answered.
  func drawing(_ draft: Breakout, for moment: BreakoutMoment) throws(Refusal) -> Decision {
    var search: BreakoutSearch
    do throws(BreakoutRefusal) {
      search = try BreakoutSearch(draft, at: moment.session.id, in: community)
    } catch {
      throw .breakouts(error)
    }
    search.begin()
    let label = "groups drawn for \(moment.session.id)"
    guard search.isDone else {
      var sought = draft
      sought.isSought = true
      return moment.arranging(sought, label: label, saying: [.looking(draft)])
    }
    let drawn = search.result(in: community)
    return moment.arranging(
      drawn, label: label, saying: [.preview(drawn, at: moment.session, in: community)])
  }
}

extension Reply {
  fileprivate static func looking(_ draft: Breakout) -> Reply {
    let rounds = draft.request.rounds == 1 ? "" : " and \(draft.request.rounds) rounds"
    return Reply(
      "I look for the best groups for \(draft.members.count) people\(rounds), a moment.")
  }

  /// How things stand.
  fileprivate static func current(_ moment: BreakoutMoment, _ context: CommandContext) -> Reply {
    let community = context.community
    let session = moment.session
    guard let breakout = moment.breakout else {
      return Reply(
        "No groups are drawn for \(community.label(of: session)). `!breakout size 3` or `!breakout 4` "
          + "draws some, `!breakout --for chat` (or `topic`, `qa`) chooses the size too.")
    }
    if breakout.isSought { return Refusal.breakouts(.stillLooking).reply }
    if let running = breakout.running {
      var lines = ["Groups are open until \(community.clock(running.until, at: session))."]
      lines += community.lines(of: running.groups)
      lines.append(
        breakout.group(of: context.author.id).map { "You are in group \($0)." }
          ?? "You are in no group: `!breakout add me` finds you a place.")
      return Reply(lines.joined(separator: "\n"))
    }
    guard breakout.rounds.isEmpty else {
      return .preview(breakout, at: session, in: community)
    }
    return Reply(
      "\(breakout.held.count == 1 ? "The round is" : "All \(breakout.held.count) rounds are") over. "
        + "`!breakout reports` shows what the groups found, `!breakout again` takes the last groups "
        + "once more, `!breakout shuffle` draws others.")
  }
}
