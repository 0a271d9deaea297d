package import CommandGrammar
package import Primitives

/// Ends the digest for one coordinator, or that of the room.
package struct StopDigest: Command {
  package static let description = CommandDescription(
    "digest off", aliases: ["digest stop"], audience: .coordinators,
    usage: "!digest off [members]",
    summary: "Ends your own digest, or with `members` the one in the room.",
    examples: ["!digest off", "!digest off members"],
    instead: "!digest mail off", deed: .init("digest ended", "digests ended"), isUndoable: true)

  private let digest: WhichDigest

  package init(reading arguments: inout Arguments) throws(UsageError) {
    digest = WhichDigest(reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    guard digest.isOn(context) else { throw .digests(.offAlready) }
    return Decision(
      [.digests(digest.event(isOn: false, context))],
      undoing: .init("digest ended", [.digests(digest.event(isOn: true, context))]),
      saying: [
        Reply(
          digest == .members
            ? "No digest comes to the room any more. `!digest on members` brings it back."
            : "You get no digest any more; other coordinators still do. `!digest now` shows it.")
      ])
  }
}

/// Which digest is meant: one's own, or that of the room.
enum WhichDigest: Sendable {
  case own, members

  init(reading arguments: inout Arguments) {
    self =
      arguments.take(ifMeaning: { ["members", "room"].contains($0) ? .members : nil }) ?? .own
  }

  func isOn(_ context: CommandContext) -> Bool {
    let digests = context.community.digests
    return self == .members
      ? !digests.off.contains(.members) : !digests.declined.contains(context.author.id)
  }

  func event(isOn: Bool, _ context: CommandContext) -> DigestEvent {
    self == .members ? .switched(.members, isOn) : .chosen(context.author.id, isOn)
  }
}
