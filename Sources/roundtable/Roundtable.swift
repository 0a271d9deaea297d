import ArgumentParser

/// The program: a bot that does the quiet work of a Community of Practice.
struct Roundtable: AsyncParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "roundtable",
    abstract: "Does the quiet work of a Community of Practice in the chat where it talks.",
    discussion: """
      Try it:    roundtable demo
      Run it:    CHAT_URL=… CHAT_TOKEN=… roundtable run \\
                   --endpoint plain --state DIR --coordinator ID
      Exit codes: 0 done, 1 a check failed or a transcript differs, 2 understood and \
      refused, 64 wrong usage, 65 a table with mistakes, 66 no such file, 73 state folder unusable, 74 disk error, 75 locked, \
      76 state unreadable or newer, 78 configuration.
      """,
    version: version,
    subcommands: [
      RunCommand.self, DemoCommand.self, RoomCommand.self, CheckCommand.self, StateCommand.self,
      RestoreCommand.self, DeadLettersCommand.self,
      ExportCommand.self, ImportCommand.self, ReportCommand.self, SiteCommand.self,
      CommandsCommand.self, PlayCommand.self, WhenCommand.self, RecurCommand.self,
      GroupsCommand.self,
    ])
}
