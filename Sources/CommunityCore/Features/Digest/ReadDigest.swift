package import CommandGrammar
package import Primitives
import Timekeeping

/// Shows the digest as of now, or when digests come.
package struct ReadDigest: Command {
  package static let description = CommandDescription(
    "digest", audience: .coordinators,
    usage: "!digest [now|preview]",
    summary:
      "Writes to you alone: `now` the coordinators' digest, `preview` the members', alone when they come.",
    examples: ["!digest now", "!digest preview"],
    instead: "!catchup")

  private enum Ask {
    case schedule, coordinators, members
  }

  private let ask: Ask

  package init(reading arguments: inout Arguments) throws(UsageError) {
    ask =
      arguments.take(ifMeaning: { word in
        switch word {
        case "now", "me", "coordinators": .coordinators
        case "preview", "members", "room": .members
        default: nil
        }
      }) ?? .schedule
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    switch ask {
    case .coordinators:
      return try context.privately(
        CoordinatorDigest(of: context.community, at: context.now).text(isLate: false))
    case .members:
      return try context.privately(
        MemberDigest(of: context.community, at: context.now).text(isLate: false))
    case .schedule: return Decision(saying: .times(context))
    }
  }
}

extension CommandContext {
  /// When the next digest of a kind comes, or why none does.
  fileprivate func next(_ kind: Digests.Kind) -> String {
    guard community.plan.hasDigests else { return "none; my configuration says so" }
    if community.digests.off.contains(kind) { return "none; `!digest on members` brings it back" }
    if kind == .coordinators, community.digests.declined.contains(author.id) {
      return "none for you; `!digest on` brings it back"
    }
    if kind == .members, community.digestRoom == nil, message.isDirect {
      return "none; I know no room yet. `!next` typed in one makes it known"
    }
    guard
      let next = community.nextDigest(
        of: kind, after: now,
        unless: { instant in
          community.blackouts.covers(instant, in: community)
            || kind == .coordinators && community.notices.isSnoozed(author.id, at: instant)
        })
    else { return "none yet" }
    return told(kind == .coordinators ? released(next) : next)
  }

  /// When the author may be disturbed, at `instant` or after it.
  func released(_ instant: Instant) -> Instant {
    community.notices.quietHours(of: author.id)
      .release(after: instant, in: community.clocks(of: author.id) ?? community.clocks)
  }
}

extension Reply {
  fileprivate static func times(_ context: CommandContext) -> Reply {
    Reply(
      """
      For coordinators, to each alone: \(context.next(.coordinators)).
      For members, in the room: \(context.next(.members)).
      `!digest now` shows yours, `!digest preview` theirs, `!digest schedule mon 09:00` sets the time.
      """)
  }
}
