package import CommandGrammar
import OrderedCollections
package import Primitives

/// Asks how a proposal is liked, answers, or shows how it is liked so far.
package struct TakeTemperature: Command {
  package static let description = CommandDescription(
    "temp", aliases: ["temperature"],
    usage: "!temp [proposal|agree|unsure|against|block|close]",
    summary:
      "Asks how a proposal is liked; closing it shows counts without names, from three answers on. "
      + "👍 😐 👎 ✋ answer too.",
    examples: ["!temp A buddy for every newcomer", "!temp agree"],
    deed: .init("temperature", "temperatures"), isUndoable: true)

  private enum Ask {
    case show, close
    case answer(Voices.Mood)
    case propose(String)
  }

  private let ask: Ask

  package init(reading arguments: inout Arguments) throws(UsageError) {
    let words = arguments.remaining
    let mood = words.first.flatMap { Voices.Mood(typed: $0.folded) }
    if words.isEmpty {
      ask = .show
    } else if words.count == 1, let mood {
      _ = arguments.take()
      ask = .answer(mood)
    } else if words.count == 1, ["close", "end"].contains(words[0].folded) {
      _ = arguments.take()
      ask = .close
    } else {
      let text = try arguments.text("a proposal", limitBytes: Voices.questionBytes)
      guard Prose.saysSomething(text) else { throw .missing("a proposal in words") }
      ask = .propose(text)
    }
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let session = try context.requireSessionNow()
    let open = context.community.voices[session.id].temperature
    switch ask {
    case .propose(let text):
      try context.requireOwn(session)
      if open != nil { throw .temperatureOpen }
      let stored = context.community.people.stored(text)
      let decision = Decision(
        [context.floor(session, .proposed(.init(proposal: stored)))],
        undoing: .init("proposal asked about", [context.floor(session, .proposed(nil))]),
        saying: [.proposed(context.shown(stored), session, context)])
      return context.aloud(decision, at: session)
    case .answer(let mood):
      guard let open else { throw .noTemperature }
      return answer(mood, open, session, context)
    case .show:
      guard let open else { throw .noTemperature }
      return Decision(saying: .soFar(open, context))
    case .close:
      try context.requireOwn(session)
      guard let open else { throw .noTemperature }
      return context.aloud(close(open, session, context), at: session)
    }
  }

  /// Shows the counts once, because two looks at them would show what was said between.
  private func close(
    _ open: Voices.Temperature, _ session: Sessions.Session, _ context: CommandContext
  ) -> Decision {
    let isShown = open.answers.count >= Voices.answersShown
    return Decision(
      [context.floor(session, .proposed(nil))],
      undoing: isShown
        ? .impossible("temperature closed, because the counts were shown")
        : .init("temperature closed", [context.floor(session, .proposed(open))]),
      saying: [isShown ? .counts(open, context) : .tooFew(open, context)])
  }

  private func answer(
    _ mood: Voices.Mood, _ open: Voices.Temperature, _ session: Sessions.Session,
    _ context: CommandContext
  ) -> Decision {
    let member = context.author.id
    return Decision(
      [context.floor(session, .felt(member, mood))],
      undoing: .init(
        "answer to the proposal", [context.floor(session, .felt(member, open.answers[member]))]),
      saying: [
        context.marked("👌", or: "Noted. I show only counts, at the end and from three answers on.")
      ])
  }
}

extension Voices.Mood {
  /// Reads a word or an emoji; nil for anything else.
  init?(typed word: String) {
    switch word {
    case "agree", "yes", "+", "👍": self = .agree
    case "unsure", "maybe", "😐", "🤔": self = .unsure
    case "against", "no", "-", "👎": self = .against
    case "block", "✋": self = .block
    default: return nil
    }
  }
}

extension Reply {
  fileprivate static func proposed(
    _ proposal: String, _ session: Sessions.Session, _ context: CommandContext
  ) -> Reply {
    let reactions =
      context.charter.hasReactions
      ? "React 👍 agree, 😐 unsure, 👎 against or ✋ block, or type" : "Type"
    let alone = context.charter.hasDirectMessages ? ", here or to me alone" : ""
    return Reply(
      "How do you like this: “\(proposal)”? \(reactions) `!temp agree`, `unsure`, `against` or "
        + "`block`\(alone). I show only counts, at the end and from three answers on.",
      to: .answer, about: "temp \(session.id)")
  }

  fileprivate static func soFar(
    _ open: Voices.Temperature, _ context: CommandContext
  ) -> Reply {
    let count = open.answers.count
    return Reply(
      "“\(context.shown(open.proposal))” has \(count == 1 ? "1 answer" : "\(count) answers") so far. "
        + "`!temp close` shows the counts, once and from three answers on.")
  }

  fileprivate static func tooFew(
    _ open: Voices.Temperature, _ context: CommandContext
  ) -> Reply {
    Reply(
      "“\(context.shown(open.proposal))” is closed with fewer than three answers, so I show none. "
        + "`!undo` opens it again.")
  }

  fileprivate static func counts(
    _ open: Voices.Temperature, _ context: CommandContext
  ) -> Reply {
    let counts = Voices.Mood.allCases.map { mood in
      "\(open.answers.values.count { $0 == mood }) \(mood.rawValue)"
    }
    return Reply("Closed on “\(context.shown(open.proposal))”: \(counts.joined(separator: ", ")).")
  }
}
