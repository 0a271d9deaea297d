package import CommandGrammar
package import Primitives

/// Shows the formats that a session can have, or gives one to a session.
package struct ChooseFormat: Command {
  package static let description = CommandDescription(
    "format", aliases: ["formats"],
    usage: "!format [session] [name]",
    summary: "Shows ways to spend a session, or makes one of them the agenda, timed to fit.",
    examples: ["!format", "!format case clinic"],
    deed: .init("format", "formats"), isUndoable: true)

  private static let shown = 6

  private let session: SessionReference
  private let name: String

  package init(reading arguments: inout Arguments) throws(UsageError) {
    session = SessionReference(readingLetter: &arguments)
    name = try arguments.text("a name", limitBytes: 60)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    if name.isEmpty { return catalogue(context) }
    let format = try format(in: context)
    let session: Sessions.Session
    switch try context.agendaChoice(self.session) {
    case .several(let sessions):
      return context.choosing(among: sessions) { "format \($0) \(format.name)" }
    case .one(let meant): session = meant
    }
    if session.hour.agenda.current != nil { throw .agendaRuns(session.id) }
    var decision = try context.changing(agendaOf: session) { agenda in
      agenda = Sessions.Agenda()
      agenda.format = format.name
      agenda.items = format.timed(minutes: session.minutesLeft(at: context.now)).map {
        Sessions.Agenda.Item(title: $0.step.title, minutes: $0.minutes, isMust: false)
      }
    }
    context.offerFirstItems(at: session, in: &decision)
    return decision
  }

  /// The one format whose name begins with the words, or is them.
  private func format(in context: CommandContext) throws(Refusal) -> SessionFormat {
    let wanted = Folding.fold(name).replacing(bytes: " ", with: "-")
    let formats = context.charter.prompts.formats
    if let exact = formats.first(where: { $0.name == wanted }) { return exact }
    let near = formats.filter { $0.name.hasPrefix(wanted) }
    guard near.count == 1 else { throw .noSuchFormat(name) }
    return near[0]
  }

  private func catalogue(_ context: CommandContext) -> Decision {
    let formats = context.charter.prompts.formats
    let page = context.page(of: formats.count, size: Self.shown)
    var lines = formats[page.range].map {
      "`!format \(SessionFormat.shown($0.name))` \($0.purpose)"
    }
    if let tail = page.tail { lines.append(tail) }
    return Decision(page.events, saying: [Reply(lines.joined(separator: "\n"))])
  }
}
