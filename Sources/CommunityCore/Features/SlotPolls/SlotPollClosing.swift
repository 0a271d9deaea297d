import Grouping
import OrderedCollections
import Primitives
import Timekeeping

/// The end of a poll: its answers are counted, and the session is planned and announced.
struct SlotPollClosing {
  let poll: SlotPolls.Poll
  let community: Community
  let charter: Charter
  let now: Instant
  let verdict: SlotVerdict
  /// Whether it should have happened some minutes ago.
  var isLate = false

  init(
    poll: SlotPolls.Poll, community: Community, charter: Charter, now: Instant,
    isLate: Bool = false
  ) {
    self.poll = poll
    self.community = community
    self.charter = charter
    self.now = now
    self.isLate = isLate
    verdict = SlotVerdict(on: poll, in: community, at: now)
  }

  /// What becomes true, and what the room and those who are left out are told.
  var decision: Decision {
    let closed = Event.slotPolls(.closed(poll.id, session: verdict.session))
    guard case .booked(let id, let number, let choice, let next) = verdict else {
      return Decision([closed], saying: [inRoom(outcome)])
    }
    let time = poll.slots[number - 1]
    let plan = SessionEvent.Plan(
      id: id, title: poll.title, time: time, minutes: poll.minutes, place: poll.place,
      capacity: poll.capacity, topic: nil, room: poll.room, creator: poll.creator,
      facilitator: poll.creator, at: now, start: community.sessions.start(of: time))
    var after = community
    after.apply(.sessions(.scheduled(plan)))
    after.apply(closed)
    guard let session = after.sessions[id] else { return Decision() }
    let why = choice.sentence(next: next.map { echo($0) })
    let preface = ["\(late)\(label) is settled: \(why)"]
    let announcement = SessionAnnouncement(
      session: session, isAlone: community.sessions.ahead(of: now, limit: 1).isEmpty,
      facilitator: poll.creator.map { community.people.name(of: $0) }, community: after,
      charter: charter, now: now, preface: preface, ending: ending(choice))
    var decision = Decision([.sessions(.scheduled(plan)), closed], saying: [announcement.reply])
    guard charter.hasDirectMessages else { return decision }
    let notice = Notice(
      session: session, matter: .booked, community: after, charter: charter, now: now)
    let told = notice.delivered(to: notice.readers)
    decision.events += told.events
    decision.replies += told.replies
    return decision
  }

  /// What the announcement says at last: that an answer here is no RSVP, and where nobody can be told
  /// alone, a word to those who can't.
  private func ending(_ choice: SlotChoice<MemberID>) -> String {
    let sorry =
      charter.hasDirectMessages || choice.best.cannot.isEmpty
      ? "" : " Whoever can't come then: I am sorry, what is said is kept here."
    return "Your answer about the times is no RSVP: please say so again.\(sorry)"
  }

  private var label: String { community.label(of: poll) }

  private var late: String { isLate ? "(Late, because I was away.) " : "" }

  /// The whole time called `number`.
  private func echo(_ number: Int) -> String {
    TimeEcho.dated(
      community.slotPolls.starts(of: poll)[number - 1], in: community.clocks(of: poll))
  }

  private func inRoom(_ text: String) -> Reply {
    Reply(late + text, to: .room(poll.room), about: poll.id.description)
  }

  /// What is said where nothing is planned: why, and what can be done.
  private var outcome: String {
    switch verdict {
    case .booked: return ""
    case .tied(let numbers, let best):
      let named = numbers.map { "\($0) (\(echo($0)))" }.joined(separator: " and ")
      let lines = numbers.prefix(3).map { "`\(command(at: poll.slots[$0 - 1]))`" }
      return
        "\(label) is a tie: \(named) suit equally, \(best.turnout) each. I plan nothing; whoever "
        + "facilitates chooses:\n\(lines.joined(separator: "\n"))"
    case .unanswered:
      return "\(label) is over and nobody has answered. I plan nothing; `\(example)` does."
    case .nobodyCan:
      return
        "\(label) is over: nobody can at any of these times. I plan nothing; `\(example)` does."
    case .over:
      return
        "\(label): I was away until its times were over, for which I am sorry. I plan nothing; "
        + "`\(example)` does."
    case .full:
      return
        "\(label) is over, but there are \(Sessions.upcomingLimit) sessions ahead, which is as many "
        + "as I keep. I plan nothing."
    }
  }

  private var example: String { "!session new \"\(title)\" <when>\(details)" }

  private func command(at time: ZonedTime) -> String {
    let zone = time.zone == community.plan.zone ? "" : " \(time.zone)"
    return "!session new \"\(title)\" \(time.local.day) \(time.local.clock)\(zone)\(details)"
  }

  /// The title as it can stand between quotation marks.
  private var title: String { people.shown(poll.title).replacing(bytes: "\"", with: "'") }

  private var people: People { community.people }

  private var details: String {
    var text = poll.minutes == SessionDraft.usualMinutes ? "" : " \(poll.minutes)m"
    if let place = poll.place { text += " --place \"\(place)\"" }
    if let capacity = poll.capacity { text += " --cap \(capacity)" }
    return text
  }
}
