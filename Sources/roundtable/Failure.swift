import ArgumentParser
import BotRuntime
import Foundation
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
