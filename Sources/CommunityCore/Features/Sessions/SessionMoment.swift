import OrderedCollections
import CommandGrammar
import Primitives
import Timekeeping

/// What a community is about to do, does or has just done, so that help can fit it.
enum SessionMoment {
  /// A session begins within a day.
  case before(Sessions.Session)
  /// A session is on.
  case live(Sessions.Session)
  /// A session ended within the last day.
  case after(Sessions.Session)
  /// Nothing is near; the next session, where there is one.
  case quiet(next: Sessions.Session?)

  init(in community: Community, at now: Instant) {
    let next = community.sessions.ahead(of: now, limit: 1).first
    if let next, next.hasBegun(at: now) {
      self = .live(next)
    } else if let next, next.start - now <= .hours(24) {
      self = .before(next)
    } else if let last = community.sessions.ended(within: .hours(24), before: now) {
      self = .after(last)
    } else {
      self = .quiet(next: next)
    }
  }

  /// What can be done at this moment, the most useful first, each a line of help.
  func lines(_ context: CommandContext) -> [String] {
    let roles = context.community.roles(of: context.author.id)
    let planning = "`\(context.planningExample)` plans a session"
    let polls = context.community.slotPolls.open(at: context.now)
      .filter { $0.answers[context.author.id] == nil }.prefix(2)
      .map {
        "\(context.community.label(of: $0)): `!slots \($0.id)` shows the times, `!slots 1 3` answers"
      }
    return own(context) + polls + (Audience.facilitators.admits(roles) ? [planning] : [])
  }

  private func own(_ context: CommandContext) -> [String] {
    switch self {
    case .before(let session):
      [
        "\(context.headline(session)): `!rsvp yes`, `!rsvp no`, `!rsvp who`",
        "`!link` says where it is",
      ]
    case .live(let session):
      [
        session.isLive || !context.runs(session.id)
          ? "\(context.headline(session)): `!here` says that you are there"
          : "\(context.headline(session)): `!session start` opens it, `!here` says that you are there",
        session.isLive
          ? "`!note`, `!idea`, `!park` and `!action` keep what is said, `!link` says where it is"
          : "`!link` says where it is, `!rsvp who` who comes",
      ]
    case .after(let session):
      [
        "\(context.community.label(of: session)) is over: `!feedback 4 <what was good>` says what it "
          + "was worth to you",
        "`!recap` shows what was written down, `!next` the next session",
      ]
    case .quiet(.some):
      ["`!next` shows the next session, `!rsvp yes` says that you come"]
    case .quiet(nil): []
    }
  }
}
