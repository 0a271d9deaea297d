import Primitives

/// The inner loop of the search: swaps of two people of a round, or of people who stay together.
///
/// It works on borrowed memory, because bounds checks and reference counts would cost more than the work itself.
/// A swap changes only the pairs of its two groups, so that a move costs about four look-ups for each of
/// their people. The rules hold before and after every move.
struct SwapLoop {
  let count: Int
  let rounds: Int
  let groupStride: Int
  let personAt: UnsafeMutablePointer<Int32>
  let seatOf: UnsafeMutablePointer<Int32>
  let groupAt: UnsafePointer<Int32>
  let starts: UnsafePointer<Int32>
  let codes: UnsafeMutablePointer<UInt16>
  let table: UnsafePointer<Int>
  let chances: UnsafePointer<UInt32>
  let best: UnsafeMutablePointer<Int32>
  let rules: RoundRules
  let leads: UnsafeMutablePointer<Int32>
  let newcomers: UnsafeMutablePointer<Int32>
  var randomness: Randomness
  var energy: Int
  var bestEnergy: Int
  /// Whether the present seats are better than those kept in `best`.
  var isBestUnsaved = false
}

/// Two seats of a round in different groups, and the spans of their groups.
struct SeatPair {
  let round: Int
  let seat: Int
  let other: Int
  let group: Int
  let otherGroup: Int
  let span: Range<Int>
  let otherSpan: Range<Int>
}

extension SwapLoop {
  /// Makes `moves` moves, or stops where the energy is at most `target`; returns how many were made.
  mutating func run(moves: Int, target: Int) -> Int {
    for move in 0..<moves {
      if energy <= target { return move }
      guard let pair = draw() else { continue }
      if rules.hasUnits {
        swapUnits(pair)
      } else if rules.canTransfer(pair) && draw(below: 4) == 0 {
        transfer(pair)
      } else {
        swap(pair)
      }
    }
    return moves
  }

  /// Keeps the present seats where they are the best so far.
  mutating func save() {
    guard isBestUnsaved else { return }
    best.update(from: personAt, count: count * rounds)
    isBestUnsaved = false
  }

  private mutating func draw(below bound: Int) -> Int {
    Int(((randomness.bits() >> 32) &* UInt64(truncatingIfNeeded: bound)) >> 32)
  }

  /// Two seats; every other time the first is one whose person has a repeat there, where four looks find one.
  private mutating func draw() -> SeatPair? {
    let bits = randomness.bits()
    let round = Int(((bits & 0xFFFF_FFFF) &* UInt64(truncatingIfNeeded: rounds)) >> 32)
    let base = round &* count
    let seats = Int(starts[round &* groupStride &+ groupStride &- 1])
    if seats < 4 { return nil }
    var seat = Int(((bits >> 32) &* UInt64(truncatingIfNeeded: seats)) >> 32)
    if bits & 1 == 0 {
      var looks = 4
      while looks > 0 && !hasRepeat(base, seat, round) {
        seat = draw(below: seats)
        looks &-= 1
      }
    }
    let group = Int(groupAt[base &+ seat])
    let row = round &* groupStride &+ group
    let span = Int(starts[row])..<Int(starts[row &+ 1])
    if span.count == seats { return nil }
    var other = draw(below: seats &- span.count)
    if other >= span.lowerBound { other &+= span.count }
    let otherGroup = Int(groupAt[base &+ other])
    let otherRow = round &* groupStride &+ otherGroup
    return SeatPair(
      round: round, seat: seat, other: other, group: group, otherGroup: otherGroup, span: span,
      otherSpan: Int(starts[otherRow])..<Int(starts[otherRow &+ 1]))
  }

  private func hasRepeat(_ base: Int, _ seat: Int, _ round: Int) -> Bool {
    let row = round &* groupStride &+ Int(groupAt[base &+ seat])
    let person = codes + Int(personAt[base &+ seat]) &* count
    for place in Int(starts[row])..<Int(starts[row &+ 1]) where place != seat {
      if table[Int(person[Int(personAt[base &+ place])]) &- 1] != 0 { return true }
    }
    return false
  }

  /// Whether a change of so much is taken; a loss is now and then.
  private mutating func accepts(_ change: Int) -> Bool {
    if change <= 0 { return true }
    if change >= PairCosts.moveUnit >> 1 { return false }
    let loss = (change << 44) >> 44
    if loss <= 0 { return true }
    return loss < 256 && UInt32(truncatingIfNeeded: randomness.bits() >> 32) < chances[loss]
  }

  /// Notes a change that is about to be made.
  private mutating func note(_ change: Int) {
    // Before a change that is none as well, or else what is kept would depend on the slices.
    if change >= 0 { save() }
    energy &+= change
    if energy < bestEnergy {
      bestEnergy = energy
      isBestUnsaved = true
    }
  }
}

extension SwapLoop {
  private mutating func swap(_ pair: SeatPair) {
    let change = self.change(pair)
    guard accepts(change), rules.allows(pair, in: self) else { return }
    note(change)
    apply(pair)
  }

  /// What it costs to swap the two people.
  private func change(_ pair: SeatPair) -> Int {
    let seats = personAt + pair.round &* count
    let person = Int(seats[pair.seat])
    let other = Int(seats[pair.other])
    let mine = codes + person &* count
    let theirs = codes + other &* count
    var change = 0
    for seat in pair.span where seat != pair.seat {
      let neighbour = Int(seats[seat])
      change &+= table[Int(theirs[neighbour])] &- table[Int(mine[neighbour]) &- 1]
    }
    for seat in pair.otherSpan where seat != pair.other {
      let neighbour = Int(seats[seat])
      change &+= table[Int(mine[neighbour])] &- table[Int(theirs[neighbour]) &- 1]
    }
    return change &+ rules.homeChange(pair, person, other)
  }

  /// Swaps the two people, whatever it costs.
  private func apply(_ pair: SeatPair) {
    let seats = personAt + pair.round &* count
    let person = Int(seats[pair.seat])
    let other = Int(seats[pair.other])
    for seat in pair.span where seat != pair.seat {
      let neighbour = Int(seats[seat])
      shift(person, neighbour, by: UInt16.max)
      shift(other, neighbour, by: 1)
    }
    for seat in pair.otherSpan where seat != pair.other {
      let neighbour = Int(seats[seat])
      shift(other, neighbour, by: UInt16.max)
      shift(person, neighbour, by: 1)
    }
    seats[pair.seat] = Int32(truncatingIfNeeded: other)
    seats[pair.other] = Int32(truncatingIfNeeded: person)
    seatOf[pair.round &* count &+ person] = Int32(truncatingIfNeeded: pair.other)
    seatOf[pair.round &* count &+ other] = Int32(truncatingIfNeeded: pair.seat)
    rules.move(person, pair.round, from: pair.group, to: pair.otherGroup, in: self)
    rules.move(other, pair.round, from: pair.otherGroup, to: pair.group, in: self)
  }

  private func shift(_ first: Int, _ second: Int, by amount: UInt16) {
    codes[first &* count &+ second] &+= amount
    codes[second &* count &+ first] &+= amount
  }
}

extension SwapLoop {
  /// Moves one person from the larger of two groups to the other, which takes its seats.
  private mutating func transfer(_ pair: SeatPair) {
    let seats = personAt + pair.round &* count
    let person = Int(seats[pair.seat])
    let mine = codes + person &* count
    var change = 0
    for seat in pair.span where seat != pair.seat {
      change &-= table[Int(mine[Int(seats[seat])]) &- 1]
    }
    for seat in pair.otherSpan { change &+= table[Int(mine[Int(seats[seat])])] }
    guard accepts(change), rules.allowsTransfer(person, pair, in: self) else { return }
    note(change)
    for seat in pair.span where seat != pair.seat {
      shift(person, Int(seats[seat]), by: UInt16.max)
    }
    for seat in pair.otherSpan { shift(person, Int(seats[seat]), by: 1) }
    rules.move(person, pair.round, from: pair.group, to: pair.otherGroup, in: self)
    rules.exchange(pair, in: self)
    put(person, at: pair.span.upperBound &- 1, swappingWith: pair.seat, pair.round)
    for offset in 0..<pair.otherSpan.count {
      let seat = pair.span.lowerBound &+ offset
      put(
        Int(seats[pair.otherSpan.lowerBound &+ offset]), at: seat,
        swappingWith: pair.otherSpan.lowerBound &+ offset, pair.round)
    }
  }

  /// Puts `person`, who sits on `seat`, on `place`, and whoever sits there on `seat`.
  private func put(_ person: Int, at place: Int, swappingWith seat: Int, _ round: Int) {
    let base = round &* count
    let displaced = personAt[base &+ place]
    personAt[base &+ place] = Int32(truncatingIfNeeded: person)
    personAt[base &+ seat] = displaced
    seatOf[base &+ Int(displaced)] = Int32(truncatingIfNeeded: seat)
    seatOf[base &+ person] = Int32(truncatingIfNeeded: place)
  }

  /// Swaps the unit of the first person with as many people of the other group, in whole units.
  ///
  /// It is done person by person and taken back where it is not accepted.
  private mutating func swapUnits(_ pair: SeatPair) {
    var pairs = unitPairs(pair)
    if pairs.isEmpty { return }
    var change = 0
    for swapped in pairs {
      change &+= self.change(swapped)
      apply(swapped)
    }
    if accepts(change), rules.holds(in: pair, self) {
      for swapped in pairs.reversed() { apply(swapped) }
      note(change)
      for swapped in pairs { apply(swapped) }
      return
    }
    while let swapped = pairs.popLast() { apply(swapped) }
  }

  private mutating func unitPairs(_ pair: SeatPair) -> [SeatPair] {
    let base = pair.round &* count
    let mine = rules.unit(of: Int(personAt[base &+ pair.seat]), pair.round)
    var theirs = rules.unit(of: Int(personAt[base &+ pair.other]), pair.round)
    if theirs.count > mine.count { return [] }
    var seat = pair.other
    for _ in 0..<pair.otherSpan.count where theirs.count < mine.count {
      seat = seat &+ 1 == pair.otherSpan.upperBound ? pair.otherSpan.lowerBound : seat &+ 1
      let unit = rules.unit(of: Int(personAt[base &+ seat]), pair.round)
      if theirs.contains(unit[0]) || theirs.count + unit.count > mine.count { continue }
      theirs += unit
    }
    if theirs.count < mine.count { return [] }
    return zip(mine, theirs).map { first, second in
      SeatPair(
        round: pair.round, seat: Int(seatOf[base &+ first]), other: Int(seatOf[base &+ second]),
        group: pair.group, otherGroup: pair.otherGroup, span: pair.span,
        otherSpan: pair.otherSpan)
    }
  }
}
