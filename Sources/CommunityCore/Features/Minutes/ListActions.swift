package import CommandGrammar
package import Primitives
import Timekeeping

/// Shows what is still to be done.
package struct ListActions: Command {
  package static let description = CommandDescription(
    "actions", aliases: ["todos"],
    usage: "!actions [mine]",
    summary: "Shows what is still to be done, the most urgent first; `mine` only what you do.",
    examples: ["!actions", "!actions mine"])

  private static let shown = 10

  private let isMine: Bool

  package init(reading arguments: inout Arguments) throws(UsageError) {
    isMine = arguments.take(ifMeaning: { ["mine", "me"].contains($0) ? true : nil }) ?? false
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let minutes = context.community.minutes
    let open = minutes.openActions.compactMap { minutes[$0] }
      .filter { !isMine || $0.task?.owner == nil || $0.task?.owner == context.author.id }
      .sorted { $0.urgency < $1.urgency }
    if open.isEmpty { return Decision(saying: .nothing(isMine)) }
    let page = context.page(of: open.count, size: Self.shown)
    return Decision(page.events, saying: [.list(open[page.range], page, context)])
  }
}

extension Minutes.Entry {
  /// What is due first stands first, what has no day last.
  fileprivate var urgency: (Int64, Int) { (task?.due?.daysSince1970 ?? .max, id.number) }
}

extension Reply {
  fileprivate static func nothing(_ isMine: Bool) -> Reply {
    Reply(
      "Nothing is open\(isMine ? " with you" : ""). "
        + "`\(NoteAction.description.examples[0])` writes something down.")
  }

  fileprivate static func list(
    _ entries: ArraySlice<Minutes.Entry>, _ page: Page, _ context: CommandContext
  ) -> Reply {
    let today = context.community.clocks.localTime(at: context.now).day
    var lines = entries.map { entry in
      let session = entry.session.map { " (\($0))" } ?? ""
      return ActionLine(entry, in: context.community, today: today).text + session
    }
    if let tail = page.tail { lines.append(tail) }
    return Reply(lines.joined(separator: "\n"))
  }
}
