import ArgumentParser
import BotTesting
import Settings

/// Plays a conversation against a bot in a simulated world.
struct PlayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "play", abstract: "Plays a transcript on the terminal.",
    discussion: """
      `# sentence` opens a scene, `ana  !rsvp yes` is said by Ana, `bot  …` is what the bot must say, `@ +6d 23h`
      moves the clock. Exits 1 where the bot says something else.
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
    throw ExitCode(1)
  }
}
