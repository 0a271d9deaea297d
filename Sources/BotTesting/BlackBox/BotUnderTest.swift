import Glibc

/// The real program with a state folder of its own, in front of a `ScriptedRoom`.
package final class BotUnderTest {
  /// Who is coordinator of its community.
  package static let coordinator = "ana"

  /// The program.
  package let program: String
  /// Where its state lies; removed with this object.
  package let folder: String
  /// The room that it talks in.
  package let room: ScriptedRoom
  /// The process of now, or the last one.
  package private(set) var process: ChildProcess?
  /// What all processes have written.
  package private(set) var log: [UInt8] = []

  private let temporary: String

  /// Prepares a folder for the state of `program`; nothing is started yet.
  package init(_ program: String, in room: ScriptedRoom) throws(ChildProcess.StartError) {
    self.program = program
    self.room = room
    let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array(
      "\(base)/roundtable-trial-\(String(repeating: "X", count: 6))".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw ChildProcess.StartError(
        description: "no temporary folder: \(String(cString: strerror(errno)))")
    }
    temporary = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    folder = temporary + "/state"
  }

  deinit {
    process = nil
    do throws(ChildProcess.StartError) {
      let removal = try ChildProcess(["rm", "-rf", temporary], environment: environment)
      removal.readToEnd()
    } catch {}
  }

  /// A path for something that is to be removed with the state.
  package func scratch(_ name: String) -> String { temporary + "/" + name }

  /// Whether a process is running.
  package var isRunning: Bool { process.map { $0.ending == nil } ?? false }

  /// How the last process ended; nil while one runs.
  package var ending: ChildProcess.Ending? { process?.ending }

  /// The resident memory of the process in bytes; nil where none runs.
  package var residentBytes: Int? {
    guard let process, isRunning, let file = fopen("/proc/\(process.id)/statm", "r") else {
      return nil
    }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 200)
    guard fgets(&line, Int32(line.count), file) != nil else { return nil }
    let text = String(
      decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let words = text.split(separator: " ")
    return words.count > 1 ? Int(words[1]).map { $0 * Int(getpagesize()) } : nil
  }

  /// Starts the bot, as an argument of the program and options `wrapper` where there is one.
  package func start(
    under wrapper: [String] = [], _ options: [String] = []
  ) throws(ChildProcess.StartError) {
    precondition(!isRunning, "the folder has one bot at a time")
    process = try ChildProcess(
      wrapper + [
        program, "run", "--endpoint", "plain", "--from", "oldest", "--state", folder,
        "--coordinator", Self.coordinator,
      ] + options, environment: environment)
  }

  /// Serves until `condition` holds or the process has ended; false after a deadline that is far off.
  @discardableResult
  package func live(within seconds: Int = 60, until condition: () -> Bool) -> Bool {
    guard let process else { return false }
    let isInTime = room.serve([process], within: seconds) {
      process.ending != nil || condition()
    }
    if process.ending != nil { bury() }
    return isInTime
  }

  /// Ends the process as nothing else can, at once.
  package func kill() {
    process?.signal(SIGKILL)
    process?.readToEnd()
    bury()
  }

  /// Asks it to end, and returns whether it did so in order.
  package func stop() -> Bool {
    guard let process else { return false }
    process.signal(SIGTERM)
    room.serve([process]) { process.ending != nil }
    bury()
    return process.ending == .exited(0)
  }

  /// The state as the program itself tells it.
  package func state() throws(ChildProcess.StartError) -> [UInt8] {
    let teller = try ChildProcess(
      [program, "state", "--state", folder, "--coordinator", Self.coordinator],
      environment: environment)
    teller.readToEnd()
    guard teller.ending == .exited(0) else {
      throw ChildProcess.StartError(description: "the state can't be read: \(teller.text)")
    }
    return teller.output
  }

  /// What holds the token of the room although it must not: files of the state, or the log.
  package func leaks() throws(ChildProcess.StartError) -> [String] {
    let search = try ChildProcess(
      ["grep", "-rl", ScriptedRoom.token, folder], environment: environment)
    search.readToEnd()
    var places = search.text.split(separator: "\n").map(String.init)
    if log.firstRange(of: Array(ScriptedRoom.token.utf8)) != nil { places.append("the log") }
    return places
  }

  private func bury() {
    if let process, process.ending != nil {
      log.append(contentsOf: process.output)
      if log.count > 8 << 20 { log.removeFirst(4 << 20) }
    }
    room.dropConnections()
  }

  private var environment: [String: String] {
    [
      "PATH": getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin", "TZ": "UTC",
      "CHAT_URL": room.address, "CHAT_TOKEN": ScriptedRoom.token,
      // A crash is told by its signal; writing where it happened takes seconds.
      "SWIFT_BACKTRACE": "enable=no",
    ]
  }
}
