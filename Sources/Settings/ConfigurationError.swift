/// What is wrong in a file that an operator edits, or in the environment.
package struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file; nil where the trouble is in no file.
  package let file: String?
  /// The line in the file, from 1; nil where none can be named.
  package let line: Int?
  /// What is wrong and what to do, as a sentence or two.
  package let reason: String

  /// States what is wrong.
  package init(_ reason: String, file: String? = nil, line: Int? = nil) {
    self.file = file
    self.line = line
    self.reason = reason
  }

  /// File, line and reason on one line: `roundtable.yaml:7: …`.
  package var description: String {
    switch (file, line) {
    case (let file?, let line?): "\(file):\(line): \(reason)"
    case (let file?, nil): "\(file): \(reason)"
    default: reason
    }
  }
}
