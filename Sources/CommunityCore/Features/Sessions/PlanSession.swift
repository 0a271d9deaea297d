package import CommandGrammar
import OrderedCollections
package import Primitives
import Timekeeping

/// Plans a session and announces it.
package struct PlanSession: Command {
  package static let description = CommandDescription(
    "session new", aliases: ["session plan", "session add"], audience: .facilitators,
    usage:
      "!session new \"Title\" <date> <time> [zone] [60m] [--place link] [--cap seats] [--topic T7]",
    summary: "Plans a session and announces it in the room.",
    examples: [
      "!session new \"Onboarding without burnout\" 2026-12-03 16:00",
      "!session new \"Reviews that teach\" 2026-12-10 16:00 London 90m --cap 12",
    ],
    flags: ["place", "cap", "topic"], instead: "!topic <your idea>",
    deed: .init("session planned", "sessions planned"), isUndoable: true)

  private let draft: SessionDraft
  private let place: String?
  private let capacity: Int?
  private let topic: TopicID?

  package init(reading arguments: inout Arguments) throws(UsageError) {
    place = arguments.flag("place")
    capacity = try Self.capacity(arguments.flag("cap"))
    topic = try Self.topic(arguments.flag("topic"))
    let words = arguments.remaining
    if words.isEmpty { throw .missing("a title, a date and a time") }
    while arguments.take() != nil {}
    draft = SessionDraft(words)
    if draft.title.utf8.count > Sessions.titleBytes {
      throw .tooLong("a title", limitBytes: Sessions.titleBytes)
    }
    if let place, Self.isAddress(place) {
      throw .invalid(place, expected: "a link that can be opened: begin it with `https://`")
    }
    if place?.utf8.count ?? 0 > Sessions.placeBytes {
      throw .tooLong("a place", limitBytes: Sessions.placeBytes)
    }
  }

  /// Whether the text looks like a link whose beginning is missing: `www.…`, `meet.example/room`.
  private static func isAddress(_ place: String) -> Bool {
    guard !place.utf8.contains(0x20), !place.contains("://") else { return false }
    let host = place.prefix { $0 != "/" && $0 != "?" && $0 != ":" }
    let labels = host.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard labels.count > 1, let last = labels.last, last.count > 1 else { return false }
    let isName = labels.allSatisfy { label in
      !label.isEmpty
        && label.allSatisfy {
          $0 == UInt8(ascii: "-") || $0 >= 48 && $0 <= 57 || $0 | 0x20 >= 97 && $0 | 0x20 <= 122
        }
    }
    return isName && last.allSatisfy { $0 >= 65 }
  }

  private static func capacity(_ text: String?) throws(UsageError) -> Int? {
    guard let text else { return nil }
    guard let seats = Int(text), (1...Sessions.capacityLimit).contains(seats) else {
      throw .invalid(text, expected: "a number of seats from 1 to \(Sessions.capacityLimit)")
    }
    return seats
  }

  private static func topic(_ text: String?) throws(UsageError) -> TopicID? {
    guard let text else { return nil }
    guard let topic = TopicID(Folding.fold(text)) else {
      throw .invalid(text, expected: "a topic's number, such as `T7`")
    }
    return topic
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let community = context.community
    let timing = try draft.timing(zones: community.sessions.zones, zone: community.plan.zone)
    if !Prose.saysSomething(timing.title) { throw .titleMissing }
    let start = timing.resolution.instant
    let clocks = community.sessions.zones.zoneOrUniversal(named: timing.time.zone)
    let echo = TimeEcho.full(start, in: clocks, now: context.now)
    if start <= context.now { throw .sessionPast(echo) }
    if start - context.now > .days(731) { throw .sessionTooFar(echo) }
    let ahead = community.sessions.ahead(of: context.now)
    if ahead.count >= Sessions.upcomingLimit {
      throw .full("sessions ahead", limit: Sessions.upcomingLimit)
    }
    if let topic, community.topics[topic] == nil { throw .noSuchTopic(topic.description) }
    let plan = SessionEvent.Plan(
      id: community.sessions.nextID, title: community.people.stored(timing.title),
      time: timing.time, minutes: timing.minutes, place: place, capacity: capacity, topic: topic,
      room: try room(in: context), creator: context.author.id, facilitator: context.author.id,
      at: context.now)
    let session = Sessions.Session(plan, start: start)
    let note = timing.resolution.note(on: timing.time.local)
    var events: [Event] = [.sessions(.scheduled(plan))]
    let replies = [
      Reply.planned(session, note, context),
      .announcement(session, note, isAlone: ahead.isEmpty, context),
    ]
    if !context.isDirect, context.message.thread == nil {
      events.append(.dialogue(.posted(context.message.id, about: plan.id.description)))
    }
    return Decision(
      events,
      undoing: .init("session \(plan.id) planned", [.sessions(.cancelled(plan.id))]),
      saying: replies)
  }

  /// Where the session is announced: here, or from a direct message in the community's first room.
  private func room(in context: CommandContext) throws(Refusal) -> RoomID {
    guard context.isDirect else { return context.message.room }
    if let room = context.community.plan.rooms.first { return room }
    guard let last = context.community.sessions.all.last else { throw .noRoomToAnnounce }
    return last.room
  }
}

extension Reply {
  /// The post to the room, by which everybody learns of the session and can answer.
  fileprivate static func announcement(
    _ session: Sessions.Session, _ note: String?, isAlone: Bool, _ context: CommandContext
  ) -> Reply {
    let community = context.community
    let headline = community.headline(
      of: session, in: community.clocks(of: session), at: context.now)
    var line = "\(headline), \(session.minutes) minutes. Facilitated by \(context.author.name)."
    if let capacity = session.capacity {
      line += capacity == 1 ? " There is 1 seat." : " There are \(capacity) seats."
    }
    var lines = [line]
    if let note { lines.append(note) }
    let elsewhere = community.elsewhere(session, for: community.people.members.keys)
    if !elsewhere.isEmpty { lines.append("Elsewhere: \(elsewhere)") }
    if let topic = session.topic, let text = community.topics[topic]?.text {
      lines.append("It is about \(topic) “\(context.shown(text))”.")
    }
    if let place = session.place { lines.append("Where: \(place)") }
    // Without a number the next session is meant, which may be another one.
    let id = isAlone ? "" : " \(session.id)"
    let reactions = context.charter.hasReactions ? ", or react here with ✅ ❓ ❌" : ""
    lines.append("Coming? `!rsvp yes\(id)`, `!rsvp maybe\(id)` or `!rsvp no\(id)`\(reactions).")
    return Reply(
      lines.joined(separator: "\n"), to: .room(session.room), about: session.id.description)
  }

  /// The answer to who planned it.
  fileprivate static func planned(
    _ session: Sessions.Session, _ note: String?, _ context: CommandContext
  ) -> Reply {
    let headline = context.headline(session)
    let noted = note.map { " \($0)" } ?? ""
    return Reply(
      "\(headline), \(session.minutes) minutes.\(noted) I announce it in the room. "
        + "`!undo` takes it back.")
  }
}
