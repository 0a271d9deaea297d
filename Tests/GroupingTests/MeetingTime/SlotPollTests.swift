import Grouping
import Primitives
import Testing

@Suite struct SlotPollTests {
  private typealias Voter = SlotVoter<String>

  /// Reads `y?n-` as yes, if need be, no, none.
  private static func voter(
    _ member: String, _ answers: String, required: Bool = false, points: [Int] = []
  ) -> Voter {
    Voter(
      member: member, isRequired: required,
      answers: answers.map { $0 == "y" ? .yes : $0 == "?" ? .ifNeedBe : $0 == "n" ? .no : .none },
      points: points)
  }

  private static func choice(
    _ slots: Int, _ voters: [Voter], present: Int? = nil,
    burdens: BurdenLedger<String> = BurdenLedger()
  ) -> SlotChoice<String>? {
    SlotPoll(slotCount: slots, voters: voters, present: present).choice(burdens: burdens)
  }

  @Test func `the fewest are left out, and it can be told who`() throws {
    let choice = try #require(
      Self.choice(
        2,
        [
          Self.voter("ana", "yy"), Self.voter("bo", "nn"), Self.voter("cy", "ny"),
          Self.voter("di", "y?", points: [0, 2]),
        ]))
    #expect(choice.best.slot == 1 && choice.reason == .fewestLeftOut)
    #expect(choice.best.can == ["ana", "cy"] && choice.best.ifNeedBe == ["di"])
    #expect(choice.best.cannot == ["bo"] && choice.best.unanswered == [])
    #expect(choice.best.outOfHours.map { "\($0.member) \($0.points)" } == ["di 2"])
    #expect(choice.best.asked == 4 && choice.best.leftOut == 1)
    #expect(choice.runnerUp?.slot == 0)
  }

  @Test func `a required person outweighs any number of others`() throws {
    let voters =
      [Self.voter("ana", "ny", required: true)]
      + ["bo", "cy", "di"].map { Self.voter($0, "yn") }
    let choice = try #require(Self.choice(2, voters))
    #expect(choice.best.slot == 1 && choice.reason == .requiredPeople)
    #expect(choice.runnerUp?.requiredCannot == ["ana"])
  }

  @Test func `who has not answered is not counted on, but a no weighs more`() throws {
    let more = try #require(Self.choice(2, [Self.voter("a", "-y"), Self.voter("b", "yy")]))
    #expect(more.best.slot == 1)
    let no = try #require(Self.choice(2, [Self.voter("a", "n-"), Self.voter("b", "yy")]))
    #expect(no.best.slot == 1 && no.reason == .fewestLeftOut)
    let short = try #require(Self.choice(2, [Self.voter("a", "")]))
    #expect(short.best.unanswered == ["a"] && short.reason == .earliest)
    let needed = try #require(
      Self.choice(2, [Self.voter("a", "n-", required: true), Self.voter("b", "yy")]))
    #expect(needed.best.slot == 1 && needed.reason == .requiredPeople)
    #expect(needed.best.requiredUnanswered == ["a"])
  }

  @Test func `of equal attendance the least inconvenience wins, one heavy hour against two light`()
    throws
  {
    // 4 for one is 16 hundred squared, 2 and 2 are 8.
    let choice = try #require(
      Self.choice(
        2, [Self.voter("a", "yy", points: [4, 2]), Self.voter("b", "yy", points: [0, 2])]))
    #expect(choice.best.slot == 1 && choice.reason == .leastInconvenience)
    let need = try #require(Self.choice(2, [Self.voter("a", "?y"), Self.voter("b", "yy")]))
    #expect(need.best.slot == 1 && need.reason == .leastInconvenience)
  }

  @Test func `the burden moves to whoever has borne less lately`() throws {
    let voters = [
      Self.voter("a", "yy", points: [4, 0]), Self.voter("b", "yy", points: [0, 4]),
    ]
    var burdens = BurdenLedger<String>()
    var bearers: [Int] = []
    for _ in 0..<6 {
      let choice = try #require(Self.choice(2, voters, burdens: burdens))
      bearers.append(choice.best.slot)
      burdens.held(voters.map { (member: $0.member, points: $0.points[choice.best.slot]) })
    }
    #expect(bearers == [0, 1, 0, 1, 0, 1])
  }

  @Test func `in a tie the meeting stays where it is, and then the earliest wins`() throws {
    let voters = [Self.voter("a", "yyy"), Self.voter("b", "yyy")]
    let stays = try #require(Self.choice(3, voters, present: 2))
    #expect(stays.best.slot == 2 && stays.reason == .staysWhereItIs)
    let first = try #require(Self.choice(3, voters))
    #expect(first.best.slot == 0 && first.reason == .earliest)
  }

  @Test func `one slot needs no reason, and none gives no choice`() throws {
    let only = try #require(Self.choice(1, [Self.voter("a", "n")]))
    #expect(only.reason == .onlySlot && only.runnerUp == nil)
    #expect(Self.choice(0, []) == nil)
  }

  @Test func `the order of the voters changes nothing, and each slot is ranked once`() {
    var randomness = Randomness(seed: 31)
    for _ in 0..<50 {
      let voters = (0..<8).map { number in
        SlotVoter(
          member: number, isRequired: number == 0,
          answers: (0..<6).map { _ in SlotAnswer.allCases[randomness.number(below: 4)] },
          points: (0..<6).map { _ in randomness.number(below: 5) })
      }
      let ranking = SlotPoll(slotCount: 6, voters: voters).ranking()
      let again = SlotPoll(slotCount: 6, voters: randomness.shuffled(voters)).ranking()
      #expect(ranking == again)
      #expect(ranking.map { $0.slot }.sorted() == Array(0..<6))
      let keys = ranking.map { score in
        [
          score.requiredCannot.count + score.requiredUnanswered.count, score.requiredCannot.count,
          score.leftOut, score.cannot.count, score.strain, score.slot,
        ]
      }
      for (better, worse) in zip(keys, keys.dropFirst()) {
        #expect(better.lexicographicallyPrecedes(worse))
      }
    }
  }
}
