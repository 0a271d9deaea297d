import Timekeeping
package import CommandGrammar
import OrderedCollections
package import Primitives

/// Makes an agenda that looks back: the subjects of the last sessions, what was promised, what was
/// decided.
///
/// The longest step of the format `reflection` is parted among the subjects, and what is open comes
/// behind the first step.
package struct LookBack: Command {
  package static let description = CommandDescription(
    "retro", aliases: ["retrospective"],
    usage: "!retro [session] [number]",
    summary:
      "Makes an agenda that looks back at the last sessions, 4 unless you say how many: their topics, "
      + "what is open, what was decided.",
    examples: ["!retro", "!retro 6"],
    deed: .init("agenda that looks back", "agendas that look back"), isUndoable: true)

  private static let usual = 4
  private static let bounds = 1...12
  /// How far back sessions are looked for.
  private static let reach = Span.days(731)
  /// The least time for one subject, in minutes.
  private static let leastMinutes = 5
  private static let formatName = "reflection"

  private var session: SessionReference
  private let count: Int

  package init(reading arguments: inout Arguments) throws(UsageError) {
    session = SessionReference(readingLetter: &arguments)
    _ = arguments.take(ifMeaning: { $0 == "last" ? true : nil })
    let word = arguments.take()
    guard let count = word.map({ Int($0.folded) }) ?? Self.usual, Self.bounds.contains(count) else {
      throw .invalid(word?.text ?? "", expected: "a number of sessions from 1 to 12")
    }
    self.count = count
    if session.id == nil { session = SessionReference(readingLetter: &arguments) }
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let session: Sessions.Session
    switch try choice(in: context) {
    case .several(let sessions):
      return context.choosing(among: sessions) { "retro \($0) \(count)" }
    case .one(let meant): session = meant
    }
    if session.hour.agenda.current != nil { throw .agendaRuns(session.id) }
    guard let format = context.charter.prompts.format(Self.formatName) else {
      throw .noSuchFormat(Self.formatName)
    }
    let past = context.community.sessions.begun(within: Self.reach, before: context.now)
      .filter { $0.id != session.id && $0.start < session.start && $0.isOver(at: context.now) }
      .prefix(count)
    guard !past.isEmpty else { throw .nothingToLookBack }
    let items = Self.items(
      of: format, minutes: session.minutes, subjects: Self.subjects(of: past),
      open: Self.open(before: session, in: context.community))
    var decision = try context.changing(agendaOf: session) { agenda in
      agenda = Sessions.Agenda()
      agenda.format = format.name
      agenda.items = items
    }
    decision.replies = Reply.combined(
      decision.replies + [.history(Array(past), session, context)])
    return decision
  }

  /// The session that is named or at hand, or else the next one that the author may run.
  private func choice(in context: CommandContext) throws(Refusal) -> SessionReference.Choice {
    if try session.known(in: context) == nil, context.sessionNow() == nil,
      let own = context.community.sessions.ahead(of: context.now, limit: 20)
        .first(where: { context.runs($0.id) })
    {
      return .one(own)
    }
    return try context.agendaChoice(session)
  }

  /// What the sessions were about, the latest first, each once.
  private static func subjects(of past: ArraySlice<Sessions.Session>) -> [String] {
    Array(
      OrderedSet(
        past.map { session in
          session.topic.map { "\($0) \(session.title)" } ?? "\(session.id) \(session.title)"
        }))
  }

  private static func open(before session: Sessions.Session, in community: Community) -> Int {
    community.minutes.openActions.count { community.minutes[$0]?.session != session.id }
  }

  /// The steps of the format, its longest one parted among the subjects, as many as have time.
  private static func items(
    of format: SessionFormat, minutes: Int, subjects: [String], open: Int
  ) -> [Sessions.Agenda.Item] {
    let timed = format.timed(minutes: minutes)
    let longest = timed.indices.dropLast().max { timed[$0].minutes < timed[$1].minutes } ?? 0
    var items: [Sessions.Agenda.Item] = []
    for (place, step) in timed.enumerated() {
      guard place == longest else {
        items.append(.init(title: step.step.title, minutes: step.minutes, isMust: false))
        continue
      }
      let actions = open == 0 || step.minutes < 2 * leastMinutes ? 0 : leastMinutes
      if actions > 0 { items.append(.init(title: "Open actions", minutes: actions, isMust: false)) }
      let rest = step.minutes - actions
      let room = Sessions.Agenda.itemsLimit - timed.count
      let parts = max(1, min(subjects.count, rest / leastMinutes, room))
      for number in 0..<parts {
        let title = Prose.prefix(subjects[number], bytes: Sessions.Agenda.titleBytes)
        let length = rest / parts + (number < rest % parts ? 1 : 0)
        items.append(.init(title: title, minutes: length, isMust: false))
      }
    }
    return items
  }
}

extension Reply {
  /// What there is to look back on.
  fileprivate static func history(
    _ past: [Sessions.Session], _ session: Sessions.Session, _ context: CommandContext
  ) -> Reply {
    let community = context.community
    let minutes = community.minutes
    let labels = past.prefix(6).map { community.label(of: $0) }
    let more = past.count > 6 ? " and \(past.count - 6) more" : ""
    var lines = ["It looks back at \(labels.joined(separator: ", "))\(more)."]
    let decisions = past.flatMap { minutes.entries(of: $0.id) }.filter { $0.id.kind == .decision }
    let today = community.clocks.localTime(at: context.now).day
    let actions = minutes.openActions.compactMap { minutes[$0] }
      .filter { $0.session != session.id }
    lines += list(
      "Decided", decisions.map { "\($0.id) \(context.shown($0.text))" }, rest: "`!recap`")
    lines += list(
      "Promised and not done",
      actions.map { ActionLine($0, in: community, today: today).text }, rest: "`!actions`")
    let reports = community.reports(after: past)
    lines += list(
      reports.count == 1 ? "1 `!tried` report" : "\(reports.count) `!tried` reports",
      reports.map(context.line), rest: "`!stories`")
    return Reply(lines.joined(separator: "\n"))
  }

  private static func list(_ what: String, _ lines: [String], rest: String) -> [String] {
    guard !lines.isEmpty else { return [] }
    return ["\(what):"] + lines.prefix(4).map { "• \($0)" }
      + (lines.count > 4 ? ["… and \(lines.count - 4) more: \(rest)."] : [])
  }
}

extension Community {
  /// What members tried after sessions, or of their topics, the latest first.
  fileprivate func reports(after past: [Sessions.Session]) -> [Experiences.Experience] {
    let sessions = Set(past.map(\.id))
    let topics = Set(past.compactMap(\.topic))
    return experiences.forMembers.filter { report in
      report.kind == .tried
        && (report.session.map { sessions.contains($0) } ?? false
          || report.topic.map { topics.contains($0) } ?? false)
    }
  }
}
