import OrderedCollections
import Primitives

extension Notice {
  /// Whom a step on the way to somebody who takes a role concerns.
  func asked(to role: String, _ step: Rotas.Turn.Step) -> [MemberID] {
    let turn = community.turn(of: role, at: session)
    return switch step {
    case .first, .again: [turn.holder].compactMap { $0 }
    case .standIn: [turn.standIn].compactMap { $0 }
    case .coordinators: community.coordinators
    }
  }

  /// Whether the question still stands: the turn is theirs to take, and nobody has said yes.
  func isAsked(_ member: MemberID, to role: String, _ step: Rotas.Turn.Step) -> Bool {
    let turn = community.turn(of: role, at: session)
    return session.status == .planned && session.start > now && !turn.isAccepted
      && asked(to: role, step).contains(member)
  }

  /// What the texts on turns say beside the usual.
  func turnValues(of role: String, for member: MemberID?) -> [String: String] {
    let holder = community.turn(of: role, at: session).holder
    var values = ["role": RoleName.bearer(role)]
    values["holder"] = holder.map { community.people.name(of: $0) }
    // In a room it must be said who is asked.
    values["called"] = ""
    if member == nil {
      let names = readers.map { community.people.name(of: $0) }.joined(separator: ", ")
      values["called"] = names.isEmpty ? "" : names + ": "
    }
    return values
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
    }
  }
}
