package import CommandGrammar
package import Primitives

/// Gives those who come something to read, watch or think about two days before a session.
package struct PrimeSession: Command {
  package static let description = CommandDescription(
    "prime", aliases: ["preread"],
    usage: "!prime [session] <link or question> [5m]",
    summary: "Sets what those who come are sent two days before: one link or question, ten minutes "
      + "at most.",
    examples: [
      "!prime https://read.example/first-weeks 6m", "!prime S1 What did week one teach you?",
    ],
    deed: .init("stimulus", "stimuli"), isUndoable: true)

  private let session: SessionReference
  private let text: String
  private let minutes: Int

  package init(reading arguments: inout Arguments) throws(UsageError) {
    session = SessionReference(readingLetter: &arguments)
    let words = arguments.remaining
    let length = words.count > 1 ? words.last.flatMap { TypedMinutes($0)?.minutes } : nil
    let whole = try arguments.text("a stimulus", limitBytes: Sessions.Hour.primeBytes)
    if let length, let last = words.last {
      let end = whole.utf8.count - last.text.utf8.count
      let kept = String(decoding: whole.utf8.prefix(max(0, end)), as: UTF8.self)
      text = Prose.clean(kept)
      minutes = length
    } else {
      text = whole
      minutes = 5
    }
    if minutes < 1 || minutes > 240 {
      throw .invalid("\(minutes)m", expected: "a length from `1m` to `240m`")
    }
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let session: Sessions.Session
    switch try self.session.choice(in: context) {
    case .several(let sessions):
      return context.choosing(among: sessions) { "prime \($0) \(text) \(minutes)m" }
    case .one(let meant): session = meant
    }
    if text.isEmpty { return Decision(saying: .prime(of: session, context)) }
    try context.requireRunning(session)
    guard session.start > context.now else { throw .hasBegun(session.id) }
    let prime = Sessions.Hour.Prime(
      text: context.community.people.stored(text), minutes: minutes, at: context.now)
    return Decision(
      [.live(.primed(session.id, prime))],
      undoing: .init(
        "stimulus of \(session.id)", [.live(.primed(session.id, session.hour.prime))]),
      saying: [.primed(session, prime, context)])
  }
}

extension Reply {
  fileprivate static func primed(
    _ session: Sessions.Session, _ prime: Sessions.Hour.Prime, _ context: CommandContext
  ) -> Reply {
    let isNear = session.dayDistance(-2, context.charter.zones) <= context.now
    let when =
      session.reminded.contains(.prime)
      ? "the one before was sent already, so `!prime` alone shows this one"
      : "those who come get it \(isNear ? "soon" : "two days before")"
    var text = "\(context.dated(session)): \(when). It takes \(prime.minutes) minutes."
    if prime.minutes > Sessions.Hour.primeMinutes {
      text +=
        " That is more than \(Sessions.Hour.primeMinutes), which many will not find; "
        + "one part of it, or one question, may do more."
    }
    return Reply(text)
  }

  fileprivate static func prime(of session: Sessions.Session, _ context: CommandContext) -> Reply {
    guard let prime = session.hour.prime else {
      return Reply(
        "\(context.dated(session)) has nothing to begin with. Like this: "
          + "`\(PrimeSession.description.examples[0])`")
    }
    return Reply(
      "\(context.dated(session)): \(context.shown(prime.text)) (\(prime.minutes) minutes)")
  }
}
