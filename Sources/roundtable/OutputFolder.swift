import Foundation

/// A folder into which somebody has files written.
struct OutputFolder {
  private let path: String

  /// Makes the folder where it is missing, readable by its owner alone.
  init(_ path: String) throws(Failure) {
    self.path = path
    do {
      try FileManager.default.createDirectory(
        at: URL(fileURLWithPath: path, isDirectory: true), withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    } catch {
      throw Failure(74, "\(path): \(error.localizedDescription)")
    }
  }

  /// Writes a file whole or not at all, readable by its owner alone.
  func write(_ bytes: [UInt8], as name: String) throws(Failure) {
    let file = URL(fileURLWithPath: path, isDirectory: true).appendingPathComponent(name)
    do {
      try Data(bytes).write(to: file, options: .atomic)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
    } catch {
      throw Failure(74, "\(file.path): \(error.localizedDescription)")
    }
  }
}
