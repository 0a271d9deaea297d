import BotTesting
import CommandGrammar
import CommunityCore
import Foundation
import Primitives
import Testing

/// Every conversation in `Transcripts`, played three ways.
@Suite struct TranscriptTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Transcripts")

  static let names: [String] = {
    let all =
      FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    return all.filter { $0.hasSuffix(".transcript") }.sorted()
  }()

  static func transcript(_ name: String) throws -> Transcript {
    let file = folder.appendingPathComponent(name)
    return try Transcript(reading: String(contentsOf: file, encoding: .utf8), file: name)
  }

  /// What the operator has settled where a transcript is played; only in that of the calendars somebody
  /// serves them.
  static func charter(_ name: String) throws -> Charter {
    let plan = Charter.Plan(
      key: "data", name: "Data Practice", zone: "Europe/London", coordinators: [MemberID("you")])
    return Charter(
      communities: [plan], conventions: CallingConventions(names: ["Roundtable"]),
      prompts: try Prompts(PromptFiles.texts()),
      calendars: name == "calendar.transcript"
        ? CalendarNames(address: "https://cop.example.org/calendar", key: "a key") : nil)
  }

  @Test func `transcripts are found`() {
    #expect(Self.names.count >= 15)
  }

  @Test(arguments: names, TranscriptPlayer.Manner.allCases)
  func `a conversation goes as it is written`(name: String, manner: TranscriptPlayer.Manner) throws
  {
    let outcome = TranscriptPlayer(try Self.charter(name), manner: manner)
      .play(try Self.transcript(name))
    for difference in outcome.differences { Issue.record("\(difference)") }
    // Only one manner may write, because they run side by side; and what was written must be read.
    if ProcessInfo.processInfo.environment["RECORD"] != nil, manner == .lineByLine {
      try outcome.recorded.text.write(
        to: Self.folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
      Issue.record("\(name) was written anew; read it and run again without RECORD")
    }
  }

  @Test func `every command that an answer names is one`() throws {
    var unknown: Set<String> = []
    for name in Self.names {
      let text = try String(
        contentsOf: Self.folder.appendingPathComponent(name), encoding: .utf8)
      let said = text.split(separator: "\n").filter {
        $0.hasPrefix("     | ") || $0.split(separator: " ").prefix(3).contains("bot")
      }
      for line in said {
        for (index, part) in line.split(separator: "`", omittingEmptySubsequences: false)
          .enumerated() where !index.isMultiple(of: 2) && part.hasPrefix("!")
        {
          guard let line = CommandLine(String(part.dropFirst())) else { continue }
          let finding = CommandTable.lexicon.find(line) { _ in true }
          if case .command = finding { continue }
          unknown.insert("\(name): \(part)")
        }
      }
    }
    #expect(unknown.isEmpty, "\(unknown.sorted())")
  }

  @Test func `every command has its transcript and its examples occur`() throws {
    var played = ""
    for name in Self.names {
      played += try String(contentsOf: Self.folder.appendingPathComponent(name), encoding: .utf8)
    }
    for command in CommandTable.descriptions {
      for example in command.examples {
        let bare = example.hasPrefix("!") ? String(example.dropFirst()) : example
        #expect(played.contains("  \(example)") || played.contains("  \(bare)"), "\(example)")
      }
    }
  }
}
