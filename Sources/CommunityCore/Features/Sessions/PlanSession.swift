package import CommandGrammar
import OrderedCollections
package import Primitives
import Timekeeping

/// Plans a session and announces it.
package struct PlanSession: Command {
  package static let description = CommandDescription(
    "session new", aliases: ["session plan", "session add"], audience: .facilitators,
    usage:
      "!session new \"Title\" <when> [zone] [60m] [--place link] [--cap seats] [--topic T7] "
      + "[--min 4 by tue] [--async 48h] [--turns]",
    summary:
      "Plans a session and announces it in the room; `--turns` leaves who runs it to the rota.",
    examples: [
      "!session new \"Onboarding without burnout\" thu 3 dec 16:00",
      "!session new \"Reviews that teach\" 2026-12-10 16:00 London 90m --cap 12",
    ],
    flags: ["place", "cap", "topic", "min", "async"], switches: ["turns"],
    instead: "!topic <your idea>",
    deed: .init("session planned", "sessions planned"), isUndoable: true)

  private let draft: SessionDraft
  private let place: String?
  private let capacity: Int?
  private let topic: TopicID?
  private let minimum: Int?
  private let writtenMinutes: Int?
  /// Whether the rota finds who runs it, and not whoever plans it does.
  private let isTurn: Bool

  package init(reading arguments: inout Arguments) throws(UsageError) {
    place = try Self.place(arguments.flag("place"))
    capacity = try Self.capacity(arguments.flag("cap"))
    topic = try Self.topic(arguments.flag("topic"))
    minimum = try Self.minimum(arguments.flag("min"))
    writtenMinutes = try Self.length(arguments.flag("async"))
    isTurn = arguments.switched("turns")
    let words = arguments.remaining
    if words.isEmpty { throw .missing("a title, a date and a time") }
    while arguments.take() != nil {}
    draft = SessionDraft(words)
    if draft.quotedTitle.utf8.count > Sessions.titleBytes {
      throw .tooLong("a title", limitBytes: Sessions.titleBytes)
    }
  }

  /// The place or link that `text` says; nil where it is nil.
  static func place(_ text: String?) throws(UsageError) -> String? {
    guard let place = text else { return nil }
    if isAddress(place) {
      throw .invalid(place, expected: "a link that can be opened: begin it with `https://`")
    }
    if place.utf8.count > Sessions.placeBytes {
      throw .tooLong("a place", limitBytes: Sessions.placeBytes)
    }
    return place
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

  /// The number of seats that `text` says; nil where it is nil.
  static func capacity(_ text: String?) throws(UsageError) -> Int? {
    guard let text else { return nil }
    guard let seats = Int(text), (1...Sessions.capacityLimit).contains(seats) else {
      throw .invalid(text, expected: "a number of seats from 1 to \(Sessions.capacityLimit)")
    }
    return seats
  }

  private static func minimum(_ text: String?) throws(UsageError) -> Int? {
    guard let text else { return nil }
    guard let count = Int(text), (1...1000).contains(count) else {
      throw .invalid(text, expected: "how many must come, from 1 to 1000")
    }
    return count
  }

  private static func length(_ text: String?) throws(UsageError) -> Int? {
    guard let text else { return nil }
    do throws(DurationProblem) {
      if let length = try DurationReading([text], bounds: 60...Sessions.longestMinutes) {
        return length.minutes
      }
    } catch {}
    throw .invalid(text, expected: "a length from `1h` to `168h`")
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
    let timing = try draft.timing(in: context)
    if !Prose.saysSomething(timing.title) { throw .titleMissing }
    if timing.title.utf8.count > Sessions.titleBytes {
      throw .titleTooLong(limitBytes: Sessions.titleBytes)
    }
    if let topic, community.topics[topic] == nil { throw .noSuchTopic(topic.description) }
    if isTurn { _ = try community.requireRoster(of: Rotas.facilitator) }
    let when = timing.when
    let plan = SessionEvent.Plan(
      id: community.sessions.nextID, title: community.people.stored(timing.title),
      time: when.time, minutes: writtenMinutes ?? timing.minutes, place: place, capacity: capacity,
      topic: topic,
      room: try context.roomToAnnounce(), creator: context.author.id,
      facilitator: isTurn ? nil : context.author.id, at: context.now,
      minimum: try minimum(by: timing.deadline, of: when, in: context),
      isWritten: writtenMinutes != nil, start: when.start)
    return try context.planning(plan, when)
  }
}

extension PlanSession {
  /// Until when a minimum is waited for: as it was said, or two days before the session.
  private func minimum(
    by words: [String], of when: When, in context: CommandContext
  ) throws(Refusal) -> Sessions.Minimum? {
    guard let minimum else {
      if words.isEmpty { return nil }
      throw .unreadable(
        "by " + words.joined(separator: " "), like: PlanSession.description.examples[1])
    }
    var by = ZonedTime(when.time.local.adding(days: -2), zone: when.time.zone)
    if !words.isEmpty {
      // A day without a time means its end of work.
      let isDay = !words.contains { $0.contains(":") || $0.hasSuffix("am") || $0.hasSuffix("pm") }
      by = try When(reading: words + (isDay ? ["18:00"] : []), zone: when.time.zone, in: context)
        .time
    }
    let deadline = context.community.sessions.start(of: by)
    guard deadline > context.now, deadline < when.start else {
      let zone = context.charter.zones.zoneOrUniversal(named: by.zone)
      throw .badDeadline(TimeEcho.full(deadline, in: zone, now: context.now))
    }
    return Sessions.Minimum(minimum, by: by)
  }
}

extension CommandContext {
  /// Where something is announced: here, or from a direct message in the community's first room.
  func roomToAnnounce() throws(Refusal) -> RoomID {
    guard isDirect else { return message.room }
    if let room = community.plan.rooms.first { return room }
    guard let last = community.sessions.all.last else { throw .noRoomToAnnounce }
    return last.room
  }

  /// Plans a session as `plan` has it, and announces it.
  func planning(_ plan: SessionEvent.Plan, _ when: When) throws(Refusal) -> Decision {
    try when.requireAhead(in: self)
    let ahead = community.sessions.ahead(of: now)
    if ahead.count >= Sessions.upcomingLimit {
      throw .full("sessions ahead", limit: Sessions.upcomingLimit)
    }
    let session = Sessions.Session(plan, start: when.start)
    var events: [Event] = [.sessions(.scheduled(plan))]
    let replies = [
      Reply.planned(session, when.notes, self),
      SessionAnnouncement(
        session: session, isAlone: ahead.isEmpty,
        facilitator: plan.facilitator.map { name($0) }, community: community,
        charter: charter, now: now, notes: when.notes
      ).reply,
    ]
    if !isDirect, message.thread == nil {
      events.append(.dialogue(.posted(message.id, about: plan.id.description)))
    }
    return Decision(
      events,
      undoing: .init("session \(plan.id) planned", [.sessions(.cancelled(plan.id))]),
      saying: replies)
  }
}

extension Reply {
  /// The answer to who planned it.
  fileprivate static func planned(
    _ session: Sessions.Session, _ notes: [String], _ context: CommandContext
  ) -> Reply {
    let headline = context.headline(session)
    let noted = notes.map { " \($0)" }.joined()
    return Reply(
      "\(headline), \(session.length).\(noted) I announce it in the room. "
        + "`!undo` takes it back.")
  }
}
