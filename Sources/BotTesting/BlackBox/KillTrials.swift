import Primitives

/// Kills a bot at chosen instants, again and again, and looks whether anybody could tell.
///
/// The instants are before and after the effect of a request, drawn from a seed, and now and then any
/// moment at all. Every life hears one to three further lines of the script.
package struct KillTrials {
  /// What came of it.
  package struct Report: Hashable, Sendable {
    /// How often a process was killed.
    package var kills = 0
    /// How often the whole script was played.
    package var scripts = 0
    /// How many texts were not said.
    package var lost = 0
    /// How many were said twice, or should not have been said.
    package var repeated = 0
    /// In how many places the order was another.
    package var disordered = 0
    /// How often a state could not be read.
    package var unreadable = 0
    /// What was wrong, in sentences, with the seed of the script.
    package var findings: [String] = []

    /// A report of nothing yet.
    package init() {}

    /// Adds another report to this one.
    package mutating func add(_ other: Self) {
      kills += other.kills
      scripts += other.scripts
      lost += other.lost
      repeated += other.repeated
      disordered += other.disordered
      unreadable += other.unreadable
      findings += other.findings
    }
  }

  private let program: String
  private let script: CommandScript
  private let calm: ScriptRun.Outcome

  /// Plays the script once without trouble, to compare with.
  package init(_ program: String) throws(ChildProcess.StartError) {
    self.program = program
    script = .mixed(from: ScriptedRoom.now - .minutes(1))
    calm = try ScriptRun.undisturbed(program, script)
  }

  /// Plays scripts from seed `first` on until `kills` processes were killed.
  ///
  /// What was said more than ten minutes ago is answered otherwise, so that one of these is not used
  /// for longer.
  package func run(
    kills: Int, from first: UInt64
  ) throws(ChildProcess.StartError) -> (report: Report, next: UInt64) {
    var report = Report()
    var seed = first
    while report.kills < kills, ScriptedRoom.now - script.base < .minutes(10) {
      report.add(try play(seed))
      seed += 1
    }
    return (report, seed)
  }

  /// Plays the script once with the kills that `seed` draws.
  package func play(_ seed: UInt64) throws(ChildProcess.StartError) -> Report {
    var report = Report()
    report.scripts = 1
    var chance = Randomness(seed: seed)
    let run = try ScriptRun(program, script, like: calm)
    var livesInVain = 0
    // A bot that dies again and again without anything new waits some seconds at each start, so that
    // a few kills are enough once there is little left to say.
    while !isDone(run), livesInVain < 4 {
      let said = run.said
      guard try live(run, &chance, mayBeKilled: true) else {
        report.lost += 1
        report.findings.append("seed \(seed): silent for half a minute: \(run.story)")
        return report
      }
      if run.said == said { livesInVain += 1 }
      switch run.bot.ending {
      case .killed: report.kills += 1
      case .exited(let code):
        report.unreadable += 1
        report.findings.append("seed \(seed): ended by itself with \(code): \(run.lastWords)")
        return report
      case nil: break
      }
    }
    if try !live(run, &chance, mayBeKilled: false) {
      report.findings.append("seed \(seed): silent for half a minute: \(run.story)")
    }
    do throws(ChildProcess.StartError) {
      let outcome = try run.finish()
      let differences = calm.differences(in: outcome)
      report.lost += differences.lost.count
      report.repeated += differences.extra.count
      report.disordered += differences.disordered.count
      report.findings += differences.findings.map { "seed \(seed): \($0)" }
    } catch {
      report.unreadable += 1
      report.findings.append("seed \(seed): \(error)")
    }
    if run.room.keyConflicts > 0 { report.findings.append("seed \(seed): a key had two texts") }
    report.findings += try run.bot.leaks().map { "seed \(seed): the token stands in \($0)" }
    return report
  }

  private func isDone(_ run: ScriptRun) -> Bool {
    run.isSaid && run.room.posts.count >= calm.count
  }

  /// One life of the process, to its end, or until the script is done; false where neither comes.
  private func live(
    _ run: ScriptRun, _ chance: inout Randomness, mayBeKilled: Bool
  ) throws(ChildProcess.StartError) -> Bool {
    if !run.bot.isRunning { try run.bot.start() }
    run.say(chance.number(below: 3) + 1)
    var call = 0
    let last = mayBeKilled ? chance.number(below: 9) + 1 : .max
    let isAfter = chance.chance(percent: 50)
    let bot = run.bot
    run.room.script = { [unowned bot] _ in
      call += 1
      guard call == last else { return .served }
      bot.process?.signal(9)
      return isAfter ? .lostAfter : .lostBefore
    }
    if mayBeKilled, chance.chance(percent: 20), let process = bot.process {
      run.room.serve([process], milliseconds: chance.number(below: 40))
      bot.kill()
      return true
    }
    var wasCaughtUp = false
    return bot.live(within: 30) {
      if run.room.isCaughtUp {
        wasCaughtUp = true
        run.say(chance.number(below: 3) + 1)
      }
      return wasCaughtUp && isDone(run) && run.room.isCaughtUp
    }
  }
}

extension ScriptRun {
  /// The newest requests, one a line, and the end of what was written.
  var story: String {
    (["\(said) lines said, \(room.posts.count) texts"] + room.recent.suffix(20) + [lastWords])
      .joined(separator: "\n  ")
  }

  /// The end of what the last process wrote.
  var lastWords: String { String(bot.process?.text.suffix(400) ?? "") }
}
