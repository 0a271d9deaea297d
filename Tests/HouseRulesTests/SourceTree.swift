import Foundation

/// A file of the project as text, with its path from the root.
struct SourceFile {
  let path: String
  let text: String

  var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

  /// The module that the file belongs to: the folder below `Sources` or `Tests`.
  var module: String {
    let parts = path.split(separator: "/")
    return parts.count > 2 ? String(parts[1]) : ""
  }
}

/// Reads the project's files from disk.
enum SourceTree {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// All files below `folder` whose names end in `suffix`, sorted by path.
  static func files(in folder: String, suffix: String) -> [SourceFile] {
    let start = root.appendingPathComponent(folder)
    guard let walk = FileManager.default.enumerator(atPath: start.path) else { return [] }
    return walk.compactMap { $0 as? String }.filter { $0.hasSuffix(suffix) }.sorted()
      .compactMap { path in
        let url = start.appendingPathComponent(path)
        guard let data = FileManager.default.contents(atPath: url.path) else { return nil }
        return SourceFile(path: "\(folder)/\(path)", text: String(decoding: data, as: UTF8.self))
      }
  }

  static var sources: [SourceFile] { files(in: "Sources", suffix: ".swift") }
  static var tests: [SourceFile] { files(in: "Tests", suffix: ".swift") }
}
