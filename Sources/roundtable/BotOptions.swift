import ArgumentParser

/// What the subcommands that look at a bot have in common.
struct BotOptions: ParsableArguments {
  @Option(
    help: "The configuration; Config/roundtable.yaml of the installation where none is named.")
  var config: String?

  @Option(help: "The folder of the state.")
  var state: String?

  @Option(
    help:
      "The profile of the chat service: plain, matrix, mattermost, telegram, webhook, or a file.")
  var endpoint: String?

  @Option(
    name: .customLong("coordinator"),
    help: "The id of a member who is coordinator of every community; may be repeated.")
  var coordinators: [String] = []

  @Option(help: "Where a first start begins: newest (history is never answered) or oldest.")
  var from: String?

  @Option(help: "The folder that holds Config and Prompts.")
  var resources: String?
}

extension BotOptions {
  /// The options of a bot that talks in the bundled room or in a simulated one.
  static func bundled(resources: String?) -> BotOptions {
    var options = BotOptions()
    options.config = nil
    options.state = nil
    options.endpoint = "plain"
    options.coordinators = []
    options.from = "oldest"
    options.resources = resources
    return options
  }
}
