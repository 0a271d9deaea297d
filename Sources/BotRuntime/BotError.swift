package import Journaling

/// Why the bot can't start, or has to end.
package enum BotError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The state folder can't be taken or used.
  case storage(StorageError)
  /// The state can't be read, or can't be kept any longer.
  case keeping(KeepingError)
  /// A file is sound but says something that is not understood; its bytes are left as they are.
  case notUnderstood(file: String, place: String, reason: String)

  /// The exit code of the process, after the manner of `sysexits.h`: 73 for a folder that can't be
  /// used, 74 for a disk that fails, 75 for a folder in use, 76 for a state that can't be read.
  package var exitCode: Int32 {
    switch self {
    case .storage(let error), .keeping(.refused(let error)):
      switch error.kind {
      case .locked: 75
      case .notPermitted, .unusable: 73
      case .noSpace, .device, .uncertain: 74
      }
    case .keeping(.lost): 74
    case .keeping(.unreadable), .keeping(.newer), .notUnderstood: 76
    }
  }

  /// Whether a later release wrote what can't be read: then going back is no help.
  package var isOfLaterRelease: Bool {
    if case .keeping(.newer) = self { true } else { false }
  }

  /// One line for the log.
  package var description: String {
    switch self {
    case .storage(let error): error.description
    case .keeping(let error): error.description
    case .notUnderstood(let file, let place, let reason):
      "\(file): \(place): \(reason); nothing was changed"
    }
  }
}
