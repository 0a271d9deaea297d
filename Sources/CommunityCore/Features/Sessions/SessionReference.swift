import CommandGrammar
import Primitives

/// A session as a member means it: by its number, by where they speak, or the next one.
struct SessionReference: Sendable {
  /// Which sessions a command can mean that names none.
  enum Choice {
    case one(Sessions.Session)
    /// Several at nearly the same time, so that it must be asked.
    case several([Sessions.Session])
  }

  /// The number, where one was typed.
  var id: SessionID?

  /// Names none.
  init() {}

  /// Names the session `id`.
  init(_ id: SessionID) {
    self.id = id
  }

  /// Takes a number where one comes next.
  init(reading arguments: inout Arguments) {
    id = arguments.take(ifMeaning: { SessionID($0) })
  }

  /// Takes a number with its letter where one comes next, because a bare number begins a date there.
  init(readingLetter arguments: inout Arguments) {
    guard let id = arguments.next.flatMap({ Self.id($0) }) else { return }
    self.id = id
    _ = arguments.take()
  }

  /// The session that a word within an answer names: with its letter, because a bare number is part
  /// of a note, such as `2 of us`.
  static func id(_ word: Word) -> SessionID? {
    guard let first = word.folded.utf8.first, first < 48 || first > 57 else { return nil }
    return SessionID(word.folded)
  }

  /// What is meant: the session with the number, or the one whose thread this is or whose post is
  /// answered, or the next one that is not over.
  func choice(in context: CommandContext) throws(Refusal) -> Choice {
    if let known = try known(in: context) { return .one(known) }
    let ahead = context.community.sessions.ahead(of: context.now, limit: 6)
    guard let next = ahead.first else { throw .noSessionPlanned }
    let near = ahead.filter { $0.start - next.start < .hours(24) }
    return near.count == 1 ? .one(next) : .several(near)
  }

  /// The session that is named, or that the thread is about; nil where neither is.
  func known(in context: CommandContext) throws(Refusal) -> Sessions.Session? {
    if let id {
      guard let session = context.community.sessions[id] else { throw .noSuchSession(id) }
      return session
    }
    return context.sessionOfThread()
  }
}

extension CommandContext {
  /// The session whose thread, or whose group's thread, this is, or whose post is answered.
  ///
  /// Below a post about a series it is the next date of that. Nil elsewhere.
  func sessionOfThread() -> Sessions.Session? {
    let sessions = community.sessions
    let posts = [message.thread, message.replyTo].compactMap { $0 }
    if let session = posts.lazy.compactMap({ sessions.session(of: $0) }).first {
      return sessions[session]
    }
    let groups = posts.lazy.compactMap { community.breakouts.group(below: $0)?.session }
    if let session = groups.first { return sessions[session] }
    guard let series = posts.lazy.compactMap({ community.series.series(of: $0) }).first else {
      return nil
    }
    return sessions.ahead(of: now).first { $0.occurrence?.series == series }
  }
}

extension Sessions.Session {
  /// Requires that it takes place and is not over.
  func requireAhead(of now: Instant) throws(Refusal) {
    if status == .cancelled { throw .sessionCancelled(id) }
    if isOver(at: now) { throw .sessionOver(id) }
  }
}

extension CommandContext {
  /// Asks which of `sessions` is meant; a number within ten minutes runs its line.
  func choosing(
    among sessions: [Sessions.Session], running line: (SessionID) -> String
  ) -> Decision {
    let options = sessions.enumerated().map { index, session in
      Dialogue.Question.Option(String(index + 1), runs: line(session.id))
    }
    let question = Dialogue.Question(
      room: message.room, until: now + .minutes(10), options: options)
    return Decision([.dialogue(.asked(author.id, question))], saying: [.choice(sessions, self)])
  }
}

extension Reply {
  fileprivate static func choice(
    _ sessions: [Sessions.Session], _ context: CommandContext
  ) -> Reply {
    var lines = ["Which session do you mean?"]
    for (index, session) in sessions.enumerated() {
      lines.append("`\(index + 1)` \(context.headline(session))")
    }
    let numbers = (1...sessions.count).map { "`\($0)`" }
    let last = numbers.last ?? ""
    lines.append(
      "Reply \(numbers.dropLast().joined(separator: ", ")) or \(last) within 10 minutes.")
    return Reply(lines.joined(separator: "\n"))
  }
}
