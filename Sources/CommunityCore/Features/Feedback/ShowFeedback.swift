package import CommandGrammar
import OrderedCollections
package import Primitives

/// Shows what members said about a session: anonymous answers in whole threes, named ones apart.
package struct ShowFeedback: Command {
  package static let description = CommandDescription(
    "feedback results", aliases: ["feedback show"], audience: .facilitators,
    usage: "!feedback results [session]",
    summary: "Writes to you alone what members said; anonymous answers are shown in whole threes.",
    examples: ["!feedback results", "!feedback results S1"],
    instead: "!feedback",
    accepts: { words in
      words.count < 2 && words.allSatisfy { SessionID(lettered: $0.folded) != nil }
    })

  private let session: BegunSession

  package init(reading arguments: inout Arguments) throws(UsageError) {
    session = BegunSession(arguments.take(ifMeaning: SessionID.init(lettered:)))
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let sessions = try session.begun(in: context)
    let feedback = context.community.feedback
    let session = sessions.first { feedback.sessions[$0.id] != nil } ?? sessions[0]
    let page = Self.page(of: session, context)
    let text = Reply.results(of: session, page, context)
    // Where the bot can't write to anybody alone, there are no anonymous answers to keep from a room.
    guard context.charter.hasDirectMessages else {
      return Decision(page.events, saying: [Reply(text)])
    }
    var decision = try context.privately(text)
    decision.events = page.events
    return decision
  }

  /// As many texts as are shown at once, of the anonymous and of the named answers alike.
  private static func page(of session: Sessions.Session, _ context: CommandContext) -> Page {
    let feedback = context.community.feedback
    let texts = feedback.boxes[session.id]?.released.count { !$0.text.isEmpty } ?? 0
    let named = feedback.sessions[session.id]?.named.count ?? 0
    return context.page(
      of: max(texts, named), size: textsShown, isPrivate: context.charter.hasDirectMessages)
  }

  private static let textsShown = 50
}

extension Reply {
  fileprivate static func results(
    of session: Sessions.Session, _ page: Page, _ context: CommandContext
  ) -> String {
    let feedback = context.community.feedback
    let released = feedback.boxes[session.id]?.released ?? []
    let named = feedback.sessions[session.id]?.named ?? [:]
    var lines = ["Feedback on \(context.community.label(of: session)):"]
    if released.isEmpty {
      lines.append("Without names: shown once three answers have come together.")
    } else {
      lines.append("Without names: \(summary(of: released.map(\.rating))).")
      let texts = released.map(\.text).filter { !$0.isEmpty }
        .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      lines += texts[page.range.clamped(to: texts.indices)].map { "• “\($0)”" }
      lines.append("More are shown whenever three have come together.")
    }
    if !named.isEmpty {
      lines.append("With names: \(summary(of: named.values.map(\.rating))).")
      lines += named.elements[page.range.clamped(to: 0..<named.count)].map { member, answer in
        "• \(context.name(member)): \(answer.rating)/5"
          + (answer.text.isEmpty ? "" : " “\(context.shown(answer.text))”")
      }
    }
    if let tail = page.tail { lines.append(tail) }
    return lines.joined(separator: "\n")
  }

  /// How many there are, their average to one decimal place, and how often each rating was given.
  private static func summary(of ratings: [Int]) -> String {
    let tenths = (ratings.reduce(0, +) * 20 + ratings.count) / (ratings.count * 2)
    let spread = (1...5).reversed().compactMap { rating in
      let count = ratings.count { $0 == rating }
      return count == 0 ? nil : "\(count) × \(rating)"
    }
    let answers = ratings.count == 1 ? "1 answer" : "\(ratings.count) answers"
    return
      "\(answers), \(tenths / 10).\(tenths % 10) of 5 on average: \(spread.joined(separator: ", "))"
  }
}
