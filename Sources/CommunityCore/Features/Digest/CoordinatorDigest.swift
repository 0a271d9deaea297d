import OrderedCollections
import Primitives
import Timekeeping

/// What coordinators read on Monday: how the community is, and what it needs from them.
struct CoordinatorDigest: Sendable {
  /// How far it looks ahead.
  static let ahead = Span.days(14)
  /// How many decisions it asks for.
  static let needsLimit = 3
  /// How many things of a kind it names.
  static let named = 5

  let community: Community
  let now: Instant
  /// The parts, in the order in which they are read; those without lines are left out.
  private(set) var sections: [DigestSection] = []

  init(of community: Community, at now: Instant) {
    self.community = community
    self.now = now
    let needs = needs
    let newcomers = newcomers
    let asking = asking
    let all = [
      DigestSection("Momentum", momentum, news: []),
      DigestSection(
        "Needs you today", needs.map(\.line),
        news: needs.map { $0.text + $0.occasion }),
      DigestSection("At risk", atRisk),
      DigestSection("New and not greeted yet", newcomers.lines, news: newcomers.names),
      DigestSection("Quiet for 30 days", quiet, news: []),
      DigestSection("Questions without an answer", questions),
      DigestSection("Polls and surveys", asking.lines, news: asking.news),
      DigestSection("Overdue", overdue),
      DigestSection("Open without a day", undated, news: []),
      DigestSection("Roles without a holder", openRoles),
      DigestSection("Looked for and not found", gaps),
      DigestSection("What came of it", outcomes.lines, news: outcomes.news),
      DigestSection("You said, we did", answered),
      DigestSection("Load and voices, 90 days", voices, news: []),
      DigestSection("The next two weeks", comingUp),
    ]
    sections = all.filter { !$0.lines.isEmpty }
  }

  /// A checksum of each thing that it asks for.
  var news: [UInt32] { sections.news }

  private var heading: String {
    "\(community.plan.name), \(TimeEcho.day(today)): for coordinators"
  }

  /// The digest in a chat.
  func text(isLate: Bool) -> String {
    let body = sections.isEmpty ? ["Nothing needs you."] : sections.map(\.text)
    return ([DigestSection.late(isLate) + heading] + body).joined(separator: "\n")
  }

  /// The digest as a letter, with a plot of who came.
  var letter: Letter {
    var blocks = [.heading(heading)] + sections.flatMap(\.blocks)
    let weeks = Figures.weeks(8, of: community, before: now)
    if let most = weeks.map(\.there).max(), most >= Figures.smallest {
      blocks.append(.heading("At sessions, by week"))
      blocks.append(
        .bars(
          weeks.map { week in
            Letter.Bar(
              DayMonth.words(week.monday), week.there, of: most, shown: Figures.few(week.there))
          }))
    }
    return Letter(subject: heading, blocks: blocks + [DigestSection.foot])
  }

  var today: GregorianDay { community.clocks.localTime(at: now).day }

  /// The sessions of the next two weeks.
  var coming: [Sessions.Session] {
    community.sessions.ahead(of: now).filter { $0.start - now <= Self.ahead }
  }
}

extension CoordinatorDigest {
  private var momentum: [String] {
    guard let momentum = Figures.momentum(of: community, at: now) else { return [] }
    return [momentum.summary + (momentum.warning.map { " " + $0 } ?? "")]
  }

  private var atRisk: [String] {
    let decided = Set(needs.compactMap(\.session))
    return coming.filter { !decided.contains($0.id) && !risks(of: $0).isEmpty }
      .prefix(Self.named)
      .map { "\(dated($0)): \(risks(of: $0).map(\.words).joined(separator: ", "))" }
  }

  /// `2 of 4 needed`; nil where enough come, or that is not asked.
  func lack(of session: Sessions.Session) -> String? {
    guard let minimum = session.minimum, !session.isConfirmed,
      session.attendance.goingCount < minimum.count
    else { return nil }
    return "\(session.attendance.goingCount) of \(minimum.count) needed"
  }

  private var newcomers: (lines: [String], names: [String]) {
    let greeted = Set(community.sessions.all.flatMap(\.hour.greeted))
    let coordinators = Set(community.coordinators)
    let new = community.people.members.values.filter { member in
      member.isActive && now - member.joinedAt <= .days(14) && member.introduction == nil
        && !greeted.contains(member.id) && !coordinators.contains(member.id)
        && community.sessions.visits(of: member.id) == 0
    }
    guard !new.isEmpty else { return ([], []) }
    let more = new.count > Self.named ? " and \(new.count - Self.named) more" : ""
    return (
      [new.prefix(Self.named).map(\.name).joined(separator: ", ") + more], new.map(\.name)
    )
  }

  private var quiet: [String] {
    let month = Period(days: 30, before: now)
    let figures = Figures(of: community, in: month)
    var active = Set(
      (figures.presences + figures.utterances).filter { month.contains($0.at) }
        .map(\.member))
    for session in community.sessions.all where session.end > month.from {
      for (member, answer) in session.attendance.answers where month.contains(answer.at) {
        active.insert(member)
      }
    }
    let settled = community.people.members.values.filter {
      $0.isActive && $0.joinedAt <= month.from
    }
    let count = settled.count { !active.contains($0.id) }
    guard count > 0, figures.members >= Figures.smallest else { return [] }
    return ["\(Figures.few(count)) of \(figures.members) members"]
  }

  private var questions: [String] {
    let open = community.sparks.questions.filter {
      $0.status == .open && now - $0.at >= .days(3)
    }
    guard let oldest = open.first else { return [] }
    let day = community.clocks.localTime(at: oldest.at).day
    let others = open.count == 1 ? "" : ", and \(open.count - 1) more: `!ask`"
    return [
      "\(oldest.id) “\(community.people.shown(oldest.text))” since \(TimeEcho.day(day))\(others)"
    ]
  }

  /// The open actions whose day is over, the one that was due first in front.
  var overdueActions: [Minutes.Entry] {
    community.minutes.openActions.compactMap { community.minutes[$0] }
      .filter { $0.task?.due.map { $0 < today } ?? false }
      .sorted {
        ($0.task?.due?.daysSince1970 ?? 0, $0.id.number)
          < ($1.task?.due?.daysSince1970 ?? 0, $1.id.number)
      }
  }

  private var overdue: [String] {
    let actions = overdueActions
    guard !actions.isEmpty else { return [] }
    let names = actions.prefix(Self.named).map(\.id.description).joined(separator: ", ")
    return ["\(actions.count == 1 ? "1 action" : "\(actions.count) actions"), \(names): `!actions`"]
  }

  /// How many open actions have no day, and which is the oldest.
  private var undated: [String] {
    let actions = community.minutes.openActions.compactMap { community.minutes[$0] }
      .filter { $0.task?.due == nil }
    guard let oldest = actions.min(by: { ($0.at, $0.id.number) < ($1.at, $1.id.number) }),
      now - oldest.at >= .days(7)
    else { return [] }
    let day = TimeEcho.day(community.clocks.localTime(at: oldest.at).day)
    let count = actions.count == 1 ? "1 action" : "\(actions.count) actions"
    let which = actions.count == 1 ? "" : "the oldest "
    return ["\(count), \(which)\(oldest.id) since \(day): `!actions`"]
  }

  private var openRoles: [String] {
    coming.flatMap { session in
      community.rota.rosters.keys.filter { role in
        role != Rotas.facilitator && community.turn(of: role, at: session).holder == nil
      }.map { "\($0) at \(session.id)" }
    }.prefix(Self.named).map { $0 }
  }

  private var voices: [String] {
    let figures = Figures(of: community, in: Period(before: now))
    var lines: [String] = []
    let held = figures.held.count
    if held > 0 {
      lines.append(
        "\(held == 1 ? "1 session" : "\(held) sessions"), run by "
          + (figures.facilitators == 1 ? "1 person" : "\(figures.facilitators) people"))
    }
    if let heard = figures.heard, heard.part >= Figures.smallest { lines.append(figures.heardLine) }
    if let percent = figures.quieterHalfPercent {
      lines.append("The quieter half had \(percent) % of turns (50 is even)")
    }
    if figures.ratings != nil { lines.append(figures.ratingTrendLine) }
    return lines
  }

  private var comingUp: [String] {
    coming.prefix(Self.named).map { "\(dated($0)): \($0.counts)" }
  }

  /// `S4 Scoping, Thu 3 Dec 2026, 16:00 London`.
  func dated(_ session: Sessions.Session) -> String {
    "\(community.label(of: session)), "
      + TimeEcho.dated(session.start, in: community.clocks(of: session))
  }
}
