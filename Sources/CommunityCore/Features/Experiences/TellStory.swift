package import CommandGrammar
package import Primitives

/// Keeps a story: where it began, what its author tried, what happened, what they would do next time.
package struct TellStory: Command {
  package static let description = CommandDescription(
    "story",
    usage: "!story [session|topic] [--case] [--public] <story>",
    summary:
      "Tells a story to the members, in up to four parts with `|` between them: where it began, "
      + "what you tried, what happened, next time.",
    examples: [
      "!story Four people came at once | Each got a buddy | Three stayed | I would begin earlier",
      "!story --public We swapped desks for a week",
    ],
    switches: ["case", "public"],
    deed: .init("story", "stories"), isUndoable: true)

  private let subject: ExperienceSubject
  private let parts: [String]
  private let isCase: Bool
  private let isPublic: Bool

  package init(reading arguments: inout Arguments) throws(UsageError) {
    isCase = arguments.switched("case")
    isPublic = arguments.switched("public")
    subject = ExperienceSubject(reading: &arguments)
    let text = try arguments.text("a story", limitBytes: Experiences.storyBytes)
    guard Prose.saysSomething(text) else { throw .missing("the story") }
    parts = text.split(separator: "|").map { Prose.clean(String($0)) }
      .filter { Prose.saysSomething($0) }
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    guard parts.count <= Experiences.storyParts else {
      throw .experiences(.tooManyParts(Experiences.storyParts))
    }
    var meant: (session: SessionID?, topic: TopicID?) = (nil, nil)
    if subject.isNamed, case .one(let session, let topic) = try subject.choice(in: context) {
      meant = (session, topic)
    }
    let told = try context.experience(
      .story, parts, of: meant.session, about: meant.topic, isCase: isCase,
      consent: isPublic ? .given : nil)
    let kept = "\(told.id) is kept, thank you: members find it by `!stories`, without your name."
    let further =
      isPublic
      ? " It may be quoted in reports and letters; `!impact consent \(told.id) no` ends that." : ""
    return context.telling(told, asksConsent: !isPublic, saying: kept + further)
  }
}
