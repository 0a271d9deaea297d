import Testing

/// The rules themselves, each against a line that breaks it.
@Suite struct RulesTests {
  private func file(_ text: String, in module: String = "CommunityCore") -> SourceFile {
    SourceFile(path: "Sources/\(module)/A.swift", text: text)
  }

  @Test func `an import that climbs the ladder is found`() {
    #expect(Rules.ladder(file("import Primitives\nimport CommandGrammar")) == [])
    #expect(Rules.ladder(file("import BotRuntime")).count == 1)
    #expect(Rules.ladder(file("package import CommunityCore", in: "Timekeeping")).count == 1)
    #expect(Rules.ladder(file("import Foundation")).count == 1)
    #expect(Rules.ladder(file("import Alamofire")).count == 1)
    #expect(Rules.ladder(file("", in: "Unknown")).count == 1)
  }

  @Test func `every banned word is found`() {
    for rule in Rules.banned {
      #expect(!Rules.banned(file("let a = \(rule.word)")).isEmpty, "\(rule.word)")
    }
    #expect(Rules.banned(file("let a = 1")) == [])
    #expect(Rules.banned(file("let a = finger" + "print(of: b)")) == [])
  }

  @Test func `a declaration without a docstring is found`() {
    #expect(Rules.docstrings(file("package struct A {}")).count == 1)
    #expect(Rules.docstrings(file("/// Is.\npackage struct A {}")) == [])
    #expect(Rules.docstrings(file("/// Is.\n@frozen\npackage struct A {}")) == [])
    #expect(Rules.docstrings(file("package import Primitives")) == [])
  }

  @Test func `a long file and a long function are found`() {
    let lines = Array(repeating: "    call()", count: 59).joined(separator: "\n")
    #expect(Rules.functionLength(file("  func a() {\n\(lines)\n  }")).count == 1)
    #expect(Rules.functionLength(file("  func a() {\n    call()\n  }")) == [])
    #expect(Rules.fileLength(file(String(repeating: "\n", count: 401))).count == 1)
    #expect(Rules.fileLength(file(String(repeating: "\n", count: 400))) == [])
  }

  @Test func `a dead link is found`() {
    let page = file("[here](gone.md) [there](README.md#top) [web](https://example.org)")
    #expect(Rules.links(page) { $0 == "README.md" }.count == 1)
  }
}
