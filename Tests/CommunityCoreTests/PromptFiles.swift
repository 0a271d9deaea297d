import Foundation

/// The long texts, lists and formats as the repository has them.
enum PromptFiles {
  /// The texts by name, as `Prompts` takes them.
  static func texts() throws -> [String: String] {
    let folder = GoldenTests.root.appendingPathComponent("Prompts/en")
    var texts: [String: String] = [:]
    for place in ["", "formats/"] {
      let names = try FileManager.default.contentsOfDirectory(
        atPath: folder.appendingPathComponent(place).path)
      for name in names where name.hasSuffix(".md") {
        let own = place + name.dropLast(3)
        texts[own] = try String(
          contentsOf: folder.appendingPathComponent("\(own).md"), encoding: .utf8)
      }
    }
    return texts
  }
}
