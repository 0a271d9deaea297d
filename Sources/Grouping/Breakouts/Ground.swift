/// A problem that has been looked at: what holds in each round, and which pairs are special.
///
/// Making one refuses what is out of range or contradicts itself in a way that can be told at a glance;
/// `Division` finds the rest.
struct Ground: Sendable {
  let problem: GroupingProblem
  let count: Int
  let rounds: Int
  /// Who is present, in ascending order, in each round.
  let present: [[Int]]
  /// The accepted sizes of each round, those with the fewest pairs first.
  let divisions: [[[Int]]]
  /// How often each pair of people met before; pairs that never did are left out.
  let met: [Int: Int]
  /// How many months ago a pair met last.
  let age: [Int: Int]
  /// The pairs that a list of `together` names.
  let forced: Set<Int>
  /// The pairs that a list of `apart` names.
  let barred: Set<Int>
  let isLead: [Bool]
  let isNewcomer: [Bool]

  init(_ problem: GroupingProblem) throws(GroupingFault) {
    try Self.checkRanges(problem)
    try Self.checkNames(problem)
    self.problem = problem
    let count = problem.memberCount
    self.count = count
    rounds = problem.rounds
    present = (0..<problem.rounds).map { round in
      let here = problem.present(in: round)
      return (0..<count).filter { here[$0] }
    }
    var known: [Int: [[Int]]] = [:]
    divisions = present.map { people in
      if let accepted = known[people.count] { return accepted }
      let accepted = GroupSizes.accepted(for: people.count, shape: problem.shape)
      // Fewer pairs a round can never mean more repeats; of two that tie, the one named first stays first.
      let ordered = accepted.enumerated().sorted {
        (GroupSizes.pairs(in: $0.element), $0.offset) < (
          GroupSizes.pairs(in: $1.element), $1.offset
        )
      }.map { $0.element }
      known[people.count] = ordered
      return ordered
    }
    var met: [Int: Int] = [:]
    var age: [Int: Int] = [:]
    for record in problem.history where record.times > 0 && record.first != record.second {
      let pair = problem.key(record)
      met[pair, default: 0] += record.times
      age[pair] = min(age[pair] ?? Int.max, max(0, record.monthsAgo))
    }
    self.met = met
    self.age = age
    forced = Set(Pairs(within: problem.together, of: count))
    barred = Set(Pairs(within: problem.apart, of: count))
    isLead = Self.flags(problem.leads, count)
    isNewcomer = Self.flags(problem.newcomers, count)
    try checkRules()
  }

  private static func flags(_ people: [Int], _ count: Int) -> [Bool] {
    var flags = [Bool](repeating: false, count: count)
    for person in people { flags[person] = true }
    return flags
  }

  private static func check(
    _ what: String, _ found: Int, _ least: Int, _ most: Int
  ) throws(GroupingFault) {
    if found < least || found > most {
      throw .outOfRange(what: what, found: found, least: least, most: most)
    }
  }

  private static func checkRanges(_ problem: GroupingProblem) throws(GroupingFault) {
    typealias Limits = GroupingProblem.Limits
    try check("the number of members", problem.memberCount, 2, Limits.members)
    try check("the number of rounds", problem.rounds, 1, Limits.rounds)
    try check("members times rounds", problem.memberCount * problem.rounds, 2, Limits.seats)
    switch problem.shape {
    case .size(let size): try check("groupSize", size, 2, Limits.members)
    case .groups(let groups): try check("groups", groups, 1, Limits.members)
    }
    try check("the number of pairs in the history", problem.history.count, 0, Limits.meetings)
    for record in problem.history {
      try check("how often a pair has met", record.times, 0, Limits.times)
    }
    try check("the number of rounds with absent people", problem.absent.count, 0, problem.rounds)
  }

  private static func checkNames(_ problem: GroupingProblem) throws(GroupingFault) {
    let rules = [
      ("history", problem.history.flatMap { [$0.first, $0.second] }),
      ("together", problem.together.flatMap { $0 }), ("apart", problem.apart.flatMap { $0 }),
      ("leads", problem.leads), ("newcomers", problem.newcomers),
      ("absent", problem.absent.flatMap { $0 }), ("current", problem.current.flatMap { $0 }),
    ]
    for (rule, people) in rules {
      for person in people where person < 0 || person >= problem.memberCount {
        throw .stranger(person, rule: rule)
      }
    }
    var isSeated = [Bool](repeating: false, count: problem.memberCount)
    for person in problem.current.joined() {
      if isSeated[person] { throw .malformed("current seats somebody in two groups") }
      isSeated[person] = true
    }
  }

  /// Whether everybody is present in every round.
  var isFull: Bool { present.allSatisfy { $0.count == count } }

  /// Whether any rule limits who may sit with whom.
  var hasRules: Bool {
    !forced.isEmpty || !barred.isEmpty || !problem.leads.isEmpty || !problem.newcomers.isEmpty
  }

  /// Whether the people are interchangeable and sizes are all that matters.
  var isPlain: Bool { isFull && !hasRules && met.isEmpty && problem.current.isEmpty }
}

extension Ground {
  private func checkRules() throws(GroupingFault) {
    for pair in forced.sorted() where barred.contains(pair) {
      throw .togetherAndApart(pair / count, pair % count)
    }
    for round in 0..<rounds {
      try checkSizes(of: round)
      for unit in units(in: round) where unit.count > 1 { try check(unit, in: round) }
      try checkApart(in: round)
    }
  }

  private func checkSizes(of round: Int) throws(GroupingFault) {
    let sizes = divisions[round][0]
    guard sizes.contains(where: { $0 < 2 }) else { return }
    throw .alone(round: round, people: present[round].count, groups: sizes.count)
  }

  private func check(_ unit: [Int], in round: Int) throws(GroupingFault) {
    for pair in Pairs(within: [unit], of: count) where barred.contains(pair) {
      throw .togetherAndApart(pair / count, pair % count)
    }
    let largest = divisions[round].map { $0.first ?? 0 }.max() ?? 0
    if unit.count > largest {
      throw .tooManyTogether(unit, round: round, largest: largest)
    }
    let fewest = divisions[round].map(\.count).min() ?? 0
    let leads = unit.filter { isLead[$0] }
    let allLeads = present[round].count { isLead[$0] }
    if leads.count > 1, divisions[round].allSatisfy({ allLeads <= $0.count }) {
      throw .leadsTogether(leads, round: round)
    }
    let newcomers = unit.filter { isNewcomer[$0] }
    let most = newcomerLimit(in: round, groups: fewest)
    if newcomers.count > most {
      throw .newcomersTogether(newcomers, round: round, most: most)
    }
  }

  private func checkApart(in round: Int) throws(GroupingFault) {
    guard !problem.apart.isEmpty else { return }
    let here = problem.present(in: round)
    let most = divisions[round].map(\.count).max() ?? 0
    for list in problem.apart {
      let people = Set(list).filter { here[$0] }.sorted()
      if people.count > most {
        throw .tooManyApart(people, round: round, groups: most)
      }
    }
  }

  /// Those who must share a group in `round`, a list for each set of people; who is alone comes alone.
  ///
  /// Two lists of `together` that share a person who is present make one unit.
  func units(in round: Int) -> [[Int]] {
    guard !problem.together.isEmpty else { return present[round].map { [$0] } }
    let here = problem.present(in: round)
    var root = Array(0..<count)
    func find(_ person: Int) -> Int {
      var person = person
      while root[person] != person { person = root[person] }
      return person
    }
    for list in problem.together {
      let people = list.filter { here[$0] }
      for person in people.dropFirst() { root[find(person)] = find(people[0]) }
    }
    var members = [[Int]](repeating: [], count: count)
    for person in present[round] { members[find(person)].append(person) }
    return members.filter { !$0.isEmpty }.sorted { $0[0] < $1[0] }
  }

  /// How many newcomers a group of `round` may hold.
  func newcomerLimit(in round: Int, groups: Int) -> Int {
    let newcomers = present[round].count { isNewcomer[$0] }
    return groups == 0 ? 0 : (newcomers + groups - 1) / groups
  }

  /// How many groups of `round` must have a lead.
  func leadTarget(in round: Int, groups: Int) -> Int {
    min(present[round].count { isLead[$0] }, groups)
  }
}
