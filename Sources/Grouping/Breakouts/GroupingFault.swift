/// Why a problem can't be planned.
package enum GroupingFault: Error, Hashable, Sendable {
  /// The document is no problem: what was found, and where.
  case malformed(String)
  /// Something is outside its limits: `what` is `found`, and may be anything in the range.
  case outOfRange(what: String, found: Int, least: Int, most: Int)
  /// A rule names somebody who is not a member.
  case stranger(Int, rule: String)
  /// Two people are to stay together and apart.
  case togetherAndApart(Int, Int)
  /// In a round somebody would sit alone.
  case alone(round: Int, people: Int, groups: Int)
  /// People who are to stay together are more than any group of the round can hold.
  case tooManyTogether([Int], round: Int, largest: Int)
  /// People who are to stay apart are more than there are groups.
  case tooManyApart([Int], round: Int, groups: Int)
  /// Leads are kept together, so that fewer groups have one than could.
  case leadsTogether([Int], round: Int)
  /// Newcomers are kept together, and are more than a group may hold.
  case newcomersTogether([Int], round: Int, most: Int)
  /// Nothing is wrong with one rule alone, but all together leave no way to divide the people.
  case noDivision(round: Int)
  /// No division was found that keeps the rules; whether there is one is not known.
  case noDivisionFound(round: Int)
}

extension GroupingFault {
  /// Says what is wrong, with people called as `name` calls them; rounds are counted from 1.
  package func sentence(naming name: (Int) -> String) -> String {
    func names(_ people: [Int]) -> String { people.map(name).joined(separator: ", ") }
    switch self {
    case .malformed(let what): return what
    case .outOfRange(let what, let found, let least, let most):
      return "\(what) is \(found); it may be \(least) to \(most)"
    case .stranger(let person, let rule): return "\(rule) names \(name(person)), who is no member"
    case .togetherAndApart(let first, let second):
      return "\(name(first)) and \(name(second)) are to stay together and to stay apart"
    case .alone(let round, let people, let groups):
      return
        "round \(round + 1): \(people) present in \(groups) \(groups == 1 ? "group" : "groups") "
        + "leaves somebody alone"
    case .tooManyTogether(let people, let round, let largest):
      return "round \(round + 1): \(names(people)) are to stay together, "
        + "but the largest group holds \(largest)"
    case .tooManyApart(let people, let round, let groups):
      return "round \(round + 1): \(names(people)) are to stay apart, "
        + "but there are only \(groups) groups"
    case .leadsTogether(let people, let round):
      return "round \(round + 1): the leads \(names(people)) are to stay together, "
        + "so a group goes without a lead"
    case .newcomersTogether(let people, let round, let most):
      return "round \(round + 1): the newcomers \(names(people)) are to stay together, "
        + "but a group may hold only \(most) of them"
    case .noDivision(let round):
      return "round \(round + 1): the rules contradict each other: no division keeps them all"
    case .noDivisionFound(let round):
      return "round \(round + 1): no division was found that keeps all rules"
    }
  }
}
