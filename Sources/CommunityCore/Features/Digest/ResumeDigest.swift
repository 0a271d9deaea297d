package import CommandGrammar
package import Primitives

/// Brings one's own digest back, or that of the room.
package struct ResumeDigest: Command {
  package static let description = CommandDescription(
    "digest on", aliases: ["digest start"], audience: .coordinators,
    usage: "!digest on [members]",
    summary: "Brings your own digest back, or with `members` the one in the room.",
    examples: ["!digest on", "!digest on members"],
    instead: "!digest mail on", deed: .init("digest brought back", "digests brought back"),
    isUndoable: true)

  private let digest: WhichDigest

  package init(reading arguments: inout Arguments) throws(UsageError) {
    digest = WhichDigest(reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    guard !digest.isOn(context) else { throw .digests(.onAlready) }
    return Decision(
      [.digests(digest.event(isOn: true, context))],
      undoing: .init("digest brought back", [.digests(digest.event(isOn: false, context))]),
      saying: [Reply("It comes again. `!digest` shows when.")])
  }
}
