import Grouping
import Testing

/// Looks whether a plan keeps the rules, without anything of the engine but its numbers.
struct Referee {
  let problem: GroupingProblem

  /// What is wrong with `plan`; empty where it is valid.
  func faults(in plan: GroupPlan) -> [String] {
    var faults: [String] = []
    if plan.rounds.count != problem.rounds { faults.append("\(plan.rounds.count) rounds") }
    for (round, groups) in plan.rounds.enumerated() {
      let absent = round < problem.absent.count ? Set(problem.absent[round]) : []
      let present = Set(0..<problem.memberCount).subtracting(absent)
      let seated = groups.flatMap { $0 }
      if seated.count != present.count || Set(seated) != present {
        faults.append("round \(round): seated \(seated.sorted())")
      }
      if !sizesAreRight(groups.map(\.count)) {
        faults.append("round \(round): sizes \(groups.map(\.count))")
      }
      faults += rules(groups, present).map { "round \(round): \($0)" }
    }
    return faults
  }

  /// Sizes that no other division beats: all within one of the target, as few off it as can be.
  private func sizesAreRight(_ sizes: [Int]) -> Bool {
    let count = sizes.reduce(0, +)
    if count == 0 { return sizes.isEmpty }
    if sizes.contains(where: { $0 < 2 }) { return false }
    let spread = (sizes.max() ?? 0) - (sizes.min() ?? 0)
    switch problem.shape {
    case .groups(let groups): return sizes.count == groups && spread <= 1
    case .size(let size):
      let least = leastOff(count, size)
      if least == Int.max {
        return spread <= 1
          && (sizes.count == max(1, count / size) || sizes.count == (count + size - 1) / size)
      }
      let off = sizes.reduce(0) { $0 + abs($1 - size) }
      return off == least && sizes.allSatisfy { abs($0 - size) <= 1 }
    }
  }

  /// By trying every number of larger and smaller groups.
  private func leastOff(_ count: Int, _ size: Int) -> Int {
    var least = Int.max
    for larger in 0...count {
      for smaller in 0...(size > 2 ? count : 0) {
        let rest = count - larger * (size + 1) - smaller * (size - 1)
        if rest >= 0 && rest % size == 0 { least = min(least, larger + smaller) }
      }
    }
    return least
  }

  private func rules(_ groups: [[Int]], _ present: Set<Int>) -> [String] {
    var faults: [String] = []
    for list in problem.together {
      let here = groups.filter { group in group.contains { list.contains($0) } }
      if here.count > 1 { faults.append("\(list) is not together") }
    }
    for list in problem.apart {
      if groups.contains(where: { group in group.count { list.contains($0) } > 1 }) {
        faults.append("\(list) is not apart")
      }
    }
    let leads = Set(problem.leads).intersection(present)
    let led = groups.count { !leads.isDisjoint(with: $0) }
    if led < min(leads.count, groups.count) { faults.append("only \(led) groups have a lead") }
    let newcomers = Set(problem.newcomers).intersection(present)
    for group in groups {
      let most = (newcomers.count + groups.count - 1) / max(1, groups.count)
      if newcomers.intersection(group).count > most { faults.append("newcomers in \(group)") }
    }
    return faults
  }

  /// Counts the meetings that are not the pair's first, from a table of all pairs.
  func repeats(in plan: GroupPlan) -> Int {
    var met = [[Int]](
      repeating: [Int](repeating: 0, count: problem.memberCount), count: problem.memberCount)
    for record in problem.history {
      met[record.first][record.second] += record.times
      met[record.second][record.first] += record.times
    }
    var repeats = 0
    for group in plan.rounds.joined() {
      for first in group {
        for second in group where first < second {
          let isForced = problem.together.contains { $0.contains(first) && $0.contains(second) }
          if !isForced && met[first][second] > 0 { repeats += 1 }
          met[first][second] += 1
          met[second][first] += 1
        }
      }
    }
    return repeats
  }
}

extension GroupingProblem {
  /// `groups` groups of `size`, for so many rounds.
  static func golfers(_ groups: Int, _ size: Int, _ rounds: Int) -> GroupingProblem {
    GroupingProblem(memberCount: groups * size, shape: .size(size), rounds: rounds)
  }
}
