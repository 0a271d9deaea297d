package import CommandGrammar
package import Primitives

/// Keeps what is different in a member's work, and asks whether it may be quoted.
package struct TellImpact: Command {
  package static let description = CommandDescription(
    "impact", aliases: ["effect"],
    usage: "!impact [session|topic] <what is different>",
    summary:
      "Tells what is different in your work; it is counted, and quoted only if you say so and "
      + "without your name.",
    examples: ["!impact New people stay", "!impact S1 We review in half the time"],
    deed: .init("effect", "effects"), isUndoable: true)

  private let subject: ExperienceSubject
  private let text: String

  package init(reading arguments: inout Arguments) throws(UsageError) {
    subject = ExperienceSubject(reading: &arguments)
    text = try arguments.text("what is different", limitBytes: Experiences.textBytes)
    guard text.isEmpty || Prose.saysSomething(text) else {
      throw .missing("what is different, in words")
    }
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    if text.isEmpty { return Decision(saying: .counts(context)) }
    var meant: (session: SessionID?, topic: TopicID?) = (nil, nil)
    // An effect is seldom that of the last session alone, so that only what is named counts.
    if subject.isNamed, case .one(let session, let topic) = try subject.choice(in: context) {
      meant = (session, topic)
    }
    let told = try context.experience(.impact, [text], of: meant.session, about: meant.topic)
    return context.telling(told, asksConsent: true, saying: "\(told.id) is kept, thank you.")
  }
}

extension Reply {
  fileprivate static func counts(_ context: CommandContext) -> Reply {
    let effects = context.community.experiences.all.filter {
      $0.kind == .impact && !$0.isWithdrawn
    }
    let quotable = effects.count(where: \.isQuotable)
    guard !effects.isEmpty else {
      return Reply(
        "Nobody has told of an effect yet. `!impact <what is different in your work>` does.")
    }
    let count = effects.count == 1 ? "1 effect" : "\(effects.count) effects"
    return Reply(
      "\(count) in members' work, of which \(quotable) may be quoted: `!stories`. "
        + "`!impact <what is different in your work>` tells another.")
  }
}
