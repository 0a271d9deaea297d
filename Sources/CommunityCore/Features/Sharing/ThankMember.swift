package import CommandGrammar
package import Primitives

/// Says thanks to a member where everybody sees it.
package struct ThankMember: Command {
  package static let description = CommandDescription(
    "thanks", aliases: ["thank", "kudos"],
    usage: "!thanks <@name> for <what>",
    summary: "Says thanks to somebody in the room, and keeps it; nobody is counted.",
    examples: ["!thanks @bo for the checklist", "!thanks @bo for staying late"],
    deed: .init("thanks", "thanks"), isUndoable: true)

  private let member: MemberReference
  private let text: String

  package init(reading arguments: inout Arguments) throws(UsageError) {
    let words = arguments.remaining.map(\.text)
    let place = words.firstIndex { Folding.fold($0) == "for" } ?? min(1, words.count)
    _ = try arguments.text("what you say thanks for", limitBytes: Sharing.textBytes)
    member = try MemberReference(Prose.clean(words[..<place].joined(separator: " ")))
    let rest = words[place...].drop { Folding.fold($0) == "for" }
    text = Prose.clean(rest.joined(separator: " "))
    guard Prose.saysSomething(text) else { throw .missing("what for") }
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    if context.isDirect { throw .sharing(.thanksInRoom) }
    let sharing = context.community.sharing
    let author = context.author.id
    let thanked = try member.member(in: context)
    if thanked == author { throw .sharing(.thanksToOneself) }
    let today = sharing.thanks.count { $0.from == author && context.now - $0.at < .days(1) }
    if today >= Sharing.thanksEach { throw .sharing(.thanksSpent(Sharing.thanksEach)) }
    let thanks = Sharing.Thanks(
      number: sharing.nextThanks, from: author, to: thanked,
      text: context.community.people.stored(text), at: context.now)
    return Decision(
      [.sharing(.thanked(thanks))],
      undoing: .init(
        "thanks to \(People.mention(thanked))", [.sharing(.unthanked(thanks.number))]),
      saying: [.thanks(thanks, context)])
  }
}

extension Reply {
  fileprivate static func thanks(
    _ thanks: Sharing.Thanks, _ context: CommandContext
  ) -> Reply {
    Reply(
      "🙏 \(context.name(thanks.to)), \(context.name(thanks.from)) says thanks for "
        + "“\(context.shown(thanks.text))”.")
  }
}
