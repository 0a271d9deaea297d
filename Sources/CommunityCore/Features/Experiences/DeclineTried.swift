import OrderedCollections
package import CommandGrammar
package import Primitives

/// Says that nothing was tried after the session that was asked about.
package struct DeclineTried: Command {
  package static let description = CommandDescription(
    "tried no", aliases: ["tried nothing"],
    usage: "!tried no [session]",
    summary: "Says that you tried nothing so far, when I have asked; nothing of that is kept.",
    examples: ["!tried no", "!tried later"],
    accepts: { words in SessionReference.isAlone(words) })

  package init(reading arguments: inout Arguments) throws(UsageError) {
    _ = SessionReference(readingLetter: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    _ = try context.openInquiry()
    return Decision(
      [.experiences(.answered(context.author.id))],
      saying: [
        Reply(
          "All right, thank you for saying so. If something stood in the way, `!ask <what>` asks the "
            + "others.")
      ])
  }
}

extension SessionReference {
  /// Whether words are a session's number with its letter, or none.
  static func isAlone(_ words: ArraySlice<Word>) -> Bool {
    words.isEmpty || words.count == 1 && words.first.flatMap { id($0) } != nil
  }
}

extension CommandContext {
  /// Whether the author was asked what they tried and has not answered.
  var isInquiryOpen: Bool { community.experiences.inquiries[author.id]?.isOpen ?? false }

  /// What the author was asked and has not answered; throws where there is nothing.
  func openInquiry() throws(Refusal) -> Experiences.Inquiry {
    guard let inquiry = community.experiences.inquiries[author.id], inquiry.isOpen else {
      throw .experiences(.notAsked)
    }
    return inquiry
  }
}
