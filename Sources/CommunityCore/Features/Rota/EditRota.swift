package import CommandGrammar
import OrderedCollections
package import Primitives

/// Puts a member into the rota of a role.
package struct AddToRota: Command {
  package static let description = CommandDescription(
    "rota add", audience: .facilitators,
    usage: "!rota add <@name> [role]",
    summary: "Lets somebody take turns as facilitator, or in another role such as notes.",
    examples: ["!rota add @bo", "!rota add @bo notes"],
    instead: "!volunteer", deed: .init("rota", "rotas"), isUndoable: true)

  private let words: RotaWords

  package init(reading arguments: inout Arguments) throws(UsageError) {
    words = RotaWords(reading: &arguments)
    try words.requireNames(1, "who takes turns")
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let (members, role) = try words.meaning(in: context)
    return try context.enrolling(members[0], in: role)
  }
}

/// Takes a member out of the rota of a role.
package struct RemoveFromRota: Command {
  package static let description = CommandDescription(
    "rota remove", aliases: ["rota drop"], audience: .facilitators,
    usage: "!rota remove <@name> [role]",
    summary: "Ends somebody's turns; what is settled for sessions ahead stays.",
    examples: ["!rota remove @bo", "!rota remove @bo notes"],
    instead: "!skip", deed: .init("rota", "rotas"), isUndoable: true)

  private let words: RotaWords

  package init(reading arguments: inout Arguments) throws(UsageError) {
    words = RotaWords(reading: &arguments)
    try words.requireNames(1, "who takes no turns any more")
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let (members, role) = try words.meaning(in: context)
    let roster = try context.community.requireRoster(of: role)
    guard roster.members.contains(members[0]) else {
      throw .notInRota(context.name(members[0]), role)
    }
    return Decision(
      [.rota(.dismissed(role: role, members[0]))],
      undoing: .init(
        "\(People.mention(members[0])) out of the rota of \(role)", context.restoring(roster)),
      saying: [
        Reply(
          "\(context.name(members[0])) takes no turns as \(RoleName.bearer(role)) any more. What is settled for "
            + "sessions ahead stays: `!rota`.")
      ])
  }
}

/// Says who takes turns in a role, and nobody else.
package struct SetRota: Command {
  package static let description = CommandDescription(
    "rota set", audience: .facilitators,
    usage: "!rota set <@name> <@name> … [role]",
    summary: "Says who takes turns, and nobody else.",
    examples: ["!rota set @ana @bo @cy", "!rota set @ana @bo notes"],
    instead: "!volunteer", deed: .init("rota", "rotas"), isUndoable: true)

  private let words: RotaWords

  package init(reading arguments: inout Arguments) throws(UsageError) {
    words = RotaWords(reading: &arguments)
    try words.requireNames(1, "who takes turns")
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let (members, role) = try words.meaning(in: context)
    let community = context.community
    if community.rota[role] == nil { try community.requireRoom(for: role) }
    if members.count > Rotas.membersLimit {
      throw .full("people in that rota", limit: Rotas.membersLimit)
    }
    let old = community.rota[role]
    let undo: [Event] =
      old.map { context.restoring($0) } ?? members.map { .rota(.dismissed(role: role, $0)) }
    return Decision(
      [.rota(.listed(role: role, members, at: context.now))],
      undoing: .init("rota of \(role) set", undo),
      saying: [
        Reply(
          "Turns as \(RoleName.bearer(role)) go round among \(members.map(context.name).joined(separator: ", ")). "
            + context.laterNote(members, isStarting: old == nil) + "`!rota` shows who is next.")
      ])
  }
}

/// Lets the rota propose who is next, or not.
package struct SetRotaMode: Command {
  package static let description = CommandDescription(
    "rota mode", audience: .facilitators,
    usage: "!rota mode <fair|off> [role]",
    summary: "Lets me propose and ask who is next, or stops that.",
    examples: ["!rota mode off", "!rota mode fair notes"],
    instead: "!rota", deed: .init("rota", "rotas"), isUndoable: true)

  private let isFair: Bool
  private let role: String

  package init(reading arguments: inout Arguments) throws(UsageError) {
    guard let word = arguments.take() else { throw .missing("`fair` or `off`") }
    switch word.folded {
    case "fair", "on": isFair = true
    case "off", "none": isFair = false
    default: throw .invalid(word.text, expected: "`fair` or `off`")
    }
    role = RoleName.take(&arguments) ?? Rotas.facilitator
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let roster = try context.community.requireRoster(of: role)
    let text =
      isFair
      ? "I propose who is \(RoleName.bearer(role)) next, the one with the fewest turns first, and ask them."
      : "I propose nobody as \(RoleName.bearer(role)) any more. What is settled stays, and what is done is counted."
    return Decision(
      [.rota(.modeSet(role: role, isFair: isFair))],
      undoing: .init(
        "rota of \(role) \(isFair ? "fair" : "off")",
        [.rota(.modeSet(role: role, isFair: roster.isFair))]),
      saying: [Reply(text)])
  }
}

/// Lets a member sit beside another to learn a role.
package struct PairInRota: Command {
  package static let description = CommandDescription(
    "rota pair", audience: .facilitators,
    usage: "!rota pair <@new> <@with> [role]",
    summary:
      "Lets somebody learn beside somebody, before turns of their own; both names again end it.",
    examples: ["!rota pair @cy @ana", "!rota pair @cy @ana notes"],
    instead: "!volunteer", deed: .init("pair", "pairs"), isUndoable: true)

  private let words: RotaWords

  package init(reading arguments: inout Arguments) throws(UsageError) {
    words = RotaWords(reading: &arguments)
    try words.requireNames(2, "who learns, and beside whom")
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let (members, role) = try words.meaning(in: context)
    let roster = try context.community.requireRoster(of: role)
    guard members.count == 2 else { throw .sameMember }
    let (learner, mentor) = (members[0], members[1])
    guard roster.members.contains(mentor) else { throw .notInRota(context.name(mentor), role) }
    let old = roster.mentors[learner]
    let new = old == mentor ? nil : mentor
    let names = (context.name(learner), context.name(mentor))
    let text =
      new == nil
      ? "\(names.0) does not learn beside \(names.1) any more."
      : "When \(names.1) is \(RoleName.bearer(role)), \(names.0) sits beside to learn it, and takes turns after that."
    return Decision(
      [.rota(.paired(role: role, learner: learner, mentor: new))],
      undoing: .init(
        "pair of \(People.mention(learner)) and \(People.mention(mentor))",
        [.rota(.paired(role: role, learner: learner, mentor: old))]),
      saying: [Reply(text)])
  }
}

extension Community {
  /// The rota of a role; a refusal where there is none.
  func requireRoster(of role: String) throws(Refusal) -> Rotas.Roster {
    if let roster = rota[role] { return roster }
    if rota.rosters.isEmpty { throw .noRota }
    throw .noSuchRota(role, Array(rota.rosters.keys))
  }

  /// Requires that one more role can have a rota.
  func requireRoom(for role: String) throws(Refusal) {
    if rota.rosters.count >= Rotas.rolesLimit {
      throw .full("roles with a rota", limit: Rotas.rolesLimit)
    }
  }
}

extension CommandContext {
  /// Lets `member` take turns in `role`.
  func enrolling(_ member: MemberID, in role: String) throws(Refusal) -> Decision {
    let roster = community.rota[role]
    if roster == nil { try community.requireRoom(for: role) }
    if roster?.members.contains(member) ?? false { throw .inRota(name(member), role) }
    if roster?.members.count ?? 0 >= Rotas.membersLimit {
      throw .full("people in that rota", limit: Rotas.membersLimit)
    }
    let who = member == author.id ? "You take" : "\(name(member)) takes"
    return Decision(
      [.rota(.enrolled(role: role, member, at: now))],
      undoing: .init(
        "\(People.mention(member)) into the rota of \(role)",
        [.rota(.dismissed(role: role, member))]),
      saying: [
        Reply(
          "\(who) turns as \(RoleName.bearer(role)) from now on. "
            + laterNote([member], isStarting: roster == nil) + "`!rota` shows who is next.")
      ])
  }

  /// What must be known of a rota that begins, and of those whose turns begin later.
  fileprivate func laterNote(_ members: [MemberID], isStarting: Bool) -> String {
    let isLater = members.contains { community.sessions.visits(of: $0) < Rotas.visitsNeeded }
    let later =
      isLater ? "Who has been at fewer than two sessions gets turns after the second. " : ""
    return (isStarting ? "A week before a session I ask whose turn it is. " : "") + later
  }

  /// The events that give a rota back the members it had, in their order.
  fileprivate func restoring(_ roster: Rotas.Roster) -> [Event] {
    [.rota(.listed(role: roster.role, Array(roster.members), at: now))]
      + roster.mentors.map {
        .rota(.paired(role: roster.role, learner: $0.key, mentor: $0.value))
      } + [.rota(.modeSet(role: roster.role, isFair: roster.isFair))]
  }
}
