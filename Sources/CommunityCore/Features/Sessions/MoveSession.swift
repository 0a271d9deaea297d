import OrderedCollections
package import CommandGrammar
package import Primitives
import Timekeeping

/// Gives a session another time, and tells everybody who comes.
package struct MoveSession: Command {
  package static let description = CommandDescription(
    "session move", aliases: ["session shift"], audience: .facilitators,
    usage: "!session move [session] <when> [60m]",
    summary: "Moves a session: to a date and time, to a time on its day, or by `+30m`.",
    examples: ["!session move 2026-12-10 16:00", "!session move S1 17:30"],
    instead: "!rsvp no", deed: .init("session moved", "sessions moved"), isUndoable: true)

  private let session: SessionReference
  private let words: [String]

  package init(reading arguments: inout Arguments) throws(UsageError) {
    session = SessionReference(readingLetter: &arguments)
    words = arguments.remaining.map(\.text).filter { $0 != "to" }
    if words.isEmpty { throw .missing("the new time") }
    while arguments.take() != nil {}
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let session: Sessions.Session
    switch try self.session.choice(in: context) {
    case .several(let sessions):
      return context.choosing(among: sessions) {
        "session move \($0) \(words.joined(separator: " "))"
      }
    case .one(let meant): session = meant
    }
    try session.requireAhead(of: context.now)
    let (when, minutes) = try target(of: session, in: context)
    try when.requireAhead(in: context)
    if when.time == session.time, minutes == session.minutes {
      throw .alreadyThen(context.dated(session))
    }
    let move = SessionEvent.Move(
      time: when.time, minutes: minutes, start: when.start, at: context.now)
    let moved = session.moved(move)
    if session.isExpected, !context.isConfirmed {
      return context.asking(
        .sure(session, moved, context), for: "move",
        toRun: "session move \(session.id) \(words.joined(separator: " "))")
    }
    let turns = context.ownTurns(at: session, movedTo: moved)
    let notice = Notice(
      session: moved, matter: .moved, community: context.community, charter: context.charter,
      now: context.now)
    let told =
      context.charter.hasDirectMessages
      ? notice.delivered(
        to: notice.readers.filter {
          $0 != context.author.id && !context.community.isAskedAgain($0, at: moved)
        }) : Decision()
    let back = SessionEvent.Move(
      time: session.time, minutes: session.minutes, start: session.start, at: context.now)
    return Decision(
      [.sessions(.moved(session.id, move))] + turns.events + told.events,
      undoing: .init(
        "session \(session.id) moved", [.sessions(.moved(session.id, back))] + turns.undo),
      saying: [
        .confirmed(moved, when.notes, context), .moved(session, moved, when.notes, context),
      ] + told.replies)
  }

  /// The new time, read as a date, as a time on the session's day, or as a step from where it was; and
  /// the new length.
  private func target(
    of session: Sessions.Session, in context: CommandContext
  ) throws(Refusal) -> (When, minutes: Int) {
    var words = words
    var when: When
    if let step = try step(words) {
      let zone = context.charter.zones.zoneOrUniversal(named: session.time.zone)
      let start = session.start + .minutes(Int64(step.minutes))
      when = When(
        ZonedTime(zone.localTime(at: start), zone: session.time.zone), in: context)
      words = Array(words.dropFirst(step.wordCount))
    } else {
      if words[0].utf8.first.map({ $0 >= 48 && $0 <= 57 }) ?? false,
        words[0].utf8.contains(UInt8(ascii: ":")) || words[0].lowercased().hasSuffix("m"),
        !words[0].utf8.contains(UInt8(ascii: "-"))
      {
        words.insert(session.time.local.day.description, at: 0)
      }
      when = try When(reading: words, zone: session.time.zone, in: context)
      words = Array(words.dropFirst(when.wordCount))
    }
    var minutes = session.minutes
    if words.first == "for" { words.removeFirst() }
    do throws(DurationProblem) {
      if let length = try DurationReading(words) {
        minutes = length.minutes
        words = Array(words.dropFirst(length.wordCount))
      }
    } catch {
      throw .duration(error)
    }
    if !words.isEmpty {
      throw .unreadable(words.joined(separator: " "), like: Self.description.examples[0])
    }
    return (when, minutes)
  }

  /// Minutes by which the session is to be moved, where the words say such: `+30m`, `-1h`.
  private func step(_ words: [String]) throws(Refusal) -> (minutes: Int, wordCount: Int)? {
    guard let sign = words[0].utf8.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-")
    else { return nil }
    do throws(DurationProblem) {
      let length = try DurationReading(
        [String(words[0].dropFirst())] + words.dropFirst(), bounds: 1...20_160)
      return length.map { (sign == UInt8(ascii: "+") ? $0.minutes : -$0.minutes, $0.wordCount) }
    } catch {
      throw .duration(error)
    }
  }
}

extension Sessions.Session {
  /// The session as it will be once it is moved.
  func moved(_ move: SessionEvent.Move) -> Self {
    var moved = self
    moved.time = move.time
    moved.minutes = move.minutes
    moved.start = move.start
    return moved
  }
}

extension Reply {
  fileprivate static func sure(
    _ session: Sessions.Session, _ moved: Sessions.Session, _ context: CommandContext
  ) -> Reply {
    Reply(
      "\(context.dated(session)) would move to \(context.told(of: moved)): \(session.counts). Type "
        + "`move` within 5 minutes to move it; I then tell everybody.")
  }

  fileprivate static func confirmed(
    _ moved: Sessions.Session, _ notes: [String], _ context: CommandContext
  ) -> Reply {
    let noted = notes.map { " \($0)" }.joined()
    return Reply("\(context.headline(moved)), \(moved.length).\(noted) I tell the room.")
  }

  /// The post in the room by which everybody learns of the new time.
  static func moved(
    _ session: Sessions.Session, _ moved: Sessions.Session, _ notes: [String],
    _ context: CommandContext
  ) -> Reply {
    let community = context.community
    let zone = community.clocks(of: moved)
    var lines = [
      "Moved: \(community.headline(of: moved, in: zone, at: context.now)), \(moved.length). "
        + "It was \(TimeEcho.dated(session.start, in: community.clocks(of: session)))."
    ]
    lines += notes
    let coming = session.attendance.answers.filter { $0.answer.choice != .no }.map(\.member)
    let elsewhere = community.elsewhere(
      moved, for: coming.isEmpty ? Array(community.people.members.keys) : coming)
    if !elsewhere.isEmpty { lines.append("Elsewhere: \(elsewhere)") }
    lines.append(
      session.isExpected
        ? "Your answers stand; `!rsvp no \(session.id)` if you can't come then."
        : "Coming? `!rsvp yes \(session.id)`.")
    return Reply(
      lines.joined(separator: "\n"), to: .room(session.room), about: session.id.description)
  }
}

extension CommandContext {
  /// When a session begins, by the clocks of the reader, with its distance.
  func told(of session: Sessions.Session) -> String {
    let home = community.clocks(of: session)
    let zone = isDirect ? community.clocks(of: author.id) ?? home : home
    return TimeEcho.full(session.start, in: zone, now: now)
  }
}
