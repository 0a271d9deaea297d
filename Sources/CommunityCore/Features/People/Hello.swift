package import CommandGrammar
package import Primitives

/// Introduces oneself.
package struct Hello: Command {
  package static let description = CommandDescription(
    "hello", aliases: ["hi", "intro"],
    usage: "!hello <a line about you>",
    summary: "Introduces you to the others; alone it shows how you did.",
    examples: ["!hello I look after the data of two hospitals", "!hello"],
    deed: .init("introduction", "introductions"), isUndoable: true)

  private let text: String

  package init(reading arguments: inout Arguments) throws(UsageError) {
    text = try arguments.text("an introduction", limitBytes: Member.introductionBytes)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let author = context.author
    if text.isEmpty { return Decision(saying: .state(context)) }
    let stored = context.community.people.stored(text)
    return Decision(
      [.people(.introduced(author.id, stored))],
      undoing: .init("introduction", [.people(.introduced(author.id, author.introduction))]),
      saying: [.introduced(stored, context)])
  }
}

extension Member {
  /// The longest introduction, in bytes.
  package static let introductionBytes = 500
}

extension Reply {
  fileprivate static func state(_ context: CommandContext) -> Reply {
    guard let text = context.author.introduction else {
      return Reply(
        "Hello, \(context.author.name)! Tell the others who you are: `!hello <a line about you>`.")
    }
    return Reply(
      "Hello, \(context.author.name)! The others read of you: “\(context.shown(text))”. "
        + "`!hello <a line about you>` words it anew.")
  }

  fileprivate static func introduced(_ text: String, _ context: CommandContext) -> Reply {
    var line = "Thanks, \(context.author.name)! Others read of you: “\(context.shown(text))”."
    let shared = context.community.people.shared(context.author.interests, with: context.author.id)
    for (interest, members, _) in shared {
      let names = members.map(context.name).joined(separator: ", ")
      line += " \(names): you both care about \(context.shown(interest))."
    }
    return Reply(line)
  }
}
