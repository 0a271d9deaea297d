import ArgumentParser
import BotTesting
import Foundation

/// Tries the real program in all the ways that RELIABILITY.md tells, and prints the figures.
@main
struct Torture: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "torture",
    abstract: "Kills, starves and confuses the real program, and prints what came of it.",
    subcommands: [
      KillsCommand.self, CallsCommand.self, GarbageCommand.self, SeedsCommand.self,
      SoakCommand.self, AllCommand.self,
    ])
}

/// What all of them have in common.
struct TortureOptions: ParsableArguments {
  @Option(help: "The program; the one beside this one where none is named.")
  var program: String?

  @Option(help: "How many trials run at the same time.")
  var width = 2

  /// The path of the program.
  var path: String {
    let here = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    return program ?? here.deletingLastPathComponent().appendingPathComponent("roundtable").path
  }
}

/// Kills the program before and after the effect of requests.
struct KillsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kills", abstract: "Kills the program again and again within a script.")

  @OptionGroup var options: TortureOptions
  @Option(help: "How many kills.")
  var count = 2000
  @Option(help: "The first seed.")
  var from: UInt64 = 1

  func run() throws {
    try Verdict.all([Figures.kills(options.path, count, from: from, width: options.width)])
  }
}

/// Kills the program at every system call on its state, and lets every such call fail.
struct CallsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calls", abstract: "Kills and fails every system call on the state in turn.")

  @OptionGroup var options: TortureOptions
  @Option(help: "The system call; all of them where none is named.")
  var call: String?
  @Option(help: "What becomes of it: kill, EIO once, EIO for good, ENOSPC once, ENOSPC for good.")
  var effect: String?
  @Option(help: "The first number of the call that is tried.")
  var from = 1
  @Option(help: "The last.")
  var to = Int.max

  func run() throws {
    let effects = CallTrials.Effect.withstood.filter { effect == nil || $0.rawValue == effect }
    let calls = CallTrials.calls.filter { call == nil || $0 == call }
    guard !effects.isEmpty, !calls.isEmpty else {
      throw ValidationError("There is no such call or effect.")
    }
    let numbers = from...max(from, to)
    try Verdict.all(
      Figures.calls(options.path, calls, effects, numbers, width: options.width))
  }
}

/// Answers the program with garbage.
struct GarbageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "garbage", abstract: "Answers the program with each kind of garbage.")

  @OptionGroup var options: TortureOptions
  @Option(help: "The kind; all of them where none is named.")
  var kind: String?

  func run() throws {
    try Verdict.all([Figures.garbage(options.path, kind, width: options.width * 8)])
  }
}

/// Lives in simulated worlds.
struct SeedsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "seeds", abstract: "Lives in simulated worlds, and through simulated years.")

  @OptionGroup var options: TortureOptions
  @Option(help: "How many worlds.")
  var count = 10_000
  @Option(help: "How many years.")
  var years = 100

  func run() throws {
    try Verdict.all([
      Figures.seeds(count, width: options.width), Figures.years(years, width: options.width),
    ])
  }
}

/// Says very much to one bot.
struct SoakCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "soak", abstract: "Says very much while one request in a hundred goes wrong.")

  @OptionGroup var options: TortureOptions
  @Option(help: "How many messages.")
  var count = 1_000_000
  @Option(help: "The seed.")
  var seed: UInt64 = 1

  func run() throws {
    try Verdict.all([Figures.soak(options.path, count, seed: seed)])
  }
}

/// Everything, in the size in which it stands in RELIABILITY.md.
struct AllCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "all", abstract: "Everything, in the size in which it is published.")

  @OptionGroup var options: TortureOptions

  func run() throws {
    let path = options.path
    // The soak mostly waits for a bot that backs off, so that it runs beside all the others.
    let soak = Background { Figures.soak(path, 1_000_000, seed: 1) }
    var figures = [
      Figures.kills(path, 2000, from: 1, width: options.width),
      Figures.garbage(path, nil, width: options.width * 4),
    ]
    figures += Figures.calls(
      path, CallTrials.calls, CallTrials.Effect.withstood, 1...Int.max, width: options.width)
    figures.append(Figures.seeds(10_000, width: options.width))
    figures.append(Figures.years(100, width: options.width))
    figures.append(soak.value)
    try Verdict.all(figures)
  }
}
