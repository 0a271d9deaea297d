import BotTesting
import Foundation
import Testing

@Suite struct ReadmeTests {
  @Test func `the conversation in the readme is the one that is played`() throws {
    let text = try String(
      contentsOf: GoldenTests.root.appendingPathComponent("README.md"), encoding: .utf8)
    let parts = text.components(separatedBy: "<!-- conversation -->\n```text\n")
    #expect(parts.count == 2, "the conversation is missing")
    let shown = parts.last?.components(separatedBy: "\n```\n<!-- end of conversation -->").first
    let played = try TranscriptTests.transcript("readme.transcript").text
    let lines = played.split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
    #expect(shown == lines.joined(separator: "\n").trimmingCharacters(in: .newlines))
  }
}
