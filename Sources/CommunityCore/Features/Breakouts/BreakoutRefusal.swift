import CommandGrammar
import Primitives

/// Why something about breakout groups is not done.
package enum BreakoutRefusal: Error, Hashable, Sendable {
  /// Nobody has asked for groups at the session.
  case none(SessionID)
  /// Fewer are there than two groups of two need.
  case tooFew(Int, isHere: Bool)
  /// Nobody differs in what was to be mixed.
  case allAlike(Mixing.Trait)
  /// Fewer than two have the interest.
  case nobodyShares(String)
  /// Groups of that size would be one group.
  case oneGroup(Int, size: Int)
  /// What was asked for contradicts itself; the reason without a full stop.
  case impossible(String)
  /// No groups were found that suit everybody; why is nobody's business.
  case noSuchGroups
  /// The best groups are still looked for.
  case stillLooking
  /// Groups are open already, until then.
  case running(String)
  /// No groups are open.
  case notRunning
  /// All rounds that were drawn took place.
  case roundsOver
  /// No round has taken place that could be held again.
  case nothingToRepeat
  /// The session can't be split yet, or not any more; the text says which and when.
  case notNow(String)
  /// Several sessions are on.
  case whichSession([String])
  /// The member takes no part in the groups.
  case notThere(String)
  /// The member takes part already, in the group with that number.
  case thereAlready(String, group: Int)
  /// There is no group with that number.
  case noSuchGroup(Int, of: Int)
  /// Somebody would stay alone in the group with that number.
  case alone(group: Int)
  /// The groups would be open for less than a minute or more than two hours in all.
  case timeLimit
  /// A report is for the members of the group.
  case otherGroup(Int, own: Int?)
  /// Nothing was reported.
  case noReports
  /// What is private was typed in a room, and not kept.
  case onlyDirectly
  /// There is no such wish.
  case noWish
  /// Nobody can be apart from themselves.
  case oneself
}

extension BreakoutRefusal {
  /// The sentence that a member reads: what stands in the way, and what can be done.
  var reply: Reply {
    switch self {
    case .none(let id):
      Reply("No groups are drawn for \(id). `!breakout size 3` or `!breakout 4` draws some.")
    case .tooFew(let count, let isHere):
      Reply(
        "\(Self.people(count)) \(isHere ? "here" : "coming"), and two groups need four. "
          + "`!here` says that you are there.")
    case .allAlike(let trait):
      Reply(
        "As far as I know everybody here is alike in \(trait.rawValue). Try it without `--mix`.")
    case .nobodyShares(let tag):
      Reply(
        "Fewer than two people here care about “\(Prose.clean(Prose.prefix(tag, bytes: 60)))”. "
          + "`!join <interest>` says what one cares about.")
    case .oneGroup(let count, let size):
      Reply("\(count) people in groups of \(size) are one group. `!breakout 2` makes two.")
    case .impossible(let reason): Reply("That can't be: \(reason). Nothing was changed.")
    case .noSuchGroups:
      Reply(
        "I find no such groups that suit everybody here. Another number or size may do. "
          + "Nothing was changed.")
    case .stillLooking: Reply("I am still looking for the best groups; they come in a moment.")
    case .running(let time):
      Reply("Groups are open until \(time). `!breakout back` calls everybody together first.")
    case .notRunning: Reply("No groups are open now. `!breakout` shows what is drawn.")
    case .roundsOver:
      Reply(
        "All rounds have taken place. `!breakout again` takes the last groups once more, "
          + "`!breakout shuffle` draws others.")
    case .nothingToRepeat:
      Reply("No round has taken place yet. `!breakout go` starts what is drawn.")
    case .notNow(let headline):
      Reply("Groups can start from half an hour before until the end: \(headline).")
    case .whichSession(let names):
      Reply(
        "\(names.joined(separator: " and ")) are on. Please say that in the thread of one of them.")
    case .notThere(let name):
      Reply("\(name) is in no group here. `!breakout add @name` (or `me`) finds a place.")
    case .thereAlready(let name, let group):
      Reply("There is nothing to do: \(name) is in group \(group).")
    case .noSuchGroup(let number, let count):
      Reply("There is no group \(number), only 1 to \(count).")
    case .alone(let group):
      Reply(
        "Somebody would be left alone in group \(group). Move them both, or `!breakout back` ends it."
      )
    case .timeLimit: Reply("Groups are open for two hours at most, and a minute at least.")
    case .otherGroup(let number, let own):
      Reply(
        "Group \(number) speaks for itself. "
          + (own.map { "You are in group \($0): `!report \($0) <text>`." }
            ?? "You are in no group here."))
    case .noReports: Reply("Nothing was reported yet. `!report <text>` is how a group does it.")
    case .onlyDirectly:
      Reply(
        "I have kept nothing of that: the room can see it, and you may want to delete it. "
          + "Please write it to me alone.")
    case .noWish: Reply("I know of no such wish of yours. `!apart` shows them.")
    case .oneself: Reply("That is you. I need somebody else's name.")
    }
  }

  private static func people(_ count: Int) -> String {
    count == 0 ? "Nobody is" : count == 1 ? "One is" : "\(count) are"
  }
}
