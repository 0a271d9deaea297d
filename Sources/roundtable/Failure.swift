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
    let earlier = folder + "/" + Snapshots.name(ofGeneration: 1)
    guard error.exitCode == 76, access(earlier, R_OK) == 0 else {
      self.init(error)
      return
    }
    self.init(
      error.exitCode,
      """
      \(error)
      An earlier state is \(earlier). To go back to it, make a new folder that holds nothing
      but a copy of that file, named state.json, and of the folder ballots, and run on that. What was kept
      since then is lost; what was said since then is read again where the service still has it.
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

/// Writes a line to standard error, where everything goes that is no result.
func complain(_ line: String) {
  FileHandle.standardError.write(Data("roundtable: \(line)\n".utf8))
}
