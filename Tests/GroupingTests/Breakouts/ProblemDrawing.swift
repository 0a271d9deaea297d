import Grouping
import Primitives

/// Draws problems of all kinds, some of which contradict themselves.
struct ProblemDrawing {
  private var randomness: Randomness

  init(seed: UInt64) {
    randomness = Randomness(seed: seed)
  }

  mutating func next(members: ClosedRange<Int> = 5...24, rounds: Int = 5) -> GroupingProblem {
    let count = members.lowerBound + randomness.number(below: members.count)
    let size = 2 + randomness.number(below: 4)
    let shape: GroupingProblem.Shape =
      randomness.chance(percent: 25) ? .groups(max(1, count / (size + 1))) : .size(size)
    var problem = GroupingProblem(
      memberCount: count, shape: shape, rounds: 1 + randomness.number(below: rounds))
    let people = randomness.shuffled(Array(0..<count))
    if randomness.chance(percent: 40) { problem.together = [Array(people[0..<2])] }
    if randomness.chance(percent: 40) {
      problem.apart = [Array(people[2..<4]), [people[1], people[3]]]
    }
    if randomness.chance(percent: 40) {
      problem.leads = Array(people.prefix(1 + randomness.number(below: count / 2)))
    }
    if randomness.chance(percent: 40) {
      problem.newcomers = Array(people.suffix(1 + randomness.number(below: count / 2)))
    }
    if randomness.chance(percent: 40) {
      for _ in 0..<count {
        let pair = randomness.shuffled(people)
        problem.history.append(.init(pair[0], pair[1], times: randomness.number(below: 3)))
      }
    }
    if randomness.chance(percent: 40) {
      for _ in 0..<problem.rounds {
        problem.absent.append(
          Array(randomness.shuffled(people).prefix(randomness.number(below: 3))))
      }
    }
    return problem
  }

  /// A search, or nil where the problem is refused.
  func search(_ problem: GroupingProblem) -> PlanSearch? {
    do throws(GroupingFault) {
      return try PlanSearch(problem, seed: 9)
    } catch {
      return nil
    }
  }
}
