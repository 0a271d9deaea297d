import BotTesting
import Foundation
import Settings
import Testing

@Suite struct PlainProfileTests {
  @Test func `the built-in profile is the one that is shipped`() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let file = root.appendingPathComponent("Config/endpoints/plain.yaml")
    let text = try String(contentsOf: file, encoding: .utf8)
    let document = try YAMLDocument(reading: text, file: "plain.yaml")
    #expect(document.tree == PlainProfile.tree)
  }
}
