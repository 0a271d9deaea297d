package import CommandGrammar
package import Primitives

/// Says what the bot is, which versions it runs on, what it keeps and who can help.
package struct ShowAbout: Command {
  package static let description = CommandDescription(
    "about", aliases: ["version"],
    usage: "!about",
    summary: "Says what I am, my version and that of the zone data, what I keep, and who helps.",
    examples: ["!about", "!version"],
    accepts: { $0.isEmpty })

  package init(reading arguments: inout Arguments) throws(UsageError) {}

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    Decision(saying: .about(context))
  }
}

extension Reply {
  fileprivate static func about(_ context: CommandContext) -> Reply {
    let community = context.community
    let charter = context.charter
    let name = charter.conventions.names.first ?? "a bot"
    let known = community.coordinators.filter { community.people[$0] != nil }
    let helpers = known.prefix(5).map { context.name($0) }.joined(separator: ", ")
    let purpose =
      community.purpose.text.map { "What we are here for: \(context.shown($0))\n" } ?? ""
    let more = helpers.isEmpty ? "" : ", or ask the coordinators: \(helpers)"
    return Reply(
      """
      I am \(name), a program that does the quiet work of \(community.plan.name).
      \(purpose)Version: \(charter.versions.program). Zone data: \(charter.versions.zoneData).
      I keep what you tell me by commands, and nothing of what you say to each other; anonymous \
      feedback without a name. `!mydata` shows what I know of you, `!forget me` erases it.
      Help: `!help`\(more).
      """)
  }
}
