import ArgumentParser
import BotTesting
import Glibc
import Journaling
import Primitives

/// Lives many simulated lives and says which seeds show something wrong.
@main
struct Simulate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate", abstract: "Simulates bots in worlds where everything goes wrong.",
    subcommands: [Seeds.self, Trace.self, Year.self, Quarter.self])
}

/// Runs one simulation a seed.
struct Seeds: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "seeds", abstract: "Runs one simulation a seed; exits 1 where something is wrong.")

  @Option(help: "The first seed.")
  var from: UInt64 = 1

  @Option(help: "How many seeds.")
  var count = 5000

  @Option(help: "After how many records the disk is compared with the memory.")
  var stride = 1

  func run() throws {
    var wrong = 0
    var deaths = 0
    var steps = 0
    for seed in from..<from + UInt64(count) {
      let simulation = Simulation(seed: seed, checkingEvery: stride)
      let findings = simulation.run()
      deaths += simulation.deaths
      steps += simulation.steps
      if findings.isEmpty { continue }
      wrong += 1
      print("seed \(seed):")
      for finding in findings { print("  \(finding)") }
    }
    print("\(count) seeds from \(from): \(steps) steps, \(deaths) deaths, \(wrong) seeds wrong")
    if wrong > 0 { throw ExitCode(1) }
  }
}

/// Tells what happened in one simulated world.
struct Trace: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace", abstract: "Tells what happened in the world of one seed.")

  @Argument(help: "The seed.")
  var seed: UInt64

  func run() throws {
    let simulation = Simulation(seed: seed)
    print(simulation.conditions)
    let findings = simulation.run()
    for message in simulation.world.chat.feed {
      print(
        "\(message.at) \(message.id) \(message.room)/\(message.thread ?? "-") \(message.author): "
          + message.text.split(separator: "\n").joined(separator: " / "))
    }
    for death in simulation.obituaries { print(death) }
    for finding in findings { print(finding) }
  }
}

/// Lives one community's year a seed.
struct Year: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "year",
    abstract: "Lives a year a seed and compares every message with what was owed.",
    discussion:
      "Restarts, downtime, clocks that are set, both changes of clocks. Exits 1 where a message is missing, extra or late."
  )

  @Option(help: "The first seed.")
  var first: UInt64 = 1

  @Option(help: "How many seeds.")
  var seeds = 200

  @Flag(help: "Tells everything that is said and heard.")
  var tell = false

  func run() throws {
    var wrong = 0
    var heard = 0
    for seed in first..<first + UInt64(seeds) {
      let year = YearSimulation(seed: seed, tellsAll: tell)
      let findings = year.run()
      heard += year.heardCount
      for line in year.chronicle { print(line) }
      if findings.isEmpty { continue }
      wrong += 1
      print("seed \(seed): repeat it with `simulate year --first \(seed) --seeds 1 --tell`")
      for finding in findings.prefix(10) { print("  \(finding)") }
    }
    print(
      "\(seeds) years from seed \(first): \(heard) messages owed and heard, \(wrong) seeds wrong")
    if wrong > 0 { throw ExitCode(1) }
  }
}

/// Lives thirteen weeks of a community of forty, and leaves its state for other programs to read.
struct Quarter: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quarter",
    abstract: "Lives a quarter of a community of forty, and writes its state folder.")

  @Option(help: "The seed.")
  var seed: UInt64 = 1

  @Option(help: "The folder to write to; it is made where it is missing.")
  var out: String

  func run() throws {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    let quarter = try SimulatedQuarter(seed: seed, until: Instant(seconds: Int64(time.tv_sec)))
    let disk = quarter.world.disk
    let storage = FileStorage(out)
    try storage.lock()
    for name in disk.fileNames {
      guard let bytes = disk.content(of: name) else { continue }
      let folders = name.split(separator: "/").dropLast()
      for depth in folders.indices {
        try storage.makeFolder(folders[...depth].joined(separator: "/"))
      }
      try storage.replace(name, with: bytes)
    }
    guard disk.content(of: "dead-letters.jsonl") == nil else {
      print("something could not be said: see \(out)/dead-letters.jsonl")
      throw ExitCode(1)
    }
    print("\(quarter.world.chat.feed.count) messages; the state is in \(out)")
  }
}
