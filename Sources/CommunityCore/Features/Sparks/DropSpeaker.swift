package import CommandGrammar
package import Primitives

/// Takes back that somebody speaks at the session.
package struct DropSpeaker: Command {
  package static let description = CommandDescription(
    "speaker drop", aliases: ["speaker remove"],
    usage: "!speaker drop <@name>",
    summary: "Takes back that somebody speaks; they can do so themselves.",
    examples: ["!speaker drop @bo", "!speaker drop me"],
    deed: .init("speaker dropped", "speakers dropped"), isUndoable: true)

  private let name: MemberReference

  package init(reading arguments: inout Arguments) throws(UsageError) {
    name = try MemberReference(reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let session: Sessions.Session
    switch try context.sessionToPrepare(SessionReference()) {
    case .one(let meant): session = meant
    case .several(let sessions): session = sessions[0]
    }
    let member = try name.member(in: context)
    if member != context.author.id { try context.requireOwn(session) }
    let speakers = context.community.sparks.speakers[session.id] ?? []
    guard speakers.contains(where: { $0.member == member }) else {
      throw .speaksNot(context.name(member), session.id)
    }
    return Decision(
      [.sparks(.spoken(session.id, speakers.filter { $0.member != member }))],
      undoing: .init(
        "\(People.mention(member)) not speaking at \(session.id)",
        [.sparks(.spoken(session.id, speakers))]),
      saying: [
        Reply(
          "\(context.name(member)) has no part of \(context.community.label(of: session)) any more. "
            + "`!undo` brings it back.")
      ])
  }
}
