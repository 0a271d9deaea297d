import BotTesting
import CommunityCore
import Foundation
import Testing

/// What an hour with twelve people costs those who read along.
@Suite struct EveningTests {
  @Test func `an hour with twelve people costs the room at most twelve posts`() throws {
    let outcome = TranscriptPlayer(
      try TranscriptTests.charter("evening.transcript"), manner: .lineByLine
    )
    .play(try TranscriptTests.transcript("evening.transcript"))
    #expect(outcome.differences.isEmpty)
    #expect((1...12).contains(outcome.roomPosts.count), "\(outcome.roomPosts)")
    #expect(outcome.roomPosts.contains { $0.hasPrefix("What remains") })
  }

  @Test func `nor does it where there are no threads, but for answers`() throws {
    let written = try String(
      contentsOf: TranscriptTests.folder.appendingPathComponent("evening.transcript"),
      encoding: .utf8)
    // Without threads everything is said in the room itself.
    let lines = written.split(separator: "\n").map { line in
      line.hasPrefix("under “") ? line.split(separator: "” ", maxSplits: 1).last ?? line : line
    }
    let evening = try Transcript(reading: lines.joined(separator: "\n"), file: "evening")
    var charter = try TranscriptTests.charter("evening.transcript")
    charter.hasThreads = false
    let outcome = TranscriptPlayer(charter, manner: .lineByLine).play(evening)
    #expect((1...12).contains(outcome.roomPosts.count), "\(outcome.roomPosts)")
    #expect(outcome.roomPosts.contains { $0.hasPrefix("What remains") })
  }
}
