package import CommandGrammar
package import Primitives

/// Shows what comes next of the list that the author saw last.
package struct ShowMore: Command {
  package static let description = CommandDescription(
    "more",
    usage: "!more",
    summary: "Goes on with the list that you saw last, for an hour.",
    examples: ["!more", "!More"],
    accepts: { $0.isEmpty })

  package init(reading arguments: inout Arguments) throws(UsageError) {}

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let dialogue = context.community.dialogue
    guard
      let shown = dialogue.continuation(
        for: context.author.id, in: context.message, at: context.now),
      let line = CommandLine(shown.line)
    else { throw .nothingMore }
    let roles = context.community.roles(of: context.author.id)
    let finding = CommandTable.lexicon.find(line) { _ in true }
    guard case .command(let index, let from) = finding,
      CommandTable.descriptions[index].audience.admits(roles)
    else { throw .nothingMore }
    var further = context
    further.line = shown.line
    further.offset = shown.offset
    return try Self.decide(CommandTable.all[index], line, from, in: further, using: &randomness)
  }

  /// Runs the command once more; it was understood before, so no mistake of typing can be in it.
  private static func decide(
    _ command: any Command.Type, _ line: CommandLine, _ from: Int, in context: CommandContext,
    using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let read: any Command
    do throws(UsageError) {
      var arguments = try Arguments(of: line, from: from, for: command.description)
      read = try command.init(reading: &arguments)
    } catch {
      throw .nothingMore
    }
    return try read.decide(in: context, using: &randomness)
  }
}
