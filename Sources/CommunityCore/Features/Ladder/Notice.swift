import OrderedCollections
import Primitives
import Timekeeping

/// One message about a session, worded for whoever reads it when it is said.
///
/// Nothing of it is kept before that: what waits for its reader's morning must be as true then as
/// what is said at once.
struct Notice {
  let session: Sessions.Session
  let matter: Notices.Matter
  let community: Community
  let charter: Charter
  let now: Instant
  /// Whether it should have been said some minutes ago.
  var isLate = false

  /// The members who need it now, in the order in which they answered or came.
  var readers: [MemberID] {
    switch matter {
    case .rung(.nudge):
      community.people.members.values.filter {
        $0.isActive && $0.joinedAt <= session.at + .days(365)
      }
      .map(\.id)
      // Who is asked now counts as asked already when it is said in the morning: so this is looked at
      // here, and not again then.
      .filter { isWanted(by: $0) && !community.notices.isTired($0) }
    case .rung(.minimum): deciders
    case .rung(.preparation), .rung(.begun), .rung(.week):
      session.facilitator.map { [$0] }?.filter { isWanted(by: $0) } ?? []
    case .rung(.closing), .rung(.month): session.present.filter { isWanted(by: $0) }
    case .rung(.invitation): []
    case .turn(let role, let step): asked(to: role, step).filter { isWanted(by: $0) }
    case .openTurns: community.coordinators.filter { isWanted(by: $0) }
    case .booked: community.leftOut(by: session).filter { isWanted(by: $0) }
    case .rung(.lead), .rung(.prime), .moved, .cancelled:
      session.attendance.answers.map(\.member).filter { isWanted(by: $0) }
    }
  }

  /// Whether it still says something to `member`: nobody who declined is reminded, and nobody is
  /// asked for what they gave meanwhile.
  func isWanted(by member: MemberID) -> Bool {
    if case .turn(let role, let step) = matter { return isAsked(member, to: role, step) }
    if matter == .openTurns {
      return session.status == .planned && session.start > now && !openRoles.isEmpty
        && community.coordinators.contains(member)
    }
    if matter == .rung(.minimum) {
      return session.status == .planned && session.start > now && deciders.contains(member)
    }
    guard community.people[member]?.isActive ?? false else { return false }
    let answer = session.attendance[member]
    if matter == .cancelled { return session.status == .cancelled && answer?.choice != .no }
    guard session.status == .planned else { return false }
    switch matter {
    case .rung(.lead(let minutes)):
      guard session.start > now, !session.isOver(at: now), let answer, answer.choice != .no,
        answer.seat != .waiting,
        community.notices.leads(of: member).contains(minutes)
      else { return false }
      return answer.choice == .yes || minutes >= 1440
    case .rung(.nudge):
      return session.start > now && answer == nil && member != session.facilitator
        && !community.notices.isSnoozed(member, at: now)
        && community.notices.leads(of: member) != []
        && !community.blackouts.covers(now, in: community)
    case .rung(.preparation): return session.start > now
    case .rung(.prime):
      return session.start > now && session.hour.prime != nil
        && answer.map { $0.choice != .no && $0.seat != .waiting } ?? false
    case .rung(.begun): return session.end > now && session.startedAt == nil
    case .rung(.closing):
      return !community.feedback.isAnswered(session.id, by: member)
        && !community.feedback.wasAskedLately(member, at: now)
        && !community.notices.isSnoozed(member, at: now)
    case .rung(.month): return community.isAsked(member, about: session.id, at: now)
    case .rung(.week): return isTellable
    case .moved: return session.start > now && answer.map { $0.choice != .no } ?? false
    case .booked: return session.start > now && answer == nil
    case .rung(.invitation), .rung(.minimum), .cancelled, .turn, .openTurns:
      return true
    }
  }

  /// The text for `member`, or for everybody in the room where that is nil.
  func text(for member: MemberID?) -> String {
    let zone =
      member.flatMap { community.clocks(of: $0) } ?? community.clocks(of: session)
    var values = values(in: zone)
    if let member, let answer = session.attendance[member] {
      values["answer"] = answer.choice == .maybe ? "maybe" : "yes"
    }
    if member == nil { values["coming"] = comingNames }
    let text =
      switch matter {
      case .rung(let rung): charter.prompts.text(rung.prompt, values)
      case .moved: charter.prompts.text(.moved, values)
      case .cancelled: charter.prompts.text(.cancelled, values)
      case .turn(let role, let step):
        charter.prompts.text(
          step.prompt, values.merging(turnValues(of: role, for: member)) { $1 })
      case .openTurns:
        charter.prompts.text(.turnOpen, values.merging(openValues(for: member)) { $1 })
      case .booked: charter.prompts.text(.booked, values)
      }
    return isLate ? "(Late, because I was away.) \(text)" : text
  }

  private func values(in zone: Zone) -> [String: String] {
    var values: [String: String] = [:]
    values["session"] = session.id.description
    values["title"] = community.people.shown(session.title)
    values["time"] = TimeEcho.dated(session.start, in: zone)
    values["distance"] = TimeEcho.distance(to: session.start, in: zone, now: now)
    values["place"] = session.place
    if let prime = session.hour.prime {
      values["prime"] = community.people.shown(prime.text)
      values["minutes"] = "\(prime.minutes)"
    }
    values["counts"] = session.counts
    values["reactions"] = charter.hasReactions ? ", or react here with ✅ ❓ ❌" : ""
    values["privately"] = charter.hasDirectMessages ? " By direct message it is anonymous." : ""
    let elsewhere = community.elsewhere(session, for: community.people.members.keys)
    if matter == .rung(.month), charter.hasDirectMessages {
      values["answers"] =
        "Here `yes <what happened>`, `no` and `later` will do; others read it without your name."
    }
    values["elsewhere"] = elsewhere.isEmpty ? nil : elsewhere
    values["topic"] = session.topic.flatMap { id in
      community.topics[id].map { "\(id) “\(community.people.shown($0.text))”" }
    }
    values["open"] = open.isEmpty ? nil : open.joined(separator: ", ")
    if matter == .rung(.preparation) {
      values["groups"] = groups
      values["questions"] = questions
      values["before"] = FirstItems(community: community, session: session, isNamed: true).offer
    }
    values["newcomers"] = newcomers.isEmpty ? nil : newcomers.joined(separator: ", ")
    if let minimum = session.minimum {
      values["needed"] = "\(minimum.count)"
      values["going"] = "\(session.attendance.goingCount)"
    }
    return values
  }

  /// How many are missing from the minimum.
  private var lacks: Int {
    session.minimum.map { $0.count - session.attendance.goingCount } ?? 0
  }

  /// What nobody has taken care of.
  private var open: [String] {
    var open: [String] = []
    if session.facilitator == nil { open.append("who facilitates") }
    if session.place == nil { open.append("the link (`!link set <url> \(session.id)`)") }
    if matter == .rung(.preparation) {
      open += community.rota.rosters.keys.filter {
        $0 != Rotas.facilitator && community.turn(of: $0, at: session).holder == nil
      }
    }
    return open
  }

  /// Whether there is feedback that the facilitator may see.
  private var isTellable: Bool {
    community.feedback.sessions[session.id].map { !$0.named.isEmpty || $0.anonymousCount >= 3 }
      ?? false
  }

  /// Who comes for the first time.
  private var newcomers: [String] {
    session.attendance.answers.filter {
      $0.answer.choice == .yes && $0.answer.seat != .waiting
        && community.sessions.visits(of: $0.member) == 0
    }.prefix(10).map { community.people.name(of: $0.member) }
  }

  /// Those who decide whether a session takes place.
  private var deciders: [MemberID] {
    guard lacks > 0, !session.isConfirmed, session.start > now else { return [] }
    var deciders = community.coordinators
    if let facilitator = session.facilitator, !deciders.contains(facilitator) {
      deciders.append(facilitator)
    }
    // A coordinator whom the configuration names may not have been seen yet; they are told all the same.
    return deciders
  }

  /// The first few who come, for a room that can't be told one by one.
  private var comingNames: String? {
    let readers = readers
    guard !readers.isEmpty else { return nil }
    let named = readers.prefix(5).map { community.people.name(of: $0) }.joined(separator: ", ")
    return readers.count > 5 ? "\(named) and \(readers.count - 5) more" : named
  }
}

extension Sessions.Session {
  /// Those who said that they were there, or where nobody did, those who wanted to come.
  var present: [MemberID] {
    let here = attendance.here
    guard here.isEmpty else { return Array(here) }
    return attendance.answers.filter { $0.answer.choice == .yes && $0.answer.seat != .waiting }
      .map(\.member)
  }
}

extension Rung {
  /// The long text in which it is worded.
  var prompt: Prompts.Prompt {
    switch self {
    case .invitation: .invitation
    case .nudge: .nudge
    case .minimum: .minimum
    case .prime: .prime
    case .preparation: .preparation
    case .lead(let minutes): minutes > 180 ? .reminderDay : .reminderMinutes
    case .begun: .begun
    case .closing: .closing
    case .week: .week
    case .month: .month
    }
  }

  /// What it would have been, for a summary of what was missed.
  var missedAs: String {
    switch self {
    case .invitation: "the invitation"
    case .nudge: "the question to those who had not answered"
    case .minimum: "the question whether enough come"
    case .prime: "what there was to begin with"
    case .preparation: "the note to the facilitator"
    case .lead: "the reminder"
    case .begun: "the note at the beginning"
    case .closing: "the question what it was worth"
    case .week: "the note on what was said about it"
    case .month: "the question what came of it"
    }
  }
}

extension Notice {
  /// What follows where it is due: messages to those who may be disturbed, and for the others that
  /// they are held.
  func delivered(to readers: [MemberID]) -> Decision {
    var decision = Decision()
    guard charter.hasDirectMessages else {
      if !readers.isEmpty { decision.replies = [inRoom] }
      return decision
    }
    var told: [MemberID] = []
    for reader in readers {
      if let until = held(for: reader) {
        let held = Notices.Held(session: session.id, matter: matter, until: until)
        decision.events.append(.notices(.held(reader, held)))
      } else {
        told.append(reader)
        decision.replies.append(
          Reply(text(for: reader), to: .direct(reader), about: session.id.description))
      }
    }
    decision.events += noted(asking: told)
    return decision
  }

  /// The message as one post for everybody.
  var inRoom: Reply {
    Reply(text(for: nil), to: .room(session.room), about: session.id.description)
  }

  /// Until when the message waits for `member`; nil where it is said at once.
  ///
  /// What somebody tried they are asked seldom, and not in a blackout. Within two hours before a session, and while it begins, nothing waits; what waits is said two hours before it at the
  /// latest.
  func held(for member: MemberID) -> Instant? {
    // Whoever runs a session that has begun is up, whatever day it is.
    if matter == .rung(.begun) { return nil }
    if matter == .rung(.month) {
      let next = community.nextInquiry(of: member, from: now)
      return next > now ? next : nil
    }
    let zone =
      community.clocks(of: member)
      ?? community.clocks
    let quiet = community.notices.quietHours(of: member)
    guard quiet.isQuiet(at: now, in: zone) else { return nil }
    let release = quiet.release(after: now, in: zone)
    guard session.start > now else { return release }
    let latest = session.start - .hours(2)
    return latest <= now ? nil : min(release, latest)
  }
}
