import Grouping

/// A second way to the least costs of a season: an explicit network, Bellman-Ford and flow by flow.
///
/// It shares nothing with the planner; turns before the season must be none.
enum ReferenceFlow {
  private struct Arc {
    let from: Int
    let to: Int
    var room: Int
    let cost: Int
  }

  /// The least sum of the squares of everybody's turns.
  static func leastSquares(_ season: SeasonProblem<Int>) -> Int {
    let people = Set(season.available.joined()).sorted()
    let sessions = season.available.count
    let sink = 1 + sessions + people.count
    var arcs: [Arc] = []
    func add(_ from: Int, _ to: Int, _ room: Int, _ cost: Int) {
      arcs.append(Arc(from: from, to: to, room: room, cost: cost))
      arcs.append(Arc(from: to, to: from, room: 0, cost: -cost))
    }
    for (session, available) in season.available.enumerated() {
      add(0, 1 + session, needed(season, session), 0)
      for (number, person) in people.enumerated() where available.contains(person) {
        add(1 + session, 1 + sessions + number, 1, 0)
      }
    }
    for number in people.indices {
      for turn in 1...sessions { add(1 + sessions + number, sink, 1, 2 * turn - 1) }
    }
    var total = 0
    while let cost = push(&arcs, sink) { total += cost }
    return total
  }

  private static func push(_ arcs: inout [Arc], _ sink: Int) -> Int? {
    var distance = [Int](repeating: Int.max, count: sink + 1)
    var arrival = [Int](repeating: -1, count: sink + 1)
    distance[0] = 0
    var isChanged = true
    while isChanged {
      isChanged = false
      for (index, arc) in arcs.enumerated() where arc.room > 0 && distance[arc.from] != Int.max {
        if distance[arc.from] + arc.cost < distance[arc.to] {
          distance[arc.to] = distance[arc.from] + arc.cost
          arrival[arc.to] = index
          isChanged = true
        }
      }
    }
    guard distance[sink] != Int.max else { return nil }
    var vertex = sink
    while vertex != 0 {
      arcs[arrival[vertex]].room -= 1
      arcs[arrival[vertex] ^ 1].room += 1
      vertex = arcs[arrival[vertex]].from
    }
    return distance[sink]
  }

  /// The least spread for which everybody's turns can lie between a least and a most: tried one by one.
  static func leastSpread(_ season: SeasonProblem<Int>) -> Int? {
    let sessions = season.available.count
    for spread in 0...sessions {
      for least in 0...sessions where isPossible(season, least: least, most: least + spread) {
        return spread
      }
    }
    return nil
  }

  /// Whether a flow fills every session and gives everybody between `least` and `most` turns.
  ///
  /// Everybody takes what they must first; then the places still open are filled. Turns once given may move but never
  /// become fewer for a person, so that both steps together succeed if anything does.
  private static func isPossible(_ season: SeasonProblem<Int>, least: Int, most: Int) -> Bool {
    var open = season.available.indices.map { needed(season, $0) }
    let wanted = open.reduce(0, +)
    let people = Set(season.available.joined()).sorted()
    guard least * people.count <= wanted, most * people.count >= wanted else { return false }
    var holders = [Set<Int>](repeating: [], count: open.count)
    func give(_ person: Int, _ seen: inout Set<Int>) -> Bool {
      for session in open.indices where season.available[session].contains(person) {
        guard !holders[session].contains(person), seen.insert(session).inserted else { continue }
        if open[session] > 0 {
          open[session] -= 1
          holders[session].insert(person)
          return true
        }
        for other in holders[session].sorted() where give(other, &seen) {
          holders[session].remove(other)
          holders[session].insert(person)
          return true
        }
      }
      return false
    }
    for person in people {
      for _ in 0..<least {
        var seen: Set<Int> = []
        if !give(person, &seen) { return false }
      }
    }
    var filled = least * people.count
    for person in people {
      for _ in least..<most {
        var seen: Set<Int> = []
        guard give(person, &seen) else { break }
        filled += 1
      }
    }
    return filled == wanted
  }

  private static func needed(_ season: SeasonProblem<Int>, _ session: Int) -> Int {
    session < season.needed.count ? season.needed[session] : 1
  }
}
