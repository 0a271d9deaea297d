package import CommandGrammar
package import Primitives

/// Has the question what a member tried come again in two weeks.
package struct PostponeTried: Command {
  package static let description = CommandDescription(
    "tried later",
    usage: "!tried later [session]",
    summary: "Has me ask again in two weeks what you tried.",
    examples: ["!tried later", "!tried no"],
    accepts: { words in SessionReference.isAlone(words) })

  private static let span = Span.days(14)

  package init(reading arguments: inout Arguments) throws(UsageError) {
    _ = SessionReference(readingLetter: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let inquiry = try context.openInquiry()
    let until = context.community.nextInquiry(
      of: context.author.id, from: context.now + Self.span)
    let held = Notices.Held(session: inquiry.session, matter: .rung(.month), until: until)
    return Decision(
      [
        .experiences(.answered(context.author.id)),
        .notices(.held(context.author.id, held)),
      ],
      saying: [Reply("All right, I ask again on \(context.told(until)).")])
  }
}
