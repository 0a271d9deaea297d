/// The rules as flat tables, made once for a problem and the sizes of its rounds.
struct Rulebook: Sendable {
  let hasUnits: Bool
  let hasApart: Bool
  let hasLeads: Bool
  let hasNewcomers: Bool
  let hasHome: Bool
  /// 1 where two people stay apart: that of person i and person j at i times the count plus j.
  let apart: [UInt8]
  let isLead: [Bool]
  let isNewcomer: [Bool]
  /// How many newcomers a group of each round may hold.
  let newcomerLimits: [Int32]
  /// The next person of the same unit, in a ring, at the round times the count plus the person.
  let nextInUnit: [Int32]
  /// The group that each person would like to keep in the first round, or -1.
  let home: [Int32]

  init(_ ground: Ground, sizes: [[Int]], home: [Int]) {
    let count = ground.count
    hasUnits = !ground.problem.together.isEmpty
    hasApart = !ground.barred.isEmpty
    hasLeads = !ground.problem.leads.isEmpty
    hasNewcomers = !ground.problem.newcomers.isEmpty
    hasHome = home.contains { $0 >= 0 }
    var apart = [UInt8](repeating: 0, count: ground.barred.isEmpty ? 1 : count * count)
    for pair in ground.barred {
      apart[pair] = 1
      apart[pair % count * count + pair / count] = 1
    }
    self.apart = apart
    isLead = ground.isLead
    isNewcomer = ground.isNewcomer
    newcomerLimits = sizes.enumerated().map {
      Int32(ground.newcomerLimit(in: $0.offset, groups: $0.element.count))
    }
    var ring = [Int32](repeating: -1, count: hasUnits ? count * ground.rounds : 1)
    if hasUnits {
      for round in 0..<ground.rounds {
        for unit in ground.units(in: round) {
          for (index, person) in unit.enumerated() {
            ring[round * count + person] = Int32(unit[(index + 1) % unit.count])
          }
        }
      }
    }
    nextInUnit = ring
    self.home = home.isEmpty ? [-1] : home.map { Int32($0) }
  }
}

/// The rulebook as the inner loop sees it: borrowed, and asked only for what the problem has.
struct RoundRules {
  let hasUnits: Bool
  let hasApart: Bool
  let hasLeads: Bool
  let hasNewcomers: Bool
  let hasHome: Bool
  let apart: UnsafePointer<UInt8>
  let isLead: UnsafePointer<Bool>
  let isNewcomer: UnsafePointer<Bool>
  let newcomerLimits: UnsafePointer<Int32>
  let nextInUnit: UnsafePointer<Int32>
  let home: UnsafePointer<Int32>
  let count: Int
}

extension RoundRules {
  /// Everybody who has to go where `person` goes.
  func unit(of person: Int, _ round: Int) -> [Int] {
    var unit = [person]
    var next = Int(nextInUnit[round &* count &+ person])
    while next != person {
      unit.append(next)
      next = Int(nextInUnit[round &* count &+ next])
    }
    return unit
  }

  /// What two people who swap lose or win by leaving or finding the groups that they would like to keep.
  func homeChange(_ pair: SeatPair, _ person: Int, _ other: Int) -> Int {
    guard hasHome, pair.round == 0 else { return 0 }
    var moved = 0
    if home[person] == Int32(truncatingIfNeeded: pair.group) { moved &+= 1 }
    if home[person] == Int32(truncatingIfNeeded: pair.otherGroup) { moved &-= 1 }
    if home[other] == Int32(truncatingIfNeeded: pair.otherGroup) { moved &+= 1 }
    if home[other] == Int32(truncatingIfNeeded: pair.group) { moved &-= 1 }
    return moved &* PairCosts.moveUnit
  }

  /// Whether one person of the first group may go to the second, which then has its size.
  func canTransfer(_ pair: SeatPair) -> Bool {
    pair.span.count == pair.otherSpan.count &+ 1 && !(hasHome && pair.round == 0)
  }

  /// Whether the rules still hold when the two people have swapped.
  func allows(_ pair: SeatPair, in loop: SwapLoop) -> Bool {
    if !hasApart && !hasLeads && !hasNewcomers { return true }
    let seats = loop.personAt + pair.round &* count
    let person = Int(seats[pair.seat])
    let other = Int(seats[pair.other])
    if hasApart {
      if isApart(person, from: pair.otherSpan, except: pair.other, seats) { return false }
      if isApart(other, from: pair.span, except: pair.seat, seats) { return false }
    }
    let row = pair.round &* loop.groupStride
    if hasLeads && isLead[person] != isLead[other] {
      let giving = isLead[person] ? pair.group : pair.otherGroup
      let taking = isLead[person] ? pair.otherGroup : pair.group
      if loop.leads[row &+ giving] == 1 && loop.leads[row &+ taking] > 0 { return false }
    }
    if hasNewcomers && isNewcomer[person] != isNewcomer[other] {
      let taking = isNewcomer[person] ? pair.otherGroup : pair.group
      if loop.newcomers[row &+ taking] >= newcomerLimits[pair.round] { return false }
    }
    return true
  }

  /// Whether the rules still hold when `person` has moved to the second group.
  func allowsTransfer(_ person: Int, _ pair: SeatPair, in loop: SwapLoop) -> Bool {
    let row = pair.round &* loop.groupStride
    let seats = loop.personAt + pair.round &* count
    if hasApart && isApart(person, from: pair.otherSpan, except: -1, seats) { return false }
    if hasLeads && isLead[person] && loop.leads[row &+ pair.group] == 1
      && loop.leads[row &+ pair.otherGroup] > 0
    {
      return false
    }
    return !hasNewcomers || !isNewcomer[person]
      || loop.newcomers[row &+ pair.otherGroup] < newcomerLimits[pair.round]
  }

  /// Whether the two groups keep the rules as they sit now.
  ///
  /// A group without a lead is allowed only where it had none before, which the count of groups tells.
  func holds(in pair: SeatPair, _ loop: SwapLoop) -> Bool {
    let row = pair.round &* loop.groupStride
    let seats = loop.personAt + pair.round &* count
    if hasNewcomers {
      let most = max(loop.newcomers[row &+ pair.group], loop.newcomers[row &+ pair.otherGroup])
      if most > newcomerLimits[pair.round] { return false }
    }
    if hasLeads {
      let first = loop.leads[row &+ pair.group]
      let second = loop.leads[row &+ pair.otherGroup]
      if (first == 0 || second == 0) && first &+ second > 1 { return false }
    }
    guard hasApart else { return true }
    for span in [pair.span, pair.otherSpan] {
      for seat in span where isApart(Int(seats[seat]), from: span, except: seat, seats) {
        return false
      }
    }
    return true
  }

  private func isApart(
    _ person: Int, from span: Range<Int>, except own: Int, _ seats: UnsafeMutablePointer<Int32>
  ) -> Bool {
    let row = apart + person &* count
    for seat in span where seat != own {
      if row[Int(seats[seat])] != 0 { return true }
    }
    return false
  }

  /// Counts a lead or a newcomer in the new group and no longer in the old one.
  func move(_ person: Int, _ round: Int, from old: Int, to new: Int, in loop: SwapLoop) {
    let row = round &* loop.groupStride
    if hasLeads && isLead[person] {
      loop.leads[row &+ old] &-= 1
      loop.leads[row &+ new] &+= 1
    }
    if hasNewcomers && isNewcomer[person] {
      loop.newcomers[row &+ old] &-= 1
      loop.newcomers[row &+ new] &+= 1
    }
  }

  /// Swaps the counts of the two groups.
  func exchange(_ pair: SeatPair, in loop: SwapLoop) {
    let first = pair.round &* loop.groupStride &+ pair.group
    let second = pair.round &* loop.groupStride &+ pair.otherGroup
    (loop.leads[first], loop.leads[second]) = (loop.leads[second], loop.leads[first])
    (loop.newcomers[first], loop.newcomers[second]) =
      (loop.newcomers[second], loop.newcomers[first])
  }
}
