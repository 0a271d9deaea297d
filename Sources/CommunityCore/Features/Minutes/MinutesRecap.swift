import OrderedCollections
import Primitives
import Timekeeping

/// What remains of a session, in words.
struct MinutesRecap {
  let session: Sessions.Session
  let community: Community
  let charter: Charter
  let now: Instant

  private var minutes: Minutes { community.minutes }
  private var record: Minutes.Record { minutes[session.id] }
  private var entries: [Minutes.Entry] { minutes.entries(of: session.id) }
  /// How many things of a kind a post to the room names.
  private static let namedInRoom = 5

  /// The post to the room: the summary, what was decided and is to be done, when it goes on, thanks,
  /// and the question what it was worth.
  func inRoom(isDraft: Bool) -> Reply {
    var lines = ["\(isDraft ? "Draft: what" : "What") remains of \(label): \(company)."]
    if let summary = record.summary { lines.append(community.people.shown(summary)) }
    lines += named("Decided", .decision) + named("To do", .action) + named("For later", .parked)
    let open = community.questions(at: session).filter { $0.status == .open }
    lines += named("Still open", open.map { "\($0.id) \(community.people.shown($0.text))" })
    let counts =
      [EntryID.Kind.note, .idea].compactMap { counted($0) } + [reportsCounted].compactMap { $0 }
    if !counts.isEmpty {
      lines.append("Also \(counts.joined(separator: ", ")): `!recap \(session.id)`.")
    }
    lines += named(
      "You said, we did", community.answeredSuggestions(in: sinceLast, limit: Self.namedInRoom))
    if community.hasNoMinutes(session) { lines.append("Nothing was written down.") }
    if let next { lines.append("Next: \(next)") }
    lines.append(
      "\(thanks)Worth your time? `!feedback \(session.id) 4 <what was good>`\(privately)")
    if isDraft {
      let last = entries.last.map { "`!strike \($0.id)` takes out, " } ?? ""
      lines.append(
        "For 12 hours it can be corrected: `!note \(session.id) …` adds, \(last)"
          + "`!wrap \(session.id)` lets it stand.")
    }
    return Reply(
      lines.joined(separator: "\n"), to: .room(session.room), about: session.id.description)
  }

  /// Everything that was written down, a line each, its heading first.
  var lines: [String] {
    let zone = community.clocks(of: session)
    var lines = [
      "\(label), \(TimeEcho.dated(session.start, in: zone)): \(company)."
        + (record.settledAt == nil ? " A draft." : "")
    ]
    if let summary = record.summary { lines.append(community.people.shown(summary)) }
    for kind in EntryID.Kind.inMinutes {
      lines += entries.filter { $0.id.kind == kind }.sorted { $0.id < $1.id }.map(line)
    }
    lines += community.questions(at: session).map { community.minuted($0) }
    for report in record.reports {
      lines.append("Group \(report.group): \(community.people.shown(report.text))")
    }
    return lines
  }

  private var label: String { community.label(of: session) }

  /// Who was there, by numbers: `8 were there, 2 for the first time`.
  private var company: String {
    let here = session.attendance.here
    guard !here.isEmpty else { return "nobody said that they were there" }
    let count = here.count == 1 ? "1 was there" : "\(here.count) were there"
    let first = here.count { community.sessions.visits(of: $0) == 1 }
    // Where everybody is new there is nothing to tell apart.
    return first == 0 || first == here.count ? count : "\(count), \(first) for the first time"
  }

  private func line(_ entry: Minutes.Entry) -> String {
    if entry.id.kind == .action { return ActionLine(entry, in: community, today: nil).text }
    return "\(entry.id) \(community.people.shown(entry.text))"
  }

  /// The line for one kind of entries; none where there is none of it.
  private func named(_ heading: String, _ kind: EntryID.Kind) -> [String] {
    named(heading, entries.filter { $0.id.kind == kind }.map(line))
  }

  private func named(_ heading: String, _ all: [String]) -> [String] {
    guard !all.isEmpty else { return [] }
    var texts = Array(all.prefix(Self.namedInRoom))
    if all.count > Self.namedInRoom {
      texts.append("and \(all.count - Self.namedInRoom) more: `!recap \(session.id)`")
    }
    let end = [".", "?", "!"].contains(texts.last?.last) ? "" : "."
    return ["\(heading): \(texts.joined(separator: "; "))\(end)"]
  }

  private func counted(_ kind: EntryID.Kind) -> String? {
    let count = entries.count { $0.id.kind == kind }
    return count == 0 ? nil : count == 1 ? "1 \(kind.rawValue)" : "\(count) \(kind.plural)"
  }

  private var reportsCounted: String? {
    let count = record.reports.count
    return count == 0 ? nil : count == 1 ? "1 group report" : "\(count) group reports"
  }

  /// The time since the session before this one ended, at most two months.
  private var sinceLast: Period {
    let reach = Span.days(62)
    let before = community.sessions.begun(within: reach, before: session.start)
      .first { $0.id != session.id && $0.isOver(at: session.start) }
    return Period(from: before?.end ?? session.start - reach, until: now + Span(milliseconds: 1))
  }

  /// The next session, with its time.
  private var next: String? {
    let ahead = community.sessions.ahead(of: now, limit: 3)
    guard let next = ahead.first(where: { $0.id != session.id && $0.start > session.start }) else {
      return nil
    }
    return community.headline(of: next, in: community.clocks(of: next), at: now)
  }

  /// Thanks to whoever ran it, and to those who wrote.
  private var thanks: String {
    let facilitator = session.facilitator.map { community.people.name(of: $0) }
    let authors = Set(entries.compactMap(\.author)).subtracting(
      [session.facilitator].compactMap { $0 })
    let writers = authors.isEmpty ? nil : "all who wrote"
    let names = [facilitator, writers, "all who came"].compactMap { $0 }
    guard let last = names.last else { return "" }
    return names.count == 1
      ? "Thanks to \(last). "
      : "Thanks to \(names.dropLast().joined(separator: ", ")) and \(last). "
  }

  private var privately: String {
    charter.hasDirectMessages ? ", by direct message without your name." : "."
  }
}

extension Community {
  /// The questions that were put on the board while a session was on, but for those taken off again.
  package func questions(at session: Sessions.Session) -> [Sparks.Question] {
    guard let start = session.startedAt else { return [] }
    let end = session.endedAt ?? session.end
    return sparks.questions.filter { $0.status != .dropped && $0.at >= start && $0.at <= end }
  }

  /// Whether nothing at all remains of a session.
  func hasNoMinutes(_ session: Sessions.Session) -> Bool {
    minutes.isEmpty(session.id) && questions(at: session).isEmpty
  }

  /// A question as minutes show it: its words, and the answer where it has one.
  package func minuted(_ question: Sparks.Question) -> String {
    let answer = question.answer.map { " → \(people.shown($0))" } ?? " (still open)"
    return "\(question.id) \(people.shown(question.text))\(answer)"
  }
}
