package import CommandGrammar
package import Primitives

/// Says whether what a member told may be quoted without their name.
package struct ConsentToQuote: Command {
  package static let description = CommandDescription(
    "impact consent", aliases: ["story consent", "tried consent"],
    usage: "!impact consent [experience] <yes|no>",
    summary: "Says whether what you told may be quoted without your name, in reports and letters.",
    examples: ["!impact consent X1 yes", "!impact consent X1 no"],
    deed: .init("word on being quoted", "words on being quoted"), isUndoable: true,
    // What else begins so is an effect in words.
    accepts: { words in
      words.count < 3
        && words.allSatisfy { word in
          ExperienceID(lettered: word.folded) != nil || Self.consent(word.folded) != nil
        }
    })

  private let id: ExperienceID?
  private let consent: Experiences.Consent

  package init(reading arguments: inout Arguments) throws(UsageError) {
    id = arguments.take(ifMeaning: { ExperienceID(lettered: $0) })
    guard let consent = arguments.take(ifMeaning: { Self.consent($0) }) else {
      throw .missing("`yes` or `no`")
    }
    self.consent = consent
  }

  private static func consent(_ word: String) -> Experiences.Consent? {
    switch word {
    case "yes", "y": .given
    case "no", "n": .refused
    default: nil
    }
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let experience = try context.experience(id) { $0.consent != consent }
    if experience.author != context.author.id { throw .experiences(.notYourWords(experience.id)) }
    if experience.consent == consent { throw .experiences(.consentedSo(experience.id)) }
    return Decision(
      [.experiences(.consented(experience.id, consent))],
      undoing: .init(
        "what you said of quoting \(experience.id)",
        [.experiences(.consented(experience.id, experience.consent))]),
      saying: [.consented(experience.id, consent)])
  }
}

extension Reply {
  fileprivate static func consented(
    _ id: ExperienceID, _ consent: Experiences.Consent
  ) -> Reply {
    switch consent {
    case .given:
      Reply(
        "Thank you: \(id) may be quoted without your name. `!impact consent \(id) no` ends that, "
          + "`!impact withdraw \(id)` takes it back.")
    case .refused: Reply("\(id) is counted and never quoted.")
    }
  }
}
