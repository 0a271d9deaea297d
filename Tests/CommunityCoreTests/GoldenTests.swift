import CommunityCore
import Foundation
import Primitives
import Testing

/// The journal's lines as earlier releases wrote them: reading one is a test for ever.
///
/// A line is added for a new kind of fact, and never changed or taken away.
@Suite struct GoldenTests {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static let lines: [String] = {
    let file = root.appendingPathComponent("Tests/Golden/facts.jsonl")
    let text = FileManager.default.contents(atPath: file.path).map {
      String(decoding: $0, as: UTF8.self)
    }
    return (text ?? "").split(separator: "\n").map(String.init)
  }()

  @Test func `there are lines to read`() {
    #expect(Self.lines.count > 30)
  }

  @Test(arguments: lines) func `a line of the journal is read and written the same`(line: String)
    throws
  {
    let fact = try Fact(reading: JSONPart(parsing: Array(line.utf8)))
    var json = JSONWriter()
    fact.write(to: &json)
    #expect(String(decoding: json.bytes, as: UTF8.self) == line)
  }

  @Test func `every kind of fact has a line`() throws {
    let folder = Self.root.appendingPathComponent("Sources/CommunityCore")
    let walk = try #require(FileManager.default.enumerator(atPath: folder.path))
    var kinds: Set<String> = []
    for case let path as String in walk where path.hasSuffix(".swift") {
      let text = try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
      for part in text.split(separator: "case \"").dropFirst() {
        let name = part.prefix { $0 != "\"" }
        if name.contains("."), !name.contains(" ") { kinds.insert(String(name)) }
      }
    }
    #expect(kinds.count > 30)
    let missing = kinds.filter { kind in
      !Self.lines.contains { $0.contains("\"event\":\"\(kind)\"") }
    }
    #expect(missing.sorted() == [], "add a line to Tests/Golden/facts.jsonl")
  }
}
