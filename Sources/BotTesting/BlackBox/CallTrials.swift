import Primitives

/// Kills a bot at, or lets fail, one system call that touches the state after the other.
///
/// `strace` does it, which must be installed. A call is counted in the life of one process that hears
/// the whole script and is then asked to end, so that start, work and end are tried alike.
package struct CallTrials {
  /// What becomes of a call.
  package enum Effect: String, CaseIterable, Sendable {
    /// The process dies at it.
    case kill
    /// It fails once, as a broken device does.
    case brokenOnce = "EIO once"
    /// It and all after it fail so.
    case broken = "EIO for good"
    /// It fails once, as a full disk does.
    case fullOnce = "ENOSPC once"
    /// It and all after it fail so.
    case full = "ENOSPC for good"
    /// It and all after it do nothing and say that they did: no fault that a bot could withstand, but
    /// one that has to be noticed here.
    case pretended = "nothing for good"

    /// Those that a bot withstands.
    package static var withstood: [Effect] { allCases.filter { $0 != .pretended } }

    /// What `strace` is told for the call with this number.
    fileprivate func injection(_ call: String, _ number: Int) -> String {
      switch self {
      case .kill: "inject=\(call):signal=SIGKILL:when=\(number)"
      case .brokenOnce: "inject=\(call):error=EIO:when=\(number)"
      case .broken: "inject=\(call):error=EIO:when=\(number)+"
      case .fullOnce: "inject=\(call):error=ENOSPC:when=\(number)"
      case .full: "inject=\(call):error=ENOSPC:when=\(number)+"
      case .pretended: "inject=\(call):retval=1000000:when=\(number)+"
      }
    }
  }

  /// What came of one trial.
  package struct Report: Hashable, Sendable {
    /// How often the call was made to do otherwise.
    package var trials = 0
    /// How many commands were confirmed and then not there, or refused and then there.
    package var falseConfirmations = 0
    /// How many texts were lost or seen twice, and how often the state could not be read.
    package var bad = 0
    /// What was wrong, in sentences.
    package var findings: [String] = []

    /// A report of nothing yet.
    package init() {}

    init(trials: Int, bad: Int = 0, findings: [String] = []) {
      self.trials = trials
      self.bad = bad
      self.findings = findings
    }

    /// Adds another report to this one.
    package mutating func add(_ other: Self) {
      trials += other.trials
      falseConfirmations += other.falseConfirmations
      bad += other.bad
      findings += other.findings
    }
  }

  /// The calls by which the state is touched; some machines know not all of them.
  package static let calls = [
    "openat", "pwrite64", "fdatasync", "fsync", "renameat", "unlinkat", "linkat", "ftruncate",
    "mkdirat", "mkdir", "flock", "pread64",
  ]

  /// How a text begins that says that all answers come later.
  private static let patience = "I can't save just now"

  private let program: String
  private let mixed: CommandScript
  private let marked: CommandScript
  private let calm: ScriptRun.Outcome

  /// Plays the script once without trouble, to compare with.
  package init(_ program: String) throws(ChildProcess.StartError) {
    self.program = program
    mixed = .mixed(from: ScriptedRoom.now - .minutes(1))
    marked = .marked(from: ScriptedRoom.now - .minutes(1))
    calm = try ScriptRun.undisturbed(program, mixed)
  }

  /// Whether the scripts were said so long ago that they would be answered otherwise.
  package var isStale: Bool { ScriptedRoom.now - mixed.base > .minutes(10) }

  /// Tries the call with this number, from 1; nil where the process makes fewer.
  package func run(
    _ effect: Effect, _ call: String, _ number: Int
  ) throws(ChildProcess.StartError) -> Report? {
    let place = "\(call) \(number) \(effect.rawValue)"
    do throws(ChildProcess.StartError) {
      return effect == .kill
        ? try killing(call, number, place) : try failing(effect, call, number, place)
    } catch {
      return Report(trials: 1, bad: 1, findings: ["\(place): \(error)"])
    }
  }

  private func wrapper(
    _ run: ScriptRun, _ effect: Effect, _ call: String, _ number: Int
  ) -> [String] {
    // Only opening is done by others as well; with a path the rest would miss what has no name yet.
    let paths = call == "openat" ? ["-P", run.bot.folder] : []
    return ["strace", "-D", "-f", "-qq", "-o", run.bot.scratch("trace")] + paths
      + ["-e", "trace=?\(call)", "-e", effect.injection("?" + call, number)]
  }

  private func killing(
    _ call: String, _ number: Int, _ place: String
  ) throws(ChildProcess.StartError) -> Report? {
    let run = try ScriptRun(program, mixed, like: calm)
    try run.bot.start(under: wrapper(run, .kill, call, number))
    try hear(run, place)
    if run.bot.isRunning { _ = run.bot.stop() }
    guard case .killed = run.bot.ending else {
      guard run.bot.ending == .exited(0) else {
        throw ChildProcess.StartError(description: "ended by itself: \(run.lastWords)")
      }
      return nil
    }
    try run.bot.start()
    try hear(run, place)
    let findings =
      calm.differences(in: try run.finish()).findings
      + (run.room.keyConflicts > 0 ? ["a key had two texts"] : [])
    return Report(trials: 1, bad: findings.count, findings: findings.map { "\(place): \($0)" })
  }

  /// Lets the bot hear the script line by line, until it is answered or the process has ended.
  private func hear(_ run: ScriptRun, _ place: String) throws(ChildProcess.StartError) {
    let isInTime = run.bot.live {
      if run.room.isCaughtUp { run.say() }
      return run.isSaid && run.room.posts.count >= calm.count && run.room.isCaughtUp
    }
    guard isInTime else {
      throw ChildProcess.StartError(description: "silent for a minute: \(run.story)")
    }
  }

  private func failing(
    _ effect: Effect, _ call: String, _ number: Int, _ place: String
  ) throws(ChildProcess.StartError) -> Report? {
    let run = try ScriptRun(program, marked)
    try run.bot.start(under: wrapper(run, effect, call, number))
    while run.bot.isRunning, !run.isSaid {
      run.say()
      // Who can't keep anything may fall silent; that is looked at further below.
      guard run.bot.live(within: 3, until: { !run.answers(to: run.said - 1).isEmpty }) else {
        break
      }
    }
    if run.isSaid, run.bot.isRunning, try !hasFailed(run) { _ = run.bot.stop() }
    if run.bot.isRunning { run.bot.kill() }
    guard try hasFailed(run) else {
      guard run.bot.ending == .exited(0) else {
        throw ChildProcess.StartError(description: "ended without reason: \(run.lastWords)")
      }
      return nil
    }
    if case .killed(let signal)? = run.bot.ending, signal != 9 {
      throw ChildProcess.StartError(description: "crashed by signal \(signal): \(run.lastWords)")
    }
    let before = run.ids.indices.map { run.answers(to: $0) }
    let missing = try missing(run, before)
    try run.bot.start()
    let isInTime = run.bot.live {
      if run.room.isCaughtUp { run.say() }
      return run.isSaid && run.room.isCaughtUp
        && run.ids.indices.allSatisfy { index in
          run.answers(to: index).contains { !$0.hasPrefix(Self.patience) }
        }
    }
    guard isInTime, run.bot.isRunning else {
      throw ChildProcess.StartError(description: "not well afterwards: \(run.story)")
    }
    var report = judge(run, before, try run.finish(), place)
    report.falseConfirmations += missing.count
    report.findings += missing.map { "\(place): `\($0)` was confirmed and not kept" }
    return report
  }

  /// The lines that were confirmed and are not in the state that the dead process has left.
  ///
  /// The next process might read them in the room and do them once more, so it is not asked.
  private func missing(
    _ run: ScriptRun, _ before: [[String]]
  ) throws(ChildProcess.StartError) -> [String] {
    let confirmed = before.indices.filter { index in
      before[index].contains { !$0.hasPrefix("Not saved") && !$0.hasPrefix(Self.patience) }
    }
    guard !confirmed.isEmpty else { return [] }
    let state = String(decoding: try run.bot.state(), as: UTF8.self)
    return confirmed.compactMap { index in
      let line = run.script.lines[index]
      return line.mark.map { state.contains($0) } ?? true ? nil : line.text
    }
  }

  private func hasFailed(_ run: ScriptRun) throws(ChildProcess.StartError) -> Bool {
    let search = try ChildProcess(
      ["grep", "-q", "INJECTED", run.bot.scratch("trace")], environment: ["PATH": "/usr/bin:/bin"])
    search.readToEnd()
    return search.ending == .exited(0)
  }

  /// What was confirmed is there, what was refused is not, and each line has one answer.
  private func judge(
    _ run: ScriptRun, _ before: [[String]], _ outcome: ScriptRun.Outcome, _ place: String
  ) -> Report {
    var report = Report(trials: 1)
    for (index, line) in run.script.lines.enumerated() {
      let answers = run.answers(to: index).filter { !$0.hasPrefix(Self.patience) }
      let isRefused = answers.contains { $0.hasPrefix("Not saved") }
      let isThere = line.mark.map { outcome.state.contains($0) } ?? true
      if isThere == isRefused {
        report.falseConfirmations += 1
        let what = isRefused ? "refused and there" : "confirmed and not there"
        report.findings.append("\(place): `\(line.text)` is \(what): \(answers)")
      }
      if answers.count != 1 {
        report.bad += 1
        report.findings.append(
          "\(place): `\(line.text)` has \(answers.count) answers: \(answers)"
            + (index < before.count ? ", before the restart \(before[index])" : ""))
      }
    }
    if run.room.keyConflicts > 0 {
      report.bad += 1
      report.findings.append("\(place): a key had two texts")
    }
    return report
  }
}
