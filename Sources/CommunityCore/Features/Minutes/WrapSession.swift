package import CommandGrammar
package import Primitives

/// Wraps a session up: it ends, its minutes stand, and the room hears what remains.
package struct WrapSession: Command {
  package static let description = CommandDescription(
    "wrap", aliases: ["session wrap"],
    usage: "!wrap [session] [summary in your words]",
    summary: "Ends a session and tells the room what was decided, what is to be done, and when it "
      + "goes on; without it a draft follows by itself.",
    examples: ["!wrap", "!wrap Buddies first, tools later"],
    deed: .init("session wrapped", "sessions wrapped"), isUndoable: true)

  private let session: SessionReference
  private let summary: String

  package init(reading arguments: inout Arguments) throws(UsageError) {
    session = SessionReference(readingLetter: &arguments)
    summary = try arguments.text("a summary", limitBytes: Minutes.summaryBytes)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let session: Sessions.Session
    switch try WritingDown.session(self.session, in: context) {
    case .several(let sessions):
      return context.choosing(among: sessions) { "wrap \($0) \(summary)" }
    case .one(let meant): session = meant
    case nil: throw .noSessionToMinute
    }
    try context.requireRunning(session)
    let record = context.community.minutes[session.id]
    let words = summary.isEmpty ? record.summary : context.community.people.stored(summary)
    var events: [Event] = []
    var undo: [Event] = [.minutes(.settled(session.id, at: nil, summary: record.summary))]
    if session.isLive {
      events.append(.live(.ended(session.id, at: context.now)))
      undo.append(.live(.ended(session.id, at: nil)))
    }
    events.append(.minutes(.settled(session.id, at: context.now, summary: words)))
    var wrapped = context.community
    events.forEach { wrapped.apply($0) }
    let recap = MinutesRecap(
      session: wrapped.sessions[session.id] ?? session, community: wrapped,
      charter: context.charter, now: context.now)
    // The room has seen the draft; who wants to see what it has become asks for it.
    let isKnown = record.draftedAt != nil
    return Decision(
      events, undoing: .init("session \(session.id) wrapped", undo),
      saying: [.wrapped(session, isKnown: isKnown, context)]
        + (isKnown ? [] : [recap.inRoom(isDraft: false)]))
  }
}

extension Reply {
  fileprivate static func wrapped(
    _ session: Sessions.Session, isKnown: Bool, _ context: CommandContext
  ) -> Reply {
    let room = isKnown ? "" : ", and the room hears what remains"
    return Reply(
      "The minutes of \(context.community.label(of: session)) stand\(room). "
        + "`!recap \(session.id)` shows them.")
  }
}
