import Foundation
import Testing

/// Every reason for which something is refused is heard in some conversation.
@Suite struct WordingTests {
  @Test func `every refusal and every mistake of typing occurs in a transcript`() throws {
    var played = ""
    for name in TranscriptTests.names {
      played += try String(
        contentsOf: TranscriptTests.folder.appendingPathComponent(name), encoding: .utf8)
    }
    let core = GoldenTests.root.appendingPathComponent("Sources/CommunityCore")
    let files =
      FileManager.default.enumerator(atPath: core.path)?.compactMap { $0 as? String } ?? []
    var source = ""
    for file in files where file == "Wording.swift" || file.hasSuffix("Refusal.swift") {
      source += try String(contentsOf: core.appendingPathComponent(file), encoding: .utf8)
    }
    let reasons = Self.reasons(in: source)
    #expect(reasons.count > 50)
    let silent = reasons.filter { !played.contains($0.fragment) }
    #expect(silent.map { "\($0.name): \($0.fragment)" } == [], "give each a line in a transcript")
  }

  /// The cases of the source, each with the longest part of its sentences that is always the same.
  private static func reasons(in source: String) -> [(name: String, fragment: String)] {
    source.components(separatedBy: "case .").dropFirst().compactMap { part in
      let name = String(part.prefix { $0.isLetter })
      let body = part.components(separatedBy: "\n  }\n")[0]
      let fragment = literals(in: body).max { $0.count < $1.count } ?? ""
      return fragment.count < 8 ? nil : (name, fragment)
    }
  }

  /// The fixed parts of the texts in `body`, without what is put into them.
  private static func literals(in body: String) -> [String] {
    var parts: [String] = []
    var current = ""
    var isText = false
    var depth = 0
    var previous: Character = " "
    for character in body {
      defer { previous = character }
      if depth > 0 {
        depth += character == "(" ? 1 : character == ")" ? -1 : 0
      } else if isText, previous == "\\", character == "(" {
        current.removeLast()
        depth = 1
      } else if character == "\"" || character == "\n" && isText {
        isText = character == "\"" && !isText
      } else if isText {
        current.append(character)
        continue
      } else {
        continue
      }
      parts.append(current)
      current = ""
    }
    return parts
  }
}
