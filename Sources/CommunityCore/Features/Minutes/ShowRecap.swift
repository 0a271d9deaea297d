import OrderedCollections
package import CommandGrammar
package import Primitives

/// Shows what was written down at a session.
package struct ShowRecap: Command {
  package static let description = CommandDescription(
    "recap", aliases: ["minutes"],
    usage: "!recap [session]",
    summary: "Shows what was written down at a session, the last one where none is named.",
    examples: ["!recap", "!recap S1"])

  private static let shown = 12

  private let session: SessionReference

  package init(reading arguments: inout Arguments) throws(UsageError) {
    session = SessionReference(reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let community = context.community
    let session: Sessions.Session
    if let known = try self.session.known(in: context) {
      guard !community.hasNoMinutes(known) else { throw .noMinutes(known.id) }
      session = known
    } else {
      let minuted = community.sessions.begun(within: .days(731), before: context.now + .hours(1))
      guard let known = minuted.first(where: { !community.hasNoMinutes($0) }) else {
        throw .noMinutesYet
      }
      session = known
    }
    let lines = MinutesRecap(
      session: session, community: community, charter: context.charter, now: context.now
    ).lines
    let page = context.page(of: lines.count, size: Self.shown)
    let shown = lines[page.range] + [page.tail].compactMap { $0 }
    return Decision(page.events, saying: [Reply(shown.joined(separator: "\n"))])
  }
}
