/// Why the state could not be kept or could not be read.
package enum KeepingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Nothing was kept, everything from before is unharmed, and a later attempt may succeed.
  case refused(StorageError)
  /// What was written can't be believed and could not be written anew: the process has to end.
  case lost(StorageError)
  /// A file can't be read as what it should be; its bytes are left as they are.
  case unreadable(file: String, offset: Int, reason: String)
  /// A file was written by a later release.
  case newer(file: String, schema: Int, known: Int)

  /// One clause for the log, with path and place.
  package var description: String {
    switch self {
    case .refused(let error): "not saved: \(error)"
    case .lost(let error): "the disk can't be trusted any more: \(error)"
    case .unreadable(let file, let offset, let reason):
      "\(file): \(reason) (at byte \(offset)); nothing was changed"
    case .newer(let file, let schema, let known):
      "\(file): written by a later release (schema \(schema), this one knows \(known))"
    }
  }
}
