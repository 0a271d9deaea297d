import Grouping
import Testing

@Suite struct RefusalTests {
  private let base = GroupingProblem(memberCount: 9, shape: .size(3), rounds: 2)

  private func refusal(_ change: (inout GroupingProblem) -> Void) -> String? {
    var problem = base
    change(&problem)
    do throws(GroupingFault) {
      _ = try PlanSearch(problem, seed: 1)
      return nil
    } catch {
      return error.sentence { "p\($0)" }
    }
  }

  @Test func `a problem without contradictions is planned`() {
    #expect(refusal { _ in } == nil)
  }

  @Test func `what is out of range is refused with the range`() {
    #expect(refusal { $0.memberCount = 1 } == "the number of members is 1; it may be 2 to 4000")
    #expect(refusal { $0.rounds = 0 } == "the number of rounds is 0; it may be 1 to 200")
    #expect(refusal { $0.shape = .size(1) } == "groupSize is 1; it may be 2 to 4000")
    #expect(refusal { $0.shape = .groups(0) } == "groups is 0; it may be 1 to 4000")
    #expect(
      refusal {
        $0.memberCount = 4_000
        $0.rounds = 51
      } == "members times rounds is 204000; it may be 2 to 200000")
    #expect(refusal { $0.leads = [9] } == "leads names p9, who is no member")
    #expect(refusal { $0.current = [[1], [1]] } == "current seats somebody in two groups")
  }

  @Test func `nobody is left alone`() {
    #expect(
      refusal { $0.shape = .groups(5) }
        == "round 1: 9 present in 5 groups leaves somebody alone")
    #expect(
      refusal { $0.absent = [[], Array(1..<9)] }
        == "round 2: 1 present in 1 group leaves somebody alone")
  }

  @Test func `together and apart contradict each other`() {
    #expect(
      refusal {
        $0.together = [[1, 2]]
        $0.apart = [[3, 2, 1]]
      } == "p1 and p2 are to stay together and to stay apart")
    #expect(
      refusal {
        $0.together = [[1, 2], [2, 3]]
        $0.apart = [[1, 3]]
      } == "p1 and p3 are to stay together and to stay apart")
  }

  @Test func `rules that ask for more than there is are refused`() {
    #expect(
      refusal { $0.together = [[0, 1, 2, 3]] }
        == "round 1: p0, p1, p2, p3 are to stay together, but the largest group holds 3")
    #expect(
      refusal { $0.apart = [[0, 1, 2, 3]] }
        == "round 1: p0, p1, p2, p3 are to stay apart, but there are only 3 groups")
    #expect(
      refusal {
        $0.leads = [0, 1]
        $0.together = [[0, 1]]
      }
        == "round 1: the leads p0, p1 are to stay together, so a group goes without a lead")
    #expect(
      refusal {
        $0.newcomers = [0, 1, 2]
        $0.together = [[0, 1]]
      }
        == "round 1: the newcomers p0, p1 are to stay together, but a group may hold only 1 of them"
    )
  }

  @Test func `rules that only together leave no way are refused as well`() {
    #expect(
      refusal { $0.apart = [[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3]] }
        == "round 1: the rules contradict each other: no division keeps them all")
    #expect(
      refusal { $0.together = [[0, 1], [2, 3], [4, 5], [6, 7]] }
        == "round 1: the rules contradict each other: no division keeps them all")
  }

  @Test func `absence loosens a rule in its round`() {
    #expect(
      refusal {
        $0.together = [[0, 1, 2, 3]]
        $0.absent = [[3], [0]]
      } == nil)
  }
}
