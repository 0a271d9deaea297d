package import CommandGrammar
package import Primitives

/// Says how long a turn has.
package struct AllowMinutes: Command {
  package static let description = CommandDescription(
    "allow",
    usage: "!allow <minutes|off>",
    summary:
      "Says how many minutes a turn has, which is named with each call; whoever runs the session says "
      + "it, and is told alone when they are over and others wait.",
    examples: ["!allow 2", "!allow off"],
    deed: .init("length of turns", "lengths of turns"), isUndoable: true)

  private static let bounds = 1...30
  private let minutes: Int?

  package init(reading arguments: inout Arguments) throws(UsageError) {
    guard let word = arguments.take() else {
      throw .missing("how many minutes a turn has, or `off`")
    }
    if word.folded == "off" {
      minutes = nil
    } else {
      let digits = word.folded.prefix { $0.isNumber }
      let unit = word.folded.dropFirst(digits.count)
      guard let number = Int(digits), Self.bounds.contains(number),
        ["", "m", "min", "minute", "minutes"].contains(unit)
      else { throw .invalid(word.text, expected: "a number of minutes from 1 to 30, or `off`") }
      minutes = number
      _ = arguments.take(ifMeaning: { $0.hasPrefix("min") ? $0 : nil })
    }
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let session = try context.requireOwnSessionNow()
    let former = context.community.voices[session.id].minutes
    return Decision(
      [context.floor(session, .allowed(minutes: minutes))],
      undoing: .init(
        "length of turns at \(session.id)", [context.floor(session, .allowed(minutes: former))]),
      saying: [
        Reply(
          minutes.map { "A turn has \($0 == 1 ? "1 minute" : "\($0) minutes") from now on." }
            ?? "A turn takes as long as it takes from now on.")
      ])
  }
}
