/// Widens the gaps between the turns of each person by exchanges that leave everybody's count as it is.
struct SeasonGaps {
  private(set) var holders: [[Int]]
  private let isAvailable: [[Bool]]
  /// The place of each person's last turn before the season, below 0, where there was one.
  private let lastTurns: [Int?]
  private var turns: [[Int]]

  init(available: [[Int]], holders: [[Int]], lastTurns: [Int?]) {
    self.holders = holders
    self.lastTurns = lastTurns
    var isAvailable = [[Bool]](
      repeating: [Bool](repeating: false, count: lastTurns.count), count: available.count)
    for (session, people) in available.enumerated() {
      for person in people { isAvailable[session][person] = true }
    }
    self.isAvailable = isAvailable
    turns = [[Int]](repeating: [], count: lastTurns.count)
    for (session, people) in holders.enumerated() {
      for person in people { turns[person].append(session) }
    }
  }

  /// Exchanges turns of two people, or round three of them, wherever that widens gaps, until nothing does.
  ///
  /// A gap of g sessions costs a thousand million over its fourth power, so that the smallest gaps count for most. Each
  /// exchange lowers the sum, so that it ends; it is cut off after 200 passes, which no season met here needed.
  mutating func widen() {
    let slots = holders.indices.flatMap { session in
      holders[session].indices.map { Slot(session: session, place: $0) }
    }
    for _ in 0..<200 where !exchangePairs(slots) {
      if !exchangeTriples(slots) { return }
    }
  }

  private struct Slot {
    let session: Int
    let place: Int
  }

  private mutating func exchangePairs(_ slots: [Slot]) -> Bool {
    var isChanged = false
    for (index, first) in slots.enumerated() {
      for second in slots[(index + 1)...] where canTake(first, from: second) {
        if exchange([first, second]) { isChanged = true }
      }
    }
    return isChanged
  }

  private mutating func exchangeTriples(_ slots: [Slot]) -> Bool {
    for first in slots {
      for second in slots where second.session != first.session && canTake(first, from: second) {
        for third in slots where third.session > first.session && canTake(second, from: third) {
          if exchange([first, second, third]) { return true }
        }
      }
    }
    return false
  }

  /// The fewest sessions between two turns of one person, the turn before the season included.
  var smallestGap: Int? {
    turns.indices.compactMap { person in
      let places = (lastTurns[person].map { [$0] } ?? []) + turns[person]
      return zip(places, places.dropFirst()).map { $1 - $0 }.min()
    }.min()
  }

  /// Whether whoever holds `giver` could hold `taker` instead of its holder.
  private func canTake(_ taker: Slot, from giver: Slot) -> Bool {
    let person = holders[giver.session][giver.place]
    return isAvailable[taker.session][person] && !holders[taker.session].contains(person)
  }

  /// Gives each slot to the holder of the next one, and the last to the first, if that is allowed and widens gaps.
  private mutating func exchange(_ slots: [Slot]) -> Bool {
    guard let first = slots.first, let last = slots.last, canTake(last, from: first) else {
      return false
    }
    let people = slots.map { holders[$0.session][$0.place] }
    guard Set(people).count == people.count else { return false }
    var before = 0
    var after = 0
    var moved: [[Int]] = []
    for (index, person) in people.enumerated() {
      let session = slots[(index + slots.count - 1) % slots.count].session
      let turns = self.turns[person].map { $0 == slots[index].session ? session : $0 }.sorted()
      before += cost(self.turns[person], of: person)
      after += cost(turns, of: person)
      moved.append(turns)
    }
    guard after < before else { return false }
    for (index, person) in people.enumerated() {
      let slot = slots[(index + slots.count - 1) % slots.count]
      turns[person] = moved[index]
      holders[slot.session][slot.place] = person
    }
    return true
  }

  private func cost(_ turns: [Int], of person: Int) -> Int {
    var before = lastTurns[person]
    var sum = 0
    for turn in turns {
      if let before {
        sum +=
          1_000_000_000 / ((turn - before) * (turn - before) * (turn - before) * (turn - before))
      }
      before = turn
    }
    return sum
  }
}
