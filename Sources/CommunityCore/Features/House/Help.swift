package import CommandGrammar
package import Primitives

/// Says what can be done: in general, about one command, or all of it.
package struct Help: Command {
  package static let description = CommandDescription(
    "help", aliases: ["commands", "?"],
    usage: "!help [command|all]",
    summary: "Shows what you can do now, or how a command works.",
    examples: ["!help", "!help topic"])

  private let words: [Word]

  package init(reading arguments: inout Arguments) throws(UsageError) {
    words = arguments.remaining
    while arguments.take() != nil {}
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    guard let first = words.first else { return Decision(saying: .overview(context)) }
    if first.folded == "all" {
      let text = Self.everything(context)
      return context.charter.hasDirectMessages
        ? try context.privately(text) : Decision(saying: Reply(text))
    }
    let text = words.map {
      $0.text.utf8.first == UInt8(ascii: "!") ? String($0.text.dropFirst()) : $0.text
    }
    .joined(separator: " ")
    guard let line = CommandLine(text) else { return Decision(saying: .overview(context)) }
    switch CommandTable.lexicon.find(line, isOffered: { _ in true }) {
    case .command(let index, _), .suggestion(let index, _):
      return Decision(saying: .about(CommandTable.all[index].description))
    case .unknown: return Decision(saying: .unknown(first.text))
    }
  }
}

extension Help {
  /// A line for each command that the author may use.
  private static func everything(_ context: CommandContext) -> String {
    let roles = context.community.roles(of: context.author.id)
    return CommandTable.descriptions.filter { $0.audience.admits(roles) }
      .map { "`\($0.usage)` — \($0.summary)" }.joined(separator: "\n")
  }
}

extension CommandContext {
  /// What can be done while a session is on, more for whoever runs it; nothing at other times.
  fileprivate var duringSession: [String] {
    guard let session = sessionNow(), session.isLive else { return [] }
    let all = "• `q+` to speak, `!ask <question>`, `!note` or `!idea` to keep a thought"
    guard runs(session.id) else { return [all] }
    return [
      "• `!agenda next`, `q next`, `!round` and `!prompt` to go on, `!breakout` and `!temp` to ask all",
      "• `!decide`, `!action` and `!park` to write down, `!wrap` to end with what remains", all,
    ]
  }
}

extension Reply {
  fileprivate static func overview(_ context: CommandContext) -> Reply {
    let roles = context.community.roles(of: context.author.id)
    var lines = ["I keep \(context.community.plan.name) going. You can:"]
    lines += SessionMoment(in: context.community, at: context.now).lines(context).map { "• \($0)" }
    lines += context.duringSession
    for line in CommandTable.essentials where line.audience.admits(roles) {
      lines.append("• \(line.text)")
    }
    lines = Array(lines.prefix(9))
    lines.append("More: `!help <command>` or `!help all`. Mistyped? `!undo`.")
    return Reply(lines.joined(separator: "\n"))
  }

  fileprivate static func about(_ command: CommandDescription) -> Reply {
    var lines = ["`\(command.usage)` — \(command.summary)"]
    lines.append("For example: " + command.examples.map { "`\($0)`" }.joined(separator: " · "))
    let others = command.aliases.map { "`!\($0.joined(separator: " "))`" }
    if !others.isEmpty { lines.append("Also: " + others.joined(separator: " ")) }
    switch command.audience {
    case .everybody: break
    case .facilitators: lines.append("For facilitators and coordinators.")
    case .coordinators: lines.append("For coordinators.")
    }
    let below = CommandTable.descriptions.filter {
      $0.words.count > 1 && $0.words[0] == command.words[0] && $0.name != command.name
    }
    if !below.isEmpty, command.words.count == 1 {
      lines.append("See also: " + below.map { "`!\($0.name)`" }.joined(separator: " "))
    }
    return Reply(lines.joined(separator: "\n"))
  }

  fileprivate static func unknown(_ word: String) -> Reply {
    Reply(
      "I know no command “\(Prose.clean(Prose.prefix(word, bytes: 40)))”. `!help` shows what I can do."
    )
  }
}
