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
  }

  /// What most needs a decision, at most three: what can't wait a week comes first.
  var needs: [Need] {
    let week = coming.filter { $0.start - now <= .days(7) }
    var needs = week.compactMap { session in
      lack(of: session).map { lack in
        Need(
          text: "\(dated(session)) has \(lack); hold it all the same?",
          command: "!session confirm \(session.id)", session: session.id)
      }
    }
    needs += week.filter { $0.facilitator == nil }.map { session in
      Need(
        text: "Nobody runs \(dated(session)); you?",
        command: "!rota assign me \(session.id)", session: session.id)
    }
    if let action = overdueActions.first {
      let owner = action.task?.owner.map { community.people.name(of: $0) } ?? "everyone"
      needs.append(
        Need(
          text: "Is \(action.id) “\(community.people.shown(action.text))” done (\(owner))?",
          command: "!done \(action.id)"))
    }
    needs += unanswered
    needs += topicless
    if coming.isEmpty { needs.append(nextSession) }
    return Array(needs.prefix(Self.needsLimit))
  }

  /// The first session ahead that is about nothing, and the topic that most want.
  private var topicless: [Need] {
    let taken = Set(
      community.sessions.all.filter { $0.status == .planned }.compactMap(\.topic))
    let wanted = community.topics.ranked(limit: 20).first {
      !$0.votes.isEmpty && !taken.contains($0.id)
    }
    guard let wanted, let session = coming.first(where: { $0.topic == nil && $0.start > now })
    else { return [] }
    return [
      Need(
        text: "\(dated(session)) has no topic; most want “\(community.people.shown(wanted.text))”:",
        command: "!topic pick \(wanted.id) \(session.id)", session: session.id)
    ]
  }

  /// A session where none is planned for two weeks: about what most want, when the last one was.
  private var nextSession: Need {
    let last = community.sessions.all.last { $0.status == .planned && $0.start <= now }
    let local = last?.time.local
    let weekday = local?.day.weekday ?? 4
    var day = GregorianDay(daysSince1970: today.daysSince1970 + 7)
    for _ in 0..<60 where day.weekday != weekday || community.blackouts.range(of: day) != nil {
      day = GregorianDay(daysSince1970: day.daysSince1970 + 1)
    }
    let taken = Set(community.sessions.all.filter { $0.status == .planned }.compactMap(\.topic))
    let topic = community.topics.ranked(limit: 50).first { !taken.contains($0.id) }
    var title = "Open hour"
    if let text = topic.map({ community.people.shown($0.text) }), text.utf8.count <= 60 {
      title = text.replacing("\"", with: "'").replacing("`", with: "'")
    }
    let flag = topic.map { " --topic \($0.id)" } ?? ""
    return Need(
      text: "No session is planned for two weeks:",
      command: "!session new \"\(title)\" \(day) \(local?.clock ?? "16:00")\(flag)",
      occasion: last?.id.description ?? "")
  }
}
