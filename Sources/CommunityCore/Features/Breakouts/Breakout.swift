import Grouping
package import Primitives

/// The small groups into which the people of one session part, and come back from.
package struct Breakout: Hashable, Sendable {
  /// What was asked for.
  package struct Request: Hashable, Sendable {
    /// How many groups, or how many people in each.
    package var shape: GroupShape
    /// What the groups are for.
    package var goal: GroupPurpose
    /// Who would best meet whom.
    package var mixing: Mixing
    /// Members who are to be in one group.
    package var keep: [[MemberID]] = []
    /// Members who are to be in different groups.
    package var apart: [[MemberID]] = []
    /// How long a round takes.
    package var minutes: Int
    /// How many rounds there are.
    package var rounds: Int
  }

  /// Some who talk with each other.
  package struct Group: Hashable, Sendable {
    /// Who; nobody in a group that was dissolved, which keeps its number.
    package var members: [MemberID]
    /// Who sees to it that everybody speaks.
    package var lead: MemberID?
    /// Who takes notes.
    package var notes: MemberID?

    /// How many pairs meet in it.
    var pairCount: Int { members.count * (members.count - 1) / 2 }
  }

  /// The groups that are open now.
  package struct Running: Hashable, Sendable {
    /// Since when.
    package let since: Instant
    /// When everybody is called back.
    package var until: Instant
    /// Whether the end was announced.
    package var isWarned = false
    /// The groups; the first is called 1.
    package var groups: [Group]
  }

  /// What was asked for.
  package let request: Request
  /// Where it was asked for, so that what follows is said there: a room, and the post below which.
  package let room: RoomID
  /// The post below which it was asked for.
  package let post: MessageID
  /// Who asked for it; nil once that member is forgotten.
  package internal(set) var author: MemberID?
  /// Whether it was asked for in a direct message, where the answer belongs too.
  package let isDirect: Bool
  /// When it was drawn.
  package let at: Instant
  /// Where chance began.
  package let seed: UInt64
  /// Who takes part.
  package internal(set) var members: [MemberID]
  /// The rounds to come; none while the best groups are still looked for.
  package internal(set) var rounds: [[Group]] = []
  /// How many meetings of the rounds to come, when they were drawn, were not a pair's first.
  package internal(set) var repeats = 0
  /// How many of them no plan could have spared; nil where that is not known any more, because rounds
  /// have begun or people were moved since.
  package internal(set) var bound: Int?
  /// Whether the best groups are still looked for.
  package internal(set) var isSought = false
  /// The groups that are open now; nil where everybody is together.
  package internal(set) var running: Running?
  /// The rounds that took place, as they were when they ended.
  package internal(set) var held: [[Group]] = []

  /// The number of the round that runs, or else of the next one.
  package var round: Int { held.count + 1 }

  /// The groups that are open, or else those of the last round; none where no round has begun.
  var latest: [Group] { running?.groups ?? held.last ?? [] }

  /// The number of the round that runs, or else of the last one; 0 where none has begun.
  var latestRound: Int { running == nil ? held.count : round }

  /// The number of the group in which `member` is now, or will be; nil for none.
  func group(of member: MemberID) -> Int? {
    let groups = running?.groups ?? rounds.first ?? []
    return groups.firstIndex { $0.members.contains(member) }.map { $0 + 1 }
  }

  /// The number of the group in which `member` was last; nil for none.
  func lastGroup(of member: MemberID) -> Int? {
    latest.firstIndex { $0.members.contains(member) }.map { $0 + 1 }
  }

  /// Whether it stands as `other` left it, but for what the bot does by itself.
  func isUnchanged(since other: Breakout) -> Bool {
    var mine = self
    var theirs = other
    mine.running?.isWarned = false
    theirs.running?.isWarned = false
    if theirs.isSought {
      mine.rounds = []
      (mine.repeats, mine.bound, mine.isSought) = (0, nil, true)
    }
    return mine == theirs
  }

  mutating func forget(_ member: MemberID) {
    if author == member { author = nil }
    members.removeAll { $0 == member }
    for round in rounds.indices { Self.forget(member, in: &rounds[round]) }
    if var now = running {
      Self.forget(member, in: &now.groups)
      running = now
    }
    for round in held.indices {
      for group in held[round].indices {
        held[round][group].members.removeAll { $0 == member }
        if held[round][group].lead == member { held[round][group].lead = nil }
        if held[round][group].notes == member { held[round][group].notes = nil }
      }
    }
  }

  private static func forget(_ member: MemberID, in groups: inout [Group]) {
    for index in groups.indices {
      groups[index].members.removeAll { $0 == member }
      if groups[index].lead == member { groups[index].lead = nil }
      if groups[index].notes == member { groups[index].notes = nil }
    }
    // Whoever is left alone joins the smallest other group.
    guard let lonely = groups.firstIndex(where: { $0.members.count == 1 }),
      let other = groups.indices.filter({ $0 != lonely && !groups[$0].members.isEmpty })
        .min(by: { groups[$0].members.count < groups[$1].members.count })
    else { return }
    groups[other].members += groups[lonely].members
    groups[lonely] = Group(members: [])
  }
}

/// How people are parted.
package enum GroupShape: Hashable, Sendable {
  /// Into so many groups.
  case groups(Int)
  /// Into groups of about so many.
  case size(Int)
}

/// What groups are for; it chooses their question, and their size and time where nobody has.
package enum GroupPurpose: String, CaseIterable, Sendable {
  /// To discuss what the session is about.
  case topic
  /// To get to know each other.
  case chat
  /// To gather questions and answers.
  case questions = "qa"

  var goal: GroupGoal {
    switch self {
    case .topic: .discuss
    case .chat: .meet
    case .questions: .ask
    }
  }

  /// How many minutes groups of `size` get where nobody has said: enough for everybody to speak.
  func minutes(forSize size: Int) -> Int {
    let usual =
      switch self {
      case .topic: 12
      case .chat: 8
      case .questions: 15
      }
    return max(usual, Self.leastMinutes(forSize: size))
  }

  /// Two minutes for each, and two to begin and to end.
  static func leastMinutes(forSize size: Int) -> Int { 2 * size + 2 }
}

/// Who would best meet whom.
package enum Mixing: Hashable, Sendable {
  /// Those who have not met.
  case strangers
  /// Those who have.
  case familiar
  /// Those who differ in something.
  case mixed(Trait)
  /// Those who share an interest, named in folded words.
  case matched(String)

  /// What members may differ in.
  package enum Trait: String, CaseIterable, Sendable {
    /// How often they were here.
    case experience
    /// Their interests.
    case interests
    /// Their time zone.
    case zone
  }
}
