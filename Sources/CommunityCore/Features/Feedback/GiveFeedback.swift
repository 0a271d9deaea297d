package import CommandGrammar
package import Primitives

/// Says what a session was worth: in a room with the name, by direct message without it.
///
/// Of an anonymous answer nothing but the fact that it was given may stand beside its author: no
/// event, reply or question holds the rating or the text.
package struct GiveFeedback: Command {
  package static let description = CommandDescription(
    "feedback", aliases: ["fb", "rate"],
    usage: "!feedback [session] <1-5> [text]",
    summary:
      "Says what a session was worth to you, 5 being the best; without your name if you write "
      + "to me alone.",
    examples: ["!feedback 4 The small groups went well", "!feedback S1 5"],
    deed: .init("feedback", "answers of feedback"), isConfidential: true)

  private let session: BegunSession
  private let rating: Int?
  private let text: String

  package init(reading arguments: inout Arguments) throws(UsageError) {
    var session = arguments.take(ifMeaning: SessionID.init(lettered:))
    rating = arguments.take(ifMeaning: Rating.read)
    // What was typed is never quoted in an error, because it may be meant to be anonymous.
    if rating == nil, !arguments.isEmpty { throw .missing("a rating from 1 to 5") }
    if arguments.take(ifMeaning: { $0 == "/5" ? true : nil }) == nil, arguments.next?.folded == "/"
    {
      _ = arguments.take()
      _ = arguments.take(ifMeaning: { $0 == "5" ? true : nil })
    }
    session = session ?? arguments.take(ifMeaning: SessionID.init(lettered:))
    self.session = BegunSession(session)
    text = try arguments.text("what you say with it", limitBytes: Feedback.textBytes)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    guard let rating else { return Decision(saying: try state(in: context)) }
    let sessions = try session.begun(in: context)
    let open = sessions.filter { !context.hasAnswered($0.id) }
    guard let session = open.first else { throw .feedbackGiven(sessions[0].id) }
    if open.count > 1 { return try choosing(open, rating, in: context) }
    let label = Decision.Undoing.impossible("feedback for \(session.id)")
    guard context.isDirect else {
      let answer = Feedback.Named(
        rating: rating, text: context.community.people.stored(text), at: context.now)
      return Decision(
        [.feedback(.given(session.id, by: context.author.id, answer))], undoing: label,
        saying: [.thanks(rating, session.id, context)])
    }
    var decision = Decision(
      [.feedback(.answered(session.id, by: context.author.id))], undoing: label,
      saying: [.recorded(session.id)])
    decision.ballots = [
      Ballot(
        community: context.community.plan.key, .feedback(session.id, rating: rating, text: text))
    ]
    return decision
  }

  /// Asks which session is meant; what was said to the bot alone is not kept until then.
  private func choosing(
    _ sessions: [Sessions.Session], _ rating: Int, in context: CommandContext
  ) throws(Refusal) -> Decision {
    if context.isDirect { throw .whichSession(sessions.map(context.community.label)) }
    return context.choosing(among: sessions) { "feedback \($0) \(rating) \(text)" }
  }

  private func state(in context: CommandContext) throws(Refusal) -> Reply {
    let sessions = try session.begun(in: context)
    guard let open = sessions.first(where: { !context.hasAnswered($0.id) }) else {
      return .alreadyAnswered(sessions[0].id, context)
    }
    return .invitation(open, context)
  }
}

extension Feedback {
  /// The longest text that goes with a rating, in bytes.
  package static let textBytes = 1000
}

extension CommandContext {
  /// Whether the author has said what a session was worth, with or without their name.
  fileprivate func hasAnswered(_ session: SessionID) -> Bool {
    community.feedback.isAnswered(session, by: author.id)
  }
}

extension Reply {
  fileprivate static func thanks(
    _ rating: Int, _ session: SessionID, _ context: CommandContext
  ) -> Reply {
    var text = "Thanks, \(context.author.name): \(rating)/5 for \(session), kept with your name; "
    text += "it can't be undone."
    if context.charter.hasDirectMessages { text += " If you write to me alone, it is anonymous." }
    return Reply(text)
  }

  fileprivate static func recorded(_ session: SessionID) -> Reply {
    Reply(
      "Thank you! Your feedback for \(session) is recorded without your name, so it can't be undone. "
        + "Results are shown whenever three answers have come together.")
  }

  fileprivate static func invitation(
    _ session: Sessions.Session, _ context: CommandContext
  ) -> Reply {
    var text = "You have not said yet what \(context.community.label(of: session)) was worth "
    text += "to you: `!feedback 4 <what you take away>`, 5 being the best."
    if context.isDirect {
      text += " Here it is anonymous."
    } else if context.charter.hasDirectMessages {
      text += " Here your name is kept with it; if you write to me alone, it is anonymous."
    }
    return Reply(text)
  }

  fileprivate static func alreadyAnswered(
    _ session: SessionID, _ context: CommandContext
  ) -> Reply {
    let isNamed = context.community.feedback.named(session, by: context.author.id) != nil
    return Reply(
      "You have given feedback for \(session), \(isNamed ? "with" : "without") your name. Thank you!"
    )
  }
}
