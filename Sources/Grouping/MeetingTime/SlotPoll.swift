/// What somebody says to a proposed slot.
package enum SlotAnswer: Hashable, Sendable, CaseIterable {
  /// They can.
  case yes
  /// They can, and would rather not.
  case ifNeedBe
  /// They can't.
  case no
  /// They have said nothing, so that nobody can count on them.
  case none
}

/// One person's answers to the slots of a poll.
package struct SlotVoter<Member: Hashable & Comparable & Sendable>: Hashable, Sendable {
  /// Who.
  package let member: Member
  /// Whether the meeting makes little sense without them.
  package let isRequired: Bool
  /// The answer to each slot; `none` where the list is shorter.
  package let answers: [SlotAnswer]
  /// The points of each slot's local hour (`Inconvenience`), at least 0; 0 where the list is shorter.
  package let points: [Int]

  /// Describes a voter.
  package init(member: Member, isRequired: Bool = false, answers: [SlotAnswer], points: [Int] = [])
  {
    self.member = member
    self.isRequired = isRequired
    self.answers = answers
    self.points = points
  }

  func answer(_ slot: Int) -> SlotAnswer { slot < answers.count ? answers[slot] : .none }
  func localPoints(_ slot: Int) -> Int { slot < points.count ? max(0, points[slot]) : 0 }
}

/// A choice among slots, numbered from 0 in order of time, by the answers of several people.
package struct SlotPoll<Member: Hashable & Comparable & Sendable>: Hashable, Sendable {
  /// How many slots there are.
  package let slotCount: Int
  /// Everybody who is asked, each once.
  package let voters: [SlotVoter<Member>]
  /// The slot at which the meeting stands now, if it is among them: in a tie it stays.
  package let present: Int?

  /// Describes a poll.
  package init(slotCount: Int, voters: [SlotVoter<Member>], present: Int? = nil) {
    self.slotCount = slotCount
    self.voters = voters.sorted { $0.member < $1.member }
    self.present = present
  }

  /// All slots, the best first; empty where there is none.
  ///
  /// What decides, in this order (`SlotReason`): fewest required people left out (those who can't, and those who have
  /// not answered), of these the fewest who said no; the same for all people; then the least inconvenience, which adds
  /// up (past + points)² - past² over those who can, past being what each has borne lately: one heavy hour counts for
  /// more than two light ones, and the same hour counts for more where somebody has borne much. At last the present
  /// slot stays, or the earliest wins. The same poll gives the same order.
  package func ranking(burdens: BurdenLedger<Member> = BurdenLedger()) -> [SlotScore<Member>] {
    stride(from: 0, to: slotCount, by: 1).map { score($0, burdens) }
      .sorted { SlotScore.compare($0, $1).isBetter }
  }

  /// The best slot and why it is, or nil where there is no slot.
  package func choice(burdens: BurdenLedger<Member> = BurdenLedger()) -> SlotChoice<Member>? {
    let ranking = ranking(burdens: burdens)
    guard let best = ranking.first else { return nil }
    guard ranking.count > 1 else {
      return SlotChoice(best: best, runnerUp: nil, reason: .onlySlot)
    }
    return SlotChoice(
      best: best, runnerUp: ranking[1], reason: SlotScore.compare(best, ranking[1]).reason)
  }

  private func score(_ slot: Int, _ burdens: BurdenLedger<Member>) -> SlotScore<Member> {
    func members(_ answer: SlotAnswer, required: Bool = false) -> [Member] {
      voters.filter { $0.answer(slot) == answer && (!required || $0.isRequired) }.map { $0.member }
    }
    var strain = 0
    var outOfHours: [SlotStrain<Member>] = []
    for voter in voters {
      let answer = voter.answer(slot)
      guard answer == .yes || answer == .ifNeedBe else { continue }
      let local = voter.localPoints(slot)
      let points = (local + (answer == .ifNeedBe ? Inconvenience.ifNeedBe : 0)) * 100
      strain += points * (points + 2 * burdens.burden(of: voter.member))
      if local > 0 { outOfHours.append(SlotStrain(member: voter.member, points: local)) }
    }
    return SlotScore(
      slot: slot, isPresent: slot == present, can: members(.yes), ifNeedBe: members(.ifNeedBe),
      cannot: members(.no), unanswered: members(.none),
      requiredCannot: members(.no, required: true),
      requiredUnanswered: members(.none, required: true), outOfHours: outOfHours, strain: strain)
  }
}

/// How one slot suits everybody; lists are ascending.
package struct SlotScore<Member: Hashable & Comparable & Sendable>: Hashable, Sendable {
  /// Which slot.
  package let slot: Int
  /// Whether the meeting stands there now.
  package let isPresent: Bool
  /// Who said yes.
  package let can: [Member]
  /// Who can if need be.
  package let ifNeedBe: [Member]
  /// Who said no.
  package let cannot: [Member]
  /// Who has not answered for this slot.
  package let unanswered: [Member]
  /// Those of `cannot` who are required.
  package let requiredCannot: [Member]
  /// Those of `unanswered` who are required.
  package let requiredUnanswered: [Member]
  /// For whom of those who can it is out of hours.
  package let outOfHours: [SlotStrain<Member>]
  /// The inconvenience that is compared, weighted with what each has borne; it has no unit.
  package let strain: Int

  /// Everybody who was asked.
  package var asked: Int { can.count + ifNeedBe.count + leftOut }
  /// Everybody who can't or has not answered.
  package var leftOut: Int { cannot.count + unanswered.count }

  fileprivate static func compare(_ left: Self, _ right: Self) -> (
    isBetter: Bool, reason: SlotReason
  ) {
    let requiredLeft = left.requiredCannot.count + left.requiredUnanswered.count
    let requiredRight = right.requiredCannot.count + right.requiredUnanswered.count
    let criteria: [(Int, Int, SlotReason)] = [
      (requiredLeft, requiredRight, .requiredPeople),
      (left.requiredCannot.count, right.requiredCannot.count, .requiredPeople),
      (left.leftOut, right.leftOut, .fewestLeftOut),
      (left.cannot.count, right.cannot.count, .fewestLeftOut),
      (left.strain, right.strain, .leastInconvenience),
      (left.isPresent ? 0 : 1, right.isPresent ? 0 : 1, .staysWhereItIs),
    ]
    for (ours, theirs, reason) in criteria where ours != theirs { return (ours < theirs, reason) }
    return (left.slot < right.slot, .earliest)
  }
}

/// For whom a slot is out of hours, and how much.
package struct SlotStrain<Member: Hashable & Comparable & Sendable>: Hashable, Sendable {
  /// Who.
  package let member: Member
  /// The points of their local hour, above 0.
  package let points: Int
}

/// What made the best slot better than the next.
package enum SlotReason: Hashable, Sendable, CaseIterable {
  /// There is no other.
  case onlySlot
  /// More of the people who are required can.
  case requiredPeople
  /// More people can.
  case fewestLeftOut
  /// As many can, and it is easier on them, or on those who have borne most lately.
  case leastInconvenience
  /// They are equal, and the meeting stands there now.
  case staysWhereItIs
  /// They are equal, and it comes first.
  case earliest
}

/// The slot that a poll comes to.
package struct SlotChoice<Member: Hashable & Comparable & Sendable>: Hashable, Sendable {
  /// The slot that is chosen, with who can and who can't.
  package let best: SlotScore<Member>
  /// The next best.
  package let runnerUp: SlotScore<Member>?
  /// What decided between the two.
  package let reason: SlotReason
}
