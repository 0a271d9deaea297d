import ArgumentParser
import BotTesting
import Foundation
import Synchronization

/// One figure as a line that a person can copy, and what was wrong.
struct Figure: Sendable {
  let line: String
  let findings: [String]

  /// Prints it as soon as it is known.
  init(_ name: String, _ text: String, since began: Int, _ findings: [String]) {
    let seconds = (ScriptedRoom.uptime - began + 500) / 1000
    let verdict = findings.isEmpty ? "0 bad" : "\(findings.count) findings"
    line = "\(name): \(text) · \(verdict) · \(seconds) s"
    self.findings = findings
    print(line)
    for finding in findings.prefix(20) { print("  \(finding.prefix(600))") }
    fflush(nil)
  }
}

/// Says at the end how it went.
enum Verdict {
  static func all(_ figures: [Figure]) throws {
    print("\n\(figures.map(\.line).joined(separator: "\n"))")
    if figures.contains(where: { !$0.findings.isEmpty }) { throw ExitCode(1) }
  }
}

/// The figures, each with the trials that it comes from.
enum Figures {
  static func kills(_ path: String, _ count: Int, from first: UInt64, width: Int) -> Figure {
    let began = ScriptedRoom.uptime
    let total = Mutex(KillTrials.Report())
    inParallel(width) { worker in
      var seed = first + UInt64(worker) * 1_000_000
      while true {
        let left = count - total.withLock(\.kills)
        if left <= 0 { return }
        do {
          let (report, next) = try KillTrials(path).run(
            kills: (left + width - 1) / width, from: seed)
          seed = next
          total.withLock { $0.add(report) }
        } catch {
          return total.withLock { $0.findings.append("\(error)") }
        }
      }
    }
    let report = total.withLock { $0 }
    return Figure(
      "kills",
      "\(report.kills) kills in \(report.scripts) scripts of 20 commands: \(report.lost) lost, "
        + "\(report.repeated) seen twice, \(report.unreadable) unreadable, "
        + "\(report.disordered) out of order", since: began, report.findings)
  }

  static func calls(
    _ path: String, _ calls: [String], _ effects: [CallTrials.Effect], _ numbers: ClosedRange<Int>,
    width: Int
  ) -> [Figure] {
    effects.map { effect in
      let began = ScriptedRoom.uptime
      let total = Mutex((report: CallTrials.Report(), reached: [String]()))
      let lines = Mutex(calls.map { (call: $0, next: numbers.lowerBound) })
      inParallel(width) { worker in
        var trials: CallTrials?
        while true {
          let work = lines.withLock { lines -> (call: String, number: Int)? in
            guard let index = lines.indices.first(where: { lines[$0].next <= numbers.upperBound })
            else { return nil }
            lines[index].next += 1
            return (lines[index].call, lines[index].next - 1)
          }
          guard let (call, number) = work else { return }
          do {
            if trials?.isStale ?? true { trials = try CallTrials(path) }
            if let report = try trials?.run(effect, call, number) {
              total.withLock { $0.report.add(report) }
            } else {
              total.withLock { $0.reached.append("\(call) \(number - 1)") }
              // The others of this call that are under way reach nothing either.
              lines.withLock { lines in lines.removeAll { $0.call == call } }
            }
          } catch {
            return total.withLock { $0.report.findings.append("\(error)") }
          }
        }
      }
      let (report, _) = total.withLock { $0 }
      return Figure(
        "calls, \(effect.rawValue)",
        "\(report.trials) calls on the state in turn: \(report.falseConfirmations) false "
          + "confirmations, \(report.bad) lost, seen twice or unreadable", since: began,
        report.findings)
    }
  }

  static func garbage(_ path: String, _ kind: String?, width: Int) -> Figure {
    let began = ScriptedRoom.uptime
    let trials = GarbageTrials.Trial.all.filter { kind == nil || $0.garbage.rawValue == kind }
    let findings = Mutex([String]())
    let next = Mutex(0)
    inParallel(width) { _ in
      while true {
        let index = next.withLock { next in
          next += 1
          return next - 1
        }
        guard index < trials.count else { return }
        do {
          let found = try GarbageTrials(path).run(trials[index])
          findings.withLock { $0 += found }
        } catch {
          findings.withLock { $0.append("\(trials[index]): \(error)") }
        }
      }
    }
    let kinds = Set(trials.map(\.garbage)).count
    return Figure(
      "garbage", "\(kinds) kinds at GET and POST, once and again and again: \(trials.count) trials",
      since: began, findings.withLock { $0 })
  }

  static func seeds(_ count: Int, width: Int) -> Figure {
    let began = ScriptedRoom.uptime
    let total = Mutex((deaths: 0, findings: [String]()))
    inParallel(width) { worker in
      for seed in stride(from: worker + 1, through: count, by: width) {
        let simulation = Simulation(seed: UInt64(seed), checkingEvery: 25)
        let findings = simulation.run()
        let deaths = simulation.deaths
        total.withLock { total in
          total.deaths += deaths
          total.findings += findings.map { "simulate trace \(seed): \($0)" }
        }
      }
    }
    let (deaths, findings) = total.withLock { $0 }
    return Figure(
      "seeds", "\(count) simulated worlds, \(deaths) deaths in them", since: began, findings)
  }

  static func years(_ count: Int, width: Int) -> Figure {
    let began = ScriptedRoom.uptime
    let total = Mutex((heard: 0, findings: [String]()))
    inParallel(width) { worker in
      for seed in stride(from: worker + 1, through: count, by: width) {
        let year = YearSimulation(seed: UInt64(seed), tellsAll: false)
        let findings = year.run()
        let heard = year.heardCount
        total.withLock { total in
          total.heard += heard
          total.findings += findings.map { "simulate year --first \(seed) --seeds 1: \($0)" }
        }
      }
    }
    let (heard, findings) = total.withLock { $0 }
    return Figure(
      "years", "\(count) simulated years, \(heard) messages owed and heard", since: began, findings)
  }

  static func soak(_ path: String, _ count: Int, seed: UInt64) -> Figure {
    let began = ScriptedRoom.uptime
    var findings: [String] = []
    var text = ""
    do {
      var twentieth = 0
      let report = try Soak(path, count: count, seed: seed).run { said, bytes in
        guard said * 20 >= count * twentieth else { return }
        twentieth += 1
        FileHandle.standardError.write(Data("soak: \(said) said, \(bytes >> 10) kB\n".utf8))
      }
      findings = report.findings
      if report.lost > 0 { findings.append("\(report.lost) commands have no answer") }
      if report.repeated > 0 { findings.append("\(report.repeated) answers were seen twice") }
      if report.growth > 500 { findings.append("the memory grew by more than 5 %") }
      text =
        "\(report.said) commands, \(report.faults) of \(report.calls) requests wrong: "
        + "\(report.lost) lost, \(report.repeated) seen twice; resident "
        + "\(report.firstBytes >> 10) kB in the first tenth, at most \(report.laterBytes >> 10) kB in a later one "
        + "by the median, \(report.mostBytes >> 10) kB at any time (\(report.growth / 100).\(abs(report.growth) % 100 / 10) % more)"
    } catch {
      findings.append("\(error)")
    }
    return Figure("soak", text, since: began, findings)
  }
}

/// Runs `body` on so many threads, each of which has a number from 0, and waits for all of them.
///
/// Not on the few threads of Swift's tasks: these wait for programs, which those must never do.
func inParallel(_ width: Int, _ body: @escaping @Sendable (Int) -> Void) {
  let workers = (0..<width).map { worker in Background { body(worker) } }
  for worker in workers { worker.value }
}

/// Something that is found out on a thread of its own.
final class Background<Value: Sendable>: Sendable {
  private let result = Mutex<Value?>(nil)
  private let semaphore = DispatchSemaphore(value: 0)

  init(_ body: @escaping @Sendable () -> Value) {
    Thread.detachNewThread { [self] in
      let value = body()
      result.withLock { $0 = value }
      semaphore.signal()
    }
  }

  /// What was found out; waits for it, once.
  var value: Value {
    semaphore.wait()
    guard let value = result.withLock({ $0 }) else {
      preconditionFailure("the thread says that it is done once it has a result")
    }
    return value
  }
}
