package import CommandGrammar
package import Primitives

/// Says by which link people come to a session.
package struct SetLink: Command {
  package static let description = CommandDescription(
    "link set", audience: .facilitators,
    usage: "!link set <url> [session]",
    summary: "Sets the link of the next session, or of the one with that number.",
    examples: ["!link set https://meet.example/onboarding", "!link set https://meet.example/x S1"],
    instead: "!link", deed: .init("link", "links"), isUndoable: true)

  private let session: SessionReference
  private let link: String

  package init(reading arguments: inout Arguments) throws(UsageError) {
    var session = SessionReference(reading: &arguments)
    guard let word = arguments.take() else { throw .missing("a link") }
    let link = Prose.clean(word.text)
    guard LinkText.isLink(link) else {
      throw .invalid(word.text, expected: "a link that begins with `https://`")
    }
    guard link.utf8.count <= Sessions.placeBytes else {
      throw .tooLong("a link", limitBytes: Sessions.placeBytes)
    }
    if session.id == nil { session = SessionReference(reading: &arguments) }
    self.session = session
    self.link = link
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let session: Sessions.Session
    switch try self.session.choice(in: context) {
    case .several(let sessions):
      return context.choosing(among: sessions) { "link set \($0) \(link)" }
    case .one(let meant): session = meant
    }
    try session.requireAhead(of: context.now)
    return Decision(
      [.sessions(.placed(session.id, link))],
      undoing: .init("link of \(session.id)", [.sessions(.placed(session.id, session.place))]),
      saying: [.linked(session, link, context)])
  }
}

extension Reply {
  fileprivate static func linked(
    _ session: Sessions.Session, _ link: String, _ context: CommandContext
  ) -> Reply {
    Reply("\(context.dated(session)): the link is \(link) now. Reminders will hold it.")
  }
}
