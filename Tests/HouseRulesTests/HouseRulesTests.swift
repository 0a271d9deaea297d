import Foundation
import Testing

@Suite struct HouseRulesTests {
  @Test func `files are found at all`() {
    #expect(SourceTree.sources.count > 20)
    #expect(SourceTree.tests.count > 5)
  }

  @Test func `a module imports only what stands below it`() {
    #expect(SourceTree.sources.flatMap(Rules.ladder) == [])
  }

  @Test func `banned words do not occur`() {
    #expect(SourceTree.sources.flatMap(Rules.banned) == [])
  }

  @Test func `every package declaration says what it means`() {
    #expect(SourceTree.sources.flatMap(Rules.docstrings) == [])
  }

  @Test func `files and functions are short enough to read`() {
    #expect(SourceTree.sources.flatMap(Rules.fileLength) == [])
    #expect(SourceTree.sources.flatMap(Rules.functionLength) == [])
    #expect(SourceTree.tests.flatMap(Rules.fileLength) == [])
  }

  @Test func `no document has a dead link`() {
    let documents = SourceTree.files(in: ".", suffix: ".md").filter { !$0.path.contains("/.build") }
    #expect(documents.count >= 4)
    let dead = documents.flatMap { document in
      Rules.links(document) { target in
        let folder = SourceTree.root.appendingPathComponent(document.path)
          .deletingLastPathComponent()
        return FileManager.default.fileExists(atPath: folder.appendingPathComponent(target).path)
      }
    }
    #expect(dead == [])
  }
}
