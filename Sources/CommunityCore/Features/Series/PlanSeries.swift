import OrderedCollections
package import CommandGrammar
package import Primitives
import Timekeeping

/// Starts a series, plans its first dates and announces it.
package struct PlanSeries: Command {
  package static let description = CommandDescription(
    "series every", audience: .facilitators,
    usage:
      "!series every <rhythm> <time> [zone] [until …] [60m] [--title text] [--place link] [--cap seats] "
      + "[--slots 9:00,16:00 rotate]",
    summary: "Starts a series: dates are planned six weeks ahead, each a session of its own.",
    examples: [
      "!series every 2nd thu 16:00 London",
      "!series every mon 12:30 until march 45m --title \"Lunch and learn\"",
    ],
    flags: ["title", "place", "cap", "slots"], instead: "!topic <your idea>",
    deed: .init("series started", "series started"), isUndoable: true)

  private let words: [String]
  private let title: String?
  private let place: String?
  private let capacity: Int?
  private let slots: [Int]

  package init(reading arguments: inout Arguments) throws(UsageError) {
    try self.init(reading: &arguments, title: nil)
  }

  /// Reads the rhythm behind a title that was read already, or behind none.
  init(reading arguments: inout Arguments, title: String?) throws(UsageError) {
    self.title = arguments.flag("title") ?? title
    place = try PlanSession.place(arguments.flag("place"))
    capacity = try PlanSession.capacity(arguments.flag("cap"))
    slots = try Self.slots(arguments.flag("slots"))
    var words = arguments.remaining.map(\.text)
    while arguments.take() != nil {}
    if !slots.isEmpty, words.last.map(Folding.fold) == "rotate" { words.removeLast() }
    if words.isEmpty { throw .missing("a rhythm and a time") }
    let starts = ["every", "each", "daily", "weekly", "monthly", "yearly", "quarterly"]
    if !starts.contains(Folding.fold(words[0])) { words.insert("every", at: 0) }
    self.words = words
    if self.title?.utf8.count ?? 0 > Sessions.titleBytes {
      throw .tooLong("a title", limitBytes: Sessions.titleBytes)
    }
  }

  private static func slots(_ text: String?) throws(UsageError) -> [Int] {
    guard let text else { return [] }
    let slots = text.split(separator: ",").map { word -> Int? in
      let parts = word.split(separator: ":")
      guard parts.count == 2, let hour = Int(parts[0]), let minute = Int(parts[1]),
        (0..<24).contains(hour), (0..<60).contains(minute)
      else { return nil }
      return hour * 60 + minute
    }
    let times = slots.compactMap { $0 }
    guard times.count == slots.count, (2...8).contains(times.count), Set(times).count == times.count
    else {
      throw .invalid(text, expected: "two to eight times of day, such as `9:00,16:00,20:00`")
    }
    return times
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let community = context.community
    if community.series.running.count >= AllSeries.limit {
      throw .full("series", limit: AllSeries.limit)
    }
    let rhythm = try Rhythm(reading: rhythmWords, in: context)
    let plan = SeriesEvent.Plan(
      id: community.series.nextID,
      title: community.people.stored(title ?? community.plan.name),
      recurrence: rhythm.recurrence, slots: slots, minutes: rhythm.minutes, place: place,
      capacity: capacity, room: try context.roomToAnnounce(), creator: context.author.id,
      facilitator: context.author.id, at: context.now)
    let series = AllSeries.Series(plan)
    let dates = community.firstDates(of: series, at: context.now)
    if dates.isEmpty { throw .noDates }
    if community.sessions.ahead(of: context.now).count + dates.count > Sessions.upcomingLimit {
      throw .full("sessions ahead", limit: Sessions.upcomingLimit)
    }
    var events: [Event] = [.series(.started(plan))]
    var sessions: [Sessions.Session] = []
    for (original, isFree) in dates {
      guard isFree else {
        events.append(.series(.passed(series.id, original)))
        continue
      }
      let planned = community.planning(
        original, of: series, at: context.now, ahead: sessions.count)
      events += planned
      for case .sessions(.scheduled(let date)) in planned {
        sessions.append(Sessions.Session(date, start: community.sessions.start(of: date.time)))
      }
    }
    if !context.isDirect, context.message.thread == nil {
      events.append(.dialogue(.posted(context.message.id, about: plan.id.description)))
    }
    let undo = sessions.map { Event.sessions(.cancelled($0.id)) }
    return Decision(
      events,
      undoing: .init("series \(plan.id) started", [.series(.ended(plan.id))] + undo),
      saying: [
        .started(series, sessions, rhythm.notes, context),
        .announced(series, sessions, rhythm.notes, context),
      ])
  }

  /// The words of the rhythm; where times of day take turns and none is said, the first of these.
  private var rhythmWords: [String] {
    guard let first = slots.first, !words.contains(where: { $0.contains(":") }) else {
      return words
    }
    return words + [LocalClock(minutesAfterMidnight: first).description]
  }
}

/// A rhythm as a member typed it, and how long each session takes.
struct Rhythm: Sendable {
  let recurrence: Recurrence
  let minutes: Int
  /// Sentences on what was taken for what.
  let notes: [String]

  init(reading words: [String], in context: CommandContext) throws(Refusal) {
    let (recurrence, notes, count) = try Self.recurrence(words, context)
    var rest = words.dropFirst(count)
    if rest.first == "for" { rest.removeFirst() }
    var minutes = SessionDraft.usualMinutes
    do throws(DurationProblem) {
      if let length = try DurationReading(rest) {
        minutes = length.minutes
        rest = rest.dropFirst(length.wordCount)
      }
    } catch {
      throw .duration(error)
    }
    if !rest.isEmpty {
      throw .unreadable(
        rest.joined(separator: " "), like: PlanSeries.description.examples[0])
    }
    self.recurrence = recurrence
    self.minutes = minutes
    self.notes = notes
  }

  private static func recurrence(
    _ words: [String], _ context: CommandContext
  ) throws(Refusal) -> (Recurrence, notes: [String], wordCount: Int) {
    let phrase: TimePhrase
    do throws(PhraseProblem) {
      phrase = try TimePhrase(words, in: context.timing(zone: context.community.plan.zone))
    } catch {
      throw .phrase(error)
    }
    guard case .series(let recurrence) = phrase.meaning else {
      throw .notARhythm(
        "That is one date and no rhythm. `!session new` plans a single session; a series begins like "
          + "`!series every 2nd thu 16:00`.")
    }
    return (recurrence, phrase.notes, phrase.wordCount)
  }
}

extension Community {
  /// The first dates of a new series: all within the horizon, at least one that takes place, at most as
  /// many as are planned ahead; and whether each takes place or lies in days that are kept free.
  func firstDates(
    of series: AllSeries.Series, at now: Instant
  ) -> [(original: LocalTime, isFree: Bool)] {
    var dates: [(original: LocalTime, isFree: Bool)] = []
    var free = 0
    for original in self.dates(of: series, from: series.recurrence.start).prefix(500) {
      let time = series.time(of: original, turn: free)
      let start = sessions.start(of: time)
      if start <= now { continue }
      if free == AllSeries.aheadLimit || free > 0 && start - now > AllSeries.horizon { break }
      let isFree = blackouts.range(of: time.local.day) == nil
      dates.append((original, isFree))
      if isFree { free += 1 }
    }
    return free == 0 ? [] : dates
  }
}

extension Reply {
  fileprivate static func started(
    _ series: AllSeries.Series, _ sessions: [Sessions.Session], _ notes: [String],
    _ context: CommandContext
  ) -> Reply {
    let first = sessions.first.map { context.headline($0) } ?? ""
    let noted = notes.map { " \($0)" }.joined()
    return Reply(
      "\(context.community.headline(of: series)). First: \(first).\(noted) I announce it in the room. "
        + "`!undo` takes it back.")
  }

  fileprivate static func announced(
    _ series: AllSeries.Series, _ sessions: [Sessions.Session], _ notes: [String],
    _ context: CommandContext
  ) -> Reply {
    let community = context.community
    var line = "\(community.headline(of: series)), \(series.minutes) minutes. "
    line += "Facilitated by \(context.author.name)."
    if let capacity = series.capacity {
      line +=
        capacity == 1 ? " There is 1 seat each time." : " There are \(capacity) seats each time."
    }
    var lines = [line] + notes
    lines.append("Next: \(context.dates(Array(sessions.prefix(4))).joined(separator: " · "))")
    if let first = sessions.first {
      let elsewhere = community.elsewhere(first, for: community.people.members.keys)
      if !elsewhere.isEmpty { lines.append("Elsewhere: \(elsewhere)") }
    }
    if let place = series.place { lines.append("Where: \(place)") }
    let reactions = context.charter.hasReactions ? ", or react here with ✅ ❓ ❌" : ""
    lines.append(
      "Coming as a rule? `!rsvp yes \(series.id)`\(reactions). To one date: "
        + "`!rsvp yes \(sessions.first?.id.description ?? "")`.")
    return Reply(
      lines.joined(separator: "\n"), to: .room(series.room), about: series.id.description)
  }
}
