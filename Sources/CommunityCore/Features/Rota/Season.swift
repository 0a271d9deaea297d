import Grouping
import OrderedCollections
import Primitives
import Timekeeping

/// Who takes a role at the next sessions, as evenly as what is known of them allows.
struct Season {
  /// The turn at one session.
  struct Turn {
    /// Which session.
    let session: Sessions.Session
    /// Who takes it; nil where nobody can.
    var holder: MemberID?
    /// Whether the plan found the holder; otherwise it was settled before.
    var isPlanned = false
  }

  /// What is done in turn.
  let role: String
  /// The sessions, the earliest first.
  var turns: [Turn]
  /// By how many turns the most and the least differ then; no plan has less.
  var spread = 0
}

extension Community {
  /// Plans the open turns of the next sessions, at most `count`, over known availability: who said no,
  /// is snoozed, left, or is not ready yet is not asked.
  ///
  /// Turns behind a member count at the level at which they joined, and those that are settled count as
  /// taken.
  func season(of role: String, count: Int, at now: Instant) -> Season {
    let ahead = sessions.ahead(of: now, limit: count).filter { $0.start > now }
    var season = Season(role: role, turns: ahead.map { Season.Turn(session: $0) })
    var open: [Int] = []
    var problem = SeasonProblem<MemberID>(available: [])
    var numbers: [Int] = []
    for (index, session) in ahead.enumerated() {
      let turn = turn(of: role, at: session)
      let isOpen = turn.holder == nil || turn.origin == .planned && session.occurrence != nil
      guard isOpen else {
        season.turns[index].holder = turn.holder
        if let holder = turn.holder { problem.earlierTurns[holder, default: 0] += 1 }
        continue
      }
      let asking = max(now, session.start - .days(7))
      let busy = rota.turns[session.id]?.values.compactMap(\.holder) ?? []
      let able = candidates(for: role, at: session, asking: asking).filter { !busy.contains($0) }
      guard !able.isEmpty else { continue }
      open.append(index)
      numbers.append(session.id.number)
      problem.available.append(able)
    }
    for member in Set(problem.available.joined()) {
      guard let record = rota.history[role][member] else { continue }
      problem.earlierTurns[member, default: 0] +=
        record.sessions.count + (record.joinedWithTurns + 500) / 1000
      if let last = record.sessions.last, let first = numbers.first {
        problem.sessionsSinceLastTurn[member] = max(1, first - last)
      }
    }
    do throws(SeasonFault<MemberID>) {
      let plan = try problem.plan()
      for (index, holders) in zip(open, plan.holders) {
        season.turns[index].holder = holders.first
        season.turns[index].isPlanned = true
      }
      season.spread = plan.spread
    } catch {
      // A session for which nobody can is left out above, so that there is always a plan.
    }
    return season
  }

  /// Number and day, short enough for a line on a phone: `S12 Thu 3 Dec`.
  func dayLabel(of session: Sessions.Session) -> String {
    let day = clocks(of: session).localTime(at: session.start).day
    let words = TimeEcho.day(day).split(separator: " ").dropLast()
    return "\(session.id) \(words.joined(separator: " "))"
  }
}
