import CommunityCore
import Foundation
import Testing

@Suite struct ReferenceTests {
  @Test func `the reference page is fresh`() throws {
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("COMMANDS.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    #expect(text == Reference.markdown, "run `make commands`")
  }
}
