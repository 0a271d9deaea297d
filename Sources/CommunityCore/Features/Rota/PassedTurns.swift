import OrderedCollections
import Primitives
import Timekeeping

/// Turns that somebody gives up because they can't come, one after another, and who is asked then.
///
/// Each is decided on what the ones before it made true, so that nobody is asked for two roles.
struct PassedTurns {
  /// One turn that went on.
  struct Passed {
    /// At which session.
    let session: Sessions.Session
    /// Which role.
    let role: String
    /// Who is asked now; nil where nobody is left.
    let next: MemberID?
  }

  /// The turns that were with the member, and where they went.
  private(set) var passed: [Passed] = []
  /// What becomes true of turns.
  private(set) var events: [Event] = []
  /// What takes that back, the last one first.
  private(set) var undo: [Event] = []
  private var replies: [Reply] = []
  /// The sessions of which coordinators must hear.
  private var open: OrderedSet<SessionID> = []
  private var community: Community
  private let charter: Charter
  private let now: Instant

  /// Starts with what `events` make true, which are not decided here.
  init(after events: [Event], in context: CommandContext) {
    community = context.community
    charter = context.charter
    now = context.now
    for event in events { community.apply(event) }
  }

  /// What becomes true, and what those are told who are asked now.
  var decision: Decision {
    var decision = Decision(events, saying: replies)
    for id in open {
      guard let session = community.sessions[id] else { continue }
      let notice = Notice(
        session: session, matter: .openTurns, community: community, charter: charter, now: now)
      let told = notice.delivered(to: notice.readers)
      decision.events += told.events
      decision.replies += told.replies
    }
    return decision
  }

  /// Passes on every turn that is with `member` at `session`, or that they are asked to stand in for.
  ///
  /// A date of a series whose turn is not settled yet goes to somebody else by itself, a week before.
  mutating func passAll(of member: MemberID, at session: Sessions.Session) {
    for role in community.rolesToPass(of: member, at: session) {
      pass(role, at: session, by: member)
    }
  }

  /// Notes that `member` can't take `role` at `session`; where the turn is theirs, the next one is asked.
  mutating func pass(_ role: String, at session: Sessions.Session, by member: MemberID) {
    let old = community.turn(of: role, at: session)
    let declined = old.declined + (old.declined.contains(member) ? [] : [member])
    var turn = old
    turn.declined = declined
    if turn.standIn == member { turn.standIn = nil }
    if old.origin == .planned { turn.origin = .proposed }
    guard old.holder == member else {
      // Somebody else has the turn: it is only kept that this member can't.
      if old.origin == .planned { turn.holder = nil }
      settle(turn, old, role, at: session, telling: nil)
      return
    }
    community.apply(.rota(.turned(session.id, role: role, turn)))
    let next = community.next(for: role, at: session, excluding: [member], at: now)
    turn = Rotas.Turn(
      holder: next, origin: .proposed, declined: declined,
      asked: next == nil ? Rotas.Turn.Step.ladder : [.first], since: now)
    if next == nil { turn.hear(of: session.start) }
    passed.append(Passed(session: session, role: role, next: next))
    settle(turn, old, role, at: session, telling: next == nil ? nil : .first)
    if next == nil { open.append(session.id) }
  }

  private mutating func settle(
    _ turn: Rotas.Turn, _ old: Rotas.Turn, _ role: String, at session: Sessions.Session,
    telling step: Rotas.Turn.Step?
  ) {
    let settled = community.settling(turn, of: role, at: session, telling: step, charter, now)
    settled.events.forEach { community.apply($0) }
    events += settled.events
    replies += settled.replies
    undo.insert(.rota(.turned(session.id, role: role, old)), at: 0)
  }
}

extension Community {
  /// The roles that somebody else must take at a session to which `member` does not come.
  func rolesToPass(of member: MemberID, at session: Sessions.Session) -> [String] {
    let settled = rota.turns[session.id] ?? [:]
    var roles = settled.filter { $0.value.holder == member || $0.value.standIn == member }.map(
      \.key)
    if session.facilitator == member, settled[Rotas.facilitator] == nil,
      session.occurrence == nil, rota[Rotas.facilitator] != nil
    {
      roles.insert(Rotas.facilitator, at: 0)
    }
    return roles
  }

  /// Whether a turn at `session` is with `member`, so that it goes on where they can't come.
  func hasTurn(_ member: MemberID, at session: Sessions.Session) -> Bool {
    !rota.isEmpty && !rolesToPass(of: member, at: session).isEmpty
  }
}

extension CommandContext {
  /// What follows for the author's turns where they say no to `sessions` by `events`; nil where no turn
  /// is theirs.
  func passingTurns(at sessions: [Sessions.Session], after events: [Event]) -> PassedTurns? {
    let own = sessions.filter { $0.start > now && community.hasTurn(author.id, at: $0) }
    guard !own.isEmpty else { return nil }
    var passed = PassedTurns(after: events, in: self)
    for session in own { passed.passAll(of: author.id, at: session) }
    return passed
  }

  /// What the author hears of turns that went on, such as ` You were facilitator there: I ask Bo next.`.
  func note(of passed: [PassedTurns.Passed], isOne: Bool) -> String {
    passed.map { turn in
      let place = isOne ? "there" : "at \(turn.session.id)"
      let then =
        turn.next.map { "I ask \(name($0)) next." }
        ?? "Nobody is left whom I could ask; coordinators hear of it."
      return " You were \(RoleName.bearer(turn.role)) \(place): \(then)"
    }.joined()
  }
}
