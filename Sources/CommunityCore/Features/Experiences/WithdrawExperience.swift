package import CommandGrammar
package import Primitives

/// Takes back for good what a member told, its words with it.
package struct WithdrawExperience: Command {
  package static let description = CommandDescription(
    "impact withdraw", aliases: ["story withdraw", "tried withdraw", "story drop"],
    usage: "!impact withdraw <experience>",
    summary: "Takes back what you told: it is quoted and counted nowhere any more, and can't be "
      + "brought back; coordinators can take back any.",
    examples: ["!impact withdraw X1", "!story withdraw X1"],
    deed: .init("experience withdrawn", "experiences withdrawn"),
    accepts: { words in
      words.count < 2 && words.allSatisfy { ExperienceID(lettered: $0.folded) != nil }
    })

  private let id: ExperienceID

  package init(reading arguments: inout Arguments) throws(UsageError) {
    guard let id = arguments.take(ifMeaning: { ExperienceID(lettered: $0) }) else {
      throw .missing("which one, such as `X7`")
    }
    self.id = id
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let experience = try context.experience(id) { _ in false }
    guard
      experience.author == context.author.id
        || context.community.roles(of: context.author.id).contains(.coordinator)
    else { throw .experiences(.notYourWords(id)) }
    return Decision(
      [.experiences(.withdrawn(id))], undoing: .impossible("\(id) withdrawn"),
      saying: [
        Reply("\(id) is withdrawn: its words are gone, and it is quoted and counted nowhere.")
      ])
  }
}
