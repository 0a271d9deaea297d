import Primitives
import CommandGrammar

/// The reference page, made from what the commands say of themselves.
package enum Reference {
  /// Every command as a Markdown page.
  package static var markdown: String {
    var lines = [
      "# Commands", "",
      "Made by `roundtable commands`; a test compares it with the commands themselves.", "",
      "`<needed>`, `[optional]`, `a|b` one of them. In a direct message the `!` can be left out. Case, spaces and",
      "punctuation at the end make no difference; a slip is answered with a suggestion that `y` runs. A bare command",
      "shows your state. Ids such as `T7` can be left out where only one thing can be meant.", "",
    ]
    for audience in Audience.allCases {
      let commands = CommandTable.descriptions.filter { $0.audience == audience }
      guard !commands.isEmpty else { continue }
      lines += ["## \(audience.heading)", "", "| command | what it does | for example | also |"]
      lines.append("|---|---|---|---|")
      lines += commands.map(row)
      lines.append("")
    }
    return lines.joined(separator: "\n")
  }

  private static func row(_ command: CommandDescription) -> String {
    let examples = command.examples.map { "`\($0)`" }.joined(separator: "<br>")
    let aliases = command.aliases.map { "`!\($0.joined(separator: " "))`" }.joined(separator: " ")
    let undo = command.isUndoable ? " `!undo` takes it back." : ""
    let cells = ["`\(command.usage)`", command.summary + undo, examples, aliases]
    return "| " + cells.map { $0.replacing(bytes: "|", with: "\\|") }.joined(separator: " | ")
      + " |"
  }
}

extension Audience {
  fileprivate var heading: String {
    switch self {
    case .everybody: "For everybody"
    case .facilitators: "For facilitators and coordinators"
    case .coordinators: "For coordinators"
    }
  }
}
