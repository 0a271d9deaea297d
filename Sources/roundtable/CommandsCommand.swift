import ArgumentParser
import CommunityCore

/// Prints the reference page of the commands that members type.
struct CommandsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "commands", abstract: "Prints the reference of the chat commands, as Markdown.")

  func run() {
    print(Reference.markdown, terminator: "")
  }
}
