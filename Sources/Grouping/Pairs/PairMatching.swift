/// The pairs of people that are as many as possible and, among those, cost least.
///
/// Edmonds's weighted matching ("Maximum matching and a polyhedron with 0,1-vertices", 1965) with slacks kept per
/// blossom, as Galil describes it ("Efficient algorithms for finding maximum matching in graphs", 1986): at most about the cube
/// of the number of people, whatever the costs. Vertices are counted from 1, so that 0 means nobody; blossoms follow
/// after the people. A dual value per vertex and odd set proves the result: that is why it needs no search.
struct PairMatching {
  /// How many pairs of people were looked at; the work, independent of the machine.
  private(set) var looks = 0

  private let count: Int
  private let weights: [Int]
  private let width: Int
  /// The highest vertex in use, blossoms among them.
  private var top: Int
  /// The people at the ends of the best edge between two vertices; 0 where there is none.
  private var ends: [Int32]
  private var duals: [Int]
  private var mate: [Int]
  private var slackFrom: [Int]
  private var outermost: [Int]
  private var parent: [Int]
  private var label: [Label]
  private var visit: [Int]
  private var visits = 0
  private var petals: [[Int]]
  /// Which petal of a blossom holds a person; 0 where none does.
  private var petalOf: [Int]
  private var queue: [Int] = []

  private enum Label { case free, outer, inner }

  /// Prepares for `count` people; `cost` is at least 0, and nil where two must not be a pair.
  ///
  /// The sum of all costs of a matching must stay below 2^52.
  init(count: Int, cost: (Int, Int) -> Int?) {
    self.count = count
    width = count + count / 2 + 2
    var costs = [Int](repeating: -1, count: (count + 1) * (count + 1))
    var dearest = 0
    for first in 0..<count {
      for second in 0..<first {
        guard let price = cost(first, second) else { continue }
        costs[(first + 1) * (count + 1) + second + 1] = price
        costs[(second + 1) * (count + 1) + first + 1] = price
        dearest = max(dearest, price)
      }
    }
    // One more pair must always outweigh what all pairs together could cost.
    let base = (count / 2 + 1) * dearest + 1
    weights = costs.map { $0 < 0 ? 0 : 2 * (base - $0) }
    top = count
    ends = [Int32](repeating: 0, count: width * width * 2)
    duals = [Int](repeating: 0, count: width)
    mate = duals
    slackFrom = duals
    outermost = duals
    parent = duals
    visit = duals
    label = [Label](repeating: .free, count: width)
    petals = [[Int]](repeating: [], count: width)
    petalOf = [Int](repeating: 0, count: width * (count + 1))
    let heaviest = (weights.max() ?? 0) / 2
    for person in stride(from: 1, through: count, by: 1) {
      outermost[person] = person
      duals[person] = heaviest
      petalOf[person * (count + 1) + person] = person
      for other in 1...count where weights[person * (count + 1) + other] > 0 {
        ends[(person * width + other) * 2] = Int32(person)
        ends[(person * width + other) * 2 + 1] = Int32(other)
      }
    }
  }

  /// The partner of each person, counted from 0, or nil where no partner is left.
  mutating func run() -> [Int?] {
    while grow() {}
    return stride(from: 1, through: count, by: 1).map { mate[$0] == 0 ? nil : mate[$0] - 1 }
  }
}

extension PairMatching {
  private func hasEdge(_ one: Int, _ other: Int) -> Bool { ends[(one * width + other) * 2] != 0 }
  private func tail(_ one: Int, _ other: Int) -> Int { Int(ends[(one * width + other) * 2]) }
  private func head(_ one: Int, _ other: Int) -> Int { Int(ends[(one * width + other) * 2 + 1]) }

  /// How far the best edge between two vertices is from being tight.
  private func slack(_ one: Int, _ other: Int) -> Int {
    let near = tail(one, other)
    let far = head(one, other)
    return duals[near] + duals[far] - weights[near * (count + 1) + far]
  }

  private mutating func setEdge(_ one: Int, _ other: Int, asFrom source: Int) {
    let near = ends[(source * width + other) * 2]
    let far = ends[(source * width + other) * 2 + 1]
    ends[(one * width + other) * 2] = near
    ends[(one * width + other) * 2 + 1] = far
    ends[(other * width + one) * 2] = far
    ends[(other * width + one) * 2 + 1] = near
  }

  private mutating func offerSlack(_ person: Int, _ vertex: Int) {
    let known = slackFrom[vertex]
    if known == 0 || slack(person, vertex) < slack(known, vertex) { slackFrom[vertex] = person }
  }

  private mutating func findSlack(_ vertex: Int) {
    slackFrom[vertex] = 0
    looks += count
    for person in 1...count
    where hasEdge(person, vertex) && outermost[person] != vertex
      && label[outermost[person]] == .outer
    {
      offerSlack(person, vertex)
    }
  }

  private mutating func enqueue(_ vertex: Int) {
    if vertex <= count { return queue.append(vertex) }
    for petal in petals[vertex] { enqueue(petal) }
  }

  private mutating func setOutermost(_ vertex: Int, _ blossom: Int) {
    outermost[vertex] = blossom
    guard vertex > count else { return }
    for petal in petals[vertex] { setOutermost(petal, blossom) }
  }

  /// The even place of `petal` in its blossom, turned round where that is needed.
  private mutating func evenPlace(of petal: Int, in blossom: Int) -> Int {
    let place = petals[blossom].firstIndex(of: petal) ?? 0
    guard place % 2 == 1 else { return place }
    petals[blossom][1...].reverse()
    return petals[blossom].count - place
  }

  private mutating func match(_ one: Int, with other: Int) {
    mate[one] = head(one, other)
    guard one > count else { return }
    let petal = petalOf[one * (count + 1) + tail(one, other)]
    let place = evenPlace(of: petal, in: one)
    for index in 0..<place { match(petals[one][index], with: petals[one][index ^ 1]) }
    match(petal, with: other)
    petals[one] = Array(petals[one][place...] + petals[one][..<place])
  }

  private mutating func augment(_ start: Int, _ end: Int) {
    var one = start
    var other = end
    while true {
      let next = outermost[mate[one]]
      match(one, with: other)
      if next == 0 { return }
      let before = outermost[parent[next]]
      match(next, with: before)
      one = before
      other = next
    }
  }

  private mutating func commonRoot(_ start: Int, _ end: Int) -> Int {
    visits += 1
    var one = start
    var other = end
    while one != 0 || other != 0 {
      if one != 0 {
        if visit[one] == visits { return one }
        visit[one] = visits
        one = outermost[mate[one]]
        if one != 0 { one = outermost[parent[one]] }
      }
      swap(&one, &other)
    }
    return 0
  }
}

extension PairMatching {
  private mutating func close(_ one: Int, _ root: Int, _ other: Int) {
    var blossom = count + 1
    while blossom <= top && outermost[blossom] != 0 { blossom += 1 }
    top = max(top, blossom)
    duals[blossom] = 0
    label[blossom] = .outer
    mate[blossom] = mate[root]
    petals[blossom] = [root]
    collect(from: one, to: root, into: blossom)
    petals[blossom][1...].reverse()
    collect(from: other, to: root, into: blossom)
    setOutermost(blossom, blossom)
    for vertex in 0...top {
      ends[(blossom * width + vertex) * 2] = 0
      ends[(vertex * width + blossom) * 2] = 0
    }
    for person in 1...count { petalOf[blossom * (count + 1) + person] = 0 }
    for petal in petals[blossom] {
      looks += top
      for vertex in 1...top where hasEdge(petal, vertex) {
        if !hasEdge(blossom, vertex) || slack(petal, vertex) < slack(blossom, vertex) {
          setEdge(blossom, vertex, asFrom: petal)
        }
      }
      for person in 1...count where petalOf[petal * (count + 1) + person] != 0 {
        petalOf[blossom * (count + 1) + person] = petal
      }
    }
    findSlack(blossom)
  }

  private mutating func collect(from start: Int, to root: Int, into blossom: Int) {
    var vertex = start
    while vertex != root {
      let partner = outermost[mate[vertex]]
      petals[blossom] += [vertex, partner]
      enqueue(partner)
      vertex = outermost[parent[partner]]
    }
  }

  private mutating func open(_ blossom: Int) {
    for petal in petals[blossom] { setOutermost(petal, petal) }
    let entrance = petalOf[blossom * (count + 1) + tail(blossom, parent[blossom])]
    let place = evenPlace(of: entrance, in: blossom)
    for index in stride(from: 0, to: place, by: 2) {
      let inner = petals[blossom][index]
      let outer = petals[blossom][index + 1]
      parent[inner] = tail(outer, inner)
      label[inner] = .inner
      label[outer] = .outer
      slackFrom[inner] = 0
      findSlack(outer)
      enqueue(outer)
    }
    label[entrance] = .inner
    parent[entrance] = parent[blossom]
    for petal in petals[blossom][(place + 1)...] {
      label[petal] = .free
      findSlack(petal)
    }
    outermost[blossom] = 0
  }

  /// Takes a tight edge into the forest; true where it completes an augmenting path.
  private mutating func take(_ near: Int, _ far: Int) -> Bool {
    let one = outermost[near]
    let other = outermost[far]
    if label[other] == .free {
      parent[other] = near
      label[other] = .inner
      let partner = outermost[mate[other]]
      slackFrom[other] = 0
      slackFrom[partner] = 0
      label[partner] = .outer
      enqueue(partner)
    } else if label[other] == .outer {
      let root = commonRoot(one, other)
      if root == 0 {
        augment(one, other)
        augment(other, one)
        return true
      }
      close(one, root, other)
    }
    return false
  }
}

extension PairMatching {
  /// Grows a forest from everybody without a partner until there is one pair more; false where there can't be.
  private mutating func grow() -> Bool {
    queue.removeAll(keepingCapacity: true)
    for vertex in stride(from: 1, through: top, by: 1) {
      label[vertex] = .free
      slackFrom[vertex] = 0
    }
    for vertex in stride(from: 1, through: top, by: 1)
    where outermost[vertex] == vertex && mate[vertex] == 0 {
      parent[vertex] = 0
      label[vertex] = .outer
      enqueue(vertex)
    }
    guard !queue.isEmpty else { return false }
    while true {
      if scan() { return true }
      guard adjust() else { return false }
      for vertex in 1...top where outermost[vertex] == vertex && slackFrom[vertex] != 0 {
        let person = slackFrom[vertex]
        guard outermost[person] != vertex, slack(person, vertex) == 0 else { continue }
        if take(tail(person, vertex), head(person, vertex)) { return true }
      }
      for blossom in stride(from: count + 1, through: top, by: 1)
      where outermost[blossom] == blossom && label[blossom] == .inner && duals[blossom] == 0 {
        open(blossom)
      }
    }
  }

  private mutating func scan() -> Bool {
    var next = 0
    while next < queue.count {
      let person = queue[next]
      next += 1
      if label[outermost[person]] == .inner { continue }
      looks += count
      for other in 1...count where hasEdge(person, other) && outermost[person] != outermost[other] {
        if slack(person, other) == 0 {
          if take(person, other) { return true }
        } else {
          offerSlack(person, outermost[other])
        }
      }
    }
    queue.removeAll(keepingCapacity: true)
    return false
  }

  /// Changes the duals by as much as they can; false where an unmatched person's has come to nothing.
  private mutating func adjust() -> Bool {
    var step = Int.max
    for vertex in 1...top where outermost[vertex] == vertex {
      if vertex > count && label[vertex] == .inner { step = min(step, duals[vertex] / 2) }
      guard slackFrom[vertex] != 0 else { continue }
      let distance = slack(slackFrom[vertex], vertex)
      if label[vertex] == .free { step = min(step, distance) }
      if label[vertex] == .outer { step = min(step, distance / 2) }
    }
    for person in 1...count where label[outermost[person]] == .outer {
      if duals[person] <= step { return false }
    }
    for person in 1...count {
      switch label[outermost[person]] {
      case .outer: duals[person] -= step
      case .inner: duals[person] += step
      case .free: break
      }
    }
    for blossom in stride(from: count + 1, through: top, by: 1) where outermost[blossom] == blossom
    {
      if label[blossom] == .outer { duals[blossom] += step * 2 }
      if label[blossom] == .inner { duals[blossom] -= step * 2 }
    }
    return true
  }
}
