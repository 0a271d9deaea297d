import OrderedCollections
package import CommandGrammar
package import Primitives
import Timekeeping

/// Asks all something, to be answered with a number; alone it shows the poll at hand.
package struct AskPoll: Command {
  package static let description = CommandDescription(
    "poll",
    usage: "!poll \"Question\" \"Option\" \"Option\" … [--until fri 18:00] [--anon] [--multi 2]",
    summary:
      "Asks all, with 2 to 10 options; it closes by itself and says the result. `--anon` keeps no names, "
      + "`--multi 2` lets each choose two.",
    examples: [
      "!poll \"Where shall we meet?\" \"Room A\" \"Online\"",
      "!poll \"Which weeks suit?\" \"1st\" \"2nd\" \"3rd\" --multi 2 --until fri 18:00",
    ],
    flags: ["multi"], switches: ["anon"], lists: ["until"], deed: .init("poll", "polls"),
    isUndoable: true)

  private let draft: PollDraft?
  private let choices: Int
  private let isAnonymous: Bool
  private let until: ClosingTime?

  package init(reading arguments: inout Arguments) throws(UsageError) {
    isAnonymous = arguments.switched("anon")
    until = ClosingTime(reading: &arguments)
    let multi = arguments.flag("multi")
    draft =
      arguments.isEmpty && multi == nil && until == nil && !isAnonymous
      ? nil : try PollDraft(reading: &arguments)
    if let multi {
      guard let count = Int(multi), count > 1, count <= draft?.options.count ?? 0 else {
        throw .invalid(multi, expected: "how many options one can choose, from 2 to all of them")
      }
      choices = count
    } else {
      choices = 1
    }
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    guard let draft else { return try ShowPoll(.atHand).decide(in: context, using: &randomness) }
    let community = context.community
    let options = draft.options.map(community.people.stored)
    try Self.require(options, in: context)
    if isAnonymous, !context.charter.hasDirectMessages { throw .polls(.noAnonymousPolls) }
    let live = context.livePlace
    let room: RoomID
    if let live { room = live.room } else { room = try context.roomToAnnounce() }
    let question = community.people.stored(draft.question)
    try Self.requireRoom(for: question, room, in: context)
    let plan = PollEvent.Plan(
      id: community.polls.nextID, question: question, options: options, choices: choices,
      isAnonymous: isAnonymous,
      deadline: try until?.time(
        in: context, atLeast: Polls.shortestSpan, atMost: Polls.longestSpan)
        ?? Self.usualEnd(live, in: context),
      room: room, thread: context.isDirect ? live?.thread : context.message.thread,
      author: context.author.id, at: context.now)
    return asking(plan, in: context)
  }

  private func asking(_ plan: PollEvent.Plan, in context: CommandContext) -> Decision {
    var events: [Event] = [.polls(.asked(plan))]
    if !context.isDirect, context.message.thread == nil {
      events.append(.dialogue(.posted(context.message.id, about: plan.id.description)))
    }
    let poll = Polls.Poll(plan)
    var replies: [Reply] = [.asked(poll, context)]
    if context.isDirect { replies.append(.confirmed(poll, context)) }
    return Decision(
      events,
      undoing: .init(
        "poll \(plan.id) asked", [.polls(.cancelled(plan.id, at: context.now))]),
      saying: replies)
  }

  private static func require(
    _ options: [String], in context: CommandContext
  ) throws(Refusal) {
    guard Polls.optionCounts.contains(options.count) else {
      throw .polls(.optionCount(options.count))
    }
    let folded = options.map { Folding.fold(context.shown($0)) }
    for (index, option) in folded.enumerated() {
      if folded[..<index].contains(option) {
        throw .polls(.sameOption(context.shown(options[index])))
      }
      // “3” as the first of three options would be read as the third one by half of those who answer.
      if let number = Int(option), number != index + 1, (1...options.count).contains(number) {
        throw .polls(.optionIsNumber(option))
      }
    }
  }

  private static func requireRoom(
    for question: String, _ room: RoomID, in context: CommandContext
  ) throws(Refusal) {
    let open = context.community.polls.open(at: context.now)
    let folded = Folding.fold(question)
    if let same = open.first(where: { Folding.fold($0.plan.question) == folded }) {
      throw .polls(.askedAlready(same.id))
    }
    if open.count(where: { $0.plan.room == room }) >= Polls.openInRoom {
      throw .full("polls open in one room", limit: Polls.openInRoom)
    }
    if open.count(where: { $0.plan.author == context.author.id }) >= Polls.openEach {
      throw .full("open polls of yours", limit: Polls.openEach)
    }
  }

  /// In a live session its end, and ten minutes at least; else three days.
  private static func usualEnd(_ live: LivePlace?, in context: CommandContext) -> ZonedTime {
    let zone = context.community.plan.zone
    let end = live.map { max($0.end, context.now + .minutes(10)) }
    let clocks = context.charter.zones.zoneOrUniversal(named: zone)
    return ZonedTime(clocks.localTime(at: end ?? context.now + Polls.usualSpan), zone: zone)
  }
}

/// Where a live session talks.
private struct LivePlace {
  let room: RoomID
  let thread: MessageID?
  let end: Instant
}

extension CommandContext {
  /// Where the live session talks in which this is said; nil outside one.
  fileprivate var livePlace: LivePlace? {
    guard let session = sessionsAtHand().last(where: \.isLive) else { return nil }
    return LivePlace(
      room: session.room, thread: charter.hasThreads ? session.hour.root : nil, end: session.end)
  }
}

extension Reply {
  /// The post by which all are asked.
  fileprivate static func asked(_ poll: Polls.Poll, _ context: CommandContext) -> Reply {
    let community = context.community
    let plan = poll.plan
    var lines = ["\(plan.id) \(community.question(of: poll))"]
    lines += plan.options.enumerated().map { "`\($0 + 1)` \(context.shown($1))" }
    let zone = context.charter.zones.zoneOrUniversal(named: plan.deadline.zone)
    let end = TimeEcho.full(community.polls.deadline(of: poll), in: zone, now: context.now)
    if plan.isAnonymous {
      lines.append(
        "\(poll.invitation). I keep no name with it, so it can't be changed. Until \(end); the result "
          + "is shown from \(Polls.shownFrom) answers up.")
    } else {
      let last = Keycap.emoji(plan.options.count)
      let reaction = context.charter.hasReactions ? ", or react here with 1️⃣ to \(last)" : ""
      lines.append("\(poll.invitation)\(reaction). Until \(end); your last answer counts.")
    }
    let place: Destination =
      context.isDirect || context.message.thread == nil
      ? context.charter.place(of: plan) : .answer
    return Reply(lines.joined(separator: "\n"), to: place, about: plan.id.description)
  }

  fileprivate static func confirmed(_ poll: Polls.Poll, _ context: CommandContext) -> Reply {
    Reply(
      "\(context.community.label(of: poll)) is asked where all can see it. `!undo` takes it back, "
        + "`!poll close` counts early.")
  }
}
