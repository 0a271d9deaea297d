import ArgumentParser
import BotRuntime
import Foundation
import Glibc
import Journaling
import Settings

/// Why a subcommand ends early: one line for a person, and the exit code for a program.
struct Failure: Error {
  let exitCode: Int32
  let line: String

  init(_ exitCode: Int32, _ line: String) {
    self.exitCode = exitCode
    self.line = line
  }

  /// A configuration that can't be used (`EX_CONFIG`).
  init(_ error: ConfigurationError) {
    self.init(78, error.description)
  }

  /// A state folder that can't be read, with the way back to an earlier state where there is one.
  init(_ error: BotError, in folder: String) {
    let generations = (0...Snapshots.generations).map { Snapshots.name(ofGeneration: $0) }
    let other = generations.first {
      access(folder + "/" + $0, R_OK) == 0 && !"\(error)".contains("/\($0):")
    }
    guard error.exitCode == 76, !error.isOfLaterRelease, let other else {
      self.init(error)
      return
    }
    self.init(
      error.exitCode,
      """
      \(error)
      \(folder)/\(other) is beside it. `roundtable restore --state \(folder)` looks what is sound, says what
      going back to it would lose, and asks before it does it.
      """)
  }

  /// A bot that can't start or go on.
  init(_ error: BotError) {
    self.init(error.exitCode, error.description)
  }
}

/// Runs `body`, and ends the process with one line where it fails.
func reporting<Value>(_ body: () throws(Failure) -> Value) throws -> Value {
  do throws(Failure) {
    return try body()
  } catch {
    complain(error.line)
    throw ExitCode(error.exitCode)
  }
}

/// Writes a line to standard error, where everything goes that is no result; where nothing can be
/// written there, the exit code has to say it all.
func complain(_ line: String) {
  _ = write(Array("roundtable: \(line)\n".utf8), to: 2)
}

/// Writes a result to standard output; fails (exit code 74) where it can't be written whole.
func put(_ bytes: [UInt8]) throws(Failure) {
  guard write(bytes, to: 1) else {
    throw Failure(74, "the result can't be written: \(String(cString: strerror(errno)))")
  }
}

/// Writes all of `bytes` to a file descriptor; false where that fails.
func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR { continue }
    guard count > 0 else { return false }
    rest = rest.dropFirst(count)
  }
  return true
}
