import OrderedCollections
import Primitives
import Timekeeping

extension CoordinatorDigest {
  /// One thing to decide, with the command that decides it.
  struct Need: Sendable {
    let text: String
    let command: String
    /// The session that it is about.
    var session: SessionID?
    /// What makes the same words news again.
    var occasion = ""
    /// What else is wrong with the session; by itself it is no news.
    var also = ""

    /// The line that is read.
    var line: String { "\(text) `\(command)`\(also)" }
  }

  /// What may keep a session from going well.
  enum Risk: Sendable {
    case few, empty, unled, unplaced, topicless
  }

  /// What most needs a decision, at most three: what can't wait a week comes first.
  var needs: [Need] {
    let week = coming.filter { $0.start - now <= .days(7) }
    var needs = week.compactMap { session in
      lack(of: session).map { lack in
        need(
          "\(dated(session)) has \(lack); hold it all the same?", "!session confirm \(session.id)",
          .few, of: session)
      }
    }
    for session in week where session.facilitator == nil && lack(of: session) == nil {
      needs.append(
        need(
          "Nobody runs \(dated(session)); you?", "!rota assign me \(session.id)", .unled,
          of: session))
    }
    needs += guessed
    if let action = overdueActions.first {
      let owner = action.task?.owner.map { community.people.name(of: $0) } ?? "everyone"
      needs.append(
        Need(
          text: "Is \(action.id) “\(community.people.shown(action.text))” done (\(owner))?",
          command: "!done \(action.id)"))
    }
    needs += unanswered
    let decided = Set(needs.compactMap(\.session))
    if let wanted, let session = topicless, !decided.contains(session.id) {
      needs.append(
        need(
          "\(dated(session)) has no topic; most want “\(community.people.shown(wanted.text))”:",
          "!topic pick \(wanted.id) \(session.id)", .topicless, of: session))
    }
    if coming.isEmpty { needs.append(nextSession) }
    return Array(needs.prefix(Self.needsLimit))
  }

  /// A decision about one risk of a session, and in the same line what else is wrong with it.
  private func need(
    _ text: String, _ command: String, _ risk: Risk, of session: Sessions.Session
  ) -> Need {
    var others = risks(of: session).filter { $0.risk != risk }.map(\.words)
    if risk != .topicless, topicless?.id == session.id, let wanted {
      others.append("no topic (`!topic pick \(wanted.id) \(session.id)`)")
    }
    return Need(
      text: text, command: command, session: session.id,
      also: others.isEmpty ? "" : " Also: \(others.joined(separator: ", ")).")
  }

  /// The latest session of the last two weeks of which nothing tells that it took place.
  private var guessed: [Need] {
    let guessed = community.sessions.begun(within: .days(14), before: now).filter {
      $0.isOver(at: now) && !community.isWitnessed($0)
    }
    guard let session = guessed.first else { return [] }
    return [
      Need(
        text: "Did \(dated(session)) take place? `!attend \(session.id) @name` says who was there; "
          + "if it did not:",
        command: "!session cancel \(session.id)", session: session.id)
    ]
  }

  /// Everything that may keep a session from going well, and what mends it.
  func risks(of session: Sessions.Session) -> [(risk: Risk, words: String)] {
    var risks: [(risk: Risk, words: String)] = []
    if let lack = lack(of: session) { risks.append((.few, lack)) }
    let isNear = !session.hasBegun(at: now) && session.start - now <= .days(3)
    if isNear, session.minimum == nil, session.attendance.goingCount == 0 {
      risks.append((.empty, "nobody has said yes"))
    }
    if session.facilitator == nil {
      risks.append((.unled, "nobody runs it (`!rota assign me \(session.id)`)"))
    }
    if session.place == nil, !session.isWritten {
      risks.append((.unplaced, "no link (`!link set <url> \(session.id)`)"))
    }
    return risks
  }

  /// The first session ahead that is about nothing.
  private var topicless: Sessions.Session? {
    coming.first { $0.topic == nil && !$0.hasBegun(at: now) }
  }

  /// The topic that most want and no session is or was about.
  private var wanted: Topics.Topic? {
    let taken = community.stages(at: now)
    return community.topics.ranked(limit: 200).first { !$0.votes.isEmpty && taken[$0.id] == nil }
  }

  /// A session where none is planned for two weeks: about what most want, when the last one was.
  private var nextSession: Need {
    let last = community.sessions.all.last { $0.status == .planned && $0.hasBegun(at: now) }
    let local = last?.time.local
    let weekday = local?.day.weekday ?? 4
    var day = GregorianDay(daysSince1970: today.daysSince1970 + 7)
    for _ in 0..<60 where day.weekday != weekday || community.blackouts.range(of: day) != nil {
      day = GregorianDay(daysSince1970: day.daysSince1970 + 1)
    }
    let taken = community.stages(at: now)
    let topic = community.topics.ranked(limit: 200).first { taken[$0.id] == nil }
    var title = "Open hour"
    if let text = topic.map({ community.people.shown($0.text) }), text.utf8.count <= 60 {
      title = text.replacing(bytes: "\"", with: "'").replacing(bytes: "`", with: "'")
    }
    let flag = topic.map { " --topic \($0.id)" } ?? ""
    return Need(
      text: "No session is planned for two weeks:",
      command: "!session new \"\(title)\" \(day) \(local?.clock ?? "16:00")\(flag)",
      occasion: last?.id.description ?? "")
  }
}
