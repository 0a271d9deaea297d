import Grouping
package import OrderedCollections
package import Primitives

/// Who takes which role in turn: who is in each rota, who takes the sessions ahead, and what was done.
package struct Rotas: Sendable {
  /// The rota of one role.
  package struct Roster: Hashable, Sendable {
    /// What is done in turn, such as `facilitator` or `notes`.
    package let role: String
    /// Who takes turns, in the order in which they came.
    package internal(set) var members: OrderedSet<MemberID> = []
    /// With whom somebody sits first, to learn it; by who learns.
    package internal(set) var mentors: OrderedDictionary<MemberID, MemberID> = [:]
    /// Whether I propose who is next, and ask them.
    package internal(set) var isFair = true
    /// Whether I offer the holder of a turn somebody who sits beside them.
    package internal(set) var offersCompanions = true
  }

  /// Who takes a role at one session, and how far they have been asked.
  package struct Turn: Hashable, Sendable {
    /// How it came to its holder.
    package enum Origin: String, Sendable {
      /// As the session was planned: no turn was settled yet.
      case planned
      /// The rota proposed them.
      case proposed
      /// A member named them.
      case named
    }

    /// What is done where a turn is not accepted.
    package enum Step: String, Sendable {
      /// A week before: the holder is asked.
      case first
      /// Four days before: the holder is asked again.
      case again
      /// Three days before: the next one in order is asked to stand in.
      case standIn = "stand-in"
      /// Two days before: the coordinators are told.
      case coordinators
      /// The session has another time: who had said yes is asked whether it suits.
      case moved
      /// Somebody has said yes: who is to sit beside them is told.
      case beside

      /// What is done one after another until somebody says yes.
      static let ladder: [Self] = [.first, .again, .standIn, .coordinators]
    }

    /// How many times of one session are remembered, the last ones.
    static let timesLimit = 8

    /// Who takes it; nil where nobody can.
    package var holder: MemberID?
    /// How it came to them.
    package var origin: Origin
    /// Whether they have said yes.
    package var isAccepted = false
    /// Who can't at this session.
    package var declined: [MemberID] = []
    /// What was done to get an answer.
    package var asked: [Step] = []
    /// Who was asked to stand in.
    package var standIn: MemberID?
    /// Who is to sit beside the holder.
    package var companion: MemberID?
    /// For which times of the session its holder was asked, or took it, the last one at the end.
    package var heard: [Instant] = []
    /// For which of those times the holder has said yes.
    package var agreed: [Instant] = []
    /// Since when it is with its holder.
    package var since: Instant
  }

  /// What became of one role at a session that is over.
  package struct Taking: Hashable, Sendable {
    /// Which role.
    package let role: String
    /// Who could have taken it.
    package let couldHave: [MemberID]
    /// Who did.
    package let did: [MemberID]
    /// Who is in the rota and was left alone.
    package let snoozed: [MemberID]
  }

  /// The role of which a session itself knows the holder.
  package static let facilitator = "facilitator"
  /// How many roles can have a rota.
  package static let rolesLimit = 10
  /// How many members can be in the rota of one role.
  package static let membersLimit = 100
  /// The longest name of a role, in bytes.
  package static let roleBytes = 30
  /// The longest reason for not taking a turn, in bytes.
  package static let reasonBytes = 300
  /// At how many sessions somebody must have been before a turn comes to them.
  package static let visitsNeeded = 2

  /// The rotas, the oldest first.
  package private(set) var rosters: OrderedDictionary<String, Roster> = [:]
  /// Who takes what at sessions that are not over.
  package private(set) var turns: [SessionID: OrderedDictionary<String, Turn>] = [:]
  /// The sessions of which turns are still to be noted, in the order in which they were planned.
  package private(set) var followed: OrderedSet<SessionID> = []
  /// What each has done, and could have.
  private(set) var history = Rota<String, MemberID>()

  init() {}

  /// Whether nobody takes turns here.
  var isEmpty: Bool { rosters.isEmpty && turns.isEmpty }

  /// The rota of that role.
  package subscript(role: String) -> Roster? { rosters[role] }

  /// The turn that was settled for `role` at `session`.
  package subscript(session: SessionID, role: String) -> Turn? { turns[session]?[role] }

  /// The sessions at which `member` took `role`, by their numbers.
  package func taken(by member: MemberID, as role: String) -> [Int] {
    history[role][member]?.sessions ?? []
  }

  /// The roles of which the past is known, in alphabetical order.
  var pastRoles: [String] { history.roles }

  /// The role under which it is noted who sat beside the holder of `role`.
  static func beside(_ role: String) -> String { role + "/beside" }

  mutating func apply(_ event: RotaEvent) {
    switch event {
    case .enrolled(let role, let member, _): roster(role) { $0.members.append(member) }
    case .dismissed(let role, let member):
      roster(role) { roster in
        roster.members.remove(member)
        roster.drop(member)
      }
    case .listed(let role, let members, _):
      roster(role) { roster in
        for gone in roster.members.subtracting(members) { roster.drop(gone) }
        roster.members = OrderedSet(members)
      }
    case .modeSet(let role, let isFair): roster(role) { $0.isFair = isFair }
    case .companionsSet(let role, let offers): roster(role) { $0.offersCompanions = offers }
    case .paired(let role, let learner, let mentor): roster(role) { $0.mentors[learner] = mentor }
    case .turned(let session, let role, let turn):
      follow(session)
      turns[session, default: [:]][role] = turn.origin == .planned ? nil : turn
      if turns[session]?.isEmpty ?? false { turns[session] = nil }
    case .held(let session, let takings):
      turns[session] = nil
      followed.remove(session)
      history.held(
        session.number,
        takings.map {
          RoleTaken(role: $0.role, couldHave: $0.couldHave, did: $0.did, snoozed: $0.snoozed)
        })
    }
  }

  /// Looks after the turns of a session from now on.
  mutating func follow(_ session: SessionID) { followed.append(session) }

  /// Looks after the turns of a session no more.
  mutating func drop(_ session: SessionID) {
    followed.remove(session)
    turns[session] = nil
  }

  mutating func forget(_ member: MemberID) {
    for role in rosters.keys {
      apply(.dismissed(role: role, member))
    }
    for session in turns.keys {
      for role in turns[session]?.keys ?? [] {
        turns[session]?[role]?.forget(member)
      }
    }
    for role in history.roles { history[role].remove(member) }
  }

  /// Changes the rota of a role; one of which nobody is any more goes.
  private mutating func roster(_ role: String, _ body: (inout Roster) -> Void) {
    var roster = rosters[role] ?? Roster(role: role)
    body(&roster)
    rosters[role] = roster.members.isEmpty ? nil : roster
  }

  /// Takes up what was read.
  mutating func restore(_ roster: Roster, _ records: [TurnRecord<MemberID>], of role: String) {
    if !roster.members.isEmpty { rosters[role] = roster }
    history[role] = TurnHistory(records)
  }
}

extension Rotas.Roster {
  /// Ends the pairs in which `member` learns or teaches.
  fileprivate mutating func drop(_ member: MemberID) {
    mentors[member] = nil
    mentors.removeAll { $0.value == member }
  }
}

extension Rotas.Turn {
  /// Notes that the holder knows of the time `start`.
  mutating func hear(of start: Instant) {
    heard = (heard.filter { $0 != start } + [start]).suffix(Self.timesLimit)
  }

  /// Notes that the holder says yes to the time `start`.
  mutating func agree(to start: Instant) {
    hear(of: start)
    agreed = (agreed.filter { $0 != start } + [start]).suffix(Self.timesLimit)
    isAccepted = true
  }

  /// Whose turn it was is forgotten, so that the next one is asked.
  fileprivate mutating func forget(_ member: MemberID) {
    declined.removeAll { $0 == member }
    if standIn == member { standIn = nil }
    if companion == member { companion = nil }
    guard holder == member else { return }
    holder = nil
    isAccepted = false
    asked = []
    companion = nil
    heard = []
    agreed = []
  }
}
