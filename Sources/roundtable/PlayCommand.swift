import ArgumentParser
import BotTesting
import CommandGrammar
import CommunityCore
import Foundation
import Primitives
import Settings

/// Plays a conversation with a bot in a simulated world.
struct PlayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "play", abstract: "Plays a transcript on the terminal.",
    discussion: """
      `# sentence` opens a scene, `ana  !rsvp yes` is said by Ana (two spaces), `dm ana  …` to \
      the bot alone, `bot  …` is what the bot must say, `@ +6d 23h` lets time pass. The member \
      `you` is coordinator. Shows what was really said, and exits 1 where that differs. Each \
      scene is played line by line, with a kill of the bot after each line, and in one batch.
      """)

  @Argument(help: "The transcript.")
  var file: String

  @Option(help: "The folder that holds Config and Prompts.")
  var resources: String?

  func run() throws {
    try Self.play(file, resources: resources)
  }

  /// Plays `file`, and ends the process with 1 where the bot says something else.
  static func play(_ file: String, resources: String?) throws {
    let transcript = try reporting { () throws(Failure) in try self.transcript(file) }
    let charter = try reporting { () throws(Failure) in try self.charter(resources) }
    var differences: [TranscriptPlayer.Difference] = []
    for manner in TranscriptPlayer.Manner.allCases {
      let outcome = TranscriptPlayer(charter, manner: manner).play(transcript)
      if manner == .lineByLine { print(outcome.recorded.text, terminator: "") }
      // What differs line by line differs in every manner; told once, it is found sooner.
      if differences.isEmpty { differences = outcome.differences }
    }
    for difference in differences { complain(difference.description) }
    if !differences.isEmpty { throw ExitCode(1) }
  }

  private static func transcript(_ file: String) throws(Failure) -> Transcript {
    let text: String
    do throws(ConfigurationError) {
      text = try TextFile.read(file)
    } catch {
      throw Failure(2, error.description)
    }
    do throws(TranscriptError) {
      return try Transcript(reading: text, file: file)
    } catch {
      throw Failure(2, error.description)
    }
  }

  /// One community with its real texts, in London.
  private static func charter(_ resources: String?) throws(Failure) -> Charter {
    let installation = try Installation(.bundled(resources: resources))
    let plan = Charter.Plan(
      key: "data", name: "Data Practice", zone: "Europe/London", coordinators: [MemberID("you")],
      hasDigests: true)
    return Charter(
      communities: [plan], conventions: CallingConventions(names: ["Roundtable"]),
      prompts: installation.prompts, zones: Installation.zones)
  }
}
