import CommunityCore
import Primitives

/// A year of one community, with everything that can go wrong with time: restarts, downtime from
/// minutes to days, clocks that are set forward and back, and both changes of clocks.
///
/// Every message that the bot sends of its own accord is compared with `Promises`.
package final class YearSimulation {
  /// What is wrong, in sentences; empty where all is well.
  package private(set) var findings: [String] = []
  /// How many messages were heard and owed.
  package private(set) var heardCount = 0
  /// How often the bot began anew.
  package private(set) var restartCount = 0
  /// How many digests were decided.
  package private(set) var digestCount = 0
  /// The day of the last digest of each kind.
  private var lastDigests: [String: String] = [:]
  /// What was said and heard, a line each; empty unless it is to be told.
  package private(set) var chronicle: [String] = []

  private let tells: Bool
  private var chance: Randomness
  private var script: YearScript
  private var promises: Promises
  private var host: CommonsHost
  /// The true time, in seconds since 1970.
  private var world: Int64
  /// How far the bot's clock is ahead of it, in seconds.
  private var error: Int64 = 0
  /// Since when the bot has seen every second of its clock.
  private var awakeSince: Int64
  private let end: Int64

  /// Draws a year from `seed`; `tellsAll` keeps what was said and heard.
  package init(seed: UInt64, tellsAll: Bool = false) {
    var chance = Randomness(seed: seed)
    tells = tellsAll
    let zone = CivilZone.allCases[Int(seed % 4)]
    script = YearScript(zone: zone)
    promises = Promises(zone: zone)
    host = CommonsHost(zone: zone)
    // From a day in the summer of 2026 on.
    world = 1_782_864_000 + Int64(chance.number(below: 90 * 86_400) / 60 * 60)
    awakeSince = world
    end = world + 366 * 86_400
    self.chance = chance
  }

  private var now: Int64 { world + error }

  /// Lives the year and returns what is wrong.
  package func run() -> [String] {
    for saying in script.opening(using: &chance) { say(saying) }
    while world < end, findings.isEmpty {
      idle(until: world + 600 + Int64(chance.number(below: 1800)) * 60)
      if chance.chance(percent: 12) {
        trouble()
      } else if chance.chance(percent: 25) {
        attend()
      } else {
        for saying in script.draw(in: promises, at: world, using: &chance) { say(saying) }
      }
    }
    return findings
  }

  // What happens

  /// Waits for a session that is to begin, and is there.
  private func attend() {
    guard let meeting = promises.some(startingAfter: world, using: &chance),
      meeting.start - world < 3 * 86_400
    else { return }
    idle(until: meeting.start + 120)
    for _ in 0...chance.number(below: 3) {
      say(script.attendance(at: meeting, isOver: false, using: &chance))
    }
    if chance.chance(percent: 60) {
      idle(until: max(world, meeting.end + 900))
      for _ in 0...chance.number(below: 2) {
        say(script.attendance(at: meeting, isOver: true, using: &chance))
      }
    }
  }

  private func trouble() {
    switch chance.number(below: 10) {
    case 0, 1: restart()
    case 2: setClock([3600, 86_400, 300, 2400][chance.number(below: 4)])
    case 3: setClock([-3600, -86_400, -300, -2400][chance.number(below: 4)])
    case 4, 5, 6: sleep(60 * Int64(1 + chance.number(below: 120)))
    case 7, 8: sleep(3600 * Int64(2 + chance.number(below: 28)))
    default: sleep(86_400 * Int64(1 + chance.number(below: 12)))
    }
  }

  /// The bot is away for so many seconds; what is said meanwhile is read when it is back.
  private func sleep(_ seconds: Int64) {
    tell("away for \(seconds / 60) minutes")
    let from = world
    var waiting: [(at: Int64, saying: YearScript.Saying)] = []
    for _ in 0..<chance.number(below: 3) {
      let at = from + Int64(chance.number(below: Int(seconds)))
      let member = YearScript.members[chance.number(below: YearScript.members.count)]
      waiting += script.rsvp(by: member, in: promises, at: at, using: &chance).map { (at, $0) }
    }
    world += seconds
    restart()
    awakeSince = now
    for (at, saying) in waiting.sorted(by: { $0.at < $1.at }) { read(saying, saidAt: at) }
    work()
  }

  /// The bot's clock is wrong for some hours; nobody says anything meanwhile.
  private func setClock(_ seconds: Int64) {
    tell("the clock is wrong by \(seconds) seconds")
    error = seconds
    awakeSince = now
    work()
    idle(until: world + 60 * Int64(1 + chance.number(below: 600)))
    tell("the clock is right")
    error = 0
    awakeSince = now
    work()
  }

  private func restart() {
    restartCount += 1
    host.restart(
      withSnapshot: chance.chance(percent: 70), compares: chance.chance(percent: 25))
    findings += host.findings
  }

  /// Lets time pass for a bot that is awake.
  private func idle(until: Int64) {
    while findings.isEmpty, let due = host.nextDue, due - error <= until {
      let before = now
      world = max(world, due - error)
      work()
      if now == before, let next = host.nextDue, next <= now {
        findings.append("something is still due at \(Instant(seconds: now))")
      }
    }
    world = max(world, until)
  }

  private func say(_ saying: YearScript.Saying) {
    guard findings.isEmpty else { return }
    work()
    read(saying, saidAt: now)
    work()
  }

  private func read(_ saying: YearScript.Saying, saidAt: Int64) {
    tell("\(saying.author): \(saying.text)")
    let answer = host.answer(saying, saidAt: saidAt, now: now)
    promises.note(
      answer.facts.map(\.event), by: .member(saying.author, tellsAlone: saying.tellsAlone),
      at: saidAt)
    for reply in answer.replies where reply.destination == .answer {
      tell("    \(reply.text ?? "")")
    }
    compare(
      answer.replies.filter { reply in
        guard case .direct(let member) = reply.destination else { return false }
        return member.text != saying.author
          && !(reply.text?.hasPrefix("A seat has become free") ?? false)
      })
  }

  private func work() {
    var heard: [Reply] = []
    for (cause, answer) in host.work(at: now) {
      // What was missed of what was said is no reminder.
      if cause.hasPrefix("year/catch-up") { continue }
      // What digests say is looked at elsewhere; here that there is one a week.
      if cause.hasPrefix("year/digest/") {
        noteDigest(cause)
        continue
      }
      // Who is greeted hangs on who was there before, which is looked at elsewhere.
      if !cause.hasPrefix("year/live/") { heard += answer.replies }
      promises.note(answer.facts.map(\.event), by: .job, at: now)
    }
    promises.comeDue(at: now, awakeSince: awakeSince)
    promises.checkDates(at: now)
    compare(heard)
    findings += host.findings
  }

  /// Checks that no week has two digests of a kind, and counts.
  private func noteDigest(_ cause: String) {
    let parts = cause.split(separator: "/")
    guard parts.count == 4, parts[2] != "waiting" else { return }
    let kind = String(parts[2])
    let day = String(parts[3])
    if let last = lastDigests[kind], last >= day {
      findings.append("a digest for \(day) comes after that for \(last)")
    }
    lastDigests[kind] = day
    digestCount += 1
  }

  // What is heard

  private func compare(_ replies: [Reply]) {
    var missing = promises.takeExpected()
    var extra: [String] = []
    for line in replies.map(\.inShort) {
      tell("  → \(line)")
      heardCount += 1
      if let index = missing.firstIndex(of: line) {
        missing.remove(at: index)
      } else {
        extra.append(line)
      }
    }
    let clock = Instant(seconds: now)
    findings += missing.sorted().map { "\(clock): owed and not sent: \($0)" }
    findings += extra.sorted().map { "\(clock): sent and not owed: \($0)" }
    findings += promises.findings.map { "\(clock): \($0)" }
    promises.findings = []
    for finding in findings { tell("!! \(finding)") }
  }

  private func tell(_ line: @autoclosure () -> String) {
    if tells { chronicle.append("\(Instant(seconds: now)) \(line())") }
  }
}

extension Reply {
  /// To whom it goes and what it says, in the words of `Promises`.
  fileprivate var inShort: String {
    let reader =
      switch destination {
      case .direct(let member): member.text
      case .room, .thread: "room"
      case .mail(let address, _): address
      case .answer: "nobody"
      }
    let lines = (text ?? "").split(separator: "\n").map(String.init)
    return "\(reader): \(Self.short(lines).sorted().joined(separator: " + "))"
  }

  private static func short(_ lines: [String]) -> [String] {
    guard let first = lines.first else { return [] }
    if first.hasPrefix("What S"), first.contains(" was worth to those who were there: ") {
      return ["results \(first.split(separator: " ")[1])"]
    }
    if first.hasPrefix("Draft: what remains of ") {
      return ["draft \(first.split(separator: " ")[4])"]
    }
    if first.hasPrefix("I was away, and planned nothing for ") {
      return ["gone \(first.split(separator: " ")[7])"]
    }
    if first.hasPrefix("I was away and could not send in time") {
      return lines.dropFirst().map { line in
        if line.hasPrefix("…") { return "missed \(line.split(separator: " ")[3]) more" }
        let id = line.prefix { $0 != " " }
        let matters = line.split(separator: ": ").last?.dropLast().split(separator: ", ") ?? []
        return "missed \(id): \(matters.map(String.init).sorted().joined(separator: ", "))"
      }
    }
    return lines.map { line in
      guard let words = line.split(separator: "⏰ You wanted to be told: ").last, line.hasPrefix("⏰")
      else { return line }
      return "personal \(words.prefix { $0 != " " })"
        + (words.contains("(It was due") ? " late" : "")
    }
  }
}
