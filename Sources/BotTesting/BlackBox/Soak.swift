import Primitives

/// Says very much to one bot while one request in a hundred goes wrong, and weighs its memory.
///
/// Five hundred members say what reaches every bound that the workload knows within its first tenth:
/// resources, questions, votes, answers with notes, what can be undone. The first thing they do is
/// to say more than the bot may have waiting for a service that takes nothing.
package final class Soak {
  /// What came of it.
  package struct Report: Hashable, Sendable {
    /// How many commands were said.
    package var said = 0
    /// How many were not answered.
    package var lost = 0
    /// How many were answered twice.
    package var repeated = 0
    /// How many requests went wrong.
    package var faults = 0
    /// How many requests there were.
    package var calls = 0
    /// How much memory was resident as a rule (the median) late in the first tenth, in bytes.
    package var firstBytes = 0
    /// The greatest median of the tenths after it.
    package var laterBytes = 0
    /// The most that was resident at any time.
    package var mostBytes = 0
    /// How long it took, in milliseconds.
    package var milliseconds = 0
    /// What was wrong, in sentences.
    package var findings: [String] = []

    /// By how much the memory grew after the first tenth, in hundredths of a percent.
    package var growth: Int {
      firstBytes > 0 ? (laterBytes - firstBytes) * 10_000 / firstBytes : 0
    }
  }

  private static let members = 500
  private static let resources = 5000
  private static let questions = 1000
  private static let mostOpen = 4000
  private static let firstBurst = 8000

  private let count: Int
  private let room: ScriptedRoom
  private let bot: BotUnderTest
  private var chance: Randomness
  private var answered: [UInt8]
  private var open = 0
  private var report = Report()
  /// How much was resident in each tenth.
  private var samples: [Int: [Int]] = [:]
  /// What becomes of the next requests, and until when by the monotonic clock.
  private var spell: (end: Int, left: Int, treatment: ScriptedRoom.Treatment) = (0, 0, .served)
  /// When the bot last asked for something new, by the monotonic clock.
  private var askedAt = 0

  /// Prepares `count` commands to `program`, drawn from `seed` like the faults.
  package init(_ program: String, count: Int, seed: UInt64) throws(ChildProcess.StartError) {
    self.count = count
    room = try ScriptedRoom()
    room.remembersAll = false
    bot = try BotUnderTest(program, in: room)
    chance = Randomness(seed: seed)
    answered = [UInt8](repeating: 0, count: count + 1)
  }

  /// Says it all; `progress` is told now and then how many were said and how much memory is resident.
  package func run(
    _ progress: (Int, Int) -> Void = { _, _ in }
  ) throws(ChildProcess.StartError) -> Report {
    let began = ScriptedRoom.uptime
    room.onPost = { [unowned self] in note($0) }
    try bot.start(["--no-budgets"])
    overflow()
    room.script = { [unowned self] _ in draw() }
    let step = max(1, count / 200)
    var nextSample = step
    while report.said < count, bot.isRunning {
      let until = min(count, report.said + Self.mostOpen / 4)
      while report.said < until { say() }
      let isInTime = bot.live(within: 600) { open <= Self.mostOpen * 3 / 4 }
      guard isInTime else { return finding("silent for ten minutes") }
      guard report.said >= nextSample, let bytes = bot.residentBytes else { continue }
      nextSample += step
      weigh(bytes)
      progress(report.said, bytes)
    }
    bot.live(within: 600) { open == 0 && room.isCaughtUp }
    if !bot.stop() {
      report.findings.append("no end in order: \(bot.process?.text.suffix(400) ?? "")")
    }
    compareTenths()
    report.lost = answered[1...].count { $0 == 0 }
    report.repeated = answered[1...].count { $0 > 1 }
    report.calls = room.callCount
    report.milliseconds = ScriptedRoom.uptime - began
    if let conflict = room.firstConflict {
      report.findings.append(
        "\(room.keyConflicts) keys had two texts, the first: \(conflict.known) and \(conflict.other)"
      )
    }
    report.findings += try bot.leaks().map { "the token stands in \($0)" }
    return report
  }

  /// Takes in how much is resident; in the first half of the first tenth what the workload knows is
  /// still growing up to its bounds.
  private func weigh(_ bytes: Int) {
    let tenth = (report.said - 1) * 10 / count
    if tenth > 0 || report.said * 20 > count { samples[tenth, default: []].append(bytes) }
    report.mostBytes = max(report.mostBytes, bytes)
  }

  /// Compares the tenths by their medians, because bursts of trouble raise a tenth for a while.
  private func compareTenths() {
    var medians = samples.mapValues { $0.sorted()[$0.count / 2] }
    report.firstBytes = medians.removeValue(forKey: 0) ?? 0
    report.laterBytes = medians.values.max() ?? 0
  }

  /// Says more than the bot may have waiting while nothing is taken, until it no longer asks for more.
  private func overflow() {
    askedAt = ScriptedRoom.uptime
    room.script = { [unowned self] call in
      guard call.method == "GET" else { return .failing(503) }
      askedAt = ScriptedRoom.uptime
      return .served
    }
    for _ in 0..<min(Self.firstBurst, count / 2) { say() }
    bot.live { room.isCaughtUp || ScriptedRoom.uptime - askedAt >= 5000 }
  }

  private func finding(_ text: String) -> Report {
    report.findings.append("\(text): \(bot.process?.text.suffix(400) ?? "")")
    return report
  }

  private func note(_ post: ScriptedRoom.Post) {
    guard let thread = post.thread, let number = Int(thread.dropFirst()) else { return }
    if answered[number] == 0 { open -= 1 }
    if answered[number] < 255 { answered[number] += 1 }
  }

  /// What becomes of a request: one in a hundred goes wrong, alone or with the twenty that
  /// follow within a tenth of a second, as networks and services fail.
  private func draw() -> ScriptedRoom.Treatment {
    let now = ScriptedRoom.uptime
    if now >= spell.end || spell.left == 0 {
      guard report.faults * 100 < room.callCount, chance.chance(percent: 10) else { return .served }
      spell = (now + 100, chance.chance(percent: 50) ? 20 : 1, trouble())
    }
    spell.left -= 1
    report.faults += 1
    return spell.treatment
  }

  private func trouble() -> ScriptedRoom.Treatment {
    switch chance.number(below: 8) {
    case 0: .lostBefore
    case 1: .lostAfter
    case 2: .failing(503)
    case 3: .failing(429, [HTTPHeader("Retry-After", "1")])
    case 4: .failingAfter(500)
    case 5: .garbled(Garbage.allCases[chance.number(below: Garbage.allCases.count)])
    default: .shuffled(chance.bits())
    }
  }

  private func say() {
    report.said += 1
    open += 1
    let number = report.said
    let author = "member\(chance.number(below: Self.members))"
    room.say(
      text(number), by: number <= 60 ? BotUnderTest.coordinator : author, at: ScriptedRoom.now)
  }

  private func text(_ number: Int) -> String {
    if number == 1 { return "!session new \"Soak\" in 100 days 16:00 60m" }
    if number <= 60 { return "!topic Subject \(number)" }
    let topic = "T\(chance.number(below: 50) + 1)"
    switch chance.number(below: 100) {
    case ..<25: return "!rsvp yes S1 note \(number)"
    case ..<35: return "!rsvp no S1"
    case ..<45: return "!topic vote \(topic)"
    case ..<55: return "!topic unvote \(topic)"
    case ..<65: return "!hello I am number \(number)"
    case ..<77: return "!share https://example.org/\(number) #soak page \(number)"
    case ..<81: return "!ask What about \(number)?"
    case ..<84: return "!find page"
    case ..<87: return "!undo"
    case ..<90: return "!tz Europe/Berlin"
    case ..<93: return "!me"
    case ..<96: return "!hlep \(number)"
    default: return "!help topic"
    }
  }
}
