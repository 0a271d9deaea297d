/// Why a profile cannot be used, and where in its document that shows.
package struct ProfileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The place as a JSON Pointer (RFC 6901), such as `/receive/cursor/next`; empty for the whole.
  package let path: String
  /// What is wrong there, as one clause without a secret and without a full stop.
  package let reason: String

  /// States that `reason` holds at `path`.
  package init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  /// The place and the reason.
  package var description: String { "\(path.isEmpty ? "/" : path): \(reason)" }
}
