import OrderedCollections
package import Primitives
import Timekeeping

/// Finds who takes a role at a session, asks them until somebody says yes, and notes who took it.
///
/// A week before the holder is asked, four days before again, three days before the next one in order,
/// and two days before the coordinators are told. What was missed while the bot was away is not made up
/// for step by step: the one that fits the hour is done. Where a session moves, all of that begins anew for
/// its new time.
package struct ConfirmTurns: Job {
  package static let name = "confirm-turns"

  package static func due(in community: Community) -> Instant? { community.nextTurn }

  package static func decide(
    in community: Community, charter: Charter, at now: Instant, using randomness: inout Randomness
  ) -> (cause: String, decision: Decision)? {
    let due = community.rota.followed.compactMap { community.sessions[$0] }
      .filter { community.turnsDue(of: $0).map { $0 <= now } ?? false }
    guard let session = due.min(by: { ($0.start, $0.id) < ($1.start, $1.id) }) else { return nil }
    guard now < session.turnsOver else {
      let events: [Event] = [.rota(.held(session.id, community.takings(at: session)))]
      return ("\(session.id)/held", Decision(events))
    }
    for role in community.owingRoles(at: session) {
      guard let (step, due) = community.nextStep(of: role, at: session), due <= now else {
        continue
      }
      if step == .coordinators, now < session.start {
        return community.tellingCoordinators(of: session, charter, now)
      }
      let turn = community.turn(of: role, at: session)
      let holder = turn.holder?.text ?? ""
      let confirmation = Confirmation(
        session: session, role: role, turn: turn, community: community, charter: charter, now: now)
      return (
        "\(session.id)/\(role)/\(step.rawValue)/\(holder)/\(turn.since)",
        confirmation.decide(step)
      )
    }
    return nil
  }
}

extension Sessions.Session {
  /// When it is noted who took its roles.
  fileprivate var turnsOver: Instant { end + .hours(1) }
}

extension Community {
  /// When something about turns is due next; nil where nothing is owed.
  var earliestTurn: Instant? {
    rota.followed.compactMap { sessions[$0].flatMap { self.turnsDue(of: $0) } }.min()
  }

  fileprivate func turnsDue(of session: Sessions.Session) -> Instant? {
    guard session.status == .planned else { return nil }
    let steps = owingRoles(at: session).compactMap { nextStep(of: $0, at: session)?.due }
    return steps.reduce(session.turnsOver, min)
  }

  /// The roles of which somebody may still have to be found or asked.
  fileprivate func owingRoles(at session: Sessions.Session) -> [String] {
    let settled = rota.turns[session.id] ?? [:]
    return rota.rosters.values.filter { $0.isFair || settled[$0.role]?.origin == .named }
      .map(\.role) + settled.keys.filter { rota[$0] == nil }
  }

  /// What is to be done next about a role at a session, and when; nil where nothing is.
  fileprivate func nextStep(
    of role: String, at session: Sessions.Session
  ) -> (step: Rotas.Turn.Step, due: Instant)? {
    let turn = turn(of: role, at: session)
    let due: (step: Rotas.Turn.Step, due: Instant)?
    if turn.origin == .planned {
      due =
        isOpen(role, at: session)
        ? (.first, max(dayDistance(-7, of: session), session.settledAt)) : nil
    } else if let last = turn.heard.last, last != session.start {
      due = (.moved, min(turn.since, session.start - .minutes(1)))
    } else if turn.isAccepted {
      due = nil
    } else if !turn.asked.contains(.first) {
      due = (.first, max(dayDistance(-7, of: session), turn.since))
    } else {
      due = laterStep(of: turn, at: session)
    }
    guard let due, due.due < session.start else { return nil }
    return due
  }

  private func laterStep(
    of turn: Rotas.Turn, at session: Sessions.Session
  ) -> (step: Rotas.Turn.Step, due: Instant)? {
    for (step, days) in [(Rotas.Turn.Step.again, Int64(-4)), (.standIn, -3)] {
      let due = dayDistance(days, of: session)
      if turn.holder != nil, !turn.asked.contains(step), due > turn.since { return (step, due) }
    }
    guard !turn.asked.contains(.coordinators) else { return nil }
    // Whoever was asked late has a day to answer.
    let patience: Span = turn.holder == nil ? .minutes(0) : .days(1)
    return (.coordinators, max(dayDistance(-2, of: session), turn.since + patience))
  }

  /// Tells coordinators of all roles of a session at once to which nobody has said yes.
  fileprivate func tellingCoordinators(
    of session: Sessions.Session, _ charter: Charter, _ now: Instant
  ) -> (cause: String, decision: Decision) {
    var settled = self
    var events: [Event] = []
    var names: [String] = []
    for role in owingRoles(at: session) {
      guard let next = nextStep(of: role, at: session), next.step == .coordinators, next.due <= now
      else { continue }
      var turn = turn(of: role, at: session)
      turn.asked = Rotas.Turn.Step.ladder
      turn.hear(of: session.start)
      events.append(.rota(.turned(session.id, role: role, turn)))
      names.append("\(role)@\(turn.since)")
    }
    events.forEach { settled.apply($0) }
    let notice = Notice(
      session: session, matter: .openTurns, community: settled, charter: charter, now: now)
    var decision = notice.delivered(to: notice.readers)
    decision.events.insert(contentsOf: events, at: 0)
    return ("\(session.id)/open/\(session.start)/\(names.joined(separator: "+"))", decision)
  }

  /// The instant at which the clocks of the session's zone show its time some days from its day.
  fileprivate func dayDistance(_ days: Int64, of session: Sessions.Session) -> Instant {
    session.dayDistance(days, sessions.zones)
  }
}

/// One step on the way to somebody who says yes.
private struct Confirmation {
  let session: Sessions.Session
  let role: String
  let turn: Rotas.Turn
  let community: Community
  let charter: Charter
  let now: Instant

  func decide(_ step: Rotas.Turn.Step) -> Decision {
    var turn = turn
    if session.start <= now {
      turn.origin = turn.origin == .planned ? .proposed : turn.origin
      turn.asked = Rotas.Turn.Step.ladder
      if !turn.heard.isEmpty { turn.hear(of: session.start) }
      return Decision([.rota(.turned(session.id, role: role, turn))])
    }
    if step == .moved { return moved }
    var step = step
    let isHere = turn.holder.map { community.people[$0]?.isActive ?? false } ?? false
    if turn.origin == .planned || step != .coordinators && !isHere {
      turn = proposal
      step = .first
    }
    turn.asked = Rotas.Turn.Step.ladder.filter {
      $0 == step || turn.asked.contains($0) || isPast($0)
    }
    if step == .standIn {
      turn.standIn = community.next(
        for: role, at: session, excluding: [turn.holder].compactMap { $0 }, at: now)
    }
    return community.settling(turn, of: role, at: session, telling: step, charter, now)
  }

  /// Begins anew for the session's new time: who had said yes to another one is asked once whether this one
  /// suits, and nobody is asked for a time to which they have said yes.
  private var moved: Decision {
    var turn = turn
    let hadAgreed = turn.isAccepted
    let hadHeard = turn.heard.contains(session.start)
    turn.isAccepted = turn.holder != nil && turn.agreed.contains(session.start)
    turn.standIn = nil
    turn.since = now
    turn.hear(of: session.start)
    turn.asked = turn.isAccepted || hadAgreed || hadHeard && turn.holder != nil ? [.first] : []
    return community.settling(
      turn, of: role, at: session, telling: hadAgreed && !turn.isAccepted ? .moved : nil, charter,
      now)
  }

  /// Whoever is next; where nobody is, whoever planned the session keeps it.
  private var proposal: Rotas.Turn {
    let isOpen = community.isOpen(role, at: session)
    let next =
      isOpen
      ? community.proposals(for: session, at: now).first { $0.role == role }?.holder
      : community.next(for: role, at: session, excluding: [], at: now)
    let planner =
      turn.origin == .planned ? turn.holder.filter { session.attendance[$0]?.choice != .no } : nil
    return Rotas.Turn(
      holder: next ?? planner, origin: .proposed, isAccepted: next == nil && planner != nil,
      declined: turn.declined, since: now)
  }

  /// Whether the time of a step is over, so that it is left out.
  private func isPast(_ step: Rotas.Turn.Step) -> Bool {
    switch step {
    case .first, .coordinators, .moved, .beside: false
    case .again: community.dayDistance(-4, of: session) <= now
    case .standIn: community.dayDistance(-3, of: session) <= now
    }
  }
}

extension Community {
  /// The events that leave the turns of somebody who goes to the next one, and those that undo it.
  func givingUpTurns(
    of member: MemberID, at now: Instant
  ) -> (sessions: [SessionID], events: [Event], undo: [Event]) {
    var given: [SessionID] = []
    var events: [Event] = []
    var undo: [Event] = []
    for session in rota.isEmpty ? [] : sessions.ahead(of: now) {
      for role in rolesToPass(of: member, at: session) {
        let old = turn(of: role, at: session)
        guard old.holder == member else { continue }
        if given.last != session.id { given.append(session.id) }
        let turn = Rotas.Turn(
          holder: nil, origin: .proposed, declined: old.declined, since: now)
        events.append(.rota(.turned(session.id, role: role, turn)))
        undo.append(.rota(.turned(session.id, role: role, old)))
      }
    }
    return (given, events, undo)
  }

  /// Settles who takes a role, and tells those whom `step` concerns, at once or after their quiet
  /// hours.
  func settling(
    _ turn: Rotas.Turn, of role: String, at session: Sessions.Session,
    telling step: Rotas.Turn.Step?, _ charter: Charter, _ now: Instant
  ) -> Decision {
    var turn = turn
    if let step, step != .beside, !turn.isAccepted {
      turn.hear(of: session.start)
      if step == .first, turn.companion == nil {
        turn.companion = turn.holder.flatMap {
          offeredCompanion(of: $0, in: role, at: session, asking: now)
        }
      }
    }
    let event = Event.rota(.turned(session.id, role: role, turn))
    guard let step else { return Decision([event]) }
    // The message is worded from what is true once it is sent.
    var settled = self
    settled.apply(event)
    let notice = Notice(
      session: settled.sessions[session.id] ?? session, matter: .turn(role: role, step),
      community: settled, charter: charter, now: now)
    var decision = notice.delivered(to: notice.readers)
    decision.events.insert(event, at: 0)
    return decision
  }
}
