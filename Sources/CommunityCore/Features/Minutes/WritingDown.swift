import CommandGrammar
import OrderedCollections
import Primitives

/// What a command writes down, and where: the same for notes, ideas, decisions, the parking lot and
/// actions.
struct WritingDown: Sendable {
  let kind: EntryID.Kind
  let session: SessionReference
  let text: String

  /// Takes the session where one comes first, and all that follows as the words.
  init(_ kind: EntryID.Kind, reading arguments: inout Arguments) throws(UsageError) {
    self.kind = kind
    session = SessionReference(readingLetter: &arguments)
    text = try arguments.text(kind.article, limitBytes: Minutes.entryBytes)
    guard Prose.saysSomething(text) else { throw .missing(kind.article) }
  }

  /// The session to which it belongs; `line` is what is run once it is chosen among several.
  ///
  /// That is the one that is named, whose thread this is, or that is on; then the last one that ended
  /// within a day and whose minutes do not stand. Nil where there is none.
  static func session(
    _ reference: SessionReference, in context: CommandContext
  ) throws(Refusal) -> SessionReference.Choice? {
    let sessions = context.community.sessions
    if let known = try reference.known(in: context) {
      try context.requireMinutes(of: known)
      return .one(known)
    }
    let near = context.sessionsAnywhere().filter {
      context.community.minutes[$0.id].settledAt == nil
    }
    if near.count > 1 { return .several(Array(near.prefix(6))) }
    if let only = near.first { return .one(only) }
    guard let last = sessions.ended(within: .days(1), before: context.now),
      context.community.minutes[last.id].settledAt == nil
    else { return nil }
    return .one(last)
  }

  /// The session to which it belongs, or the question which.
  func choice(in context: CommandContext) throws(Refusal) -> SessionReference.Choice {
    guard let choice = try Self.session(session, in: context) else { throw .noSessionToMinute }
    return choice
  }

  /// Writes it down at `session`, with what a reaction says where there are reactions.
  func decide(at session: Sessions.Session, in context: CommandContext) throws(Refusal) -> Decision
  {
    let entry = try context.entry(kind, text, at: session)
    var decision = context.writing(entry, at: session)
    decision.replies = [
      context.charter.hasReactions && !kind.mark.isEmpty && !context.isDirect
        ? Reply(reaction: kind.mark) : .written(entry, context)
    ]
    return decision
  }
}

extension EntryID.Kind {
  /// What it is called with its article, for what is missing or too long.
  var article: String {
    switch self {
    case .note: "a note"
    case .idea: "an idea"
    case .decision: "a decision"
    case .parked: "what is left for later"
    case .action: "what is to be done"
    }
  }

  /// What several are called.
  var plural: String {
    switch self {
    case .note: "notes"
    case .idea: "ideas"
    case .decision: "decisions"
    case .parked: "things left for later"
    case .action: "actions"
    }
  }

  /// The reaction that confirms it; empty for what is said in words, because its number is needed.
  fileprivate var mark: String {
    switch self {
    case .note: "📝"
    case .idea: "💡"
    case .decision, .parked, .action: ""
    }
  }
}

extension CommandContext {
  /// Requires that something can be written down at `session`: it takes place, is about to begin at
  /// least, and its minutes do not stand.
  func requireMinutes(of session: Sessions.Session) throws(Refusal) {
    if session.status == .cancelled { throw .sessionCancelled(session.id) }
    guard session.startedAt != nil || session.start - Sessions.Session.mostEarly <= now else {
      throw .notMinutedYet(headline(session))
    }
    if community.minutes[session.id].settledAt != nil { throw .minutesStand(session.id) }
  }

  /// A new entry, if there is room for one.
  func entry(
    _ kind: EntryID.Kind, _ text: String, at session: Sessions.Session?, task: Minutes.Task? = nil
  ) throws(Refusal) -> Minutes.Entry {
    if let session, community.minutes[session.id].entries.count >= Minutes.entriesLimit {
      throw .full("entries in the minutes of \(session.id)", limit: Minutes.entriesLimit)
    }
    return Minutes.Entry(
      id: community.minutes.nextID(kind), session: session?.id, author: author.id,
      text: community.people.stored(text), at: now, task: task)
  }

  /// The decision that writes `entry` down: who writes where a session is on counts as there.
  func writing(_ entry: Minutes.Entry, at session: Sessions.Session?) -> Decision {
    var events: [Event] = [.minutes(.written(entry))]
    if let session, session.isLive, !session.attendance.here.contains(author.id) {
      events.append(.attendance(.arrived(session.id, author.id)))
    }
    return Decision(
      events, undoing: .init("\(entry.id) written down", [.minutes(.struck(entry.id))]))
  }
}

extension Reply {
  /// Says an entry back with its number.
  static func written(_ entry: Minutes.Entry, _ context: CommandContext) -> Reply {
    Reply("\(entry.id): \(context.shown(entry.text))", to: .answer, about: nil)
  }
}
