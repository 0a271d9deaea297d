import CommandGrammar
import Primitives

/// A member as somebody names them: `me`, `@name`, a name, its beginning, or an identity.
struct MemberReference: Sendable {
  private let words: String

  /// Takes the words that are left; none are an error.
  init(reading arguments: inout Arguments) throws(UsageError) {
    try self.init(try arguments.text("a name", limitBytes: Limits.identifierBytes))
  }

  /// Takes a name that was read already; an empty one is an error.
  init(_ words: String) throws(UsageError) {
    if words.isEmpty { throw .missing("whose name, such as `@bo`") }
    self.words = words
  }

  /// The member that is meant; somebody who has left is nobody here.
  func member(in context: CommandContext) throws(Refusal) -> MemberID {
    if Folding.fold(words) == "me" { return context.author.id }
    switch context.community.people.find(words) {
    case .one(let id):
      guard id == context.author.id || context.community.people[id]?.isActive ?? false else {
        throw .unknownMember(words)
      }
      return id
    case .several(let members):
      throw .ambiguousMember(
        words, members.map { "\(context.name($0)) (`\(Prose.clean($0.text))`)" })
    case .nobody: throw .unknownMember(words)
    }
  }
}
