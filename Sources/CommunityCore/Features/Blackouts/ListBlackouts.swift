package import CommandGrammar
package import Primitives
import Timekeeping

/// Shows which days are kept free.
package struct ListBlackouts: Command {
  package static let description = CommandDescription(
    "blackout list", usage: "!blackout list",
    summary: "Shows which days are kept free of sessions.",
    examples: ["!blackout list", "!session list"])

  package init(reading arguments: inout Arguments) throws(UsageError) {}

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    Decision(saying: try SetBlackout.list(context))
  }
}

extension Blackouts.Range {
  /// The days in words: `Mon 21 Dec 2026 to Sun 3 Jan 2027`.
  var days: String {
    first == last ? TimeEcho.day(first) : "\(TimeEcho.day(first)) to \(TimeEcho.day(last))"
  }

  func words(_ context: CommandContext) -> String {
    reason.isEmpty ? days : "\(days) (\(context.shown(reason)))"
  }
}

extension Reply {
  static func list(
    _ ranges: [Blackouts.Range], _ context: CommandContext
  ) -> Reply {
    let lines = ranges.map { "Kept free: \($0.words(context))." }
    return Reply(
      (lines + ["`!blackout lift \(ranges[0].first)` makes the first like others again."])
        .joined(separator: "\n"))
  }
}
