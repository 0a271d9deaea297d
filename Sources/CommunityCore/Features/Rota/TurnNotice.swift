import OrderedCollections
import Primitives

extension Notice {
  /// Whom a step on the way to somebody who takes a role concerns.
  func asked(to role: String, _ step: Rotas.Turn.Step) -> [MemberID] {
    let turn = community.turn(of: role, at: session)
    return switch step {
    case .first, .again, .moved: [turn.holder].compactMap { $0 }
    case .standIn: [turn.standIn].compactMap { $0 }
    case .beside: [turn.companion].compactMap { $0 }
    case .coordinators: community.coordinators
    }
  }

  /// Whether the question still stands: the turn is theirs to take, and nobody has said yes.
  func isAsked(_ member: MemberID, to role: String, _ step: Rotas.Turn.Step) -> Bool {
    let turn = community.turn(of: role, at: session)
    return session.status == .planned && session.start > now
      && turn.isAccepted == (step == .beside) && asked(to: role, step).contains(member)
  }

  /// The roles of which coordinators are told that nobody has said yes.
  var openRoles: [String] {
    (community.rota.turns[session.id] ?? [:]).filter {
      !$0.value.isAccepted && $0.value.asked.contains(.coordinators)
    }.map(\.key)
  }

  /// What the text on open roles says beside the usual.
  func openValues(for member: MemberID?) -> [String: String] {
    let roles = openRoles.map { role in
      let holder = community.turn(of: role, at: session).holder
      return RoleName.bearer(role)
        + (holder.map { " (it is with \(community.people.name(of: $0)))" } ?? "")
    }
    var values = ["roles": roles.joined(separator: ", "), "called": called(member)]
    values["role"] = openRoles.first.map(RoleName.bearer)
    return values
  }

  /// What the texts on turns say beside the usual.
  func turnValues(of role: String, for member: MemberID?) -> [String: String] {
    let holder = community.turn(of: role, at: session).holder
    var values = ["role": RoleName.bearer(role)]
    values["holder"] = holder.map { community.people.name(of: $0) }
    if let companion = community.companion(of: role, at: session, asking: now) {
      let key = community.isExperienced(companion, in: role) ? "mentor" : "learner"
      values[key] = community.people.name(of: companion)
    }
    values["called"] = called(member)
    return values
  }

  /// Who is meant, where all read it in a room.
  private func called(_ member: MemberID?) -> String {
    guard member == nil else { return "" }
    let names = readers.map { community.people.name(of: $0) }.joined(separator: ", ")
    return names.isEmpty ? "" : names + ": "
  }
}

extension Rotas.Turn.Step {
  /// The long text in which it is worded.
  var prompt: Prompts.Prompt {
    switch self {
    case .first: .turn
    case .again: .turnAgain
    case .standIn: .standIn
    case .coordinators: .turnOpen
    case .moved: .turnMoved
    case .beside: .turnBeside
    }
  }
}
