/// Why something could not be read from or written to the state folder.
package struct StorageError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of failure it was.
  package enum Kind: Hashable, Sendable {
    /// The disk, a quota or the file size limit leaves no room; what was there before is unharmed.
    case noSpace
    /// The device, the file system or a limit of the machine failed.
    case device
    /// A file was put in the place of another, but nobody knows whether that outlives a crash.
    case uncertain
    /// The folder or a file in it may not be written or read.
    case notPermitted
    /// Another process holds the folder; its id where it left one.
    case locked(by: Int?)
    /// The folder can't serve as a state folder at all.
    case unusable
  }

  /// What kind of failure it was.
  package let kind: Kind
  /// The path of the file or folder, as a person would type it.
  package let path: String
  /// A clause without a full stop.
  package let reason: String

  /// States a failure.
  package init(_ kind: Kind, path: String, reason: String) {
    self.kind = kind
    self.path = path
    self.reason = reason
  }

  /// The path with the reason, for the log.
  package var description: String { "\(path): \(reason)" }
}
