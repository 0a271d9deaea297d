/// The minimum-cost flow from sessions to people in which the k-th turn of a person costs 2k - 1.
///
/// Successive shortest paths (Jewell 1958; Busacker and Gowen 1960): one unit after another takes the cheapest path
/// in the residual graph, which keeps the flow cheapest among all of its size. All costs lie on the last
/// arc, so that a breadth-first search and the least load among those it reaches find that path. Time: units times availabilities.
struct SeasonFlow {
  private let available: [[Int]]
  private let needed: [Int]
  /// The people who hold a turn in each session.
  private(set) var holders: [[Int]]
  /// The turns of each person, earlier ones included.
  private(set) var loads: [Int]
  private var sessionsOf: [[Int]]

  /// Takes sessions in which at least as many people are available as are needed.
  init(available: [[Int]], needed: [Int], earlier: [Int]) {
    self.available = available
    self.needed = needed
    loads = earlier
    holders = [[Int]](repeating: [], count: available.count)
    sessionsOf = [[Int]](repeating: [], count: earlier.count)
  }

  /// Fills every session.
  mutating func run() {
    for session in available.indices {
      for _ in 0..<needed[session] { augment(from: session) }
    }
  }

  /// Sends one more unit from `session`; turns that others hold elsewhere may move on the way.
  private mutating func augment(from session: Int) {
    var cameFrom = [Int](repeating: -1, count: loads.count)
    // The holder through whom each session was reached, and who would hand its turn on.
    var handing = [Int](repeating: -1, count: available.count)
    var queue = [session]
    var reached: Int?
    var next = 0
    while next < queue.count {
      let from = queue[next]
      next += 1
      for person in available[from] where cameFrom[person] < 0 && !holders[from].contains(person) {
        cameFrom[person] = from
        if reached.map({ loads[person] < loads[$0] }) ?? true { reached = person }
        for other in sessionsOf[person] where other != session && handing[other] < 0 {
          handing[other] = person
          queue.append(other)
        }
      }
    }
    guard let last = reached else { return }
    loads[last] += 1
    var person = last
    while true {
      let giver = cameFrom[person]
      holders[giver].append(person)
      sessionsOf[person].append(giver)
      if giver == session { return }
      let before = handing[giver]
      holders[giver].removeAll { $0 == before }
      sessionsOf[before].removeAll { $0 == giver }
      person = before
    }
  }
}
