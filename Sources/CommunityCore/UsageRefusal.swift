import CommandGrammar
import Primitives

extension UsageError {
  /// The sentence that a member reads, with the way to type it right.
  func reply(for command: CommandDescription) -> Reply {
    let problem =
      switch self {
      case .missing(let what): "I need \(what)."
      case .unexpected(let word): "I don't know what to do with “\(shown(word))”."
      case .invalid(let word, let expected): "“\(shown(word))” is not \(expected)."
      case .unknownFlag(let flag, let nearest):
        nearest.map { "There is no `--\(shown(flag))`; did you mean `--\($0)`?" }
          ?? "There is no `--\(shown(flag))`."
      case .flagWithoutValue(let flag): "`--\(shown(flag))` needs a value behind it."
      case .tooLong(let what, let limit):
        "That is too long: \(what) has at most \(limit) letters, and fewer where they are not "
          + "plain a to z. Nothing was kept."
      }
    return Reply("\(problem) Like this: `\(command.examples[0])`")
  }

  private func shown(_ word: String) -> String {
    Prose.clean(Prose.prefix(word, bytes: 60))
  }
}
