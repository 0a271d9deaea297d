import OrderedCollections
import Primitives
import Timekeeping

/// What members read on Monday: what happened, what comes, and one thing to do; at most twelve lines.
struct MemberDigest: Sendable {
  let community: Community
  let now: Instant
  private let happened: DigestSection
  private let answered: DigestSection
  private let coming: DigestSection
  private let involved: DigestSection
  private let view: View
  /// The time that it looks back on.
  private let period: Period

  init(of community: Community, at now: Instant) {
    self.community = community
    self.now = now
    let first = now - .days(14)
    let last = community.digests.marks[.members]?.saidAt ?? first
    let period = Period(from: max(last, first), until: now)
    self.period = period
    let view = View(community: community, now: now, figures: Figures(of: community, in: period))
    happened = DigestSection("Happened", view.happened)
    // All of it on one line, and one way less to get involved: a digest has twelve lines at most.
    let said = community.answeredSuggestions(in: period, limit: 2).joined(separator: "; ")
    answered = DigestSection("You said, we did", said.isEmpty ? [] : [said])
    coming = DigestSection("Coming", view.coming)
    involved = DigestSection(
      "Get involved", Array(view.involved.prefix(said.isEmpty ? 2 : 1)), news: [])
    self.view = view
  }

  /// A checksum of each thing that comes, and of what happened, which is new each week, even where the
  /// words for it are not.
  var news: [UInt32] {
    happened.lines.isEmpty
      ? [answered, coming].news
      : [answered, coming].news + [CRC32.checksum((happened.text + period.until.description).utf8)]
  }

  private var heading: String {
    let today = community.clocks.localTime(at: now).day
    return "\(community.plan.name), \(TimeEcho.day(today))"
  }

  private var sections: [DigestSection] {
    [happened, answered, coming, involved].filter { !$0.lines.isEmpty }
  }

  /// The digest in a room.
  func text(isLate: Bool) -> String {
    let lines =
      [DigestSection.late(isLate) + heading] + sections.map(\.text) + ["One ask: \(view.ask())"]
    return lines.joined(separator: "\n")
  }

  /// The digest as a letter to one member.
  func letter(to reader: MemberID) -> Letter {
    Letter(
      subject: heading,
      blocks: [.heading(heading)] + sections.flatMap(\.blocks)
        + [.heading("One ask"), .paragraph(view.ask(of: reader)), DigestSection.foot])
  }
}

/// What a digest for members looks at.
private struct View {
  let community: Community
  let now: Instant
  let figures: Figures

  /// At most three lines.
  var happened: [String] {
    var lines: [String] = []
    if let session = figures.held.last {
      let there = session.attendance.here.count
      let count = there >= Figures.smallest ? ": \(there) there" : ""
      let minutes = community.minutes.isEmpty(session.id) ? "" : " `!recap \(session.id)`"
      let others = figures.held.count == 1 ? "" : " (and \(figures.held.count - 1) more)"
      lines.append("\(community.label(of: session))\(count)\(others)\(minutes)")
    }
    let coordinators = community.coordinators
    let new = community.people.members.values.filter {
      $0.isActive && !coordinators.contains($0.id) && figures.period.contains($0.joinedAt)
    }
    if !new.isEmpty {
      let more = new.count > 3 ? " and \(new.count - 3) more" : ""
      lines.append("Welcome, \(new.prefix(3).map(\.name).joined(separator: ", "))\(more)")
    }
    var counts: [String] = []
    let topics = figures.topicPath.proposed
    if topics > 0 { counts.append(topics == 1 ? "1 topic proposed" : "\(topics) topics proposed") }
    let asked = figures.questionsAnswered
    if asked.whole > 0 {
      counts.append(asked.whole == 1 ? "1 question asked" : "\(asked.whole) questions asked")
    }
    let done = figures.actions.count { $0.task?.doneAt.map(figures.period.contains) ?? false }
    if done > 0 { counts.append(done == 1 ? "1 action done" : "\(done) actions done") }
    if let told = figures.experiences?.words { counts.append(told) }
    if !counts.isEmpty { lines.append(counts.joined(separator: ", ")) }
    return lines
  }

  /// At most two lines.
  var coming: [String] {
    sessions.prefix(2).map { session in
      "\(community.label(of: session)), "
        + "\(TimeEcho.dated(session.start, in: community.clocks(of: session))): \(session.counts)"
    }
  }

  /// At most two lines.
  var involved: [String] {
    var lines: [String] = []
    if let topic = topic {
      lines.append("\(topic.id) “\(community.people.shown(topic.text))”: `!topic vote \(topic.id)`")
    }
    let open = sessions.lazy.compactMap { session in
      community.rota.rosters.keys.first {
        community.turn(of: $0, at: session).holder == nil
      }.map { (role: $0, session: session) }
    }.first
    if let open {
      lines.append("Nobody is \(RoleName.bearer(open.role)) at \(open.session.id): `!volunteer`")
    }
    return lines
  }

  /// One thing that anybody can do, or `reader` where one is known: who has answered for a session is
  /// not asked whether they come.
  func ask(of reader: MemberID? = nil) -> String {
    if let poll = community.poll(toAskAbout: now) {
      return "What do you say to \(community.label(of: poll))? `!poll show \(poll.id)`"
    }
    if let question = community.sparks.ranked.first(where: { now - $0.at >= .days(1) }) {
      return "Can you answer \(question.id) “\(community.people.shown(question.text))”? "
        + "`!answer \(question.id) <text>`"
    }
    if let session = sessions.first, !session.hasBegun(at: now),
      reader.map({ session.attendance[$0] == nil }) ?? true
    {
      return "Will you come to \(session.id)? `!rsvp yes \(session.id)`"
    }
    if let topic, topic.owner == nil {
      return "Would you lead \(topic.id)? `!topic own \(topic.id)`"
    }
    return "What would you like to talk about? `!topic <idea>`"
  }

  private var sessions: [Sessions.Session] {
    community.sessions.ahead(of: now).filter { $0.start - now <= CoordinatorDigest.ahead }
  }

  private var topic: Topics.Topic? {
    let taken = community.stages(at: now)
    return community.topics.ranked(limit: 200).first { taken[$0.id] == nil }
  }
}
