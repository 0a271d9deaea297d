package import CommandGrammar
package import Primitives

/// Writes down what the community is for.
package struct SetPurpose: Command {
  package static let description = CommandDescription(
    "purpose set", aliases: ["charter set", "mission set"], audience: .coordinators,
    usage: "!purpose set <what we are here for|off>",
    summary: "Writes down what we are here for: newcomers, the pages and reports begin with it.",
    examples: [
      "!purpose set We learn from each other how to make data useful", "!purpose set off",
    ],
    instead: "!purpose", deed: .init("purpose", "purposes"), isUndoable: true)

  private let text: String

  package init(reading arguments: inout Arguments) throws(UsageError) {
    text = try arguments.text("a purpose", limitBytes: Purpose.limitBytes)
    guard !text.isEmpty else { throw .missing("what we are here for, in a sentence") }
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let known = context.community.purpose.text
    let isTakenAway = ["off", "none"].contains(Folding.fold(text))
    let stated = isTakenAway ? nil : context.community.people.stored(text)
    guard stated != known else { return Decision(saying: .unchanged(context)) }
    return Decision(
      [.purpose(.stated(stated))],
      undoing: .init("purpose", [.purpose(.stated(known))]),
      saying: [
        Reply(
          stated.map { "From now on, what we are here for: \(context.shown($0))" }
            ?? "No purpose is written down any more. `!undo` brings it back.")
      ])
  }
}

extension Reply {
  fileprivate static func unchanged(_ context: CommandContext) -> Reply {
    guard let text = context.community.purpose.text else {
      return Reply("There is nothing to do: no purpose is written down.")
    }
    return Reply("There is nothing to do: what we are here for is: \(context.shown(text))")
  }
}
