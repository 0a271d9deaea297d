import Grouping
import OrderedCollections
package import CommandGrammar
package import Primitives
import Timekeeping

/// Asks when a session suits best; or shows, closes or drops such a poll.
package struct PollSession: Command {
  package static let description = CommandDescription(
    "session poll", aliases: ["session when"], audience: .facilitators,
    usage:
      "!session poll \"Title\" <when>, <when> [60m] [until <when>] [--place link] [--cap seats] | "
      + "show|close|drop [poll]",
    summary:
      "Asks which of 2 to 10 times suits best, and plans the session at the end; `show` names who can "
      + "when, to you alone.",
    examples: [
      "!session poll \"Onboarding\" thu 3 dec 16:00, 17:00, fri 4 dec 10:00",
      "!session poll \"Reviews\" 2026-12-08 16:00 or 2026-12-09 16:00 90m until fri 18:00",
    ],
    flags: ["place", "cap"], instead: "!slots", deed: .init("poll", "polls"), isUndoable: true)

  private enum Action {
    case ask([Word], place: String?, capacity: Int?)
    case show(SlotPollReference)
    case close(SlotPollReference)
    case drop(SlotPollReference)
  }

  private let action: Action

  package init(reading arguments: inout Arguments) throws(UsageError) {
    let verbs = ["show", "close", "drop"]
    if let verb = arguments.take(ifMeaning: { verbs.contains($0) ? $0 : nil }) {
      let poll = SlotPollReference(reading: &arguments)
      action = verb == "show" ? .show(poll) : verb == "close" ? .close(poll) : .drop(poll)
      return
    }
    let place = try PlanSession.place(arguments.flag("place"))
    let capacity = try PlanSession.capacity(arguments.flag("cap"))
    let words = arguments.remaining
    if words.isEmpty { throw .missing("a title and two times or more") }
    while arguments.take() != nil {}
    action = .ask(words, place: place, capacity: capacity)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    switch action {
    case .ask(let words, let place, let capacity):
      return try Self.asking(
        try SlotDraft(words, in: context), place: place, capacity: capacity, in: context)
    case .show(let poll):
      return try Self.with(poll, "show", in: context) { poll throws(Refusal) in
        try context.privately(context.names(of: poll))
      }
    case .close(let poll):
      return try Self.with(poll, "close", in: context) { poll throws(Refusal) in
        try Self.closing(poll, in: context)
      }
    case .drop(let poll):
      return try Self.with(poll, "drop", in: context) { poll throws(Refusal) in
        try Self.dropping(poll, in: context)
      }
    }
  }

  /// Does `body` with the poll that is meant, or asks which one that is.
  private static func with(
    _ reference: SlotPollReference, _ verb: String, in context: CommandContext,
    _ body: (SlotPolls.Poll) throws(Refusal) -> Decision
  ) throws(Refusal) -> Decision {
    switch try reference.choice(in: context) {
    case .several(let polls):
      context.choosing(among: polls) { "session poll \(verb) \($0)" }
    case .one(let poll): try body(poll)
    }
  }
}

extension PollSession {
  private static func asking(
    _ draft: SlotDraft, place: String?, capacity: Int?, in context: CommandContext
  ) throws(Refusal) -> Decision {
    let community = context.community
    try require(draft, in: context)
    let plan = SlotPollEvent.Plan(
      id: community.slotPolls.nextID, title: community.people.stored(draft.title),
      slots: draft.slots.map(\.time), minutes: draft.minutes,
      deadline: try deadline(of: draft, in: context), place: place, capacity: capacity,
      room: try context.roomToAnnounce(), creator: context.author.id, at: context.now)
    let poll = SlotPolls.Poll(plan)
    var events: [Event] = [.slotPolls(.asked(plan))]
    if !context.isDirect, context.message.thread == nil {
      events.append(.dialogue(.posted(context.message.id, about: plan.id.description)))
    }
    return Decision(
      events,
      undoing: .init("poll \(plan.id) asked", [.slotPolls(.dropped(plan.id))]),
      saying: [.confirmed(poll, context), .asked(poll, draft.slots.flatMap(\.notes), context)])
  }

  private static func require(_ draft: SlotDraft, in context: CommandContext) throws(Refusal) {
    let polls = context.community.slotPolls
    if !Prose.saysSomething(draft.title) { throw .titleMissing }
    if draft.title.utf8.count > Sessions.titleBytes {
      throw .titleTooLong(limitBytes: Sessions.titleBytes)
    }
    if !SlotPolls.slotCounts.contains(draft.slots.count) { throw .slotCount(draft.slots.count) }
    for (slot, next) in zip(draft.slots, draft.slots.dropFirst()) where slot.start == next.start {
      throw .sameSlot(context.echo(slot))
    }
    if draft.slots[0].start - context.now < SlotPolls.notice {
      throw .slotTooSoon(context.echo(draft.slots[0]))
    }
    let open = polls.open(at: context.now)
    let title = Folding.fold(context.community.people.stored(draft.title))
    if let same = open.first(where: { Folding.fold($0.title) == title }) {
      throw .pollAsked(same.id)
    }
    if open.count >= SlotPolls.limit {
      throw .full("polls that are open", limit: SlotPolls.limit)
    }
  }

  /// Until when answers are taken: as it was said, or three days, and a day before the first time where
  /// that is earlier.
  private static func deadline(
    of draft: SlotDraft, in context: CommandContext
  ) throws(Refusal) -> ZonedTime {
    let first = draft.slots[0]
    let zone = context.charter.zones.zoneOrUniversal(named: first.time.zone)
    let latest = min(first.start - SlotPolls.lead, context.now + SlotPolls.longestSpan)
    if let deadline = draft.deadline {
      let instant = context.community.sessions.start(of: deadline)
      guard instant > context.now, instant <= latest else {
        let end = TimeEcho.dated(latest, in: zone)
        throw .pollDeadline(TimeEcho.full(instant, in: zone, now: context.now), latest: end)
      }
      return deadline
    }
    var deadline = min(context.now + SlotPolls.usualSpan, first.start - .hours(24))
    if deadline < context.now + .hours(1) { deadline = first.start - SlotPolls.lead }
    return ZonedTime(zone.localTime(at: deadline), zone: first.time.zone)
  }

  private static func closing(
    _ poll: SlotPolls.Poll, in context: CommandContext
  ) throws(Refusal) -> Decision {
    try poll.requireOpen(in: context)
    let count = poll.answers.count
    let members = context.community.people.members.values.count { $0.isActive }
    if count < 3 || count * 3 < members, !context.isConfirmed {
      return context.asking(
        .sure(poll, of: members, context), for: "close", toRun: "session poll close \(poll.id)")
    }
    let closing = SlotPollClosing(
      poll: poll, community: context.community, charter: context.charter, now: context.now)
    var decision = closing.decision
    decision.undoing = .init(
      "poll \(poll.id) closed",
      (closing.verdict.session.map { [.sessions(.cancelled($0))] } ?? [])
        + [.slotPolls(.reopened(poll.id))])
    let planned = closing.verdict.session.map { "I announce \($0)" } ?? "I tell the room"
    decision.replies.insert(
      Reply("\(context.community.label(of: poll)) is closed. \(planned). `!undo` opens it again."),
      at: 0)
    return decision
  }

  private static func dropping(
    _ poll: SlotPolls.Poll, in context: CommandContext
  ) throws(Refusal) -> Decision {
    try poll.requireOpen(in: context)
    let label = context.community.label(of: poll)
    return Decision(
      [.slotPolls(.dropped(poll.id))],
      undoing: .init("poll \(poll.id) dropped", [.slotPolls(.reopened(poll.id))]),
      saying: [
        Reply("\(label) is called off, and I tell the room. `!undo` takes that back."),
        .off(poll, context.community),
      ])
  }
}

extension CommandContext {
  fileprivate func echo(_ slot: When) -> String {
    let zone = charter.zones.zoneOrUniversal(named: slot.time.zone)
    return TimeEcho.full(slot.start, in: zone, now: now)
  }

  /// Who can when, by name, for who runs it.
  fileprivate func names(of poll: SlotPolls.Poll) -> String {
    let named = { (mark: String, members: [MemberID]) -> String? in
      members.isEmpty ? nil : "\(mark): \(members.map { name($0) }.joined(separator: ", "))"
    }
    var lines = [community.heading(of: poll, told: told)]
    lines += slotLines(of: poll) { number in
      let answers = poll.answers.map { (member: $0.key, mark: $0.value.mark(number)) }
      let parts = [
        named("can", answers.filter { $0.mark == .yes }.map(\.member)),
        named("if need be", answers.filter { $0.mark == .ifNeedBe }.map(\.member)),
        named("can't", answers.filter { $0.mark == .no }.map(\.member)),
      ]
      return parts.compactMap { $0 }.joined(separator: "; ")
    }
    if poll.status == .open {
      lines.append(
        "`!session poll close \(poll.id)` counts now, `!session poll drop \(poll.id)` ends it.")
    }
    return lines.joined(separator: "\n")
  }
}

extension Reply {
  /// The post by which everybody is asked.
  fileprivate static func asked(
    _ poll: SlotPolls.Poll, _ notes: [String], _ context: CommandContext
  ) -> Reply {
    let community = context.community
    let zone = community.clocks(of: poll)
    let others = community.zones(beside: zone)
    var lines = ["\(community.label(of: poll)), \(poll.length): when can you?"]
    lines += community.slotPolls.starts(of: poll).enumerated().map { index, start in
      "`\(index + 1)` \(TimeEcho.line(start, in: zone, others: others, now: context.now))"
    }
    lines += notes
    let id = community.slotPolls.open(at: context.now).isEmpty ? "" : " \(poll.id)"
    let reactions =
      context.charter.hasReactions
      ? ", or react here with 1️⃣ to \(Keycap.emoji(poll.slots.count))" : ""
    let end = TimeEcho.dated(community.slotPolls.deadline(of: poll), in: zone)
    lines.append(
      "All you can: `!slots\(id) 1 2`; `!slots\(id) 1 if 2` if need be; `!slots\(id) none`\(reactions)."
    )
    lines.append(
      "Until \(end). Then the time that leaves out fewest is planned; a yes here is no RSVP yet.")
    return Reply(lines.joined(separator: "\n"), to: .room(poll.room), about: poll.id.description)
  }

  fileprivate static func confirmed(_ poll: SlotPolls.Poll, _ context: CommandContext) -> Reply {
    Reply(
      "\(context.community.label(of: poll)): I ask the room about \(poll.slots.count) times until "
        + "\(context.told(context.community.slotPolls.deadline(of: poll))). `!undo` takes it back.")
  }

  fileprivate static func sure(
    _ poll: SlotPolls.Poll, of members: Int, _ context: CommandContext
  ) -> Reply {
    let count = poll.answers.count
    return Reply(
      "\(context.community.label(of: poll)): only \(count) of \(members) have answered so far. Type "
        + "`close` within 5 minutes to count now.")
  }

  /// The room learns that nobody need answer any more.
  static func off(_ poll: SlotPolls.Poll, _ community: Community) -> Reply {
    Reply(
      "\(community.label(of: poll)) is called off: no time is looked for.", to: .room(poll.room),
      about: poll.id.description)
  }

  /// The room learns that answers are taken again.
  static func reopened(_ poll: SlotPolls.Poll, _ community: Community) -> Reply {
    let end = TimeEcho.dated(community.slotPolls.deadline(of: poll), in: community.clocks(of: poll))
    return Reply(
      "\(community.label(of: poll)) is open again: answers until \(end).", to: .room(poll.room),
      about: poll.id.description)
  }
}
