package import CommandGrammar
package import Primitives

/// Says what people can do at a session, so that nobody has to guess.
package struct ExpectOfSession: Command {
  package static let description = CommandDescription(
    "expect", aliases: ["expectations"],
    usage: "!expect [session] <ask,share,listen,try>",
    summary: "Says what people can do at the session: ask, share, listen or try something out.",
    examples: ["!expect ask,share,listen", "!expect S1 listen,try"],
    deed: .init("expectation", "expectations"), isUndoable: true)

  private let session: SessionReference
  private let expectations: [Sessions.Hour.Expectation]

  package init(reading arguments: inout Arguments) throws(UsageError) {
    session = SessionReference(readingLetter: &arguments)
    var named: [Sessions.Hour.Expectation] = []
    while let word = arguments.take() {
      for part in word.folded.split(separator: ",") where part != "and" && part != "or" {
        guard let expectation = Sessions.Hour.Expectation(rawValue: String(part)) else {
          throw .invalid(String(part), expected: "one of `ask`, `share`, `listen` and `try`")
        }
        named.append(expectation)
      }
    }
    expectations = Sessions.Hour.Expectation.allCases.filter(named.contains)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let session: Sessions.Session
    switch try self.session.choice(in: context) {
    case .several(let sessions):
      let words = expectations.map(\.rawValue).joined(separator: ",")
      return context.choosing(among: sessions) { "expect \($0) \(words)" }
    case .one(let meant): session = meant
    }
    if expectations.isEmpty { return Decision(saying: .expectations(of: session, context)) }
    try session.requireAhead(of: context.now)
    try context.requireRunning(session)
    let event = Event.live(.expected(session.id, expectations))
    var changed = session
    changed.hour.expectations = expectations
    return Decision(
      [event],
      undoing: .init(
        "expectations of \(session.id)",
        [.live(.expected(session.id, session.hour.expectations))]),
      saying: [.expectations(of: changed, context)])
  }
}

extension Reply {
  fileprivate static func expectations(
    of session: Sessions.Session, _ context: CommandContext
  ) -> Reply {
    let label = context.community.label(of: session)
    guard let words = session.hour.expectationsInWords else {
      return Reply(
        "Nobody has said yet what people can do at \(label). Like this: "
          + "`\(ExpectOfSession.description.examples[0])`")
    }
    return Reply(
      "At \(label) people can \(words). `!frame` says so to all.")
  }
}
